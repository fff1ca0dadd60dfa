using System;
using System.Diagnostics;
using System.IO;
using System.Net.Sockets;
using System.Text;

namespace AsteriskAmi.Transport.Http;

/// <summary>
/// Requests one after the other, by one connection that is made anew when it has rested. No request is sent twice but
/// those that the server has refused before it did anything. For one thread; Dispose from any ends it.
/// </summary>
internal sealed class HttpLine : IDisposable
{
    // Apache closes a connection that rests for 5 seconds, Asterisk after 15: a request that meets the closing is lost.
    private static readonly TimeSpan _longestRest = TimeSpan.FromSeconds(3);

    // Each renewal of a nonce asks for one more; other requests under way may force a few.
    private const int MostAttempts = 8;
    private const int LongestRefusal = 64 * 1024;

    private readonly Func<ISocketTransport> _connect;
    private readonly HttpAddress _address;
    private readonly IHttpIdentity _identity;
    private readonly string _user;
    private readonly TimeSpan _patience;
    private readonly object _gate = new();
    private volatile ISocketTransport? _socket;
    private HttpReader? _reader;
    private HttpAction? _action;
    private HttpReply? _reply;
    private long _restsSince;
    private bool _disposed;

    /// <param name="connect">Makes a connection, not yet connected.</param>
    /// <param name="address">The server.</param>
    /// <param name="identity">Whose requests they are.</param>
    /// <param name="user">The account, for errors.</param>
    /// <param name="patience">How long the connection waits for bytes; for errors.</param>
    internal HttpLine(Func<ISocketTransport> connect, HttpAddress address, IHttpIdentity identity, string user, TimeSpan patience)
    {
        _connect = connect;
        _address = address;
        _identity = identity;
        _user = user;
        _patience = patience;
    }

    /// <summary>Whether the session has begun: what is said of it then names the server already.</summary>
    internal bool HasBegun { get; set; }

    /// <summary>Whether the host has taken the connection.</summary>
    internal bool IsReached => _socket?.IsReached == true;

    /// <summary>Sends an action as a request.</summary>
    /// <param name="action">The action.</param>
    /// <returns>The answer, its body unread, and whether the session on the server is still the same.</returns>
    /// <exception cref="AmiException">Anything else than an answer from Asterisk's manager, with the reason.</exception>
    internal (HttpReply Reply, bool IsSameSession) Ask(HttpAction action)
    {
        for (int attempt = 1; ; attempt++)
        {
            HttpTicket ticket = _identity.Issue();
            HttpReply reply = Exchange(action, ticket);
            if (reply.Status is not 200 and not 401)
            {
                throw HttpErrors.Status(_address, reply);
            }

            switch (_identity.Judge(reply, ticket))
            {
                case HttpVerdict.Unknown:
                    throw HttpErrors.Expired(action, _identity.Lifetime);
                case HttpVerdict.Refused when _address.UsesDigest && DigestChallenge.Of(reply) is not null:
                    throw HttpErrors.WrongSecret(_address, _user);
                case HttpVerdict.Again when attempt < MostAttempts:
                    ReadAll(LongestRefusal);
                    break;
                case HttpVerdict.Again:
                case HttpVerdict.Refused:
                    throw HttpErrors.Status(_address, reply);
                case HttpVerdict.Replaced:
                    return (reply, false);
                default:
                    return (reply, true);
            }
        }
    }

    /// <summary>Waits for more of the answer's body.</summary>
    /// <param name="space">Where it is put.</param>
    /// <returns>How many bytes came; 0 at the end of the body.</returns>
    /// <exception cref="AmiException">It broke off.</exception>
    internal int ReadBody(ArraySegment<byte> space) => Guard(() =>
    {
        int count = _reply!.ReadBody(space);
        if (count == 0)
        {
            Finish();
        }

        return count;
    });

    /// <summary>Waits for the whole body of the answer.</summary>
    /// <param name="most">How many bytes to take.</param>
    /// <exception cref="AmiException">It broke off, or is longer.</exception>
    internal byte[] ReadAll(long most) => Guard(() =>
    {
        byte[] body = _reply!.ReadAll(most);
        Finish();
        return body;
    });

    /// <summary>Closes a connection that has rested for too long to be used again.</summary>
    internal void Rest()
    {
        if (_socket is not null && HasRestedTooLong())
        {
            Drop();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _socket?.Dispose();
        }
    }

    /// <summary>The server as an error begins.</summary>
    private string Who => HasBegun ? "it" : _address.Where;

    private HttpReply Exchange(HttpAction action, HttpTicket ticket)
    {
        _action = action;
        _reply = null;
        if (_socket is null || HasRestedTooLong() || _socket.HasInput)
        {
            Connect();
        }

        return Guard(() =>
        {
            _socket!.Write(new ArraySegment<byte>(Request(action, ticket)));
            _reply = HttpReply.Read(_reader!) ?? throw NoAnswer(null);
            return _reply;
        });
    }

    private void Connect()
    {
        Drop();
        ISocketTransport socket = _connect();
        lock (_gate)
        {
            if (_disposed)
            {
                socket.Dispose();
                throw new ObjectDisposedException(nameof(HttpLine));
            }

            _socket = socket;
        }

        try
        {
            socket.Connect();
        }
        catch (AmiException e)
        {
            throw HttpErrors.CannotConnect(_address, e);
        }

        _reader = new HttpReader(socket);
    }

    private void Finish()
    {
        _restsSince = Stopwatch.GetTimestamp();
        if (_reply!.Closes || !_reply.HasEnded || _reader!.HasBytes)
        {
            Drop();
        }
    }

    private void Drop()
    {
        lock (_gate)
        {
            _socket?.Dispose();
            _socket = null;
        }
    }

    private bool HasRestedTooLong() =>
        Stopwatch.GetTimestamp() - _restsSince > _longestRest.TotalSeconds * Stopwatch.Frequency;

    private byte[] Request(HttpAction action, HttpTicket ticket)
    {
        string head = $"POST {_address.Path} HTTP/1.1\r\nHost: {_address.Authority}\r\nUser-Agent: AsteriskAmi\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\n"
            + $"Content-Length: {action.Body.Length}\r\n"
            + (ticket.Header is null ? "\r\n" : ticket.Header + "\r\n\r\n");
        byte[] request = new byte[Encoding.UTF8.GetByteCount(head) + action.Body.Length];
        int length = Encoding.UTF8.GetBytes(head, 0, head.Length, request, 0);
        Buffer.BlockCopy(action.Body, 0, request, length, action.Body.Length);
        return request;
    }

    private AmiException NoAnswer(Exception? e) =>
        HasBegun ? HttpErrors.NoAnswer(_action!, e) : HttpErrors.NeverAnswered(_address, e);

    /// <summary>Says what a failure of the connection means; it cannot be used again.</summary>
    private T Guard<T>(Func<T> exchange)
    {
        try
        {
            return exchange();
        }
        catch (Exception e) when (e is AmiException or IOException or SocketException or InvalidDataException)
        {
            Drop();
            throw e switch
            {
                AmiException known => known,
                InvalidDataException => HttpErrors.NotHttp(_address, Who, e.Message, e),
                EndOfStreamException => HttpErrors.BrokenAnswer(Who, _action!, e),
                _ when e.GetBaseException() is SocketException { SocketErrorCode: SocketError.TimedOut or SocketError.WouldBlock } =>
                    HttpErrors.TooSlow(Who, _action!, _patience, e),
                _ when _reply is null => NoAnswer(e),
                _ => HttpErrors.BrokenAnswer(Who, _action!, e),
            };
        }
    }
}
