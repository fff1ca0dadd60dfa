using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Session;

/// <summary>
/// A logged-in connection to one server: send actions, read lists, follow events. Thread-safe: any number of threads
/// may use it at once, each gets its own answers.
/// </summary>
public sealed class AmiSession : IDisposable
{
    private static readonly TimeSpan _logoffTime = TimeSpan.FromMilliseconds(500);
    private static int _lastId;

    private readonly EventHub _events = new();
    private readonly AmiConnection _connection;
    private readonly TimeSpan _actionTimeout;
    private int _state = (int)AmiSessionState.Connecting;
    private int _closing;

    private AmiSession(AmiConnectOptions options)
    {
        Id = Interlocked.Increment(ref _lastId);
        Name = options.Name ?? "Ami" + Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        ComputerName = options.ComputerName;
        Port = options.Port;
        UserName = options.UserName;
        _actionTimeout = options.ActionTimeout;
        _connection = new AmiConnection(options, this, _events.Publish, OnClosed);
    }

    /// <summary>A number that no other session of this process has.</summary>
    public int Id { get; }

    /// <summary>The session's name.</summary>
    public string Name { get; }

    /// <summary>The server's name or address, as given.</summary>
    public string ComputerName { get; }

    /// <summary>The server's port.</summary>
    public int Port { get; }

    /// <summary>Where the session is in its life.</summary>
    public AmiSessionState State =>
        _connection.Failure is not null ? AmiSessionState.Closed : (AmiSessionState)Volatile.Read(ref _state);

    /// <summary>
    /// Asterisk's version (22.10.1), or, for an account that may not ask for it, the branch that speaks the banner's
    /// version of the protocol (22).
    /// </summary>
    public string? ServerVersion { get; private set; }

    /// <summary>The account.</summary>
    public string UserName { get; }

    /// <summary>Why the session is closed, as the end of a sentence that begins with its name.</summary>
    internal string WhyClosed => _connection.Failure is null || Volatile.Read(ref _closing) != 0
        ? "was closed. Open another with Connect-Ami."
        : "is closed: " + _connection.Failure.Message;

    /// <summary>Answers that came for no action that anybody waits for any more.</summary>
    internal long UnmatchedAnswers => _connection.UnmatchedAnswers;

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
    public static AmiSession Connect(AmiConnectOptions options, CancellationToken cancellation = default)
    {
        if (options is null)
        {
            throw new ArgumentNullException(nameof(options));
        }

        var session = new AmiSession(options);
        try
        {
            session.Open(options, cancellation);
            return session;
        }
        catch
        {
            session._connection.Dispose();
            throw;
        }
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
        _events.Subscribe(names, capacity, policy);

    /// <summary>Logs off and closes. Waits half a second at the most for the server's goodbye.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closing, 1) != 0)
        {
            return;
        }

        var closed = new AmiException(AmiErrorCode.NotConnected, $"Session '{Name}' was closed.");
        if (State == AmiSessionState.Connected && _connection.Failure is null)
        {
            _connection.Leave(closed);
            using var limit = new CancellationTokenSource(_logoffTime);
            try
            {
                using AmiExchange exchange = _connection.Send(new AmiAction("Logoff"), null, limit.Token);
                exchange.WaitForAnswer(_logoffTime, limit.Token);
            }
            catch (Exception e) when (e is AmiException or OperationCanceledException)
            {
                // The server left first, or has no time for goodbyes: the connection is closed either way.
            }
        }

        _connection.Close(closed);

        // The server's goodbye may have ended the connection first, on the reader thread: do not wait for it to tell.
        OnClosed(_connection.Failure!);
    }

    /// <summary>The session's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    /// <summary>Sends an action; what comes back is read from the exchange, which the caller disposes.</summary>
    /// <param name="action">The action.</param>
    /// <param name="outcomeEvent">An event with the same ActionID that tells the outcome later; null for none.</param>
    /// <param name="cancellation">Ends the wait for a turn to send.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotConnected"/>, <see cref="AmiErrorCode.InvalidHeader"/>,
    /// <see cref="AmiErrorCode.ConnectionLost"/>.
    /// </exception>
    internal AmiExchange Start(AmiAction action, string? outcomeEvent, CancellationToken cancellation)
    {
        if (action is null)
        {
            throw new ArgumentNullException(nameof(action));
        }

        ThrowIfClosed();
        return _connection.Send(action, outcomeEvent, cancellation);
    }

    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotConnected"/>, with the reason.</exception>
    internal void ThrowIfClosed()
    {
        if (_connection.Failure is AmiException failure)
        {
            throw new AmiException(
                AmiErrorCode.NotConnected,
                $"Session '{Name}' {WhyClosed}",
                failure);
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
        answer.IsError ? throw AnswerErrors.ToException(action, UserName, answer) : answer;

    internal TimeSpan TimeoutOf(AmiAction action) => action.Timeout ?? _actionTimeout;

    private void Open(AmiConnectOptions options, CancellationToken cancellation)
    {
        Deadline deadline = Deadline.After(options.ConnectTimeout);
        _connection.Open(options.ConnectTimeout, cancellation);
        AmiLogin.Run(_connection, options, deadline, cancellation);
        using (AmiExchange settings = _connection.Send(new AmiAction("CoreSettings"), null, cancellation))
        {
            AmiMessage answer = settings.WaitForAnswer(deadline.Left, cancellation);
            ServerVersion = answer.GetHeader("AsteriskVersion") ?? AmiBanner.Branch(_connection.ProtocolVersion);
        }

        Interlocked.CompareExchange(ref _state, (int)AmiSessionState.Connected, (int)AmiSessionState.Connecting);
    }

    private void OnClosed(AmiException reason)
    {
        _events.End(Volatile.Read(ref _closing) != 0 ? null : reason);
    }
}
