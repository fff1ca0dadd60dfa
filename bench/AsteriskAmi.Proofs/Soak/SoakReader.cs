using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Proofs.Soak;

/// <summary>Reads one subscription on a thread of its own and checks that each number comes, or is marked as lost.</summary>
internal sealed class SoakReader
{
    private const int MostInBatch = 1024;

    private readonly AmiSubscription _subscription;
    private readonly int _perSecond;
    private readonly Thread _thread;
    private long _next;
    private long _markedSinceLast;
    private long _longestDelay;
    private volatile bool _hurry;

    /// <param name="name">For people.</param>
    /// <param name="subscription">What to read.</param>
    /// <param name="perSecond">How many events to handle in a second; 0 for as many as come.</param>
    internal SoakReader(string name, AmiSubscription subscription, int perSecond)
    {
        Name = name;
        _subscription = subscription;
        _perSecond = perSecond;
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    internal string Name { get; }

    internal long Received => _subscription.Received;

    internal long Lost => _subscription.Lost;

    /// <summary>How many events were handled, markers not counted.</summary>
    internal long Handled { get; private set; }

    /// <summary>How many events the markers say are missing.</summary>
    internal long Marked { get; private set; }

    /// <summary>What the server said about itself at the end.</summary>
    internal AmiMessage? End { get; private set; }

    internal Exception? Failure { get; private set; }

    /// <summary>The longest time in milliseconds between the sending of an event and its being handled here.</summary>
    internal double LongestDelay => _longestDelay * 1000.0 / Stopwatch.Frequency;

    /// <summary>Handles what is left without taking its time, and waits for the end.</summary>
    internal bool Join(TimeSpan patience)
    {
        _hurry = true;
        return _thread.Join(patience);
    }

    internal bool HasEnded(TimeSpan patience) => _thread.Join(patience);

    private void Run()
    {
        var batch = new List<AmiMessage>(MostInBatch);
        try
        {
            while (End is null)
            {
                batch.Clear();
                int most = _perSecond > 0 && !_hurry ? 1 : MostInBatch;
                if (!_subscription.TakeBatch(batch, most, TimeSpan.FromSeconds(30)))
                {
                    throw new ViolationException("nothing came for 30 seconds");
                }

                long now = Stopwatch.GetTimestamp();
                foreach (AmiMessage message in batch)
                {
                    Handle(message, now);
                }

                if (_perSecond > 0 && !_hurry)
                {
                    Thread.Sleep(1000 / _perSecond);
                }
            }
        }
        catch (Exception e)
        {
            Failure = e;
        }
    }

    private void Handle(AmiMessage message, long now)
    {
        string? name = message.GetHeader("Event");
        if (name == AmiSubscription.LossMarkerName)
        {
            long lost = NumberIn(message, "Lost");
            Marked += lost;
            _markedSinceLast += lost;
            return;
        }

        long number = NumberIn(message, NumberedEventServer.NumberHeader);
        if (number != _next + _markedSinceLast)
        {
            throw new ViolationException($"number {number} comes where {_next} and {_markedSinceLast} lost ones lead to expect another");
        }

        _next = number + 1;
        _markedSinceLast = 0;
        Handled++;
        if (name == NumberedEventServer.EndName)
        {
            End = message;
        }
        else if (_perSecond == 0)
        {
            _longestDelay = Math.Max(_longestDelay, now - NumberIn(message, NumberedEventServer.SentHeader));
        }
    }

    private static long NumberIn(AmiMessage message, string header) =>
        long.Parse(message.GetHeader(header)!, CultureInfo.InvariantCulture);
}
