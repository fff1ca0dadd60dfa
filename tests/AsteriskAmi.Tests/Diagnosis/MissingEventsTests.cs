using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Diagnosis;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Session;
using AsteriskAmi.Tests.Simulator;
using Xunit;

namespace AsteriskAmi.Tests.Diagnosis;

public sealed class MissingEventsTests
{
    private const string CommandLine = "Command: Execute Asterisk CLI Command.  (Priv: command,all)";
    private const string GetvarLine = "Getvar: Gets a channel variable or function value.  (Priv: call,reporting,all)";

    [Fact]
    public async Task What_the_event_mask_leaves_out_is_named()
    {
        using Comeback comeback = Comeback.Open();
        comeback.InvokeAccepted(new AmiAction("Events").Add("EventMask", "call,user"));

        string note = Assert.Single(await Notes(comeback, ["Hangup", "AgentCalled", "NoSuchEvent"], AnswerNothing));

        Assert.Contains("AgentCalled (class agent) cannot come", note, StringComparison.Ordinal);
        Assert.Contains("Set-AmiEventMask", note, StringComparison.Ordinal);
        Assert.DoesNotContain("Hangup", note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("off", true)]
    [InlineData("No", true)]
    [InlineData("on", false)]
    [InlineData("all", false)]
    [InlineData("2", false)]
    public async Task A_mask_that_is_off_leaves_out_everything(string mask, bool isOff)
    {
        using Comeback comeback = Comeback.Open();
        comeback.InvokeAccepted(new AmiAction("Events").Add("EventMask", mask));

        Assert.Equal(isOff, (await Notes(comeback, [], null)).Length == 1);
        Assert.Equal(isOff, (await Notes(comeback, ["NoSuchEvent"], null)).Length == 1);
    }

    [Theory]
    [InlineData("Filter: !Event: Hangup", "", false)]
    [InlineData("Filter: Event: Dial", "", false)]
    public async Task Of_a_filter_that_somebody_else_made_nothing_is_certain(string line, string other, bool isHidden)
    {
        using Comeback comeback = Comeback.Open();
        comeback.InvokeAccepted(new AmiAction("Filter").Add("Operation", "Add").Add("Filter", line.Split(": ", 2)[1] + other));

        Assert.Equal(isHidden, (await Notes(comeback, ["Hangup"], AnswerNothing)).Length == 1);
        Assert.True(HiddenEvents.MayBeFiltered(comeback.Session, "Hangup"));
    }

    public static TheoryData<AmiEventFilter, bool, bool> Filters => new()
    {
        { new() { Names = ["Dial*"] }, true, true },
        { new() { Names = ["hang*"] }, false, false },
        { new() { Exclude = ["Hangup"] }, true, false },
        { new() { Exclude = ["H?ng*"] }, true, false },
        { new() { Exclude = ["VarSet"] }, false, false },
        { new() { Names = ["Hangup"], Channels = ["a*"] }, false, true },
        { new() { Queues = ["sales"] }, false, true },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task What_filters_surely_hold_back_is_named(AmiEventFilter filter, bool isHidden, bool mayBe)
    {
        using Comeback comeback = Comeback.Open();
        Task adding = Limit.Run(() => comeback.Session.AddEventFilter(filter, Limit.Token));
        comeback.Peer.Answer(comeback.Peer.Expect("Filter"));
        await adding.InTime();

        string[] notes = await Notes(comeback, ["Hangup"], isHidden ? null : AnswerNothing);

        Assert.Equal(isHidden, notes.Length == 1);
        Assert.All(notes, note => Assert.Contains("Hangup cannot come, because the filters", note, StringComparison.Ordinal));
        Assert.Equal(mayBe, HiddenEvents.MayBeFiltered(comeback.Session, "Hangup"));
    }

    [Fact]
    public async Task What_the_account_does_not_read_is_asked_once_for_each_login()
    {
        using Comeback comeback = Comeback.Open();

        string note = Assert.Single(await Notes(comeback, ["Hangup", "AgentCalled"], AnswerConsole("call,cdr")));

        Assert.Contains("AgentCalled (class agent) cannot come", note, StringComparison.Ordinal);
        Assert.Contains("reads the classes: call,cdr. Add agent to read=", note, StringComparison.Ordinal);
        Assert.Single(await Notes(comeback, ["AgentCalled"], null));
        Assert.Empty(await Notes(comeback, ["Hangup"], null));

        comeback.Lose();
        comeback.Return();
        Assert.Empty(await Notes(comeback, ["AgentCalled"], AnswerConsole("all")));
    }

    [Fact]
    public async Task An_account_without_the_console_is_looked_up_in_the_file()
    {
        using Comeback comeback = Comeback.Open();

        string note = Assert.Single(await Notes(comeback, ["AgentCalled"], peer =>
        {
            peer.Answer(peer.Expect("ListCommands"), GetvarLine);
            peer.Answer(peer.Expect("Getvar"), "Value: call");
            FakeAction read = peer.Expect("Getvar");
            Assert.EndsWith(",read)", read.Value("Variable"), StringComparison.Ordinal);
            peer.Answer(read, "Value: system,call");
        }));

        Assert.Contains("system,call. Add agent", note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_no_event_that_has_a_class_nothing_is_asked()
    {
        using Comeback comeback = Comeback.Open();

        Assert.Empty(await Notes(comeback, [], null));
        Assert.Empty(await Notes(comeback, ["NoSuchEvent", "CoreShowChannel"], null));
        Assert.Contains("reads the classes: none", Assert.Single(await Notes(comeback, ["Hangup"], AnswerConsole("<none>"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_known_is_not_said()
    {
        using Comeback comeback = Comeback.Open();

        Assert.Empty(await Notes(comeback, ["AgentCalled"], peer => peer.Refuse(peer.Expect("ListCommands"), "Permission denied")));
    }

    [Fact]
    public async Task A_view_is_told_also_of_filters_that_may_hold_something_back()
    {
        using Comeback comeback = Comeback.Open();
        comeback.InvokeAccepted(new AmiAction("Filter").Add("Operation", "Add").Add("Filter", "!Event: VarSet"));

        Task<string[]> notes = Limit.Run(() => MissingEvents.ViewNotes(comeback.Session, ["AgentCalled"], Limit.Patience, Limit.Token).ToArray());
        AnswerConsole("call")(comeback.Peer);

        Assert.Collection(
            await notes.InTime(),
            first => Assert.Contains("may hide", first, StringComparison.Ordinal),
            second => Assert.Contains("account", second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("22", "admin", "")]
    [InlineData("22", "deaf", "Hangup, AgentCalled")]
    [InlineData("22", "monitor", "")]
    [InlineData("22", "originator", "")]
    [InlineData("16", "admin", "")]
    [InlineData("16", "deaf", "Hangup, AgentCalled")]
    [InlineData("16", "monitor", "")]
    [InlineData("16", "originator", "")]
    public void A_real_server_tells_what_an_account_reads_if_it_may_ask(string branch, string account, string missing)
    {
        (string host, int port) = RealAsterisk.Endpoint(branch);
        AmiConnectOptions options = new(account, account + "-test-secret") { ComputerName = host, Port = port };
        using AmiSession session = AmiSession.Connect(options, Limit.Token);

        string[] notes = MissingEvents.Notes(session, ["Hangup", "AgentCalled", "UserEvent"], Limit.Patience, Limit.Token).ToArray();

        Assert.Equal(missing.Length > 0, notes.Length > 0);
        Assert.All(notes, note => Assert.Contains(missing + " (class call, agent) cannot come", note, StringComparison.Ordinal));
    }

    /// <summary>Looks, while the server says what it is asked; null where nothing is asked.</summary>
    private static async Task<string[]> Notes(Comeback comeback, IReadOnlyCollection<string> names, Action<FakePeer>? answer)
    {
        Task<string[]> notes = Limit.Run(() => MissingEvents.Notes(comeback.Session, names, Limit.Patience, Limit.Token).ToArray());
        answer?.Invoke(comeback.Peer);
        return await notes.InTime();
    }

    private static void AnswerNothing(FakePeer peer) => peer.Answer(peer.Expect("ListCommands"));

    private static Action<FakePeer> AnswerConsole(string read) => peer =>
    {
        peer.Answer(peer.Expect("ListCommands"), CommandLine);
        peer.Answer(peer.Expect("Command"), "Output:        username: x", "Output:       read perm: " + read, "Output:      write perm: command");
    };
}
