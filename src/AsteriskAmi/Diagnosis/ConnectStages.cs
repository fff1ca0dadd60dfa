using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using AsteriskAmi.Session;
using AsteriskAmi.Transport;

namespace AsteriskAmi.Diagnosis;

/// <summary>Turns what a connection tells on its way up into the first steps of the list.</summary>
internal sealed class ConnectStages : IConnectWatcher
{
    private static readonly TimeSpan _soon = TimeSpan.FromDays(30);

    // SslProtocols by their values: not every build names them all.
    private const int Tls13 = 12288;
    private const int Tls12 = 3072;
    private const int Tls11 = 768;

    private readonly object _gate = new();
    private readonly AmiConnectOptions _options;
    private readonly CheckList _list;
    private readonly List<string> _refused = new();
    private IReadOnlyList<IPAddress> _addresses = Array.Empty<IPAddress>();
    private X509Certificate2? _shown;
    private bool _isOver;

    /// <param name="options">Where to connect.</param>
    /// <param name="list">The steps.</param>
    internal ConnectStages(AmiConnectOptions options, CheckList list)
    {
        _options = options;
        _list = list;
    }

    /// <summary>The address that the connection comes from; null before there is one.</summary>
    internal IPAddress? LocalAddress { get; private set; }

    /// <summary>How long the name, or the address, took to be connected to; zero before.</summary>
    internal TimeSpan ConnectTime { get; private set; }

    /// <inheritdoc/>
    public void Resolved(IReadOnlyList<IPAddress> addresses) => At(CheckList.NameResolution, () =>
    {
        _addresses = addresses;
        _list.Pass(IPAddress.TryParse(_options.ComputerName, out _)
            ? "An address needs none."
            : $"{_options.ComputerName} is {string.Join(", ", addresses)}.");
    });

    /// <inheritdoc/>
    public void Refused(IPAddress address, SocketException reason) =>
        At(CheckList.Tcp, () => _refused.Add($"{address} ({reason.Message.TrimEnd('.')})"));

    /// <inheritdoc/>
    public void Reached(IPEndPoint server, EndPoint? local) => At(CheckList.Tcp, () =>
    {
        LocalAddress = (local as IPEndPoint)?.Address;
        string before = _refused.Count == 0 ? string.Empty : $" Before it, in vain: {string.Join(", ", _refused)}.";
        ConnectTime = _list.Pass($"{server} takes connections.{before}");
    });

    /// <inheritdoc/>
    public void Shown(X509Certificate2 certificate) => At(CheckList.Tls, () => _shown = certificate);

    /// <inheritdoc/>
    public void Secured(SslProtocols protocol) => At(CheckList.Tls, () =>
    {
        string detail = Name(protocol) + ". " + Describe(_shown!);
        TimeSpan left = _shown!.NotAfter - DateTime.Now;
        if (left > _soon)
        {
            _list.Pass(detail);
            return;
        }

        string when = left < TimeSpan.Zero
            ? "The certificate has expired; it is taken because it was asked not to be checked for that."
            : string.Format(CultureInfo.InvariantCulture, "The certificate expires in {0:0} days.", Math.Floor(left.TotalDays));
        _list.Warn(detail, when + " Renew it on the server (manager.conf: tlscertfile, tlsprivatekey), then run manager reload.");
    });

    /// <summary>Says that the connection is up, or that it failed: what it tells from now on is of no interest.</summary>
    internal void End()
    {
        lock (_gate)
        {
            _isOver = true;
        }
    }

    /// <summary>What became of each address, as a sentence, where the name has several; empty otherwise.</summary>
    internal string Tried() => _addresses.Count < 2
        ? string.Empty
        : " Its addresses: " + string.Join(", ", _addresses.Select((address, i) =>
            i < _refused.Count ? _refused[i]
            : i == _refused.Count ? address + " (no answer)"
            : address + " (not tried)")) + ".";

    // Only the first connection counts: another may be made to ask a silent peer what it is.
    private void At(string step, Action act)
    {
        lock (_gate)
        {
            if (!_isOver && _list.Current == step)
            {
                act();
            }
        }
    }

    private string Describe(X509Certificate2 certificate)
    {
        string how = _options.SkipCertificateCheck ? " Not checked (-SkipCertificateCheck)."
            : _options.CertificateThumbprint is null ? string.Empty
            : " Taken for its thumbprint alone.";
        return string.Format(
            CultureInfo.InvariantCulture,
            "Certificate '{0}' of '{1}', valid until {2:yyyy-MM-dd}, SHA-256 {3}.{4}",
            CertificateFaults.Shown(certificate.Subject),
            CertificateFaults.Shown(certificate.Issuer),
            certificate.NotAfter.ToUniversalTime(),
            Thumbprint.Sha256(certificate),
            how);
    }

    private static string Name(SslProtocols protocol) => (int)protocol switch
    {
        Tls13 => "TLS 1.3",
        Tls12 => "TLS 1.2",
        Tls11 => "TLS 1.1",
        _ => protocol.ToString(),
    };
}
