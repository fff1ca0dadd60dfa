using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using AsteriskAmi.Calls;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using AsteriskAmi.Tests.Simulator;
using AsteriskAmi.Transport.Http;
using Xunit;

namespace AsteriskAmi.Tests.Transport.Http;

/// <summary>AMI over HTTP as Asterisk itself has it, by cookie (rawman) and by digest (arawman).</summary>
[Collection(RealAsterisk.Calls)]
public sealed class AsteriskOverHttpTests
{
    private readonly string _test = Guid.NewGuid().ToString("N");

    public static TheoryData<string, string> Ways => new()
    {
        { "22", "rawman" }, { "22", "arawman" }, { "16", "rawman" }, { "16", "arawman" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_session_logs_in_and_knows_the_server(string branch, string path)
    {
        using AmiSession session = Connect(branch, path);

        Assert.StartsWith(branch + ".", session.ServerVersion, StringComparison.Ordinal);
        Assert.Equal("Pong", session.Invoke(new AmiAction("Ping"), Limit.Token).GetHeader("Ping"));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_long_list_comes_whole(string branch, string path)
    {
        using AmiSession session = Connect(branch, path);

        using AmiSession direct = ConnectByTcp(branch);

        string[] items = session.InvokeList(new AmiAction("ShowDialPlan"), Limit.Token).Select(Content).ToArray();

        Assert.True(items.Length > 100, items.Length + " items");
        Assert.Equal(direct.InvokeList(new AmiAction("ShowDialPlan"), Limit.Token).Select(Content), items);

        static string Content(AmiMessage item) => string.Join("|", item.GetAllHeaders().Where(header => header.Key != "ActionID"));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Every_event_comes_once_and_in_order(string branch, string path)
    {
        using AmiSession session = Connect(branch, path);
        using AmiSession other = Connect(branch, path);
        using AmiSubscription events = session.Subscribe(["UserEvent"]);

        for (int i = 0; i < 200; i++)
        {
            other.Invoke(UserEvent("Counted").Add("Number", i.ToString()), Limit.Token);
        }

        string?[] numbers = [.. Enumerable.Range(0, 200).Select(_ => Next(events).GetHeader("Number"))];

        Assert.Equal(Enumerable.Range(0, 200).Select(i => i.ToString()), numbers);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_call_tells_its_outcome(string branch, string path)
    {
        using AmiSession session = Connect(branch, path);

        AmiOriginateResult busy = Place(session, "Local/busy@test");
        AmiOriginateResult answered = Place(session, "Local/answer-end@test");

        Assert.Equal(AmiCallOutcome.Busy, busy.Outcome);
        Assert.Equal(AmiCallOutcome.Answered, answered.Outcome);
        Limit.Until(() => !session.InvokeList(new AmiAction("CoreShowChannels"), Limit.Token).Any(), "all channels have ended");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Values_arrive_as_they_were_sent_and_headers_may_repeat(string branch, string path)
    {
        using AmiSession session = Connect(branch, path);
        using AmiSubscription events = session.Subscribe(["UserEvent"]);
        string[] values = ["a+b", "1 & 2 = 3 % 4", "Zoë ☎ 😀", "a: b", "#?/\\\"'<>", "", "+%2B%"];

        var action = UserEvent("Values");
        foreach (string value in values)
        {
            action.Add("Text", value).Add("Variable", "x=" + value);
        }

        session.Invoke(action, Limit.Token);

        AmiMessage message = Next(events);
        Assert.Equal(values, message.GetHeaders("Text"));
        Assert.Equal(values.Select(value => "x=" + value), message.GetHeaders("Variable"));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void As_many_headers_arrive_as_over_TCP(string branch, string path)
    {
        using AmiSession session = Connect(branch, path);
        using AmiSubscription events = session.Subscribe(["UserEvent"]);
        var action = UserEvent("Many");
        for (int i = 0; i < HeaderRules.MaxHeaders - 4; i++)
        {
            action.Add("Text", i.ToString());
        }

        session.Invoke(action, Limit.Token);

        Assert.Equal(HeaderRules.MaxHeaders - 4, Next(events).GetHeaders("Text").Count);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_longest_request_that_we_send_is_taken(string branch, string path)
    {
        using AmiSession session = Connect(branch, path);
        using AmiSubscription events = session.Subscribe(["UserEvent"]);
        var action = UserEvent("Long");
        for (int i = 0; i < 40; i++)
        {
            action.Add("Text", new string('x', 1000));
        }

        session.Invoke(action, Limit.Token);

        Assert.Equal(40, Next(events).GetHeaders("Text").Count);
        Fails.With(AmiErrorCode.InvalidHeader, () => session.Invoke(action.Add("Text", new string('x', 1000)), Limit.Token));
    }

    [Theory]
    [InlineData("22")]
    [InlineData("16")]
    public void A_body_over_40960_bytes_is_refused_by_Asterisk(string branch)
    {
        string answer = Post(RealAsterisk.Described(branch), "rawman", new string('a', HttpAction.MaxBodyBytes + 1));

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void An_error_is_that_of_the_action_and_the_session_lives_on(string branch, string path)
    {
        using AmiSession session = Connect(branch, path);

        AmiException unknown = Fails.With(AmiErrorCode.ActionFailed, () => session.Invoke(new AmiAction("NoSuchAction"), Limit.Token));
        AmiException missing = Fails.With(
            AmiErrorCode.NotFound, () => session.Invoke(new AmiAction("Hangup").Add("Channel", "nosuch"), Limit.Token));
        AmiException command = Fails.With(
            AmiErrorCode.ActionFailed, () => session.Invoke(new AmiAction("Command").Add("Command", "no such command"), Limit.Token));

        Assert.Contains("NoSuchAction", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("nosuch", missing.Message, StringComparison.Ordinal);
        Assert.Contains("No such command", command.Message, StringComparison.Ordinal);
        Assert.Equal("Pong", session.Invoke(new AmiAction("Ping"), Limit.Token).GetHeader("Ping"));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_closing_event_of_WaitEvent_is_never_seen(string branch, string path)
    {
        using AmiSession session = Connect(branch, path);
        using AmiSubscription events = session.Subscribe();

        session.Invoke(UserEvent("First"), Limit.Token);
        session.Invoke(UserEvent("Second"), Limit.Token);

        var names = new List<string?>();
        AmiMessage message;
        do
        {
            Assert.True(events.TryTake(out message, Limit.Patience, Limit.Token), "No event came.");
            names.Add(message.EventName);
        }
        while (message.GetHeader("UserEvent") != "Second" || message.GetHeader("Test") != _test);
        Assert.DoesNotContain("WaitEventComplete", names);
        Assert.Equal(0, session.UnmatchedAnswers);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_happened_while_events_were_off_never_comes(string branch, string path)
    {
        using AmiSession session = Connect(branch, path);
        using AmiSession other = Connect(branch, path);
        using AmiSubscription events = session.Subscribe(["UserEvent"]);

        Send("Before");
        Assert.Equal("Before", Next(events).GetHeader("UserEvent"));
        session.Invoke(new AmiAction("Events").Add("EventMask", "off"), Limit.Token);
        Send("Meanwhile");
        session.Invoke(new AmiAction("Events").Add("EventMask", "user"), Limit.Token);
        Send("After");

        Assert.Equal("After", Next(events).GetHeader("UserEvent"));

        void Send(string name) => other.Invoke(UserEvent(name), Limit.Token);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_wrong_secret_and_an_unknown_account_are_refused(string branch, string path)
    {
        foreach ((string user, string secret) in new[] { ("admin", "wrong"), ("nobody", "admin-test-secret") })
        {
            AmiException e = Fails.With(AmiErrorCode.AuthenticationFailed, () => Connect(branch, path, user, secret));

            Assert.Contains($"'{user}'", e.Message, StringComparison.Ordinal);
            Assert.Contains("wrong secret", e.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void An_address_that_is_not_permitted_is_refused(string branch, string path)
    {
        AmiException e = Assert.Throws<AmiException>(() => Connect(branch, path, "forbidden", "forbidden-test-secret"));

        Assert.Contains("permit and deny", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void An_account_without_rights_is_told_the_version_by_HTTP(string branch, string path)
    {
        using AmiSession session = Connect(branch, path, "originator", "originator-test-secret");

        Assert.StartsWith(branch + ".", session.ServerVersion, StringComparison.Ordinal);
        Fails.With(AmiErrorCode.PermissionDenied, () => session.Invoke(new AmiAction("CoreShowChannels"), Limit.Token));
    }

    [Theory]
    [InlineData("22")]
    [InlineData("16")]
    public void A_login_that_may_be_there_once_is_free_again_soon_after_it_was_closed(string branch)
    {
        for (int i = 0; i < 3; i++)
        {
            // The server works on the Logoff that Dispose sends; without one it would wait for a minute.
            AmiSession? session = null;
            Limit.Until(() => TryConnect(branch, out session), "the account was free");
            Assert.False(TryConnect(branch, out _));
            session!.Dispose();
        }
    }

    [Theory]
    [InlineData("22")]
    [InlineData("16")]
    public void A_path_that_is_not_there_names_the_prefix_and_webenabled(string branch)
    {
        AmiException e = Fails.With(AmiErrorCode.ConnectionFailed, () => Connect(branch, "asterisk"));

        Assert.Contains("/asterisk/rawman answers 404", e.Message, StringComparison.Ordinal);
        Assert.Contains("webenabled=yes", e.Message, StringComparison.Ordinal);
        Assert.Contains("prefix", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("22")]
    [InlineData("16")]
    public void An_AMI_port_given_as_HTTP_and_the_other_way_round_are_told_apart(string branch)
    {
        JsonElement real = RealAsterisk.Described(branch);
        int ami = real.GetProperty("port").GetInt32();
        int http = real.GetProperty("httpPort").GetInt32();

        AmiException one = Fails.With(
            AmiErrorCode.ProtocolError, () => AmiSession.Connect(AmiConnectOptions.ForUri($"http://127.0.0.1:{ami}", "admin", "x"), Limit.Token));
        AmiConnectOptions options = AmiConnectOptions.ForUri($"ami://127.0.0.1:{http}", "admin", "x");
        options.ConnectTimeout = Limit.Probing;
        AmiException other = Fails.With(AmiErrorCode.ProtocolError, () => AmiSession.Connect(options, Limit.Token));

        Assert.Contains($"ami://127.0.0.1:{ami}", one.Message, StringComparison.Ordinal);
        Assert.Contains($"http://127.0.0.1:{http}", other.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("22")]
    [InlineData("16")]
    public async Task A_second_WaitEvent_pushes_the_first_out(string branch)
    {
        JsonElement real = RealAsterisk.Described(branch);
        string login = Post(real, "rawman", "Action=Login&Username=admin&Secret=admin-test-secret&Events=off");
        string cookie = login.Split('\n').Single(line => line.StartsWith("Set-Cookie: ", StringComparison.Ordinal))[12..].Split(';')[0];

        // An event of anybody's ends a request before it is pushed out.
        string[] bodies;
        do
        {
            Post(real, "rawman", "Action=WaitEvent&Timeout=0", cookie);
            Task<string> first = Limit.Run(() => Post(real, "rawman", "Action=WaitEvent&Timeout=5", cookie));
            string second = Post(real, "rawman", "Action=WaitEvent&Timeout=3", cookie);
            bodies = [.. new[] { await first.InTime(), second }.Select(answer => answer.Split("\r\n\r\n", 2)[1])];
        }
        while (!bodies.Contains(string.Empty));

        Assert.Single(bodies, body => body.Contains("Event: WaitEventComplete", StringComparison.Ordinal));
        Post(real, "rawman", "Action=Logoff", cookie);
    }

    private static bool TryConnect(string branch, out AmiSession? session)
    {
        try
        {
            session = Connect(branch, "rawman", "single", "single-test-secret");
            return true;
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.AuthenticationFailed)
        {
            Assert.Contains("allowmultiplelogin", e.Message, StringComparison.Ordinal);
            session = null;
            return false;
        }
    }

    /// <summary>The next user event of this test: others may be at work on the same server.</summary>
    private AmiMessage Next(AmiSubscription events)
    {
        while (true)
        {
            Assert.True(events.TryTake(out AmiMessage message, Limit.Patience, Limit.Token), "No event came.");
            if (message.GetHeader("Test") == _test)
            {
                return message;
            }
        }
    }

    /// <summary>A user event of this test.</summary>
    private AmiAction UserEvent(string name) => new AmiAction("UserEvent").Add("UserEvent", name).Add("Test", _test);

    private static string Post(JsonElement real, string path, string body, string? cookie = null)
    {
        using var client = new TcpClient("127.0.0.1", real.GetProperty("httpPort").GetInt32());
        using NetworkStream stream = client.GetStream();
        stream.Write(Encoding.ASCII.GetBytes(
            $"POST /{path} HTTP/1.1\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + (cookie is null ? string.Empty : $"Cookie: {cookie}\r\n") + $"Content-Length: {body.Length}\r\n\r\n{body}"));
        return new StreamReader(stream).ReadToEnd();
    }

    private static AmiOriginateResult Place(AmiSession session, string channel)
    {
        using AmiOriginatedCall call = AmiOriginatedCall.Start(
            session,
            new AmiOriginateRequest(channel) { Application = "Wait", ApplicationData = "1", Timeout = Limit.Patience },
            Limit.Token);
        return call.Wait(Limit.Token);
    }

    private static AmiSession ConnectByTcp(string branch)
    {
        JsonElement real = RealAsterisk.Described(branch);
        var options = new AmiConnectOptions("admin", "admin-test-secret")
        {
            ComputerName = real.GetProperty("host").GetString()!,
            Port = real.GetProperty("port").GetInt32(),
        };
        return AmiSession.Connect(options, Limit.Token);
    }

    private static AmiSession Connect(string branch, string path, string user = "admin", string secret = "admin-test-secret")
    {
        JsonElement real = RealAsterisk.Described(branch);
        return AmiSession.Connect(
            AmiConnectOptions.ForUri($"http://127.0.0.1:{real.GetProperty("httpPort").GetInt32()}/{path}", user, secret), Limit.Token);
    }
}
