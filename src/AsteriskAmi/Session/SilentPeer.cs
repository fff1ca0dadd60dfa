using System;
using System.Globalization;
using System.IO;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Threading;

namespace AsteriskAmi.Session;

/// <summary>
/// Finds out what listens on a port that gives no AMI banner, so that the error can say what to do. It asks on
/// connections and a thread of its own, and sends no credentials.
/// </summary>
internal sealed class SilentPeer : IDisposable
{
    private readonly string _host;
    private readonly int _port;
    private readonly TimeSpan _time;
    private readonly Socket _tls = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _http = new(SocketType.Stream, ProtocolType.Tcp);
    private volatile AmiException? _finding;

    /// <summary>Begins to ask.</summary>
    /// <param name="host">The host.</param>
    /// <param name="port">The port.</param>
    /// <param name="time">How long it may take.</param>
    internal SilentPeer(string host, int port, TimeSpan time)
    {
        _host = host;
        _port = port;
        _time = TimeSpan.FromTicks((time.Ticks / 2) + 1);
        new Thread(Ask) { IsBackground = true, Name = "AMI probe" }.Start();
    }

    /// <summary>The error that says what the peer is; null while it is not known.</summary>
    internal AmiException? Finding => _finding;

    /// <summary>Makes the error for a peer that said nothing in any tongue.</summary>
    internal static AmiException SaidNothing(string host, int port, TimeSpan waited, bool connected) => connected
        ? new AmiException(
            AmiErrorCode.Timeout,
            string.Format(
                CultureInfo.InvariantCulture,
                "{0}:{1} takes connections but sent no AMI banner within {2:0.###} s. Check the port (5038 by default), or give more time with -TimeoutSeconds.",
                host,
                port,
                waited.TotalSeconds))
        : new AmiException(
            AmiErrorCode.ConnectionFailed,
            string.Format(
                CultureInfo.InvariantCulture,
                "Cannot connect to {0}:{1}: the host did not answer within {2:0.###} s. Check the address, and any firewall between, or give more time with -TimeoutSeconds.",
                host,
                port,
                waited.TotalSeconds));

    /// <summary>Makes the error for a peer whose greeting is no AMI banner.</summary>
    internal static AmiException NotAmi(string host, int port, string greeting)
    {
        string shown = greeting.Length > 60 ? greeting.Substring(0, 60) + "..." : greeting;
        return new AmiException(
            AmiErrorCode.ProtocolError,
            string.Format(
                CultureInfo.InvariantCulture,
                "{0}:{1} is not an AMI server: it greets with '{2}'. Check the port (5038 by default).",
                host,
                port,
                shown));
    }

    /// <summary>Stops asking.</summary>
    public void Dispose()
    {
        _tls.Dispose();
        _http.Dispose();
    }

    private void Ask()
    {
        string where = string.Format(CultureInfo.InvariantCulture, "{0}:{1}", _host, _port);
        if (Speaks(SpeaksTls))
        {
            _finding = new AmiException(
                AmiErrorCode.TlsFailed,
                $"{where} speaks TLS, and was spoken to in clear. Give the clear AMI port (5038 by default).");
        }
        else if (Speaks(SpeaksHttp))
        {
            _finding = new AmiException(
                AmiErrorCode.ProtocolError,
                $"{where} is an HTTP server, not an AMI server. Give the AMI port (5038 by default).");
        }
    }

    // Whatever a stranger's answer breaks, it is only not what was asked for; and nothing may escape a thread.
    private static bool Speaks(Func<bool> probe)
    {
        try
        {
            return probe();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return false;
        }
    }

    private bool SpeaksTls()
    {
        _tls.SendTimeout = _tls.ReceiveTimeout = (int)_time.TotalMilliseconds;
        _tls.Connect(_host, _port);
        using var stream = new NetworkStream(_tls, ownsSocket: false);

        // The certificate is of no interest: nothing is sent but the handshake.
#pragma warning disable CA5359
        using var tls = new SslStream(stream, leaveInnerStreamOpen: true, (_, _, _, _) => true);
#pragma warning restore CA5359
        try
        {
            tls.AuthenticateAsClient(_host);
            return true;
        }
        catch (AuthenticationException e)
        {
            // A handshake that the peer refused for its own reasons still shows that it speaks TLS.
            return e.InnerException is not null and not IOException;
        }
    }

    private bool SpeaksHttp()
    {
        _http.SendTimeout = _http.ReceiveTimeout = (int)_time.TotalMilliseconds;
        _http.Connect(_host, _port);
        _http.Send(Encoding.ASCII.GetBytes("GET / HTTP/1.0\r\n\r\n"));
        byte[] start = new byte[5];
        int count = _http.Receive(start);
        return Encoding.ASCII.GetString(start, 0, count) == "HTTP/";
    }
}
