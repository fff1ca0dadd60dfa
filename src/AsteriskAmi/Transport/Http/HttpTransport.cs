using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;

namespace AsteriskAmi.Transport.Http;

/// <summary>
/// AMI over HTTP: each action is a request to Asterisk's rawman or arawman, and the answers, which are AMI text, become
/// one stream. One thread sends the actions, in their order and one at a time, as a connection of AMI's own would work
/// on them; another fetches events while they are on. Nothing waits for the thread pool.
/// </summary>
internal sealed class HttpTransport : ITransport
{
    private const int MostWaiting = 1024;
    private const int MostShortBytes = 1024 * 1024;
    private const int PieceBytes = 16 * 1024;

    private static readonly TimeSpan _longestRest = TimeSpan.FromSeconds(3);
    private static readonly Regex _version = new(@"Asterisk/(?<version>\d+(\.\d+)*)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    private static readonly HttpAction _challenge = new("Action", "Challenge", "AuthType", "MD5");
    private static readonly HttpAction _ping = new("Action", "Ping");
    private static readonly byte[] _blankLine = Encoding.ASCII.GetBytes("\r\n\r\n");

    private readonly HttpAddress _address;
    private readonly IHttpIdentity _identity;
    private readonly TimeSpan _writeTimeout;
    private readonly HttpInbox _inbox = new();
    private readonly BlockingCollection<HttpAction> _waiting = new(MostWaiting);
    private readonly HttpLine _line;
    private readonly HttpEventPoll _poll;
    private long _lastAsked;

    /// <param name="address">The server.</param>
    /// <param name="user">The account.</param>
    /// <param name="secret">Its secret; only for the digest.</param>
    /// <param name="connect">Makes a connection that waits so long for bytes; zero for without end.</param>
    /// <param name="writeTimeout">How long an action waits for a place behind others.</param>
    /// <param name="time">Measures how long the session on the server was not used.</param>
    internal HttpTransport(
        HttpAddress address,
        string user,
        string secret,
        Func<TimeSpan, ISocketTransport> connect,
        TimeSpan writeTimeout,
        TimeProvider time)
    {
        _address = address;
        _writeTimeout = writeTimeout;
        _identity = address.UsesDigest
            ? new DigestIdentity(user, secret, address.Path, new HttpClock(time))
            : new CookieIdentity();
        _line = new HttpLine(() => connect(TimeSpan.Zero), address, _identity, user, TimeSpan.Zero);
        _poll = new HttpEventPoll(
            new HttpLine(() => connect(HttpEventPoll.Patience), address, _identity, user, HttpEventPoll.Patience) { HasBegun = true },
            _inbox,
            address.Host);
    }

    /// <inheritdoc/>
    public bool Greets => false;

    /// <inheritdoc/>
    public bool IsReached => _line.IsReached;

    /// <inheritdoc/>
    public bool LogsIn => _address.UsesDigest;

    /// <inheritdoc/>
    public string? ServerVersion { get; private set; }

    /// <summary>Finds out whether Asterisk's manager answers, and, with a digest, whether it knows the account.</summary>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.ConnectionFailed"/>, <see cref="AmiErrorCode.ProtocolError"/>,
    /// <see cref="AmiErrorCode.AuthenticationFailed"/>, <see cref="AmiErrorCode.TlsFailed"/>.
    /// </exception>
    public void Connect()
    {
        HttpReply reply = Ask(LogsIn ? _ping : _challenge).Reply;
        string body = Encoding.UTF8.GetString(_line.ReadAll(MostShortBytes));
        if (!_identity.IsKnown || !body.StartsWith("Response: ", StringComparison.Ordinal))
        {
            throw HttpErrors.NotAsterisk(_address, reply);
        }

        Match version = _version.Match(reply["Server"] ?? string.Empty);
        _line.HasBegun = true;
        ServerVersion = version.Success ? version.Groups["version"].Value : null;
        new Thread(Run) { IsBackground = true, Name = "AMI actions " + _address.Host }.Start();
    }

    /// <inheritdoc/>
    public int Read(ArraySegment<byte> space) => _inbox.Take(space);

    /// <summary>Puts an action behind those that wait.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.InvalidHeader"/>: it is too long for a request; <see cref="AmiErrorCode.ActionFailed"/>: it
    /// is WaitEvent.
    /// </exception>
    /// <exception cref="IOException">Too many wait.</exception>
    public void Write(ArraySegment<byte> bytes)
    {
        var action = new HttpAction(bytes);
        action.CheckLength();
        if (action.Is("WaitEvent"))
        {
            throw new AmiException(
                AmiErrorCode.ActionFailed,
                "Over HTTP the session itself sends WaitEvent, and a second one would push that out. Follow the events with Watch-AmiEvent or Register-AmiEvent, or connect to the AMI port (-Uri ami://...).");
        }

        try
        {
            if (!_waiting.TryAdd(action, _writeTimeout))
            {
                throw new IOException($"{MostWaiting} actions wait for the server");
            }
        }
        catch (InvalidOperationException e)
        {
            throw new ObjectDisposedException(nameof(HttpTransport), e);
        }
    }

    public void Dispose()
    {
        _waiting.CompleteAdding();
        _inbox.End(new ObjectDisposedException(nameof(HttpTransport)));
        _line.Dispose();
        _poll.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!_waiting.IsAddingCompleted)
            {
                TimeSpan keep = TimeSpan.FromSeconds(Math.Max(1, _identity.Lifetime.TotalSeconds / 3));
                if (_waiting.TryTake(out HttpAction? action, keep < _longestRest ? keep : _longestRest))
                {
                    Perform(action);
                }
                else
                {
                    _line.Rest();
                    KeepSession(keep);
                }
            }
        }
        catch (Exception e)
        {
            // Nothing may escape a thread: whatever it was ends the transport.
            _inbox.End(e);
        }
    }

    private void Perform(HttpAction action)
    {
        if (action.Is("Events") || action.Is("Login"))
        {
            PerformSwitch(action);
            return;
        }

        if (action.Is("Logoff"))
        {
            // Behind it a request for events would open another session.
            _poll.Stop();
        }

        bool isSameSession = Ask(action).IsSameSession;
        Deliver(PassOn);
        Check(isSameSession);
        if (action.Is("Logoff"))
        {
            _inbox.End(null);
        }
    }

    private void PerformSwitch(HttpAction action)
    {
        _poll.DropOld(_line);
        byte[] body = Fetch(action);
        bool? on = SwitchesTo(action, Encoding.UTF8.GetString(body));
        if (on == false && _poll.TurnOff(_line))
        {
            body = Fetch(action);
        }

        Deliver(() => _inbox.Put(new ArraySegment<byte>(body)));
        if (on == true)
        {
            _poll.TurnOn();
        }
    }

    private byte[] Fetch(HttpAction action)
    {
        bool isSameSession = Ask(action).IsSameSession;
        byte[] body = _line.ReadAll(MostShortBytes);
        Check(isSameSession);
        return body;
    }

    private static void Check(bool isSameSession)
    {
        if (!isSameSession)
        {
            throw HttpErrors.Replaced();
        }
    }

    private (HttpReply Reply, bool IsSameSession) Ask(HttpAction action)
    {
        _lastAsked = Stopwatch.GetTimestamp();
        return _line.Ask(action);
    }

    /// <summary>Passes one answer on, whole. Some end without the blank line that ends a message.</summary>
    private void Deliver(Action pass)
    {
        lock (_inbox.Turn)
        {
            pass();
            _inbox.Put(new ArraySegment<byte>(_blankLine));
        }
    }

    private void PassOn()
    {
        byte[] piece = new byte[PieceBytes];
        int count;
        while ((count = _line.ReadBody(new ArraySegment<byte>(piece))) > 0)
        {
            _inbox.Put(new ArraySegment<byte>(piece, 0, count));
        }
    }

    /// <summary>
    /// Tells whether the server is to send events now. A WaitEvent turns them on where they are off (main/manager.c,
    /// action_waitevent), so there must be none then.
    /// </summary>
    /// <returns>Whether; null when that has not changed.</returns>
    private static bool? SwitchesTo(HttpAction action, string answer)
    {
        if (answer.StartsWith("Response: Error", StringComparison.Ordinal))
        {
            return null;
        }

        if (action.Is("Events"))
        {
            // With brokeneventsaction=yes the answer to a mask of all events is empty.
            return !answer.Contains("\r\nEvents: Off\r\n");
        }

        return action["Events"] is string mask && answer.Contains("Authentication accepted")
            ? !string.Equals(mask, "off", StringComparison.OrdinalIgnoreCase)
            : null;
    }

    /// <summary>Keeps a session that has nothing to do: without requests the server ends it.</summary>
    private void KeepSession(TimeSpan interval)
    {
        if (!_poll.IsOn && !_waiting.IsAddingCompleted
            && Stopwatch.GetTimestamp() - _lastAsked > interval.TotalSeconds * Stopwatch.Frequency)
        {
            Fetch(_ping);
        }
    }
}
