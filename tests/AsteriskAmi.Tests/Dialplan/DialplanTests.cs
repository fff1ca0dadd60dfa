using System;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Dialplan;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Dialplan;

public sealed class DialplanTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    private static readonly string[] _step =
    [
        "Event: ListDialplan", "Context: test", "Extension: _1XX", "ExtensionLabel: start", "Priority: 2", "Application: Dial",
        "AppData: PJSIP/${EXTEN},30", "Registrar: pbx_config",
    ];

    private static readonly string[] _hint =
        ["Event: ListDialplan", "Context: hints", "Extension: 1001", "Priority: hint", "Application: PJSIP/1001", "Registrar: pbx_config"];

    [Fact]
    public async Task An_extension_that_only_an_ignored_pattern_fits_is_not_there()
    {
        Task<AmiDialplanEntry[]> asking = Ask("a", "91");
        FakeAction action = _line.Peer.Expect("ShowDialPlan");
        _line.Peer.Answer(action, "EventList: start", "Message: DialPlan list will follow");
        _line.Peer.Item(action, "Event: ListDialplan", "Context: a", "IgnorePattern: 9", "Registrar: pbx_config");
        _line.Peer.Refuse(action, "Did not find extension 91@a");
        AmiException e = await Fails.With(AmiErrorCode.NotFound, asking.InTime());

        Assert.Contains("No extension of context 'a' fits '91'", e.Message, StringComparison.Ordinal);
        await _line.Ping();
    }

    [Fact]
    public async Task Steps_hints_includes_switches_and_ignored_patterns_are_told_apart()
    {
        Task<AmiDialplanEntry[]> asking = Ask(null, null);
        FakeAction action = _line.Peer.Expect("ShowDialPlan");
        _line.Peer.AnswerList(
            action,
            "ShowDialPlan",
            _step,
            _hint,
            ["Event: ListDialplan", "Context: a", "IncludeContext: b", "Registrar: pbx_config"],
            ["Event: ListDialplan", "Context: a", "Switch: Realtime/x", "Registrar: pbx_config"],
            ["Event: ListDialplan", "Context: a", "IgnorePattern: 9", "Registrar: pbx_config"]);
        AmiDialplanEntry[] entries = await asking.InTime();

        Assert.Empty(action.Headers);
        AmiDialplanEntry step = entries[0];
        Assert.Equal(AmiDialplanKind.Step, step.Kind);
        Assert.Equal("test", step.Context);
        Assert.Equal("_1XX", step.Extension);
        Assert.Equal(2, step.Priority);
        Assert.Equal("start", step.Label);
        Assert.Equal("Dial", step.Application);
        Assert.Equal("PJSIP/${EXTEN},30", step.Data);
        Assert.Equal("pbx_config", step.Registrar);
        Assert.Same(_line.Session, step.Session);
        Assert.Equal("test,_1XX,2", step.ToString());
        Assert.Equal(AmiDialplanKind.Hint, entries[1].Kind);
        Assert.Equal(AmiDialplanEntry.HintPriority, entries[1].Priority);
        Assert.Equal("PJSIP/1001", entries[1].Data);
        Assert.Equal("hints,1001,hint", entries[1].ToString());
        Assert.Equal([AmiDialplanKind.Include, AmiDialplanKind.Switch, AmiDialplanKind.IgnorePattern], entries.Skip(2).Select(e => e.Kind));
        Assert.Equal(["b", "Realtime/x", "9"], entries.Skip(2).Select(e => e.Data));
        Assert.All(entries.Skip(2), e => Assert.Equal("a", e.ToString()));
    }

    [Fact]
    public async Task An_extension_in_contexts_that_include_each_other_comes_once()
    {
        Task<AmiDialplanEntry[]> asking = Ask("test", "101");
        FakeAction action = _line.Peer.Expect("ShowDialPlan");
        _line.Peer.AnswerList(action, "ShowDialPlan", _step, _hint, _step);

        Assert.Equal(2, (await asking.InTime()).Length);
        Assert.Equal(["Extension: 101", "Context: test"], action.Headers);
    }

    [Fact]
    public async Task A_context_that_does_not_exist_is_not_found()
    {
        AmiException e = await _line.Refused(
            "ShowDialPlan", "Did not find context nosuch", AmiErrorCode.NotFound, session => Assert.Empty(session.GetDialplan("nosuch", null, Limit.Token)));

        Assert.Contains("nosuch", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_and_a_hint_are_added()
    {
        FakeAction step = await _line.Answered(
            "DialplanExtensionAdd", session => session.AddDialplanExtension("test", "1001", 1, "Dial", "PJSIP/1001,30", true, Limit.Token));
        FakeAction hint = await _line.Answered(
            "DialplanExtensionAdd",
            session => session.AddDialplanExtension("test", "1001", AmiDialplanEntry.HintPriority, "PJSIP/1001", null, false, Limit.Token));

        Assert.Equal(
            ["Context: test", "Extension: 1001", "Priority: 1", "Application: Dial", "ApplicationData: PJSIP/1001,30", "Replace: yes"], step.Headers);
        Assert.Equal(["Context: test", "Extension: 1001", "Priority: hint", "Application: PJSIP/1001"], hint.Headers);
    }

    [Fact]
    public async Task A_step_or_an_extension_is_removed()
    {
        Assert.Equal(["Context: test", "Extension: 1001", "Priority: 2"], (await Remove("1001", 2)).Headers);
        Assert.Equal(["Context: test", "Extension: 1001"], (await Remove("1001", null)).Headers);
        FakeAction ofOneCaller = await _line.Answered(
            "DialplanExtensionRemove", session => session.RemoveDialplanExtension("test", "1001/0301234", null, Limit.Token));
        Assert.Equal(["Context: test", "Extension: 1001/0301234"], ofOneCaller.Headers);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public async Task Nothing_is_removed_without_a_number_where_single_callers_have_steps(int? priority)
    {
        Task removing = Limit.Run(() => _line.Session.RemoveDialplanExtension("test", "77", priority, Limit.Token));
        _line.Peer.Answer(
            _line.Peer.Expect("Command"),
            "Output: [ Context 'test' created by 'pbx_config' ]",
            "Output:   '77' (CID match '0301234') =>  1. NoOp(c1)                                   [pbx_config]",
            "Output:   '77' (CID match '_03X.') =>  1. NoOp(c2)                                   [pbx_config]",
            "Output:   '78' (CID match '1') =>  1. NoOp(c3)                                   [pbx_config]",
            "Output:   '77' =>           1. NoOp(g1)                                   [pbx_config]");
        AmiException refused = await Fails.With(AmiErrorCode.InvalidHeader, removing.InTime());
        Assert.EndsWith(": 77/0301234, 77/_03X..", refused.Message, StringComparison.Ordinal);
        await _line.Ping();
    }

    [Theory]
    [InlineData("Permission denied")]
    [InlineData("There is no such context")]
    public async Task An_account_that_may_not_ask_for_single_callers_removes_all_the_same(string refusal)
    {
        Task removing = Limit.Run(() => _line.Session.RemoveDialplanExtension("test", "77", null, Limit.Token));
        _line.Peer.Refuse(_line.Peer.Expect("Command"), refusal);
        _line.Peer.Answer(_line.Peer.Expect("DialplanExtensionRemove"));
        await removing.InTime();
    }

    [Fact]
    public async Task What_is_refused_is_explained()
    {
        AmiException there = await _line.Refused(
            "DialplanExtensionAdd",
            "That extension and priority already exist at that context",
            AmiErrorCode.ActionFailed,
            session => session.AddDialplanExtension("test", "1001", 1, "Dial", null, false, Limit.Token));
        Task removing = Limit.Run(() => _line.Session.RemoveDialplanExtension("test", "1001", null, Limit.Token));
        _line.Peer.Answer(_line.Peer.Expect("Command"));
        _line.Peer.Refuse(_line.Peer.Expect("DialplanExtensionRemove"), "Failed to remove requested extension");
        AmiException gone = await Fails.With(AmiErrorCode.ActionFailed, removing.InTime());

        Assert.Contains("-Replace", there.Message, StringComparison.Ordinal);
        Assert.Contains("no such extension", gone.Message, StringComparison.Ordinal);
        Assert.Contains("1001", gone.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public async Task What_is_no_priority_is_not_sent(int priority)
    {
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.AddDialplanExtension("test", "1", priority, "Dial", null, false, Limit.Token));
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.RemoveDialplanExtension("test", "1", priority, Limit.Token));
        await _line.Ping();
    }

    private async Task<FakeAction> Remove(string extension, int? priority)
    {
        Task removing = Limit.Run(() => _line.Session.RemoveDialplanExtension("test", extension, priority, Limit.Token));
        FakeAction asked = _line.Peer.Expect("Command");
        Assert.Equal(["Command: dialplan show test"], asked.Headers);
        _line.Peer.Answer(asked, "Output:   '1001' =>           1. NoOp(g1)                                   [pbx_config]");
        FakeAction removal = _line.Peer.Expect("DialplanExtensionRemove");
        _line.Peer.Answer(removal);
        await removing.InTime();
        return removal;
    }

    private Task<AmiDialplanEntry[]> Ask(string? context, string? extension) =>
        Limit.Run(() => _line.Session.GetDialplan(context, extension, Limit.Token).ToArray());
}
