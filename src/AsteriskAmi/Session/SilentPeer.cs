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
/// Finds out what listens on a port that gave no AMI banner, so that the error can say what to do. It uses connections
/// of its own and sends no credentials.
/// </summary>
internal static class SilentPeer
{
    private static readonly TimeSpan _probeTime = TimeSpan.FromSeconds(2);

    /// <summary>Makes the error for a peer that said nothing.</summary>
    internal static AmiException Explain(
        string host, int port, TimeSpan waited, bool connected, CancellationToken cancellation)
    {
        string where = string.Format(CultureInfo.InvariantCulture, "{0}:{1}", host, port);
        if (!connected)
        {
            return new AmiException(
                AmiErrorCode.ConnectionFailed,
                $"Cannot connect to {where}: the host did not answer in time. Check the address, and any firewall between, or give more time with -TimeoutSeconds.");
        }

        TimeSpan time = waited < _probeTime ? waited : _probeTime;
        AmiException explanation = new(
            AmiErrorCode.Timeout,
            string.Format(
                CultureInfo.InvariantCulture,
                "{0} takes connections but sent no AMI banner within {1:0.###} s. Check the port (5038 by default), or give more time with -TimeoutSeconds.",
                where,
                waited.TotalSeconds));

        // On a thread of its own, because a TLS handshake can only be ended by closing its socket.
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var probe = new Thread(() => explanation = Probe(socket, host, port, time) ?? explanation)
        {
            IsBackground = true,
            Name = "AMI probe",
        };
        probe.Start();
        Deadline deadline = Deadline.After(time + time);
        while (probe.IsAlive && !deadline.HasPassed)
        {
            cancellation.ThrowIfCancellationRequested();
            probe.Join(50);
        }

        return explanation;
    }

    /// <summary>Asks the peer in TLS, then in HTTP.</summary>
    /// <returns>The error that says what it is; null when it cannot be told.</returns>
    private static AmiException? Probe(Socket socket, string host, int port, TimeSpan time)
    {
        string where = string.Format(CultureInfo.InvariantCulture, "{0}:{1}", host, port);
        if (Speaks(() => SpeaksTls(socket, host, port, time)))
        {
            return new AmiException(
                AmiErrorCode.TlsFailed,
                $"{where} speaks TLS, and was spoken to in clear. Give the clear AMI port (5038 by default).");
        }

        return Speaks(() => SpeaksHttp(host, port, time))
            ? new AmiException(
                AmiErrorCode.ProtocolError,
                $"{where} is an HTTP server, not an AMI server. Give the AMI port (5038 by default).")
            : null;
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

    private static bool SpeaksTls(Socket socket, string host, int port, TimeSpan time)
    {
        socket.SendTimeout = socket.ReceiveTimeout = (int)time.TotalMilliseconds;
        socket.Connect(host, port);
        using var stream = new NetworkStream(socket, ownsSocket: false);

        // The certificate is of no interest: nothing is sent but the handshake.
#pragma warning disable CA5359
        using var tls = new SslStream(stream, leaveInnerStreamOpen: true, (_, _, _, _) => true);
#pragma warning restore CA5359
        try
        {
            tls.AuthenticateAsClient(host);
            return true;
        }
        catch (AuthenticationException e)
        {
            // A handshake that the peer refused for its own reasons still shows that it speaks TLS.
            return e.InnerException is not null and not IOException;
        }
    }

    private static bool SpeaksHttp(string host, int port, TimeSpan time)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.SendTimeout = socket.ReceiveTimeout = (int)time.TotalMilliseconds;
        socket.Connect(host, port);
        socket.Send(Encoding.ASCII.GetBytes("GET / HTTP/1.0\r\n\r\n"));
        byte[] start = new byte[5];
        int count = socket.Receive(start);
        return Encoding.ASCII.GetString(start, 0, count) == "HTTP/";
    }
}
