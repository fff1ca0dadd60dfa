using System;
using AsteriskAmi.Events;
using Xunit;

namespace AsteriskAmi.Tests.Events;

public class NameFilterTests
{
    [Theory]
    [InlineData("Hangup", "Hangup", true)]
    [InlineData("Hangup", "hangup", true)]
    [InlineData("hangUP", "Hangup", true)]
    [InlineData("Hangup", "HangupRequest", false)]
    [InlineData("Hangup", "SoftHangup", false)]
    [InlineData("Hangup*", "HangupRequest", true)]
    [InlineData("Hangup*", "Hangup", true)]
    [InlineData("*Hangup*", "SoftHangupRequest", true)]
    [InlineData("*", "Anything", true)]
    [InlineData("*", "", true)]
    [InlineData("Dial?egin", "DialBegin", true)]
    [InlineData("Dial?egin", "Dialegin", false)]
    [InlineData("Dial[BE]*", "DialBegin", true)]
    [InlineData("Dial[BE]*", "DialEnd", true)]
    [InlineData("Dial[BE]*", "DialState", false)]
    [InlineData("Dial[A-F]*", "DialEnd", true)]
    [InlineData("Dial[a-f]*", "DialEnd", true)]
    [InlineData("[NR]*", "Newchannel", true)]
    [InlineData("a`*", "a*", true)]
    [InlineData("a`*", "ab", false)]
    [InlineData("`[ab`]", "[AB]", true)]
    [InlineData("``?", "`x", true)]
    [InlineData("a`b`", "a`b`", true)]
    [InlineData("a?b", "a😀b", true)]
    [InlineData("a??b", "a😀b", false)]
    [InlineData("*?b", "a😀b", true)]
    [InlineData("*??", "😀", false)]
    [InlineData("a*😀", "a😀😀", true)]
    [InlineData("Ä?Ü", "äöü", true)]
    [InlineData("[a-z]", "\u017F", false)]
    [InlineData("s", "\u017F", false)]
    [InlineData("[à-ü]", "Ö", true)]
    [InlineData("[", "[", true)]
    [InlineData("[]", "[]", true)]
    [InlineData("[abc", "[abc", true)]
    [InlineData("A.B", "AxB", false)]
    [InlineData("A.B", "A.B", true)]
    [InlineData("A+", "AA", false)]
    [InlineData("A|B", "A", false)]
    [InlineData("(A)", "A", false)]
    [InlineData("^A$", "A", false)]
    [InlineData("[^A]", "B", false)]
    [InlineData("[^A]", "^", true)]
    [InlineData("[\\d]", "5", false)]
    [InlineData("[\\d]", "d", true)]
    [InlineData("A\\", "A\\", true)]
    [InlineData("{2}", "{2}", true)]
    public void A_name_may_hold_wildcards_and_nothing_else_in_it_is_special(string pattern, string name, bool wanted)
    {
        Assert.Equal(wanted, new NameFilter([pattern]).Wants(name));
    }

    [Fact]
    public void No_names_are_all_names()
    {
        Assert.True(new NameFilter(null).Wants("Anything"));
        Assert.True(new NameFilter([]).Wants("Anything"));
    }

    [Fact]
    public void Any_of_several_names_will_do()
    {
        var filter = new NameFilter(["Hangup", "Dial*", "Queue?allerJoin"]);

        Assert.True(filter.Wants("Hangup"));
        Assert.True(filter.Wants("DialEnd"));
        Assert.True(filter.Wants("QueueCallerJoin"));
        Assert.False(filter.Wants("Newchannel"));
    }

    [Fact]
    public void An_answer_that_was_remembered_is_the_same_as_a_new_one()
    {
        var filter = new NameFilter(["Wanted*"]);
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 3000; i++)
            {
                Assert.True(filter.Wants("Wanted" + i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
                Assert.False(filter.Wants("Other" + i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }
        }
    }

    [Fact]
    public void A_range_that_runs_backwards_matches_nothing_and_breaks_nothing()
    {
        Exception? e = Record.Exception(() => Assert.False(new NameFilter(["[z-a]x"]).Wants("bx")));

        Assert.True(e is null or AmiException, e?.ToString());
    }
}
