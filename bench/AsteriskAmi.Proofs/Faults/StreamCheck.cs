using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Proofs.Faults;

/// <summary>
/// Follows the numbered events of the session under test, and checks that each number comes once and in order, and that
/// where numbers are missing there is a mark: of a lost connection, or of events that found no room.
/// </summary>
internal sealed class StreamCheck : IDisposable
{
    private readonly AmiSubscription _subscription;
    private readonly CancellationTokenSource _stop = new();
    private readonly object _gate = new();
    private readonly HashSet<long> _seen = [];
    private readonly List<double> _gaps = [];
    private readonly List<string> _reasons = [];
    private readonly List<string> _violations = [];
    private readonly Thread _thread;
    private long _last = -1;
    private long _counted;
    private bool _inGap;
    private bool _sawGap;

    internal StreamCheck(AmiSession session)
    {
        _subscription = session.Subscribe(["UserEvent"]);
        _thread = new Thread(Run) { IsBackground = true, Name = "check" };
        _thread.Start();
    }

    /// <summary>The first number that came; -1 before it.</summary>
    internal long First { get; private set; } = -1;

    /// <summary>The last number that came; -1 before the first.</summary>
    internal long Last => Interlocked.Read(ref _last);

    /// <summary>How many numbers came.</summary>
    internal int Seen
    {
        get
        {
            lock (_gate)
            {
                return _seen.Count;
            }
        }
    }

    /// <summary>How long each lost connection was missing, in seconds, as its marks say.</summary>
    internal IReadOnlyList<double> Gaps => _gaps;

    /// <summary>Why each was lost, as its mark says.</summary>
    internal IReadOnlyList<string> Reasons => _reasons;

    internal IReadOnlyList<string> Violations => _violations;

    /// <summary>How many events found no room, as the marks say.</summary>
    internal long Overflowed { get; private set; }

    /// <summary>How many of these numbers did not come.</summary>
    internal int Missing(IEnumerable<long> numbers)
    {
        lock (_gate)
        {
            return numbers.Count(number => !_seen.Contains(number));
        }
    }

    /// <summary>Which numbers from the first that came up to another did not come.</summary>
    internal IReadOnlyList<long> MissingUpTo(long last)
    {
        var missing = new List<long>();
        lock (_gate)
        {
            for (long number = First; number <= last; number++)
            {
                if (!_seen.Contains(number))
                {
                    missing.Add(number);
                }
            }
        }

        return missing;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _subscription.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        var batch = new List<AmiMessage>();
        try
        {
            while (_subscription.TakeBatch(batch, 1024, Timeout.InfiniteTimeSpan, _stop.Token))
            {
                lock (_gate)
                {
                    batch.ForEach(Take);
                }

                batch.Clear();
            }

            _violations.Add("the events ended");
        }
        catch (OperationCanceledException)
        {
            // The check is done.
        }
        catch (Exception e)
        {
            _violations.Add("the events ended: " + e.Message);
        }
    }

    private void Take(AmiMessage message)
    {
        switch (message.GetHeader("Event"))
        {
            case AmiSubscription.ConnectionLostMarkerName:
                Require(!_inGap, "a gap begins in a gap");
                _inGap = _sawGap = true;
                _reasons.Add(message.GetHeader("Reason")!);
                break;
            case AmiSubscription.ConnectionRestoredMarkerName:
                Require(_inGap, "a gap ends that did not begin");
                _inGap = false;
                _gaps.Add(double.Parse(message.GetHeader("GapSeconds")!, CultureInfo.InvariantCulture));
                break;
            case AmiSubscription.LossMarkerName:
                long lost = long.Parse(message.GetHeader("Lost")!, CultureInfo.InvariantCulture);
                Overflowed += lost;
                _counted += lost;
                break;
            default:
                Require(!_inGap, "an event stands in a gap");
                if (message.GetHeader(SerialSource.Header) is string number)
                {
                    Take(long.Parse(number, CultureInfo.InvariantCulture));
                }

                break;
        }
    }

    private void Take(long number)
    {
        if (First < 0)
        {
            First = number;
        }
        else
        {
            long missing = number - Last - 1;
            Require(missing >= 0, $"number {number} comes behind {Last}");
            Require(missing == 0 || _sawGap || _counted >= missing, $"{missing} numbers before {number} are missing, and no mark says so");
        }

        _seen.Add(number);
        Interlocked.Exchange(ref _last, number);
        _counted = 0;
        _sawGap = false;
    }

    private void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            _violations.Add(otherwise);
        }
    }
}
