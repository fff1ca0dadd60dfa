using System;
using AsteriskAmi.Session;

namespace AsteriskAmi.Transport;

/// <summary>Chooses the transport that a session's options ask for.</summary>
internal static class TransportFactory
{
    private static readonly TimeSpan _writeTimeout = TimeSpan.FromSeconds(5);

    /// <param name="options">Where to connect, and how.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.TlsFailed"/>: options for TLS without it.</exception>
    internal static ITransport Create(AmiConnectOptions options)
    {
        if (options.UseTls)
        {
            return new TlsTransport(options, _writeTimeout);
        }

        CertificateCheck.RefuseInClear(options);
        return new TcpTransport(options.ComputerName, options.Port, _writeTimeout, options.Watcher);
    }
}
