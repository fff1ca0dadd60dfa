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

    [Theory]
    [InlineData("ChanVariable(PJSIP/jürgen-1)")]
    [InlineData("chanvariable(pjsip/JÜRGEN-1)")]
    public void A_name_that_is_not_ASCII_is_found(string name)
    {
        foreach (Encoding encoding in new[] { Encoding.UTF8, Encoding.Latin1 })
        {
            var message = new AmiMessage(encoding.GetBytes("Event: E\r\nChanVariable(PJSIP/jürgen-1): a=1\r\nChanVariable(PJSIP/jürgen-1): b=2"));

            Assert.Equal("a=1", message.GetHeader(name));
            Assert.Equal(["a=1", "b=2"], message.GetHeaders(name));
        }
    }

    [Fact]
    public void The_first_header_counts_whatever_its_case()
    {
        Assert.Equal("1", _message.GetHeader("Channel"));
        Assert.Equal(["1", "2"], _message.GetHeaders("channel"));
        Assert.Equal("b: c", _message.GetHeader("A"));
    }
}
