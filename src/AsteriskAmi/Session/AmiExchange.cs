using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Protocol;
using AsteriskAmi.Telemetry;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Session;

/// <summary>
/// One action on its way and what came back for it: the answer, the items of a list, and, where one is awaited, the
/// event that tells the outcome later. The reader thread fills it, one other thread waits on it.
/// </summary>
internal sealed class AmiExchange : IDisposable
{
    // A spin lasts 200 microseconds at the most.
    private const int SpinsASecond = 5000;
    private const int SpinIterations = 20;

    // Items are handed on by the hundred, or as often as this: to wake the waiting thread for each would cost both the
    // thread that reads and, on the same machine, the server a core.
    private const int ItemsAtOnce = 256;
    private static readonly TimeSpan _itemsInterval = TimeSpan.FromMilliseconds(10);

    private readonly object _gate = new();
    private readonly List<AmiMessage> _items = new();
    private readonly ManualResetEventSlim _changed = new(false, spinCount: 0);
    private readonly TaskCompletionSource<AmiMessage> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<AmiMessage> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string? _outcomeEvent;
    private readonly Action? _onTaken;
    private readonly Action<AmiExchange> _leave;
    private bool _announcesEnd;
    private bool _oneEvent;
    private bool _late;
    private int _told;
    private Action? _onDisposed;
    private AmiException? _failure;

    /// <param name="action">The action's name.</param>
    /// <param name="actionId">The ActionID that was sent.</param>
    /// <param name="outcomeEvent">The event that tells the outcome, with the same ActionID; null for none.</param>
    /// <param name="origin">Where it comes from and goes to.</param>
    /// <param name="onTaken">
    /// Called on the reader thread when an answer comes that is no error, also when nobody waits for it any more.
    /// </param>
    /// <param name="leave">
    /// Called when nobody waits any more, and again when all has come that <see cref="IsAbandoned"/> leaves open.
    /// </param>
    internal AmiExchange(string action, string actionId, string? outcomeEvent, ActionOrigin origin, Action? onTaken, Action<AmiExchange> leave)
    {
        Origin = origin;
        Action = action;
        ActionId = actionId;
        _outcomeEvent = outcomeEvent;
        _onTaken = onTaken;
        _leave = leave;
    }

    internal string Action { get; }

    internal string ActionId { get; }

    /// <summary>Where the action comes from and goes to.</summary>
    internal ActionOrigin Origin { get; }
    /// <summary>Its place among the actions of its connection, from 1; 0 while it is not on its way.</summary>
    internal long Number { get; private set; }

    /// <summary>The answer, also when it reports an error. Fails when the connection is lost.</summary>
    internal Task<AmiMessage> Answer => _answer.Task;

    /// <summary>The event that tells the outcome. Fails when the connection is lost.</summary>
    internal Task<AmiMessage> Outcome => _outcome.Task;

    /// <summary>Whether the answer opened a list. Known once the answer has come.</summary>
    internal bool IsList { get; private set; }

    /// <summary>The event that closed the list, once it has come.</summary>
    internal AmiMessage? ListEnd { get; private set; }

    /// <summary>When the action was begun to be sent, in ticks of <see cref="Stopwatch"/>.</summary>
    internal long SentTimestamp { get; } = Stopwatch.GetTimestamp();

    /// <summary>When the answer came, in ticks of <see cref="Stopwatch"/>.</summary>
    internal long AnswerTimestamp { get; private set; }

    /// <summary>When the outcome came, in ticks of <see cref="Stopwatch"/>.</summary>
    internal long OutcomeTimestamp { get; private set; }

    /// <summary>When the last came that was awaited, in ticks of <see cref="Stopwatch"/>; 0 when nothing has come.</summary>
    internal long LastTimestamp { get; private set; }

    /// <summary>Called once, when nobody waits for this any more.</summary>
    internal Action? OnDisposed
    {
        set => Volatile.Write(ref _onDisposed, value);
    }

    internal bool IsAnswered => _answer.Task.IsCompleted;

    internal bool IsAwaited => !IsAnswered && !IsAbandoned;

    /// <summary>Whether nobody waits any more for what still comes.</summary>
    internal bool IsAbandoned { get; private set; }

    /// <summary>
    /// Ends the waiting. What still comes for it is dropped as it comes: the items of a list are no events that
    /// subscribers should see.
    /// </summary>
    public void Dispose()
    {
        lock (_gate)
        {
            bool open = !IsAnswered || (IsList && ListEnd is null);
            if (open && Number > 0 && _failure is null)
            {
                IsAbandoned = true;
                _items.Clear();
            }
        }

        _leave(this);
        Interlocked.Exchange(ref _onDisposed, null)?.Invoke();
        if (Number > 0 && Interlocked.Exchange(ref _told, 1) == 0)
        {
            AmiTelemetry.Tell(this);
        }
    }

    /// <summary>Waits for the answer.</summary>
    /// <param name="timeout">How long at the most.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The answer, also when it reports an error.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.Timeout"/>, <see cref="AmiErrorCode.ConnectionLost"/>.
    /// </exception>
    internal AmiMessage WaitForAnswer(TimeSpan timeout, CancellationToken cancellation)
    {
        Deadline deadline = Deadline.After(timeout);
        SpinUntilAnswered();
        while (true)
        {
            _changed.Reset();
            lock (_gate)
            {
                if (_answer.Task.Status == TaskStatus.RanToCompletion)
                {
                    StepLog.Current?.Add($"{Action}: {_answer.Task.Result} after {Age(AnswerTimestamp)} s.");
                    return _answer.Task.Result;
                }

                ThrowIfFailed();
            }

            if (!StepLog.Wait(_changed, deadline.Left, cancellation) && deadline.HasPassed)
            {
                throw NotInTime(timeout);
            }
        }
    }

    /// <summary>Waits until items of a list whose answer has come are there, and takes all there are.</summary>
    /// <param name="items">Where they are put; what was in it is removed.</param>
    /// <param name="timeout">How long the server may stay silent.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False at the end of the list, and for an answer that is none.</returns>
    /// <exception cref="AmiException">As for <see cref="WaitForAnswer"/>.</exception>
    internal bool WaitForItems(List<AmiMessage> items, TimeSpan timeout, CancellationToken cancellation)
    {
        items.Clear();
        Deadline deadline = Deadline.After(timeout);
        while (true)
        {
            _changed.Reset();
            lock (_gate)
            {
                if (_items.Count > 0)
                {
                    items.AddRange(_items);
                    _items.Clear();
                    return true;
                }

                if (!IsList || ListEnd is not null)
                {
                    if (IsList)
                    {
                        StepLog.Current?.Add($"{Action}: the end of the list after {Age(LastTimestamp)} s.");
                    }

                    return IsCancelled(ListEnd) ? throw CancelledByServer() : false;
                }

                ThrowIfFailed();
            }

            TimeSpan left = deadline.Left;
            bool isShort = left >= TimeSpan.Zero && left < _itemsInterval;
            if (!StepLog.Wait(_changed, isShort ? left : _itemsInterval, cancellation) && deadline.HasPassed)
            {
                throw NotInTime(timeout);
            }
        }
    }

    /// <summary>Takes the answer from the reader thread.</summary>
    /// <returns>Whether anybody still waits for it.</returns>
    internal bool OfferAnswer(AmiMessage answer)
    {
        bool wanted;
        lock (_gate)
        {
            wanted = !IsAbandoned;
            // "start" in most versions, "Start" in some; lists without EventList only announce what follows.
            _announcesEnd = string.Equals(answer.GetHeader("EventList"), "start", StringComparison.OrdinalIgnoreCase);
            IsList = _announcesEnd
                || (!answer.IsError && answer.GetHeader("Message") is string text
                    && text.EndsWith("will follow", StringComparison.OrdinalIgnoreCase));

            // "FAXStats event will follow" is one event and no end behind it (res/res_fax.c).
            _oneEvent = IsList && !_announcesEnd
                && answer.GetHeader("Message")!.EndsWith(" event will follow", StringComparison.OrdinalIgnoreCase);
        }

        LastTimestamp = AnswerTimestamp = Stopwatch.GetTimestamp();
        if (!answer.IsError)
        {
            _onTaken?.Invoke();
        }

        _answer.TrySetResult(answer);
        _changed.Set();
        if (!wanted && !IsList)
        {
            Finish();
        }

        return wanted;
    }

    /// <summary>Says that the action goes on its way now, so that an answer will come.</summary>
    /// <param name="number">Its place among the actions of its connection.</param>
    internal void MarkSent(long number) => Number = number;

    /// <summary>Takes an event with this exchange's ActionID from the reader thread.</summary>
    /// <returns>Whether the event belongs to the exchange alone: a list's item or its end.</returns>
    internal bool OfferEvent(AmiMessage message, string name)
    {
        bool mine = false;
        bool forget = false;
        bool wake = true;
        lock (_gate)
        {
            if (IsList && ListEnd is null)
            {
                mine = true;
                bool ends = EndsList(message, name);
                wake = ends || _oneEvent || _items.Count >= ItemsAtOnce;
                if (!IsAbandoned && !ends)
                {
                    _items.Add(message);
                }

                if (ends || _oneEvent)
                {
                    ListEnd = message;
                    LastTimestamp = Stopwatch.GetTimestamp();
                    forget = IsAbandoned;
                }
            }
        }

        if (!mine && string.Equals(name, _outcomeEvent, StringComparison.OrdinalIgnoreCase))
        {
            LastTimestamp = OutcomeTimestamp = Stopwatch.GetTimestamp();
            _outcome.TrySetResult(message);
        }

        if (forget)
        {
            Finish();
        }

        if (wake)
        {
            _changed.Set();
        }

        return mine;
    }

    internal void Fail(AmiException failure)
    {
        if (Number > 0 && !IsAnswered)
        {
            // Also when the session was closed here: NotConnected would say that nothing was sent.
            failure = new AmiException(
                AmiErrorCode.ConnectionLost, $"{failure.Message} Whether the server acted on {Action} is not known; it is not sent again.", failure);
        }

        lock (_gate)
        {
            _failure = failure;
        }

        _answer.TrySetException(failure);
        _outcome.TrySetException(failure);

        // Whoever waits is told through the wait; a task that nobody looks at must not be reported as unobserved.
        _ = _answer.Task.Exception;
        _ = _outcome.Task.Exception;
        _changed.Set();
    }

    // The closing event's name follows no rule (VoicemailUsersList ends in VoicemailUserEntryComplete): only its
    // EventList header tells, and for lists that never had one, a name that ends in Complete.
    private bool EndsList(AmiMessage message, string name)
    {
        string? mark = message.GetHeader("EventList");
        return mark is not null
            ? mark.StartsWith("Complete", StringComparison.OrdinalIgnoreCase)
                || IsCancelled(message)
            : !_announcesEnd && name.EndsWith("Complete", StringComparison.OrdinalIgnoreCase);
    }

    // Most answers are there within a tenth of a millisecond; being woken by the system would take as long again.
    private void SpinUntilAnswered()
    {
        long end = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / SpinsASecond);
        while (!_answer.Task.IsCompleted && Stopwatch.GetTimestamp() < end)
        {
            Thread.SpinWait(SpinIterations);
        }
    }

    private void Finish()
    {
        lock (_gate)
        {
            IsAbandoned = false;
        }

        _leave(this);
    }

    private static bool IsCancelled(AmiMessage? end) =>
        end?.GetHeader("EventList")?.StartsWith("cancelled", StringComparison.OrdinalIgnoreCase) == true;

    private AmiException CancelledByServer() => new(
        AmiErrorCode.ActionFailed,
        $"The server broke the list of {Action} off ('{ListEnd!.GetHeader("Message") ?? "no reason given"}'): what came is not all. Ask again.",
        ListEnd);

    /// <exception cref="AmiException">The failure of the connection, if it has ended.</exception>
    internal void ThrowIfFailed()
    {
        if (_failure is not null)
        {
            throw new AmiException(_failure.Code, _failure.Message, _failure);
        }
    }

    internal AmiException NotInTime(TimeSpan timeout)
    {
        _late = true;
        return new(
            AmiErrorCode.Timeout,
            string.Format(
                CultureInfo.InvariantCulture,
                "The server did not answer {0} within {1:0.###} s. Look whether it is overloaded, or give it more time: with -ActionTimeoutSeconds of Connect-Ami, or -TimeoutSeconds where the cmdlet has it.{2}",
                Action,
                timeout.TotalSeconds,
                IsAnswered ? string.Empty : " Whether it acted on it is not known."));
    }

    /// <summary>
    /// How it turned out: what the server answered (Success, Error), why it answered nothing (Timeout, ConnectionLost), or
    /// Cancelled.
    /// </summary>
    internal string Describe(out bool isFailure)
    {
        lock (_gate)
        {
            bool isWhole = _answer.Task.Status == TaskStatus.RanToCompletion && (!IsList || ListEnd is not null);
            isFailure = isWhole ? _answer.Task.Result.IsError || IsCancelled(ListEnd) : _failure is not null || _late;
            return isWhole ? IsCancelled(ListEnd) ? "Error" : _answer.Task.Result.GetHeader("Response") ?? "Success"
                : _failure is not null ? _failure.Code.ToString()
                : _late ? nameof(AmiErrorCode.Timeout) : "Cancelled";
        }
    }

    private string Age(long timestamp) =>
        ((double)(timestamp - SentTimestamp) / Stopwatch.Frequency).ToString("0.000", CultureInfo.InvariantCulture);
}
