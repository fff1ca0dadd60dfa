using System.Linq;
using AsteriskAmi.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Protocol;

public class BannerTests
{
    [Theory]
    [InlineData("Asterisk Call Manager/11.0.0", "11.0.0")]
    [InlineData("Asterisk Call Manager/1.1", "1.1")]
    [InlineData("PBX Call Manager/5.0.5", "5.0.5")]
    [InlineData("Asterisk Call Manager / 2.10.6 ", "2.10.6")]
    public void A_product_a_slash_and_a_version_are_a_banner(string line, string version)
    {
        Assert.True(AmiBanner.TryParse(line, out string parsed));
        Assert.Equal(version, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SSH-2.0-OpenSSH_9.6")]
    [InlineData("HTTP/1.1 400 Bad Request")]
    [InlineData("HTTP/1.1")]
    [InlineData("220 mail.example.com ESMTP")]
    [InlineData("Asterisk Call Manager")]
    [InlineData("Asterisk Call Manager/")]
    [InlineData("/1.1")]
    [InlineData("Response: Error")]
    public void Anything_else_is_no_banner(string line)
    {
        Assert.False(AmiBanner.TryParse(line, out _));
    }

    [Theory]
    [InlineData("1.1", "1.8")]
    [InlineData("1.3", "11")]
    [InlineData("2.8.0", "12 or 13")]
    [InlineData("2.10.6", "12 or 13")]
    [InlineData("3.2.0", "14")]
    [InlineData("4.0.3", "15")]
    [InlineData("5.0.5", "16")]
    [InlineData("6.0.1", "17")]
    [InlineData("7.0.3", "18")]
    [InlineData("8.0.2", "19")]
    [InlineData("9.0.0", "20")]
    [InlineData("10.0.0", "21")]
    [InlineData("11.0.0", "22")]
    [InlineData("12.0.0", "23")]
    [InlineData("99.0.0", null)]
    [InlineData("1.0", null)]
    public void The_version_of_the_protocol_tells_the_branch(string version, string? branch)
    {
        Assert.Equal(branch, AmiBanner.Branch(version));
    }

    [Theory]
    [InlineData("Asterisk Call Manager/11.0.0\r\n")]
    [InlineData("Asterisk Call Manager/11.0.0\n")]
    public void The_banner_is_one_line_and_what_follows_is_a_message(string line)
    {
        var reader = new AmiMessageReader();
        foreach (byte b in Wire.Bytes(line).SkipLast(1))
        {
            reader.Append([b]);
            Assert.False(reader.TryReadBanner(out _));
        }

        reader.Append(Wire.Bytes("\nEvent: A\r\n\r\n"));

        Assert.True(reader.TryReadBanner(out string banner));
        Assert.Equal("Asterisk Call Manager/11.0.0", banner);
        Assert.True(reader.TryRead(out AmiMessage message));
        Assert.Equal("A", message.EventName);
    }

    [Fact]
    public void A_greeting_that_never_ends_its_line_is_given_up_and_shown()
    {
        var reader = new AmiMessageReader();
        reader.Append(Wire.Bytes(new string('x', 100)));
        Assert.False(reader.TryReadBanner(out _));

        reader.Append(Wire.Bytes(new string('y', 300)));

        Assert.True(reader.TryReadBanner(out string banner));
        Assert.StartsWith("xxx", banner, System.StringComparison.Ordinal);
    }
}
