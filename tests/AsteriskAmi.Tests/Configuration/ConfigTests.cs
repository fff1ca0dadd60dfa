using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Configuration;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Configuration;

public sealed class ConfigTests : IDisposable
{
    private const string Everywhere = "Options-000000: catfilter=\"TEMPLATES=include\"";

    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    private static readonly string[] _file =
    [
        "Category-000000: general",
        "Line-000000-000000: a=1=2",
        "Line-000000-000001: empty=",
        "Category-000001: base",
        "IsTemplate-000001: 1",
        "Line-000001-000000: timeout=15",
        "Category-000002: sales",
        "Templates-000002: base",
        "Line-000002-000000: timeout=15",
        "Line-000002-000001: timeout=20",
        "Line-000002-000002: member=x",
        "Line-000002-000003: member=y",
        "Category-000003: pair",
        "Line-000003-000000: type=endpoint",
        "Category-000004: pair",
        "Line-000004-000000: type=auth",
    ];

    [Fact]
    public async Task A_file_is_read_with_its_templates()
    {
        IReadOnlyList<AmiConfigCategory>? categories = null;
        FakeAction action = await _line.Answered("GetConfig", session => categories = session.GetConfig("queues.conf", Limit.Token), _file);

        Assert.Equal(["Filename: queues.conf", "Filter: TEMPLATES=include"], action.Headers);
        Assert.Equal(["general", "base", "sales", "pair", "pair"], categories!.Select(category => category.Category));
        Assert.Equal([false, true, false, false, false], categories!.Select(category => category.IsTemplate));
        Assert.Equal(["", "", "", "type=endpoint", "type=auth"], categories!.Select(category => category.Filter));
        AmiConfigCategory sales = categories![2];
        Assert.Equal("queues.conf", sales.File);
        Assert.Equal("base", sales.Templates);
        Assert.Equal(4, sales.LineCount);
        Assert.Same(_line.Session, sales.Session);
        Assert.Equal("sales", sales.ToString());
        Assert.Equal([true, false, false, false], sales.Lines.Select(line => line.Inherited));
        AmiConfigLine line = categories![0].Lines[0];
        Assert.Equal("queues.conf", line.File);
        Assert.Equal("general", line.Category);
        Assert.Equal("a", line.Variable);
        Assert.Equal("1=2", line.Value);
        Assert.Equal(0, line.Line);
        Assert.Same(_line.Session, line.Session);
        Assert.Equal("a = 1=2", line.ToString());
        Assert.Equal(string.Empty, categories![0].Lines[1].Value);
        Assert.Equal("type=auth", categories![4].Lines[0].Filter);
    }

    [Fact]
    public async Task A_file_may_be_empty()
    {
        IReadOnlyList<AmiConfigCategory>? categories = null;
        await _line.Answered("GetConfig", session => categories = session.GetConfig("x.conf", Limit.Token), "No categories found");

        Assert.Empty(categories!);
    }

    [Fact]
    public async Task A_line_of_its_own_is_changed_by_its_value_and_not_the_inherited_one()
    {
        AmiConfigChange change = (await Plan(session => session.PlanSet("q.conf", "sales", "timeout", "30", null, null, Limit.Token)))!;
        FakeAction action = await Apply(change, [.. _file.Select(line => line.Replace("timeout=20", "timeout=30", StringComparison.Ordinal))]);

        Assert.Equal("q.conf", change.File);
        Assert.Equal("sales", change.Category);
        Assert.Equal("'timeout = 20' becomes 'timeout = 30'", change.Description);
        Assert.Equal(
            [
                "SrcFilename: q.conf", "DstFilename: q.conf", "PreserveEffectiveContext: no", "Action-000000: Update", "Cat-000000: sales",
                "Var-000000: timeout", "Value-000000: 30", "Match-000000: 20", Everywhere,
            ],
            action.Headers);
    }

    [Theory]
    [InlineData("general", "fresh", "1", null, "'fresh' is not there; add 'fresh = 1'", "Append")]
    [InlineData("general", "fresh", ">1", null, "'fresh' is not there; add 'fresh = >1'", "Append")]
    [InlineData("sales", "member", "z", "y", "'member = y' becomes 'member = z'", "Update")]
    [InlineData("general", "secret", "hidden", null, "'secret' is not there; add 'secret = ***'", "Append")]
    public async Task What_is_to_be_set_is_worked_out_and_shown(
        string category, string variable, string value, string? old, string description, string step)
    {
        AmiConfigChange change = (await Plan(session => session.PlanSet("q.conf", category, variable, value, old, null, Limit.Token)))!;
        int at = Array.IndexOf(_file, "Category-000001: base");
        string[] after = category == "general"
            ? [.. _file.Take(at), $"Line-000000-000002: {variable}={value}", .. _file.Skip(at)]
            : [.. _file.Select(line => line.Replace("member=y", "member=z", StringComparison.Ordinal))];
        FakeAction action = await Apply(change, after);

        Assert.Equal(description, change.Description);
        Assert.Contains("Action-000000: " + step, action.Headers);
        Assert.Contains("Value-000000: " + (value[0] == '>' ? ">" + value : value), action.Headers);
    }

    [Fact]
    public async Task A_line_without_a_value_is_replaced()
    {
        AmiConfigChange change = (await Plan(session => session.PlanSet("q.conf", "general", "empty", "1", null, null, Limit.Token)))!;
        FakeAction action = await Apply(change, [.. _file.Select(line => line.Replace("empty=", "empty=1", StringComparison.Ordinal))]);

        Assert.Contains("Action-000000: Delete", action.Headers);
        Assert.Contains("Action-000001: Append", action.Headers);
        Assert.Contains("Value-000001: 1", action.Headers);
    }

    [Fact]
    public async Task What_is_so_already_is_no_change()
    {
        Assert.Null(await Plan(session => session.PlanSet("q.conf", "sales", "timeout", "20", null, null, Limit.Token)));
        await _line.Ping();
    }

    [Fact]
    public async Task One_of_several_categories_of_a_name_is_chosen_by_a_variable()
    {
        AmiConfigChange change = (await Plan(session => session.PlanAdd("q.conf", "pair", "b", "1", true, "type=auth", Limit.Token)))!;
        FakeAction action = await Apply(change, [.. _file, "Line-000004-000001: b=1"]);

        Assert.Equal("Add 'b => 1'", change.Description);
        Assert.Contains("Match-000000: object", action.Headers);
        Assert.Contains("Options-000000: catfilter=\"TEMPLATES=include,^type$=^auth$\"", action.Headers);
    }

    [Fact]
    public async Task Lines_and_categories_are_removed()
    {
        AmiConfigChange lines = (await Plan(session => session.PlanRemove("q.conf", "sales", "member", null, null, Limit.Token)))!;
        FakeAction action = await Apply(lines, [.. _file.Where(line => !line.Contains("member", StringComparison.Ordinal))]);
        AmiConfigChange category = (await Plan(session => session.PlanRemoveCategory("q.conf", "sales", null, Limit.Token)))!;
        FakeAction all = await Apply(category, [.. _file.Where(line => !line.Contains("-000002", StringComparison.Ordinal))]);

        Assert.Equal("Remove 'member = x', 'member = y'", lines.Description);
        Assert.Contains("Action-000000: Delete", action.Headers);
        Assert.Equal("Remove the category with 3 lines", category.Description);
        Assert.Contains("Action-000000: DelCat", all.Headers);
    }

    [Fact]
    public async Task A_category_is_made()
    {
        AmiConfigChange change = (await Plan(
            session => session.PlanNewCategory("q.conf", "night", true, ["base"], "sales", false, Limit.Token)))!;
        FakeAction action = await Apply(change, [.. _file, "Category-000005: night", "IsTemplate-000005: 1", "Templates-000005: base", "Line-000005-000000: timeout=15"]);

        Assert.Equal("Add [night](!,base) before [sales]", change.Description);
        Assert.Equal(
            ["Action-000000: NewCat", "Cat-000000: night", "Match-000000: sales", "Options-000000: template,inherit=\"base\""], action.Headers.Skip(3));
    }

    [Theory]
    [InlineData("none", "a", null, null, AmiErrorCode.NotFound, "New-AmiConfigCategory")]
    [InlineData("pair", "a", null, null, AmiErrorCode.InvalidHeader, "-Filter type=endpoint or -Filter type=auth")]
    [InlineData("pair", "a", null, "type=none", AmiErrorCode.NotFound, "type=none")]
    [InlineData("pair", "a", null, "type=\"x\"", AmiErrorCode.InvalidHeader, "no filter")]
    [InlineData("sales", "member", null, null, AmiErrorCode.InvalidHeader, "-OldValue")]
    [InlineData("sales", "member", "none", null, AmiErrorCode.NotFound, "none")]
    public async Task What_is_not_there_or_not_clear_is_not_changed(
        string category, string variable, string? old, string? filter, AmiErrorCode code, string cure)
    {
        Task<AmiConfigChange?> planning = Limit.Run(() => _line.Session.PlanSet("q.conf", category, variable, "1", old, filter, Limit.Token));
        if (cure != "no filter")
        {
            _line.Peer.Answer(_line.Peer.Expect("GetConfig"), _file);
        }

        AmiException e = await Fails.With(code, planning.InTime());

        Assert.Contains(cure, e.Message, StringComparison.Ordinal);
        await _line.Ping();
    }

    [Theory]
    [InlineData("", "Line-000000-000002: empty=y")]
    [InlineData("y", "Line-000000-000002: empty=Y")]
    public async Task A_line_that_asterisk_would_mistake_for_another_is_not_changed(string value, string other)
    {
        string[] file = ["Category-000000: general", other, "Line-000000-000003: empty=" + value];
        Task<AmiConfigChange?> planning = Limit.Run(() => _line.Session.PlanSet("q.conf", "general", "empty", "1", value, null, Limit.Token));
        _line.Peer.Answer(_line.Peer.Expect("GetConfig"), file);
        AmiException e = await Fails.With(AmiErrorCode.InvalidHeader, planning.InTime());
        Assert.Contains("'empty = " + other.Substring(other.IndexOf('=') + 1) + "'", e.Message, StringComparison.Ordinal);

        Task<AmiConfigChange> removing = Limit.Run(() => _line.Session.PlanRemove("q.conf", "general", "empty", value, null, Limit.Token));
        _line.Peer.Answer(_line.Peer.Expect("GetConfig"), file);
        await Fails.With(AmiErrorCode.InvalidHeader, removing.InTime());
        await _line.Ping();
    }

    [Theory]
    [InlineData("a", "x\r\ny")]
    [InlineData("a", " x")]
    [InlineData("a", "x\t")]
    [InlineData("#exec", "/bin/true")]
    [InlineData("[x]", "1")]
    [InlineData("a;b", "1")]
    [InlineData("a=b", "1")]
    [InlineData("", "1")]
    public async Task What_would_be_read_as_something_else_is_refused_before_anything_is_sent(string variable, string value)
    {
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.PlanSet("q.conf", "general", variable, value, null, null, Limit.Token));
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.PlanAdd("q.conf", "general", variable, value, false, null, Limit.Token));
        await _line.Ping();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a]b")]
    [InlineData("a;b")]
    [InlineData("a\nb")]
    public async Task What_is_no_name_of_a_category_is_refused(string category)
    {
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.PlanNewCategory("q.conf", category, false, null, null, false, Limit.Token));
        await _line.Ping();
    }

    [Fact]
    public async Task What_else_comes_to_life_in_the_file_is_an_error()
    {
        AmiConfigChange change = (await Plan(session => session.PlanSet("q.conf", "general", "b", "1", null, null, Limit.Token)))!;
        AmiException e = await Fails.With(
            AmiErrorCode.ActionFailed, Apply(change, [.. _file, "Line-000004-000001: asleep=1", "Category-000005: general", "Line-000005-000000: b=1"]));

        Assert.Contains("[pair] asleep = 1, and 1 more", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_from_the_file_unasked_is_an_error()
    {
        AmiConfigChange change = (await Plan(session => session.PlanSet("q.conf", "general", "a", "3", null, null, Limit.Token)))!;
        AmiException e = await Fails.With(
            AmiErrorCode.ActionFailed, Apply(change, [.. _file.Select(line => line.Replace("a=1=2", "a=3", StringComparison.Ordinal)).SkipLast(4)]));

        Assert.Contains("no longer holds [pair] type = endpoint, and 3 more", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stays_in_the_file_though_it_was_to_go_is_an_error()
    {
        AmiConfigChange change = (await Plan(session => session.PlanRemove("q.conf", "sales", "member", null, null, Limit.Token)))!;
        AmiException e = await Fails.With(AmiErrorCode.ActionFailed, Apply(change, [.. _file.Where(line => !line.EndsWith("member=x", StringComparison.Ordinal))]));

        Assert.Contains("more than was asked: [sales] member = y", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_equal_to_an_inherited_one_is_not_added()
    {
        AmiException e = await Fails.With(
            AmiErrorCode.InvalidHeader, Plan(session => session.PlanAdd("q.conf", "sales", "timeout", "15", false, null, Limit.Token)));

        Assert.Contains("[sales] of q.conf inherits 'timeout = 15'", e.Message, StringComparison.Ordinal);
        await _line.Ping();
    }

    [Fact]
    public async Task A_file_that_does_not_hold_what_was_asked_is_an_error()
    {
        AmiConfigChange change = (await Plan(session => session.PlanSet("q.conf", "general", "b", "1", null, null, Limit.Token)))!;
        AmiException e = await Fails.With(AmiErrorCode.ActionFailed, Apply(change, _file));

        Assert.Contains("does not hold [general] b = 1", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("File requires escalated privileges", AmiErrorCode.ActionFailed, "live_dangerously")]
    [InlineData("File requires escalated priveledges", AmiErrorCode.ActionFailed, "live_dangerously")]
    [InlineData("Config file not found", AmiErrorCode.NotFound, "Check the name")]
    [InlineData("Permission denied", AmiErrorCode.PermissionDenied, "config")]
    public async Task A_file_that_cannot_be_read_is_explained(string message, AmiErrorCode code, string cure)
    {
        AmiException e = await _line.Refused("GetConfig", message, code, session => session.GetConfig("x.conf", Limit.Token));

        Assert.Contains(cure, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_Asterisk_may_not_write_is_explained()
    {
        AmiConfigChange change = (await Plan(session => session.PlanSet("q.conf", "general", "b", "1", null, null, Limit.Token)))!;
        AmiException e = await _line.Refused("UpdateConfig", "Save of config failed", AmiErrorCode.ActionFailed, _ => change.Apply(Limit.Token));

        Assert.Contains("may not write the file", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_that_others_inherit_from_is_not_removed()
    {
        AmiException e = await Fails.With(
            AmiErrorCode.ActionFailed, Plan(session => session.PlanRemoveCategory("q.conf", "base", null, Limit.Token)));

        Assert.Contains("template of sales", e.Message, StringComparison.Ordinal);
        await _line.Ping();
    }

    [Fact]
    public async Task A_new_file_is_made_once()
    {
        FakeAction action = await _line.Answered("CreateConfig", session => session.NewConfigFile("x.conf", Limit.Token));
        AmiException e = await _line.Refused("CreateConfig", "File exists", AmiErrorCode.ActionFailed, session => session.NewConfigFile("x.conf", Limit.Token));

        Assert.Equal(["Filename: x.conf"], action.Headers);
        Assert.Contains("already", e.Message, StringComparison.Ordinal);
    }

    private async Task<AmiConfigChange?> Plan(Func<AsteriskAmi.Session.AmiSession, AmiConfigChange?> plan)
    {
        Task<AmiConfigChange?> planning = Limit.Run(() => plan(_line.Session));
        _line.Peer.Answer(_line.Peer.Expect("GetConfig"), _file);
        return await planning.InTime();
    }

    private async Task<FakeAction> Apply(AmiConfigChange change, string[] after)
    {
        Task applying = Limit.Run(() => { change.Apply(Limit.Token); });
        FakeAction action = _line.Peer.Expect("UpdateConfig");
        _line.Peer.Answer(action);
        _line.Peer.Answer(_line.Peer.Expect("GetConfig"), after);
        await applying.InTime();
        return action;
    }
}
