using System;
using AsteriskAmi.Session;

namespace AsteriskAmi.Transport;

/// <summary>Chooses the transport that a session's options ask for.</summary>
internal static class TransportFactory
{
    private static readonly TimeSpan _writeTimeout = TimeSpan.FromSeconds(5);

    /// <param name="options">Where to connect, and how.</param>
    internal static ITransport Create(AmiConnectOptions options) =>
        new TcpTransport(options.ComputerName, options.Port, _writeTimeout);
}
