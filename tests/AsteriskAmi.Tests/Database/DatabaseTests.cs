using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Database;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Database;

public sealed class DatabaseTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task One_value_is_asked_for()
    {
        Task<AmiDatabaseEntry> asking = Limit.Run(() => _line.Session.GetDatabaseEntry("a", "b/c", Limit.Token));
        FakeAction action = _line.Peer.Expect("DBGet");
        _line.Peer.AnswerList(action, "DBGet", ["Event: DBGetResponse", "Family: a", "Key: b/c", "Val: x: y"]);
        AmiDatabaseEntry entry = await asking.InTime();

        Assert.Equal(["Family: a", "Key: b/c"], action.Headers);
        Assert.Equal("a", entry.Family);
        Assert.Equal("b/c", entry.Key);
        Assert.Equal("x: y", entry.Value);
        Assert.Equal("/a/b/c", entry.Path);
        Assert.Equal("/a/b/c", entry.ToString());
        Assert.Same(_line.Session, entry.Session);
    }

    [Fact]
    public async Task A_value_that_Asterisk_16_cuts_is_taken_from_the_tree()
    {
        string whole = new('x', 300);
        Task<AmiDatabaseEntry> asking = Limit.Run(() => _line.Session.GetDatabaseEntry("a", "b", Limit.Token));
        _line.Peer.AnswerList(_line.Peer.Expect("DBGet"), "DBGet", ["Event: DBGetResponse", "Family: a", "Key: b", "Val: " + whole.Substring(0, 255)]);
        AnswerTree(("/A/b", "other"), ("/a/b", whole), ("/a/b/c", "below"));

        Assert.Equal(whole, (await asking.InTime()).Value);
    }

    [Fact]
    public async Task A_value_that_is_not_there_is_named()
    {
        AmiException e = await _line.Refused(
            "DBGet", "Database entry not found", AmiErrorCode.NotFound, session => session.GetDatabaseEntry("a", "b", Limit.Token));

        Assert.Contains("/a/b", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", " b", "2")]
    [InlineData(" a", "b", "3")]
    public async Task A_value_whose_name_begins_with_a_blank_is_taken_from_the_tree_since_Asterisk_would_drop_it(string family, string key, string value)
    {
        Task<AmiDatabaseEntry> asking = Limit.Run(() => _line.Session.GetDatabaseEntry(family, key, Limit.Token));
        FakeAction action = _line.Peer.Expect("DBGetTree");
        _line.Peer.AnswerList(
            action,
            "DBGetTree",
            ["Event: DBGetTreeResponse", "Key: /a/b", "Val: 1"],
            ["Event: DBGetTreeResponse", "Key: /a/ b", "Val: 2"],
            ["Event: DBGetTreeResponse", "Key: / a/b", "Val: 3"]);

        Assert.Equal(value, (await asking.InTime()).Value);
        Assert.Empty(action.Headers);
    }

    [Fact]
    public async Task Of_a_family_only_what_is_really_in_it_is_listed()
    {
        Task<IReadOnlyList<AmiDatabaseEntry>> asking = Limit.Run(() => _line.Session.GetDatabaseEntries("a_b", Limit.Token));
        FakeAction action = AnswerTree(("/A_B/k", "1"), ("/a_b/k", "2"), ("/a_b/s/t", "3"), ("/axb/k", "4"));

        Assert.Equal(["/a_b/k", "/a_b/s/t"], (await asking.InTime()).Select(entry => entry.Path));
        Assert.Equal(["Family: a_b"], action.Headers);
    }

    [Fact]
    public async Task All_families_are_listed_and_there_may_be_none()
    {
        Task<IReadOnlyList<AmiDatabaseEntry>> asking = Limit.Run(() => _line.Session.GetDatabaseEntries(null, Limit.Token));
        FakeAction action = AnswerTree();

        Assert.Empty(await asking.InTime());
        Assert.Empty(action.Headers);
    }

    [Fact]
    public async Task A_server_without_the_action_is_asked_by_the_console()
    {
        Task<IReadOnlyList<AmiDatabaseEntry>> asking = Limit.Run(() => _line.Session.GetDatabaseEntries("a", Limit.Token));
        _line.Peer.Refuse(_line.Peer.Expect("DBGetTree"), "Invalid/unknown command: DBGetTree. Use Action: ListCommands to show available commands.");
        FakeAction action = _line.Peer.Expect("Command");
        _line.Peer.Answer(
            action,
            "Message: Command output follows",
            "Output: /a/k                                              : x: y                     ",
            "Output: /a/empty                                          :                          ",
            "Output: /b/k                                              : 1                        ",
            "Output: 3 results found.");
        IReadOnlyList<AmiDatabaseEntry> entries = await asking.InTime();

        Assert.Equal(["Command: database show"], action.Headers);
        Assert.Equal(["/a/k=x: y", "/a/empty="], entries.Select(entry => entry.Path + "=" + entry.Value));
    }

    [Fact]
    public async Task A_value_is_set_as_it_is()
    {
        FakeAction action = await _line.Answered("DBPut", session => session.SetDatabaseEntry("a", "b/c", "x; y ", Limit.Token));
        FakeAction empty = await _line.Answered("DBPut", session => session.SetDatabaseEntry("a", "b", string.Empty, Limit.Token));

        Assert.Equal(["Family: a", "Key: b/c", "Val: x; y "], action.Headers);
        Assert.Equal(["Family: a", "Key: b", "Val: "], empty.Headers);
    }

    [Theory]
    [InlineData("a", "b", " x")]
    [InlineData("a", "b", "x\ny")]
    [InlineData("", "b", "x")]
    [InlineData("a", "", "x")]
    [InlineData("/a", "b", "x")]
    [InlineData("a", "b/", "x")]
    [InlineData("a", " b", "x")]
    public async Task What_would_not_be_set_as_it_is_written_is_refused(string family, string key, string value)
    {
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.SetDatabaseEntry(family, key, value, Limit.Token));
        await _line.Ping();
    }

    [Fact]
    public async Task A_value_is_removed_and_one_that_is_not_there_is_named()
    {
        FakeAction action = await _line.Answered("DBDel", session => session.RemoveDatabaseEntry("a", "b", Limit.Token));
        AmiException e = await _line.Refused(
            "DBDel", "Database entry could not be deleted", AmiErrorCode.ActionFailed, session => session.RemoveDatabaseEntry("a", "b", Limit.Token));

        Assert.Equal(["Family: a", "Key: b"], action.Headers);
        Assert.Contains("There is no /a/b.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_family_is_removed_at_once_where_nothing_else_would_be_hit()
    {
        Task<int> removing = Limit.Run(() => _line.Session.RemoveDatabaseTree("a", null, Limit.Token));
        AnswerTree(("/a/b", "1"), ("/a/c/d", "2"));
        FakeAction action = _line.Peer.Expect("DBDelTree");
        _line.Peer.Answer(action, "Message: Key tree deleted successfully");

        Assert.Equal(2, await removing.InTime());
        Assert.Equal(["Family: a"], action.Headers);
    }

    [Fact]
    public async Task A_tree_with_neighbours_is_removed_value_by_value()
    {
        Task<int> removing = Limit.Run(() => _line.Session.RemoveDatabaseTree("a", "b_", Limit.Token));
        FakeAction tree = AnswerTree(("/a/b_", "1"), ("/a/b_/c", "2"), ("/a/bx/c", "3"));
        FakeAction one = _line.Peer.Expect("DBDel");
        _line.Peer.Answer(one);
        FakeAction two = _line.Peer.Expect("DBDel");
        _line.Peer.Answer(two);

        Assert.Equal(2, await removing.InTime());
        Assert.Equal(["Family: a/b_"], tree.Headers);
        Assert.Equal(["Family: a", "Key: b_"], one.Headers);
        Assert.Equal(["Family: a", "Key: b_/c"], two.Headers);
    }

    [Fact]
    public async Task A_tree_that_is_empty_is_named_and_nothing_is_removed()
    {
        Task<int> removing = Limit.Run(() => _line.Session.RemoveDatabaseTree("a", "b", Limit.Token));
        AnswerTree(("/A/b", "1"));
        AmiException e = await Fails.With(AmiErrorCode.NotFound, removing.InTime());

        Assert.Contains("/a/b", e.Message, StringComparison.Ordinal);
        await _line.Ping();
    }

    private FakeAction AnswerTree(params (string Path, string Value)[] entries)
    {
        FakeAction action = _line.Peer.Expect("DBGetTree");
        _line.Peer.AnswerList(action, "DBGetTree", [.. entries.Select(e => new[] { "Event: DBGetTreeResponse", "Key: " + e.Path, "Val: " + e.Value })]);
        return action;
    }
}
