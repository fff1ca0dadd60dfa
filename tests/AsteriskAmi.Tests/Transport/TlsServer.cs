using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography.X509Certificates;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Session;

namespace AsteriskAmi.Tests.Transport;

/// <summary>A server that speaks TLS with a certificate, and behind it AMI as Asterisk 22 does.</summary>
internal sealed class TlsServer : IDisposable
{
    private readonly FakeServer _server = new();
    private readonly List<string> _files = [];

    /// <param name="certificate">What it shows.</param>
    internal TlsServer(X509Certificate2 certificate)
    {
        _server.OnEveryConnection(peer =>
        {
            peer.StartTls(certificate);
            peer.Login();
            while (peer.Read() is FakeAction action)
            {
                peer.Answer(action, "Ping: Pong");
            }
        });
    }

    internal int Port => _server.Port;

    /// <summary>Options to connect here by TLS.</summary>
    internal AmiConnectOptions Options(Action<AmiConnectOptions>? change = null) => _server.Options(options =>
    {
        options.UseTls = true;
        change?.Invoke(options);
    });

    /// <summary>Options that trust these authorities.</summary>
    internal AmiConnectOptions Trusting(params X509Certificate2[] authorities)
    {
        _files.Add(TestAuthority.PemFile(authorities));
        return Options(options => options.CACertificate = _files[^1]);
    }

    public void Dispose()
    {
        _server.Dispose();
        _files.ForEach(File.Delete);
    }
}
