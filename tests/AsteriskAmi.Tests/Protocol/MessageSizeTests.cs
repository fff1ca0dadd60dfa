using System.Globalization;
using System.Text;
using AsteriskAmi.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Protocol;

public class MessageSizeTests
{
    [Fact]
    public void A_line_of_a_mebibyte_is_read()
    {
        string line = new('x', 1024 * 1024);

        AmiMessage message = Wire.One($"Response: Success\r\nMessage: Command output follows\r\nOutput: {line}\r\nOutput: end\r\n\r\n");

        Assert.Equal([line, "end"], message.GetOutput());
    }

    [Fact]
    public void A_message_of_a_hundred_thousand_lines_is_read()
    {
        var text = new StringBuilder("Response: Success\r\n");
        for (int i = 0; i < 100_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"Output: line {i}\r\n");
        }

        AmiMessage message = Wire.One(text.Append("\r\n").ToString());

        Assert.Equal(100_000, message.GetOutput().Count);
        Assert.Equal("line 99999", message.GetOutput()[99_999]);
    }

    [Fact]
    public void A_message_as_large_as_the_limit_is_read()
    {
        var reader = new AmiMessageReader(maxMessageBytes: 2048);
        string text = "Event: Big\r\nX: ";
        text += new string('x', 2048 - text.Length);
        reader.Append(Wire.Bytes(text));
        Assert.False(reader.TryRead(out _));

        reader.Append(Wire.Bytes("\r\n\r\nEvent: Next\r\n\r\n"));

        Assert.True(reader.TryRead(out AmiMessage big));
        Assert.Equal(2048, big.Frame.Length);
        Assert.True(reader.TryRead(out AmiMessage next));
        Assert.Equal("Next", next.EventName);
    }

    [Theory]
    [InlineData("Event: Big\r\nX: ", "\r\n\r\n")]
    [InlineData("Event: Big\r\nX: ", "\n\n")]
    [InlineData("Response: Follows\r\n", "\r\n\r\nResponse: Success\r\n\r\n")]
    public void A_message_as_large_as_the_limit_is_read_however_it_is_split(string head, string end)
    {
        var reader = new AmiMessageReader(maxMessageBytes: 1024);
        AmiMessage? first = null;
        foreach (byte b in Wire.Bytes(head + new string('x', 1024 - head.Length) + end))
        {
            reader.Append([b]);
            first = reader.TryRead(out AmiMessage message) ? first ?? message : first;
        }

        Assert.Equal(1024, first?.Frame.Length);
    }

    [Fact]
    public void A_message_over_the_limit_is_refused_before_its_end_has_come()
    {
        var reader = new AmiMessageReader(maxMessageBytes: 2048);
        reader.Append(Wire.Bytes("Event: Big\r\nX: " + new string('x', 2100)));

        AmiException e = Fails.With(AmiErrorCode.ProtocolError, () => reader.TryRead(out _));

        Assert.Contains("2048", e.Message, System.StringComparison.Ordinal);
        Assert.Contains("MaxMessageBytes", e.Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_message_over_the_limit_is_refused()
    {
        var reader = new AmiMessageReader(maxMessageBytes: 2048);
        reader.Append(Wire.Bytes("Event: Big\r\nX: " + new string('x', 5000) + "\r\n\r\n"));

        Fails.With(AmiErrorCode.ProtocolError, () => reader.TryRead(out _));
    }

    [Fact]
    public void Many_small_messages_at_once_may_be_more_than_the_limit()
    {
        var reader = new AmiMessageReader(maxMessageBytes: 1024);
        for (int i = 0; i < 1000; i++)
        {
            reader.Append("Event: Small\r\nX: 1\r\n\r\n"u8);
        }

        int count = 0;
        while (reader.TryRead(out _))
        {
            count++;
        }

        Assert.Equal(1000, count);
    }

    [Fact]
    public void A_limit_that_no_message_could_keep_is_refused()
    {
        Assert.Throws<System.ArgumentOutOfRangeException>(() => new AmiMessageReader(1023));
    }

    [Fact]
    public void The_reader_goes_on_after_a_huge_message()
    {
        var reader = new AmiMessageReader();
        reader.Append(Wire.Bytes("Event: Huge\r\nX: " + new string('x', 5_000_000) + "\r\n\r\n"));
        Assert.True(reader.TryRead(out _));

        reader.Append(Wire.Bytes("Event: Small\r\n\r\n"));

        Assert.True(reader.TryRead(out AmiMessage small));
        Assert.Equal("Small", small.EventName);
        Assert.True(reader.GetSpace().Count <= 1024 * 1024, "The huge buffer is still there.");
    }
}
