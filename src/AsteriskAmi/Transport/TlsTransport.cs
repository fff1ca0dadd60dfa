using System;
using System.Globalization;
using System.IO;
using System.Net.Security;
using System.Security.Authentication;
using AsteriskAmi.Session;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Transport;

/// <summary>Bytes in and out over TCP, encrypted.</summary>
internal sealed class TlsTransport : ISocketTransport
{
    // Asterisk reads so many bytes at once, and then waits for the socket although OpenSSL may hold more of the same
    // record (main/manager.c, get_input; main/iostream.c, iostream_read): a longer action would never get its answer.
    private const int LargestRecord = 1024;

    private readonly AmiConnectOptions _options;
    private readonly TcpTransport _tcp;
    private readonly object _gate = new();
    private SslStream? _stream;
    private int _users;
    private bool _disposed;

    /// <param name="options">Where to connect, and what to trust.</param>
    /// <param name="writeTimeout">How long the peer may take no bytes.</param>
    /// <param name="readTimeout">How long a read waits; zero for without end.</param>
    internal TlsTransport(AmiConnectOptions options, TimeSpan writeTimeout, TimeSpan readTimeout = default)
    {
        _options = options;
        _tcp = new TcpTransport(options.ComputerName, options.Port, writeTimeout, readTimeout, options.Watcher);
    }

    /// <inheritdoc/>
    public bool Greets => true;

    /// <inheritdoc/>
    public bool IsReached => _tcp.IsReached;

    /// <inheritdoc/>
    public bool LogsIn => false;

    /// <inheritdoc/>
    public string? ServerVersion => null;

    /// <inheritdoc/>
    public bool HasInput => _tcp.HasInput;

    /// <summary>Connects, and agrees on TLS with a server whose certificate is to be trusted.</summary>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.TlsFailed"/> when another attempt would fail in the same way: the options, the certificate,
    /// a server that refuses or speaks no TLS. <see cref="AmiErrorCode.ConnectionFailed"/> for everything else.
    /// </exception>
    public void Connect()
    {
        var check = new CertificateCheck(_options);
        _tcp.Connect();
        var opening = new OpeningStream(_tcp.Socket);
        SslStream stream = Adopt(new SslStream(opening, leaveInnerStreamOpen: false, check.Validate));
        try
        {
            // None leaves the choice of the protocol to the system.
            StepLog.Current?.Add("Agreeing on TLS.");
            stream.AuthenticateAsClient(_options.ComputerName, null, SslProtocols.None, checkCertificateRevocation: false);
            _options.Watcher?.Secured(stream.SslProtocol);
            StepLog.Current?.Add($"Encrypted by {stream.SslProtocol}; the certificate is that of '{stream.RemoteCertificate?.Subject}'.");
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            throw check.Fault ?? Explain(e, opening);
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public int Read(ArraySegment<byte> space)
    {
        SslStream stream = Enter();
        try
        {
            return stream.Read(space.Array!, space.Offset, space.Count);
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public void Write(ArraySegment<byte> bytes)
    {
        SslStream stream = Enter();
        try
        {
            for (int sent = 0; sent < bytes.Count;)
            {
                int count = NextRecord(bytes.AsSpan(sent));
                stream.Write(bytes.Array!, bytes.Offset + sent, count);
                sent += count;
            }
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Ends the socket, and with it every use of the stream; the last of them takes the stream away.</summary>
    public void Dispose()
    {
        _tcp.Dispose();
        lock (_gate)
        {
            _disposed = true;
            if (_users == 0)
            {
                _stream?.Dispose();
            }
        }
    }

    /// <summary>How many bytes to send in one record: whole lines, so that Asterisk's buffer is empty for the next one.</summary>
    private static int NextRecord(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= LargestRecord)
        {
            return bytes.Length;
        }

        int lines = bytes.Slice(0, LargestRecord).LastIndexOf((byte)'\n') + 1;
        return lines > 0 ? lines : LargestRecord;
    }

    /// <summary>Begins the first use of the stream.</summary>
    private SslStream Adopt(SslStream stream)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                stream.Dispose();
                throw new ObjectDisposedException(nameof(TlsTransport));
            }

            _stream = stream;
            _users = 1;
            return stream;
        }
    }

    /// <summary>
    /// Begins a use of the stream. An SslStream that is disposed while it writes may throw what no caller expects.
    /// </summary>
    private SslStream Enter()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                throw new ObjectDisposedException(nameof(TlsTransport));
            }

            _users++;
            return _stream!;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _users--;
            if (_users == 0 && _disposed)
            {
                _stream!.Dispose();
            }
        }
    }

    private AmiException Explain(Exception e, OpeningStream opening)
    {
        string where = string.Format(CultureInfo.InvariantCulture, "{0}:{1}", _options.ComputerName, _options.Port);
        string why = e.GetBaseException().Message.TrimEnd('.');
        if (!opening.IsTls)
        {
            return new AmiException(
                AmiErrorCode.TlsFailed,
                $"{where} speaks no TLS: it begins with '{opening}'. {(_options.HttpPath is null ? "Give the AMI port for TLS (5039 by default; manager.conf needs tlsenable=yes), or leave -UseTls out." : "Give the HTTP port for TLS (8089 by default; http.conf needs tlsenable=yes), or http:// in place of https://.")}",
                e);
        }

        return e is AuthenticationException
            ? new AmiException(
                AmiErrorCode.TlsFailed,
                $"{where} and this system could not agree on TLS: {why}. Check which versions and ciphers the server takes, and its certificate and key ({(_options.HttpPath is null ? "manager.conf" : "http.conf")}: tlscertfile, tlsprivatekey, tlscipher).",
                e)
            : new AmiException(
                AmiErrorCode.ConnectionFailed,
                $"{where} broke off the TLS handshake: {why}. Check that it is the {(_options.HttpPath is null ? "AMI port for TLS (5039 by default)" : "HTTP port for TLS (8089 by default)")}, and that Asterisk is not just restarting.",
                e);
    }
}
