using System;
using AsteriskAmi.Session;
using AsteriskAmi.Transport.Http;

namespace AsteriskAmi.Transport;

/// <summary>Chooses the transport that a session's options ask for.</summary>
internal static class TransportFactory
{
    /// <param name="options">Where to connect, and how.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.TlsFailed"/>: options for TLS without it.</exception>
    internal static ITransport Create(AmiConnectOptions options)
    {
        if (!options.UseTls)
        {
            CertificateCheck.RefuseInClear(options);
        }

        return options.HttpPath is string path
            ? new HttpTransport(
                new HttpAddress(options.ComputerName, options.Port, path, options.UseTls),
                options.UserName,
                options.Secret,
                readTimeout => Connection(options, readTimeout),
                options.WriteTimeout,
                TimeProvider.System)
            : Connection(options, TimeSpan.Zero);
    }

    private static ISocketTransport Connection(AmiConnectOptions options, TimeSpan readTimeout) => options.UseTls
        ? new TlsTransport(options, options.WriteTimeout, readTimeout)
        : new TcpTransport(options.ComputerName, options.Port, options.WriteTimeout, readTimeout, options.Watcher);
}
