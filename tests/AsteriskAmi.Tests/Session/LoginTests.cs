using System;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public sealed class LoginTests : IDisposable
{
    private readonly FakeServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task The_secret_stays_off_the_wire_where_the_server_knows_a_challenge()
    {
        FakeAction? challenge = null;
        FakeAction? login = null;
        Task<FakePeer> server = _server.OnConnection(peer =>
        {
            peer.Greet();
            challenge = peer.Expect("Challenge");
            peer.Answer(challenge, "Challenge: 122597547");
            login = peer.Expect("Login");
            peer.Answer(login, "Message: Authentication accepted");
            peer.Answer(peer.Expect("CoreSettings"), "AsteriskVersion: 22.10.1");
        });

        using AmiSession session = AmiSession.Connect(_server.Options(), Limit.Token);
        (await server.InTime()).Dispose();

        Assert.Equal("MD5", challenge!.Value("AuthType"));
        Assert.Equal("alice", login!.Value("Username"));
        Assert.Equal("MD5", login.Value("AuthType"));
#pragma warning disable CA5351 // What the protocol asks for.
        string key = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes("122597547" + "s3cret")));
#pragma warning restore CA5351
        Assert.Equal(key, login.Value("Key"));
        Assert.DoesNotContain("s3cret", challenge.Text + login.Text, StringComparison.Ordinal);
        Assert.StartsWith("Action: Challenge\r\nActionID: ", challenge.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_login_is_in_clear_where_the_server_knows_no_challenge()
    {
        FakeAction? login = null;
        Task<FakePeer> server = _server.OnConnection(peer =>
        {
            peer.Greet();
            peer.Refuse(peer.Expect("Challenge"), "Must specify AuthType");
            login = peer.Expect("Login");
            peer.Answer(login, "Message: Authentication accepted");
            peer.Answer(peer.Expect("CoreSettings"), "AsteriskVersion: 1.8.32");
        });

        using AmiSession session = AmiSession.Connect(_server.Options(), Limit.Token);
        (await server.InTime()).Dispose();

        Assert.Equal("s3cret", login!.Value("Secret"));
        Assert.Equal(string.Empty, login.Value("Key"));
        Assert.Equal("1.8.32", session.ServerVersion);
    }

    [Fact]
    public void A_session_says_who_and_where_it_is()
    {
        using Line line = Line.Open(options => options.Name = "pbx");

        Assert.Equal("pbx", line.Session.Name);
        Assert.Equal("pbx", line.Session.ToString());
        Assert.Equal("127.0.0.1", line.Session.ComputerName);
        Assert.Equal("alice", line.Session.UserName);
        Assert.Equal(AmiSessionState.Connected, line.Session.State);
        Assert.Equal("22.10.1", line.Session.ServerVersion);
    }

    [Fact]
    public void Sessions_have_ids_and_names_of_their_own()
    {
        using Line one = Line.Open();
        using Line two = Line.Open();

        Assert.NotEqual(one.Session.Id, two.Session.Id);
        Assert.NotEqual(one.Session.Name, two.Session.Name);
    }

    [Theory]
    [InlineData("Authentication failed", "alice", "secret")]
    [InlineData("Login Already In Use", "alice", "allowmultiplelogin")]
    public void A_refused_login_says_why_and_what_to_look_at(string message, params string[] words)
    {
        Task<FakePeer> server = _server.OnConnection(peer =>
        {
            peer.Greet();
            peer.Answer(peer.Expect("Challenge"), "Challenge: 1");
            peer.Refuse(peer.Expect("Login"), message);
            peer.Dispose();
        });

        AmiException e = Fails.With(
            AmiErrorCode.AuthenticationFailed, () => AmiSession.Connect(_server.Options(), Limit.Token));

        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, e.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("s3cret", e.ToString(), StringComparison.Ordinal);
        Assert.Equal("Error", e.Answer!.GetHeader("Response"));
        Assert.NotNull(server);
    }

    [Fact]
    public async Task A_monitor_account_that_may_not_ask_for_the_version_gets_the_branch_of_the_banner()
    {
        Task<FakePeer> server = _server.OnConnection(peer =>
        {
            peer.SendText("Asterisk Call Manager/5.0.5\r\n");
            peer.Answer(peer.Expect("Challenge"), "Challenge: 1");
            peer.Answer(peer.Expect("Login"), "Message: Authentication accepted");
            peer.Refuse(peer.Expect("CoreSettings"), "Permission denied");
        });

        using AmiSession session = AmiSession.Connect(_server.Options(), Limit.Token);
        (await server.InTime()).Dispose();

        Assert.Equal("16", session.ServerVersion);
    }

    [Fact]
    public async Task FullyBooted_is_not_waited_for_and_does_not_disturb_when_it_comes()
    {
        Task<FakePeer> server = _server.OnConnection(peer =>
        {
            peer.Greet();
            peer.Answer(peer.Expect("Challenge"), "Challenge: 1");
            FakeAction login = peer.Expect("Login");
            peer.Send("Event: SuccessfulAuth", "Privilege: security,all", "AccountID: alice");
            peer.Answer(login, "Message: Authentication accepted");
            peer.Send("Event: FullyBooted", "Privilege: system,all", "Status: Fully Booted");
            peer.Answer(peer.Expect("CoreSettings"), "AsteriskVersion: 22.10.1");
        });

        using AmiSession session = AmiSession.Connect(_server.Options(), Limit.Token);
        (await server.InTime()).Dispose();

        Assert.Equal("22.10.1", session.ServerVersion);
    }

    [Fact]
    public void A_banner_that_a_product_renamed_is_good()
    {
        Task<FakePeer> server = _server.OnConnection(peer =>
        {
            peer.SendText("PBX Call Manager/1.1\r\n");
            peer.Answer(peer.Expect("Challenge"), "Challenge: 1");
            peer.Answer(peer.Expect("Login"), "Message: Authentication accepted");
            peer.Refuse(peer.Expect("CoreSettings"), "Invalid/unknown command");
        });

        using AmiSession session = AmiSession.Connect(_server.Options(), Limit.Token);

        Assert.Equal("1.8", session.ServerVersion);
        Assert.NotNull(server);
    }

    [Fact]
    public void A_server_that_takes_the_login_and_never_answers_it_is_not_waited_for_long()
    {
        _server.OnEveryConnection(peer =>
        {
            peer.Greet();
            peer.Answer(peer.Expect("Challenge"), "Challenge: 1");
            peer.WaitForClose();
        });

        AmiException e = Fails.With(
            AmiErrorCode.Timeout,
            () => AmiSession.Connect(_server.Options(o => o.ConnectTimeout = Limit.Short), Limit.Token));

        Assert.Contains("Login", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_that_is_cut_during_the_login_is_lost()
    {
        Task<FakePeer> server = _server.OnConnection(peer =>
        {
            peer.Greet();
            peer.Answer(peer.Expect("Challenge"), "Challenge: 1");
            peer.Expect("Login");
            peer.Dispose();
        });

        Fails.With(AmiErrorCode.ConnectionLost, () => AmiSession.Connect(_server.Options(), Limit.Token));
        Assert.NotNull(server);
    }

    [Fact]
    public void A_user_name_that_would_inject_a_header_never_reaches_the_wire()
    {
        string? received = null;
        using var done = new ManualResetEventSlim(false);
        _server.OnEveryConnection(peer =>
        {
            peer.Greet();
            for (FakeAction? action = peer.Read(); action is not null; action = peer.Read())
            {
                received += action.Text;
                peer.Answer(action, "Challenge: 1");
            }

            done.Set();
        });
        var options = new AmiConnectOptions("alice\r\nEvents: on", "s3cret") { ComputerName = "127.0.0.1", Port = _server.Port };

        Fails.With(AmiErrorCode.InvalidHeader, () => AmiSession.Connect(options, Limit.Token));

        Assert.True(done.Wait(Limit.Patience, Limit.Token));
        Assert.DoesNotContain("Events", received ?? string.Empty, StringComparison.Ordinal);
    }
}
