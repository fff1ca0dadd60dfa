using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace AsteriskAmi.Transport;

/// <summary>
/// Is told how far a connection has come, on the thread that connects: it must not block or throw. A connection that is
/// made to find out what the peer is tells the same one.
/// </summary>
internal interface IConnectWatcher
{
    /// <summary>The host's name has these addresses.</summary>
    public void Resolved(IReadOnlyList<IPAddress> addresses);

    /// <summary>An address did not take the connection.</summary>
    public void Refused(IPAddress address, SocketException reason);

    /// <summary>An address took the connection.</summary>
    /// <param name="server">The server's end.</param>
    /// <param name="local">Our end.</param>
    public void Reached(IPEndPoint server, EndPoint? local);

    /// <summary>The server has shown a certificate, which is not judged yet.</summary>
    public void Shown(X509Certificate2 certificate);

    /// <summary>Both ends have agreed on TLS.</summary>
    public void Secured(SslProtocols protocol);
}
