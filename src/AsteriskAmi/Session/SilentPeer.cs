using System;
using System.Globalization;
using System.IO;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Threading;
using AsteriskAmi.Transport;

namespace AsteriskAmi.Session;

/// <summary>
/// Finds out what listens on a port that gives no AMI banner, so that the error can say what to do. It asks on
/// connections and a thread of its own, and sends no credentials.
/// </summary>
internal sealed class SilentPeer : IDisposable
{
    private readonly AmiConnectOptions _options;
    private readonly TimeSpan _time;
    private readonly Socket _tls = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly ITransport _http;
    private volatile AmiException? _finding;

    /// <summary>Begins to ask.</summary>
    /// <param name="options">Where, and whether by TLS.</param>
    /// <param name="time">How long it may take.</param>
    internal SilentPeer(AmiConnectOptions options, TimeSpan time)
    {
        _options = options;
        _time = TimeSpan.FromTicks((time.Ticks / 2) + 1);
        _http = TransportFactory.Create(options);
        new Thread(Ask) { IsBackground = true, Name = "AMI probe" }.Start();
    }

    /// <summary>The error that says what the peer is; null while it is not known.</summary>
    internal AmiException? Finding => _finding;

    /// <summary>Makes the error for a peer that said nothing in any tongue.</summary>
    /// <param name="options">Where it was sought.</param>
    /// <param name="waited">How long.</param>
    /// <param name="isReached">Whether it took the connection.</param>
    /// <param name="isConnected">Whether it then agreed on TLS, where that is asked for.</param>
    internal static AmiException SaidNothing(AmiConnectOptions options, TimeSpan waited, bool isReached, bool isConnected)
    {
        string time = waited.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        if (!isReached)
        {
            return new AmiException(
                AmiErrorCode.ConnectionFailed,
                $"Cannot connect to {Where(options)}: the host did not answer within {time} s. Check the address, and any firewall between, or give more time with -TimeoutSeconds.");
        }

        string missing = options.HttpPath is not null ? "gave no HTTP answer"
            : isConnected ? "sent no AMI banner"
            : "did not answer the TLS handshake";
        return new AmiException(
            AmiErrorCode.Timeout,
            $"{Where(options)} takes connections but {missing} within {time} s. Check the port ({UsualPort(options)}), or give more time with -TimeoutSeconds.");
    }

    /// <summary>Makes the error for a peer whose greeting is no AMI banner.</summary>
    internal static AmiException NotAmi(AmiConnectOptions options, string greeting)
    {
        string shown = greeting.Length > 60 ? greeting.Substring(0, 60) + "..." : greeting;
        return new AmiException(
            AmiErrorCode.ProtocolError,
            $"{Where(options)} is not an AMI server: it greets with '{shown}'. Check the port ({UsualPort(options)}).");
    }

    /// <summary>Stops asking.</summary>
    public void Dispose()
    {
        _tls.Dispose();
        _http.Dispose();
    }

    private static string Where(AmiConnectOptions options) =>
        string.Format(CultureInfo.InvariantCulture, "{0}:{1}", options.ComputerName, options.Port);

    private static string UsualPort(AmiConnectOptions options) => options.HttpPath is not null
        ? options.UseTls ? "8089 by default for HTTP by TLS" : "8088 by default for HTTP"
        : options.UseTls ? "5039 by default for TLS" : "5038 by default";

    private void Ask()
    {
        if (!_options.UseTls && Speaks(SpeaksTls))
        {
            _finding = new AmiException(
                AmiErrorCode.TlsFailed,
                $"{Where(_options)} speaks TLS, and was spoken to in clear. Add -UseTls, or give the clear AMI port ({UsualPort(_options)}).");
        }
        else if (Speaks(SpeaksHttp))
        {
            _finding = new AmiException(
                AmiErrorCode.ProtocolError,
                $"{Where(_options)} is an HTTP server, not an AMI server. Give it as -Uri {(_options.UseTls ? "https" : "http")}://{Where(_options)}, or give the AMI port ({UsualPort(_options)}).");
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
        _tls.Connect(_options.ComputerName, _options.Port);
        using var stream = new NetworkStream(_tls, ownsSocket: false);

        // The certificate is of no interest: nothing is sent but the handshake.
#pragma warning disable CA5359
        using var tls = new SslStream(stream, leaveInnerStreamOpen: true, (_, _, _, _) => true);
#pragma warning restore CA5359
        try
        {
            tls.AuthenticateAsClient(_options.ComputerName);
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
        _http.Connect();
        _http.Write(new ArraySegment<byte>(Encoding.ASCII.GetBytes("GET / HTTP/1.0\r\n\r\n")));
        byte[] start = new byte[5];
        int count = _http.Read(new ArraySegment<byte>(start));
        return Encoding.ASCII.GetString(start, 0, count) == "HTTP/";
    }
}
