using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using AsteriskAmi.Simulator;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Simulator;

/// <summary>The simulator by itself, over a bare socket.</summary>
public sealed class SimulatorTests : IDisposable
{
    private static readonly string[] _contexts = ["test", "agents", "hints"];

    private readonly AmiSimulator _simulator = AmiSimulator.Start(new AmiSimulatorOptions { LoginDelayMilliseconds = 100 });

    public void Dispose() => _simulator.Dispose();

    [Fact]
    public void It_greets_as_Asterisk_22()
    {
        using RawAmiClient client = Connect();
        Assert.Equal("Asterisk Call Manager/11.0.0\r\n", client.Banner);
        Assert.Equal("127.0.0.1", _simulator.ComputerName);
    }

    [Fact]
    public void A_login_in_the_clear_is_accepted_and_told_that_the_PBX_is_up()
    {
        using RawAmiClient client = Connect();
        Assert.Equal("Authentication accepted", Login(client, "admin")["Message"]);
        Assert.Equal("FullyBooted", client.Read()?.Event);
        Assert.Equal(1, _simulator.Connections);
    }

    [Fact]
    public void A_login_by_challenge_keeps_the_secret_off_the_wire()
    {
        using RawAmiClient client = Connect();
        string challenge = client.Ask("Action: Challenge", "AuthType: MD5")["Challenge"]!;
        RawFrame answer = client.Ask("Action: Login", "AuthType: MD5", "Username: admin", "Key: " + Md5(challenge + "admin-test-secret"));
        Assert.Equal("Success", answer["Response"]);
    }

    [Fact]
    public void A_wrong_key_fails()
    {
        using RawAmiClient client = Connect();
        client.Ask("Action: Challenge", "AuthType: MD5");
        Assert.Equal("Authentication failed", client.Ask("Action: Login", "AuthType: MD5", "Username: admin", "Key: " + Md5("x"))["Message"]);
    }

    [Theory]
    [InlineData("admin", "wrong")]
    [InlineData("nobody", "admin-test-secret")]
    [InlineData("forbidden", "forbidden-test-secret")]
    public void A_failed_login_is_answered_late_and_closed(string user, string secret)
    {
        using RawAmiClient client = Connect();
        var clock = Stopwatch.StartNew();
        Assert.Equal("Authentication failed", Login(client, user, secret)["Message"]);
        Assert.True(clock.ElapsedMilliseconds >= 80, $"It took {clock.ElapsedMilliseconds} ms.");
        Assert.Null(client.Read());
        Assert.True(client.IsClosed);
        Assert.Equal(0, _simulator.Connections);
    }

    [Fact]
    public void An_account_for_one_login_refuses_the_second()
    {
        using RawAmiClient first = Connect();
        Login(first, "single");
        using RawAmiClient second = Connect();
        Assert.Equal("Login Already In Use", Login(second, "single")["Message"]);
    }

    [Fact]
    public void Before_the_login_nothing_else_is_allowed()
    {
        using RawAmiClient client = Connect();
        RawFrame answer = client.Ask("Action: Ping", "ActionID: 1");
        Assert.Equal("Permission denied", answer["Message"]);
        Assert.Equal("1", answer["ActionID"]);
    }

    [Fact]
    public void Logoff_says_goodbye_and_closes()
    {
        using RawAmiClient client = LogIn();
        Assert.Equal("Goodbye", client.Ask("Action: Logoff")["Response"]);
        Assert.Null(client.Read());
        Assert.True(client.IsClosed);
    }

    [Theory]
    [InlineData("monitor", "Action: QueueStatus", "Success")]
    [InlineData("monitor", "Action: CoreShowChannels", "Error")]
    [InlineData("monitor", "Action: Hangup", "Error")]
    [InlineData("originator", "Action: Originate", "Error")]
    [InlineData("single", "Action: CoreShowChannels", "Success")]
    [InlineData("single", "Action: Command", "Error")]
    public void An_action_needs_its_privilege(string user, string action, string response)
    {
        using RawAmiClient client = LogIn(user);
        RawFrame answer = client.Ask(action);
        Assert.Equal(response, answer["Response"]);
        if (response == "Error")
        {
            Assert.Equal(action == "Action: Originate" ? "Channel not specified" : "Permission denied", answer["Message"]);
        }
    }

    [Fact]
    public void An_account_without_the_class_does_not_see_the_event()
    {
        using RawAmiClient monitor = LogIn("monitor");
        using RawAmiClient admin = LogIn();
        admin.Ask("Action: Originate", "Channel: Local/busy@test", "Application: Wait", "Async: true");
        List<RawFrame> seen = monitor.ReadUntil(frames => frames.Count(frame => frame.Event == "Hangup") == 2);
        Assert.DoesNotContain(seen, frame => frame.Event is "Newexten" or "VarSet" or "FullyBooted");
        Assert.All(seen, frame => Assert.Contains("all", frame["Privilege"], StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_action_is_named()
    {
        using RawAmiClient client = LogIn();
        Assert.Contains("NoSuchAction", client.Ask("Action: NoSuchAction")["Message"], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_ActionID_none_comes_back()
    {
        using RawAmiClient client = LogIn();
        Assert.Null(client.Ask("Action: Ping")["ActionID"]);
    }

    [Fact]
    public void A_bare_LF_ends_a_line_and_one_byte_at_a_time_is_fine()
    {
        using RawAmiClient client = LogIn(events: "off");
        foreach (char c in "Action: Ping\nActionID: ä\n\n")
        {
            client.SendText(c.ToString());
        }

        Assert.Equal("ä", client.Answer()["ActionID"]);
    }

    [Theory]
    [InlineData(1019, "Success")]
    [InlineData(1021, "Error")]
    [InlineData(5000, "Error")]
    public void A_line_may_have_1024_bytes(int length, string response)
    {
        using RawAmiClient client = LogIn(events: "off");
        RawFrame answer = client.Ask("Action: Ping", "ActionID: 1", "X: " + new string('x', length));
        Assert.Equal(response, answer["Response"]);
        Assert.Equal("1", answer["ActionID"]);
        Assert.Equal("Success", client.Ask("Action: Ping")["Response"]);
    }

    [Theory]
    [InlineData(126, "Success")]
    [InlineData(127, "Error")]
    public void An_action_may_have_128_lines(int more, string response)
    {
        using RawAmiClient client = LogIn(events: "off");
        string[] lines = ["Action: Ping", "ActionID: 1", .. Enumerable.Range(0, more).Select(i => "V: " + i)];
        Assert.Equal(response, client.Ask(lines)["Response"]);
        Assert.Equal("Success", client.Ask("Action: Ping")["Response"]);
    }

    [Fact]
    public void Emit_sends_an_event_of_choice()
    {
        using RawAmiClient client = LogIn();
        using RawAmiClient blind = LogIn("monitor");
        _simulator.Emit("Anything", new KeyValuePair<string, string>("Key", "välue"));
        Assert.Equal("välue", client.WaitForEvent("Anything")["Key"]);
        Assert.Empty(blind.ReadUntilQuiet(200));
        Assert.Throws<ArgumentException>(() => _simulator.Emit("Anything", new KeyValuePair<string, string>("Key", "a\r\nInjected: b")));
    }

    [Fact]
    public void DropConnections_cuts_everybody_and_takes_new_clients()
    {
        using RawAmiClient client = LogIn(events: "off");
        _simulator.DropConnections();
        Assert.Null(client.Read());
        Assert.True(client.IsClosed);
        using RawAmiClient again = LogIn();
        Assert.Equal(1, _simulator.Connections);
    }

    [Fact]
    public void A_client_that_does_not_read_is_cut_off()
    {
        using RawAmiClient deaf = LogIn();
        deaf.Socket.ReceiveBufferSize = 4096;
        var big = new KeyValuePair<string, string>("Data", new string('x', 100_000));
        for (int i = 0; i < 300 && _simulator.Connections > 0; i++)
        {
            _simulator.Emit("Flood", big);
            Thread.Sleep(5);
        }

        Assert.True(SpinWait.SpinUntil(() => _simulator.Connections == 0, Limit.Patience));
    }

    [Fact]
    public void A_flood_of_events_waits_for_a_client_that_reads()
    {
        const int events = 20_000;

        // The flood is what is tested, not how long a busy machine may keep the reader from its turn.
        using AmiSimulator patient = AmiSimulator.Start(new AmiSimulatorOptions { WriteTimeoutMilliseconds = 60_000 });
        using RawAmiClient client = RawAmiClient.LogIn(patient.ComputerName, patient.Port, "admin", events: "user");
        var big = new KeyValuePair<string, string>("Data", new string('x', 1000));
        var flood = new Thread(() =>
        {
            for (int i = 0; i < events; i++)
            {
                patient.Emit("Flood", big);
            }
        }) { IsBackground = true };
        flood.Start();
        for (int i = 0; i < events; i++)
        {
            Assert.True(client.Read() is not null, $"Event {i} did not come; closed: {client.IsClosed}.");
        }

        Assert.True(flood.Join(Limit.Patience));
    }

    [Fact]
    public void Dispose_ends_it_at_once_whatever_goes_on()
    {
        using RawAmiClient client = LogIn();
        PlaceCall(client, "answer");
        client.Send("Action: Originate", "Channel: Local/noanswer@test", "Application: Wait");
        var clock = Stopwatch.StartNew();
        _simulator.Dispose();

        // The calls would go on for a minute, and it waits for its own threads for a second at the most.
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 30);
        Assert.Throws<SocketException>(() => Connect().Dispose());
    }

    [Fact]
    public void A_fixed_port_can_be_asked_for()
    {
        int port = _simulator.Port;
        _simulator.Dispose();
        using var again = AmiSimulator.Start(new AmiSimulatorOptions { Port = port });
        Assert.Equal(port, again.Port);
    }

    [Fact]
    public void Many_clients_see_the_same_events()
    {
        List<RawAmiClient> clients = Enumerable.Range(0, 20).Select(_ => LogIn(events: "user")).ToList();
        for (int i = 0; i < 100; i++)
        {
            _simulator.Emit("Tick", new KeyValuePair<string, string>("Number", i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        foreach (RawAmiClient client in clients)
        {
            List<string?> numbers = Enumerable.Range(0, 100).Select(_ => client.WaitForEvent("Tick")["Number"]).ToList();
            Assert.Equal(numbers.Count, numbers.Distinct().Count());
            client.Dispose();
        }
    }

    [Fact]
    public void Its_dialplan_is_that_of_the_test_PBX()
    {
        using RawAmiClient client = LogIn(events: "off");
        List<string> shown = _contexts
            .SelectMany(name => client.AskAll("Action: ShowDialPlan", "Context: " + name))
            .Where(frame => frame.Event == "ListDialplan" && frame["Extension"] is not null)
            .Select(frame => $"{frame["Context"]} {frame["Extension"]} {frame["Application"]}" + (frame["AppData"] is null ? string.Empty : $"({frame["AppData"]})"))
            .ToList();
        Assert.Equal(ReadDialplan(Path.Combine(RepositoryRoot(), "tests", "pbx", "etc", "extensions.conf")), shown);
    }

    /// <summary>Each priority of an extensions.conf as "context extension application(data)".</summary>
    private static List<string> ReadDialplan(string path)
    {
        var steps = new List<string>();
        string context = string.Empty;
        string exten = string.Empty;
        foreach (string line in File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != ';'))
        {
            int arrow = line.IndexOf("=>", StringComparison.Ordinal);
            string rest = line[(arrow + 2)..].Trim();
            if (line[0] == '[')
            {
                context = line.Trim('[', ']');
            }
            else if (_contexts.Contains(context) && (line.StartsWith("exten", StringComparison.Ordinal) || line.StartsWith("same", StringComparison.Ordinal)))
            {
                if (line[0] == 'e')
                {
                    exten = rest[..rest.IndexOf(',', StringComparison.Ordinal)];
                    rest = rest[(exten.Length + 1)..];
                }

                steps.Add($"{context} {exten} {rest[(rest.IndexOf(',', StringComparison.Ordinal) + 1)..]}");
            }
        }

        return steps;
    }

    private static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "tests", "pbx", "pbx.sh")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        Assert.SkipWhen(folder is null, "The tests run outside the repository.");
        return folder!;
    }

    private static string Md5(string text)
    {
        // The protocol's own challenge; nothing is kept safe with it here.
#pragma warning disable CA5351
        return Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
    }

    private static RawFrame Login(RawAmiClient client, string user, string? secret = null) =>
        client.Ask("Action: Login", "Username: " + user, "Secret: " + (secret ?? user + "-test-secret"));

    /// <summary>Places a call that stays; gives the name of its second half.</summary>
    private static string PlaceCall(RawAmiClient client, string exten)
    {
        client.Send("Action: Originate", "ActionID: " + exten, "Channel: Local/" + exten + "@test", "Application: Wait", "Data: 60", "Async: true");
        RawFrame result = client.WaitFor(frame => frame.Event == "OriginateResponse" && frame["ActionID"] == exten);
        return result["Channel"]!.Replace(";1", ";2", StringComparison.Ordinal);
    }

    private RawAmiClient Connect() => new(_simulator.ComputerName, _simulator.Port);

    private RawAmiClient LogIn(string user = "admin", string? events = null) =>
        RawAmiClient.LogIn(_simulator.ComputerName, _simulator.Port, user, events: events);
}
