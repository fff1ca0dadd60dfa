using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Threading.Tasks;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using AsteriskAmi.Tests.Simulator;
using Xunit;

namespace AsteriskAmi.Tests.Transport;

/// <summary>AMI over TLS of a real Asterisk, whose certificate is self-signed for localhost and 127.0.0.1.</summary>
public sealed class RealTlsTests
{
    public static TheoryData<string> Branches => ["22", "16"];

    [Theory]
    [MemberData(nameof(Branches))]
    public void Its_certificate_can_be_its_own_authority_for_its_name_and_its_address(string branch)
    {
        JsonElement pbx = RealAsterisk.Described(branch);

        foreach (string host in new[] { "127.0.0.1", "localhost" })
        {
            Connects(branch, Options(pbx, options =>
            {
                options.ComputerName = host;
                options.CACertificate = Text(pbx, "certificate");
            }));
        }
    }

    [Theory]
    [MemberData(nameof(Branches))]
    public void Its_certificate_can_be_pinned(string branch)
    {
        JsonElement pbx = RealAsterisk.Described(branch);
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(Text(pbx, "certificate"));

        Connects(branch, Options(pbx, options => options.CertificateThumbprint = Convert.ToHexString(SHA256.HashData(certificate.RawData))));
        Connects(branch, Options(pbx, options => options.CertificateThumbprint = certificate.Thumbprint));
    }

    [Theory]
    [MemberData(nameof(Branches))]
    public void Its_certificate_can_be_left_unchecked(string branch) =>
        Connects(branch, Options(RealAsterisk.Described(branch), options => options.SkipCertificateCheck = true));

    [Theory]
    [MemberData(nameof(Branches))]
    public void Its_certificate_is_refused_unless_something_is_said_of_it(string branch)
    {
        AmiConnectOptions options = Options(RealAsterisk.Described(branch), _ => { });

        AmiException e = Fails.With(AmiErrorCode.TlsFailed, () => AmiSession.Connect(options, Limit.Token));

        Assert.Contains("self-signed", e.Message, StringComparison.Ordinal);
        Assert.Contains("-CACertificate", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Branches))]
    public void A_connection_in_clear_to_its_port_for_TLS_is_told_to_use_TLS(string branch)
    {
        AmiConnectOptions options = Options(RealAsterisk.Described(branch), options => options.UseTls = false);

        AmiException e = Fails.With(AmiErrorCode.TlsFailed, () => AmiSession.Connect(options, Limit.Token));

        Assert.Contains("Add -UseTls", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Branches))]
    public void A_connection_by_TLS_to_its_clear_port_is_told_of_the_port_for_TLS(string branch)
    {
        JsonElement pbx = RealAsterisk.Described(branch);
        AmiConnectOptions options = Options(pbx, options => options.Port = pbx.GetProperty("port").GetInt32());

        AmiException e = Fails.With(AmiErrorCode.TlsFailed, () => AmiSession.Connect(options, Limit.Token));

        Assert.Contains("speaks no TLS: it begins with 'Asterisk Call Manager/", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Branches))]
    public async Task Many_threads_and_a_large_answer_get_through(string branch)
    {
        AmiConnectOptions options = Options(RealAsterisk.Described(branch), options => options.SkipCertificateCheck = true);
        using AmiSession session = AmiSession.Connect(options, Limit.Token);
        AmiAction help = new AmiAction("Command").Add("Command", "core show applications");
        IReadOnlyList<string> expected = session.Invoke(help, Limit.Token).GetOutput();
        Assert.True(expected.Count > 100, "Only " + expected.Count + " lines came.");

        Task<bool>[] threads = [.. Enumerable.Range(0, 8).Select(_ => Limit.Run(() => Enumerable.Range(0, 5).All(_ =>
            session.Invoke(new AmiAction("Command").Add("Command", "core show applications"), Limit.Token).GetOutput().SequenceEqual(expected))))];

        Assert.All(await Task.WhenAll(threads).InTime(), Assert.True);
    }

    [Theory]
    [MemberData(nameof(Branches))]
    public void An_action_longer_than_what_it_reads_at_once_gets_its_answer(string branch)
    {
        AmiConnectOptions options = Options(RealAsterisk.Described(branch), options => options.SkipCertificateCheck = true);
        using AmiSession session = AmiSession.Connect(options, Limit.Token);

        // A line of every length around the 1,024 bytes that Asterisk takes, then 128 headers and more than a record.
        foreach (int length in new[] { 900, 1000, 1010, 1011 })
        {
            Succeeds(session, new AmiAction("UserEvent").Add("UserEvent", new string('x', length)));
        }

        var full = new AmiAction("UserEvent").Add("UserEvent", "Long");
        for (int i = 0; i < 125; i++)
        {
            full.Add("Header" + i, new string('x', 200));
        }

        Succeeds(session, full);
    }

    private static AmiConnectOptions Options(JsonElement pbx, Action<AmiConnectOptions> change)
    {
        var options = new AmiConnectOptions("admin", "admin-test-secret")
        {
            ComputerName = Text(pbx, "host"),
            Port = pbx.GetProperty("tlsPort").GetInt32(),
            UseTls = true,
        };
        change(options);
        return options;
    }

    private static void Connects(string branch, AmiConnectOptions options)
    {
        using AmiSession session = AmiSession.Connect(options, Limit.Token);
        Assert.StartsWith(branch + ".", session.ServerVersion, StringComparison.Ordinal);
        Assert.True(session.IsEncrypted);
    }

    private static void Succeeds(AmiSession session, AmiAction action) =>
        Assert.Equal("Success", session.Invoke(action, Limit.Token).GetHeader("Response"));

    private static string Text(JsonElement pbx, string name) => pbx.GetProperty(name).GetString()!;
}
