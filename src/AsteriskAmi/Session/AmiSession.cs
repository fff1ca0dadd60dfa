using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Telemetry;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Session;

/// <summary>
/// A logged-in connection to one server: send actions, read lists, follow events. Thread-safe: any number of threads
/// may use it at once, each gets its own answers.
/// </summary>
public sealed class AmiSession : IDisposable
{
    private static int _lastId;

    private readonly EventHub _events;
    private readonly WireTaps _taps = new();
    private readonly SessionMemory _memory = new();
    private readonly StateNotifier _notifier;
    private readonly SessionLink _link;
    private readonly ActionPool _pool;
    private readonly KeepAlive _keepAlive;
    private readonly ActionRate? _rate;
    private readonly TimeSpan _actionTimeout;
    private int _closing;

    private AmiSession(AmiConnectOptions options, TimeProvider time)
    {
        Id = Interlocked.Increment(ref _lastId);
        // With the server: a name that is read from a file or comes from another process must not be that of a session with another.
        Name = options.Name ?? string.Format(CultureInfo.InvariantCulture, "Ami{0}@{1}:{2}", Id, options.ComputerName, options.Port);
        ComputerName = options.ComputerName;
        Port = options.Port;
        IsEncrypted = options.UseTls;
        Uri = AmiUri.Of(options);
        UserName = options.UserName;
        Options = options;
        PoolSize = options.PoolSize;
        _actionTimeout = options.ActionTimeout;
        _events = new EventHub(ServerTotals.Of(options.ComputerName, options.Port).AddLost, () => _memory.Sieve);
        _notifier = new StateNotifier(() => StateChanged, this);
        _link = new SessionLink(this, options, _events, _memory, _taps, time, OnChanged);
        _pool = new ActionPool(options, this, _taps, time);
        _keepAlive = new KeepAlive(options, _link, time);
        _rate = options.MaxActionsPerSecond > 0 ? new ActionRate(options.MaxActionsPerSecond) : null;
    }

    /// <summary>
    /// Raised with each new state, in order, on a thread of the pool: Connected, Reconnecting with the reason, Closed with
    /// the reason.
    /// </summary>
    public event EventHandler<AmiStateChangedEventArgs>? StateChanged;

    /// <summary>A number that no other session of this process has.</summary>
    public int Id { get; }

    /// <summary>The session's name.</summary>
    public string Name { get; }

    /// <summary>The server's name or address, as given.</summary>
    public string ComputerName { get; }

    /// <summary>The server's port.</summary>
    public int Port { get; }

    /// <summary>Where it leads, as -Uri of Connect-Ami takes it; null for a host that cannot stand in a URI.</summary>
    public Uri? Uri { get; }

    /// <summary>Whether its connections are encrypted.</summary>
    public bool IsEncrypted { get; }

    /// <summary>Where the session is in its life.</summary>
    public AmiSessionState State => _link.Status.State;

    /// <summary>Since when the session has been in its state, in local time.</summary>
    public DateTime StateSince => _link.Status.Since.LocalDateTime;

    /// <summary>Why the session reconnects, or is closed; null while it is connected and after it was closed on purpose.</summary>
    public string? StateReason =>
        _link.Status.State == AmiSessionState.Closed && Volatile.Read(ref _closing) != 0 ? null : _link.Status.Reason?.Message;

    /// <summary>Whether its logins have kept the secret off the wire, so that they must go on to.</summary>
    internal bool KeepsSecret => _link.KeepsSecret;

    /// <summary>How often the session has lost its connection and made another.</summary>
    public int Reconnects => _link.Reconnects;

    /// <summary>How many connections the session may open beside its first.</summary>
    public int PoolSize { get; }

    /// <summary>How many connections it has open beside its first.</summary>
    public int PoolConnections => _pool.OpenCount;

    /// <summary>
    /// Asterisk's version (22.10.1), or, for an account that may not ask for it, the branch that speaks the banner's
    /// version of the protocol (22).
    /// </summary>
    public string? ServerVersion => _link.ServerVersion;

    /// <summary>The account.</summary>
    public string UserName { get; }

    /// <summary>How many events have come.</summary>
    public long EventsReceived => _events.Received;

    /// <summary>How many events the session's subscriptions have lost for want of room, those included that have ended.</summary>
    public long EventsLost => _events.Lost;

    /// <summary>Those who follow the session's events now.</summary>
    internal IReadOnlyList<AmiSubscription> Subscriptions => _events.Subscriptions;

    /// <summary>Why the session is closed, as the end of a sentence that begins with its name.</summary>
    internal string WhyClosed => _link.Status.Reason is null || Volatile.Read(ref _closing) != 0
        ? "was closed. Open another with Connect-Ami."
        : "is closed: " + _link.Status.Reason.Message;

    /// <summary>How the server greeted; empty where it does not.</summary>
    internal string Banner => _link.Current?.Banner ?? string.Empty;

    /// <summary>Answers that came for no action that anybody waits for any more.</summary>
    internal long UnmatchedAnswers => _link.Current?.UnmatchedAnswers ?? 0;

    /// <summary>Where the session connects, and as whom.</summary>
    internal AmiConnectOptions Options { get; }

    /// <summary>What its next event connection is told.</summary>
    internal SessionMemory Memory => _memory;

    /// <summary>See the session's traffic, through all of its connections, secrets included.</summary>
    internal WireTaps Taps => _taps;

    /// <summary>Connects and logs in.</summary>
    /// <param name="options">Where and as whom.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>The session, connected.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.ConnectionFailed"/>, <see cref="AmiErrorCode.ProtocolError"/>,
    /// <see cref="AmiErrorCode.TlsFailed"/>, <see cref="AmiErrorCode.AuthenticationFailed"/>,
    /// <see cref="AmiErrorCode.Timeout"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">The attempt was cancelled.</exception>
    public static AmiSession Connect(AmiConnectOptions options, CancellationToken cancellation = default) =>
        Open(options, TimeProvider.System, cancellation);

    /// <summary>As <see cref="Connect"/>.</summary>
    /// <param name="options">Where and as whom.</param>
    /// <param name="time">Measures the back-off and the keepalive.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    internal static AmiSession Open(AmiConnectOptions options, TimeProvider time, CancellationToken cancellation)
    {
        if (options is null)
        {
            throw new ArgumentNullException(nameof(options));
        }

        var session = new AmiSession(options, time);
        StepLog.Current?.Follow(session, withEvents: true);
        session._link.Open(cancellation);
        session._keepAlive.Start();
        return session;
    }

    /// <summary>Sends an action and waits for its answer.</summary>
    /// <param name="action">The action. Use <see cref="InvokeList"/> for one that answers with a list.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.PermissionDenied"/>, <see cref="AmiErrorCode.NotFound"/> or
    /// <see cref="AmiErrorCode.ActionFailed"/> with the server's message, <see cref="AmiErrorCode.InvalidHeader"/>,
    /// <see cref="AmiErrorCode.Timeout"/>, <see cref="AmiErrorCode.ConnectionLost"/>,
    /// <see cref="AmiErrorCode.NotConnected"/>.
    /// </exception>
    public AmiMessage Invoke(AmiAction action, CancellationToken cancellation = default)
    {
        using AmiExchange exchange = Start(action, null, cancellation);
        return Checked(action, exchange.WaitForAnswer(TimeoutOf(action), cancellation));
    }

    /// <summary>Sends an action and gives its answer when it has come.</summary>
    /// <param name="action">The action.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="AmiException">As for <see cref="Invoke"/>.</exception>
    public async Task<AmiMessage> InvokeAsync(AmiAction action, CancellationToken cancellation = default)
    {
        using AmiExchange exchange = Start(action, null, cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task delay = Task.Delay(TimeoutOf(action), stop.Token);
        if (await Task.WhenAny(exchange.Answer, delay).ConfigureAwait(false) == delay)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!exchange.IsAnswered)
            {
                throw exchange.NotInTime(TimeoutOf(action));
            }
        }

        stop.Cancel();
        return Checked(action, await exchange.Answer.ConfigureAwait(false));
    }

    /// <summary>Sends an action that answers with a list, and gives the items as they come.</summary>
    /// <param name="action">The action.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The items. Nothing is sent before they are asked for.</returns>
    /// <exception cref="AmiException">As for <see cref="Invoke"/>, while the items are read.</exception>
    public IEnumerable<AmiMessage> InvokeList(AmiAction action, CancellationToken cancellation = default)
    {
        foreach (AmiMessage item in Ask(action, cancellation).Items(cancellation))
        {
            yield return item;
        }
    }

    /// <summary>Follows the session's events from now on.</summary>
    /// <param name="names">Event names, wildcards allowed; none means all.</param>
    /// <param name="capacity">How many events wait at the most.</param>
    /// <param name="policy">What to do with an event for which there is no room.</param>
    /// <returns>The subscription; dispose it to end it.</returns>
    public AmiSubscription Subscribe(
        IReadOnlyCollection<string>? names = null,
        int capacity = AmiSubscription.DefaultCapacity,
        AmiOverflowPolicy policy = AmiOverflowPolicy.DropOldest) =>
        Subscribe(new AmiEventFilter { Names = names ?? Array.Empty<string>() }, capacity, policy);

    /// <summary>Follows those of the session's events that a filter wants, from now on.</summary>
    /// <param name="filter">The filter. The marks of losses come through it.</param>
    /// <param name="capacity">How many events wait at the most.</param>
    /// <param name="policy">What to do with an event for which there is no room.</param>
    /// <returns>The subscription; dispose it to end it.</returns>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>: something in the filter fits no event ever.</exception>
    public AmiSubscription Subscribe(
        AmiEventFilter filter,
        int capacity = AmiSubscription.DefaultCapacity,
        AmiOverflowPolicy policy = AmiOverflowPolicy.DropOldest)
    {
        if (filter is null)
        {
            throw new ArgumentNullException(nameof(filter));
        }

        StepLog.Current?.Follow(this, withEvents: true);
        AmiSubscription subscription = _events.Subscribe(filter, capacity, policy);
        StepLog.Current?.Add($"Following the events of session '{Name}'.");
        return subscription;
    }

    /// <summary>Has another event connection take the place of the present one, and waits for it.</summary>
    /// <param name="prepare">Changes what the new one is told.</param>
    /// <param name="why">The reason, for those whose actions it costs.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal void Renew(Action prepare, string why, CancellationToken cancellation)
    {
        if (!Options.Reconnect)
        {
            throw new AmiException(
                AmiErrorCode.ActionFailed,
                $"This takes a new connection, and session '{Name}' makes none (-NoReconnect). Open another session with Connect-Ami.");
        }

        Deadline deadline = Deadline.After(_actionTimeout);
        AmiConnection old = _link.Connected(deadline, cancellation);
        prepare();
        old.GiveUp(why);
        _link.Connected(deadline, cancellation);
    }

    /// <summary>Logs off and closes. Waits half a second at the most for the server's goodbye.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closing, 1) != 0)
        {
            return;
        }

        _keepAlive.Dispose();
        var closed = new AmiException(AmiErrorCode.NotConnected, $"Session '{Name}' was closed.");
        if (_link.Leave(closed) is AmiConnection connection)
        {
            StepLog.Current?.Follow(this, withEvents: false);
            using var limit = new CancellationTokenSource(Options.GoodbyeTime);
            try
            {
                using AmiExchange exchange = connection.Send(new AmiAction("Logoff"), limit.Token);
                exchange.WaitForAnswer(Options.GoodbyeTime, limit.Token);
            }
            catch (Exception e) when (e is AmiException or OperationCanceledException)
            {
                // The server left first, or has no time for goodbyes: the connection is closed either way.
            }
        }

        _link.Close(closed);
    }

    /// <summary>The session's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    /// <summary>Adds a filter that was made here, as <see cref="Invoke"/> does.</summary>
    /// <exception cref="AmiException">As for <see cref="Invoke"/>.</exception>
    internal void AddFilter(FilterRule rule, CancellationToken cancellation)
    {
        using AmiExchange exchange = Start(rule.Action, null, cancellation, rule: rule);
        Checked(rule.Action, exchange.WaitForAnswer(TimeoutOf(rule.Action), cancellation));
    }

    /// <summary>Sends an action; what comes back is read from the exchange, which the caller disposes.</summary>
    /// <param name="action">The action.</param>
    /// <param name="outcomeEvent">An event with the same ActionID that tells the outcome later; null for none.</param>
    /// <param name="cancellation">Ends the wait for a turn to send.</param>
    /// <param name="aside">
    /// Whether it may keep its connection for long: then it goes by one beside the first where one can be had, and leaves events
    /// and other actions their way.
    /// </param>
    /// <param name="rule">What it means, for a filter that was made here.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotConnected"/>, <see cref="AmiErrorCode.InvalidHeader"/>,
    /// <see cref="AmiErrorCode.ConnectionLost"/>.
    /// </exception>
    internal AmiExchange Start(
        AmiAction action, string? outcomeEvent, CancellationToken cancellation, bool aside = false, FilterRule? rule = null)
    {
        if (action is null)
        {
            throw new ArgumentNullException(nameof(action));
        }

        StepLog.Current?.Follow(this, withEvents: false);
        TimeSpan timeout = TimeoutOf(action);
        if (_rate is not null)
        {
            // In this order: what waited for a new connection must not come down on it all at once.
            _link.Connected(Deadline.After(timeout), cancellation);
            _rate.Wait(cancellation);
        }

        bool isSetup = SessionMemory.IsAboutConnection(action);
        AmiAction kept = isSetup ? action.WithoutActionId() : action;
        Action? onTaken = isSetup ? () => _memory.Keep(kept, rule) : null;
        Deadline deadline = Deadline.After(timeout);
        while (true)
        {
            AmiConnection connection = _link.Connected(deadline, cancellation);
            AmiExchange? exchange = (aside || connection.IsBusy) && !isSetup && outcomeEvent is null
                ? _pool.TrySend(action, timeout, cancellation)
                : null;
            exchange ??= connection.TrySend(action, outcomeEvent, onTaken, cancellation);
            if (exchange is not null)
            {
                return exchange;
            }

            // The connection ended before anything of the action had left: the next one may take it.
        }
    }

    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotConnected"/>, with the reason.</exception>
    internal void ThrowIfClosed()
    {
        if (State == AmiSessionState.Closed)
        {
            throw new AmiException(AmiErrorCode.NotConnected, $"Session '{Name}' {WhyClosed}", _link.Status.Reason!);
        }
    }

    /// <summary>Sends an action that may answer with one message or with a list.</summary>
    /// <exception cref="AmiException">As for <see cref="Invoke"/>.</exception>
    internal AmiAnswer Ask(AmiAction action, CancellationToken cancellation)
    {
        AmiExchange exchange = Start(action, null, cancellation);
        try
        {
            TimeSpan timeout = TimeoutOf(action);
            return new AmiAnswer(Checked(action, exchange.WaitForAnswer(timeout, cancellation)), exchange, timeout);
        }
        catch
        {
            exchange.Dispose();
            throw;
        }
    }

    /// <summary>Gives the answer back, or throws what its error means.</summary>
    internal AmiMessage Checked(AmiAction action, AmiMessage answer) =>
        !answer.IsError ? answer : throw AnswerErrors.ToException(action, UserName, ServerVersion, answer);

    internal TimeSpan TimeoutOf(AmiAction action) => action.Timeout ?? _actionTimeout;

    private void OnChanged(SessionStatus status)
    {
        if (status.State == AmiSessionState.Closed)
        {
            _keepAlive.Dispose();
            _pool.Close(status.Reason!);
            _rate?.Dispose();
            _events.End(Volatile.Read(ref _closing) != 0 ? null : status.Reason);
        }
        else if (status.State == AmiSessionState.Reconnecting)
        {
            _pool.Retire();
        }

        _notifier.Tell(new AmiStateChangedEventArgs(status.State, status.Since.LocalDateTime, status.Reason?.Message));
    }
}
