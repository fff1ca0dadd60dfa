using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using AsteriskAmi.Diagnosis;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Session;
using AsteriskAmi.Tests.Simulator;
using Xunit;

namespace AsteriskAmi.Tests.Diagnosis;

/// <summary>What a check says of a real Asterisk, with the accounts that tests/pbx gives it.</summary>
[Collection(RealAsterisk.Calls)]
public sealed class RealAsteriskTests
{
    [Theory]
    [InlineData(22)]
    [InlineData(16)]
    public void An_account_with_all_rights_passes(int branch)
    {
        Steps steps = Steps.Of(Options(branch, "admin"));

        foreach (string name in steps.Names.Where(name => name is not CheckList.RoundTrip and not CheckList.WriteTimeout))
        {
            steps.Came(name, AmiCheckStatus.Passed);
        }

        steps.Came(CheckList.Banner, AmiCheckStatus.Passed, "Asterisk Call Manager/", $"that of Asterisk {branch}");
        steps.Came(CheckList.Privileges, AmiCheckStatus.Passed, "write=all", "read=all, as 'manager show user' says");
        steps.Came(CheckList.ServerVersion, AmiCheckStatus.Passed, $"Asterisk {branch}.");
        steps.Came(CheckList.EventFlow, AmiCheckStatus.Passed, "UserEvent of our own came back");

        // A busy machine may be slow; it fails nothing.
        Assert.Contains("10 Pings took", steps[CheckList.RoundTrip].Detail, StringComparison.Ordinal);
        Assert.Contains("100 ms (the default), allowmultiplelogin yes", steps[CheckList.WriteTimeout].Detail, StringComparison.Ordinal);
        Assert.Contains("authlimit 200", steps[CheckList.WriteTimeout].Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("admin-test-secret", steps.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(22)]
    [InlineData(16)]
    public void An_account_without_write_is_a_warning(int branch)
    {
        Steps steps = Steps.Of(Options(branch, "monitor"));

        steps.Came(CheckList.Privileges, AmiCheckStatus.Warning, "write=none", "none has come yet");
        steps.Came(CheckList.ServerVersion, AmiCheckStatus.NotChecked, $"branch {branch}");
        steps.Came(CheckList.EventFlow, AmiCheckStatus.NotChecked);
        steps.Came(CheckList.WriteTimeout, AmiCheckStatus.NotChecked);
    }

    [Theory]
    [InlineData(22)]
    [InlineData(16)]
    public void An_account_without_read_whose_rights_nobody_tells_is_not_taken_for_broken(int branch)
    {
        Steps steps = Steps.Of(Options(branch, "originator"));

        steps.Came(CheckList.Privileges, AmiCheckStatus.Passed, "write=originate at least", "none has come yet");
        steps.Came(CheckList.EventFlow, AmiCheckStatus.NotChecked, "No event has come yet");
    }

    [Theory]
    [InlineData(22, "forbidden", "forbidden-test-secret")]
    [InlineData(22, "admin", "wrong")]
    [InlineData(22, "nobody", "x")]
    [InlineData(16, "forbidden", "forbidden-test-secret")]
    [InlineData(16, "admin", "wrong")]
    [InlineData(16, "nobody", "x")]
    public void The_address_the_secret_and_the_name_are_refused_alike(int branch, string account, string secret)
    {
        Steps.Of(Options(branch, account, secret)).FailedAt(
            CheckList.Login, "Authentication failed.", $"[{account}]", "secret=", "127.0.0.1", "manager reload");
    }

    [Theory]
    [InlineData(22)]
    [InlineData(16)]
    public void An_account_for_one_login_is_warned_of_and_refused_the_second_time(int branch)
    {
        AmiConnectOptions options = Options(branch, "single");
        Steps alone = WhenFree(options);
        alone.Came(CheckList.Privileges, AmiCheckStatus.Passed, "write=call,system", "read=system,call, as manager.conf says");
        alone.Came(CheckList.EventFlow, AmiCheckStatus.Passed, "FullyBooted has come");
        alone.Came(CheckList.WriteTimeout, AmiCheckStatus.Warning, "allowmultiplelogin no");

        using AmiSession session = WhenFree(() => AmiSession.Connect(options, Limit.Token));

        Steps.Of(options).FailedAt(CheckList.Login, "Login Already In Use.", "allowmultiplelogin=no");
    }

    [Theory]
    [InlineData(22)]
    [InlineData(16)]
    public void TLS_is_described_and_checked(int branch)
    {
        AmiConnectOptions options = Options(branch, "admin", port: "tlsPort");
        options.UseTls = true;
        options.CACertificate = Pbx(branch).GetProperty("certificate").GetString();

        Steps steps = Steps.Of(options);

        steps.Came(CheckList.Login, AmiCheckStatus.Passed);
        Assert.Contains("'CN=localhost'", steps[CheckList.Tls].Detail, StringComparison.Ordinal);

        options.CACertificate = null;
        Steps.Of(options).FailedAt(CheckList.Tls, "cannot be trusted", "-CACertificate");
    }

    [Theory]
    [InlineData(22, "tlsPort", "Add -UseTls")]
    [InlineData(22, "httpPort", "HTTP server")]
    [InlineData(22, "sipPort", "nothing listens there")]
    [InlineData(16, "tlsPort", "Add -UseTls")]
    [InlineData(16, "httpPort", "HTTP server")]
    [InlineData(16, "sipPort", "nothing listens there")]
    public void The_wrong_port_is_known_for_what_it_is(int branch, string port, string words)
    {
        AmiConnectOptions options = Options(branch, "admin", port: port);
        options.ConnectTimeout = Limit.Probing;

        Steps.Of(options).FailedAt(port == "sipPort" ? CheckList.Tcp : CheckList.Banner, words);
    }

    [Theory]
    [InlineData(22)]
    [InlineData(16)]
    public void TLS_to_the_port_in_clear_is_known_for_what_it_is(int branch)
    {
        AmiConnectOptions options = Options(branch, "admin");
        options.UseTls = true;

        Steps.Of(options).FailedAt(CheckList.Tls, "speaks no TLS: it begins with 'Asterisk Call Manager/");
    }

    [Theory]
    [InlineData(22, "rawman", "by MD5 challenge")]
    [InlineData(22, "arawman", "by HTTP digest")]
    [InlineData(16, "rawman", "by MD5 challenge")]
    [InlineData(16, "arawman", "by HTTP digest")]
    public void Over_HTTP_an_account_with_all_rights_passes(int branch, string path, string way)
    {
        Steps steps = Steps.Of(OverHttp(branch, path, "admin-test-secret"));

        foreach (string name in steps.Names.Where(name => name is not CheckList.RoundTrip and not CheckList.WriteTimeout))
        {
            steps.Came(name, AmiCheckStatus.Passed);
        }

        steps.Came(CheckList.Http, AmiCheckStatus.Passed, "/" + path, $"of Asterisk {branch}.");
        steps.Came(CheckList.Login, AmiCheckStatus.Passed, way);
        steps.Came(CheckList.EventFlow, AmiCheckStatus.Passed, "UserEvent of our own came back");
        steps.Came(CheckList.WriteTimeout, AmiCheckStatus.NotChecked);
    }

    [Theory]
    [InlineData(22, "rawman")]
    [InlineData(22, "arawman")]
    [InlineData(16, "rawman")]
    [InlineData(16, "arawman")]
    public void Over_HTTP_a_wrong_secret_and_a_wrong_path_are_told_apart(int branch, string path)
    {
        Steps.Of(OverHttp(branch, path, "wrong")).FailedAt(CheckList.Login, "refused the login of 'admin'");
        Steps.Of(OverHttp(branch, "nosuch/" + path, "wrong")).FailedAt(CheckList.Http, "404", "webenabled=yes");
    }

    private static AmiConnectOptions OverHttp(int branch, string path, string secret) => AmiConnectOptions.ForUri(
        $"http://127.0.0.1:{Pbx(branch).GetProperty("httpPort").GetInt32()}/{path}", "admin", secret);

    private static JsonElement Pbx(int branch) => RealAsterisk.Described(branch.ToString(CultureInfo.InvariantCulture));

    private static AmiConnectOptions Options(int branch, string account, string? secret = null, string port = "port") =>
        new(account, secret ?? account + "-test-secret")
        {
            ComputerName = Pbx(branch).GetProperty("host").GetString()!,
            Port = Pbx(branch).GetProperty(port).GetInt32(),
        };

    // Asterisk lets an account go some time after its connection has ended.
    private static Steps WhenFree(AmiConnectOptions options)
    {
        Steps? steps = null;
        Limit.Until(
            () =>
            {
                steps = Steps.Of(options);
                return !steps[CheckList.Login].Detail.Contains("Login Already In Use", StringComparison.Ordinal);
            },
            "the account is free");
        return steps!;
    }

    private static T WhenFree<T>(Func<T> connect)
        where T : class
    {
        T? made = null;
        Limit.Until(
            () =>
            {
                try
                {
                    made = connect();
                    return true;
                }
                catch (AmiException e) when (AmiLogin.IsInUseElsewhere(e))
                {
                    return false;
                }
            },
            "the account is free");
        return made!;
    }
}
