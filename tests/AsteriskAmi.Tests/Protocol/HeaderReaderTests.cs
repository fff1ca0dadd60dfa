using System;
using AsteriskAmi.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Protocol;

public class HeaderReaderTests
{
    private static readonly AmiMessage _message = Wire.Message("Event: A", "One: 1", "Two: 2", "Wait: 00:01:05", "Who: <unknown>", "Last: x");

    [Theory]
    [InlineData("One", "Two", "Last")]
    [InlineData("Last", "Two", "One")]
    [InlineData("Two", "Two", "two")]
    [InlineData("Last", "Event", "Last")]
    public void Headers_are_found_in_any_order(params string[] names)
    {
        var headers = new HeaderReader(_message);
        foreach (string name in names)
        {
            Assert.Equal(_message.GetHeader(name), headers.Text(name));
        }
    }

    [Fact]
    public void A_header_that_is_not_there_does_not_hide_those_before_and_behind_it()
    {
        var headers = new HeaderReader(_message);
        Assert.Equal("2", headers.Text("Two"));
        Assert.Equal(string.Empty, headers.Text("Three"));
        Assert.Equal("1", headers.Text("One"));
        Assert.Equal(0, headers.Integer("Four"));
        Assert.Equal("x", headers.Text("Last"));
        Assert.Equal(TimeSpan.Zero, headers.Duration("Five"));
    }

    [Fact]
    public void Values_have_the_same_types_as_those_that_are_asked_for_one_by_one()
    {
        var headers = new HeaderReader(_message);
        Assert.Equal(1, headers.Integer("One"));
        Assert.Equal(TimeSpan.FromSeconds(65), headers.Duration("Wait"));
        Assert.Equal(string.Empty, headers.Party("Who"));
    }
}
