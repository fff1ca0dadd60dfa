using System.Text;
using AsteriskAmi.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Protocol;

public sealed class HeaderLookupTests
{
    private static readonly AmiMessage _message = new(Encoding.UTF8.GetBytes("Event: E\r\n:x\r\nno colon\r\na:b: c\r\nCHANNEL: 1\r\nChannel: 2"));

    [Theory]
    [InlineData("")]
    [InlineData("a:b")]
    [InlineData("Event: E\r\n")]
    [InlineData("no colon")]
    [InlineData("Chan")]
    public void A_name_that_no_header_can_have_finds_nothing(string name)
    {
        Assert.Null(_message.GetHeader(name));
        Assert.Empty(_message.GetHeaders(name));
    }

    [Fact]
    public void The_first_header_counts_whatever_its_case()
    {
        Assert.Equal("1", _message.GetHeader("Channel"));
        Assert.Equal(["1", "2"], _message.GetHeaders("channel"));
        Assert.Equal("b: c", _message.GetHeader("A"));
    }
}
