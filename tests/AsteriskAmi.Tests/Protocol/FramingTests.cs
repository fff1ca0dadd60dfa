using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using AsteriskAmi.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Protocol;

public class FramingTests
{
    [Theory]
    [InlineData("Event: Hangup\r\nChannel: SIP/1\r\n\r\n")]
    [InlineData("Event: Hangup\nChannel: SIP/1\n\n")]
    [InlineData("Event: Hangup\r\nChannel: SIP/1\n\r\n")]
    [InlineData("Event: Hangup\r\nChannel: SIP/1\r\n\n")]
    [InlineData("Event: Hangup\nChannel: SIP/1\r\n\r\n")]
    public void A_message_ends_at_a_blank_line_whether_its_lines_end_in_CRLF_or_LF(string text)
    {
        foreach (List<AmiMessage> messages in new[] { Wire.Read(text), Wire.ReadByteByByte(text) })
        {
            AmiMessage message = Assert.Single(messages);
            Assert.Equal(["Event=Hangup", "Channel=SIP/1"], Wire.Headers(message));
        }
    }

    [Theory]
    [InlineData("\r\n\r\n")]
    [InlineData("\r\n\n")]
    [InlineData("\n\n")]
    [InlineData("\n\r\n")]
    [InlineData("\r\n\r\n\n")]
    [InlineData("\r\n\r\n\r\n")]
    [InlineData("\n\n\n\n")]
    public void The_next_message_begins_behind_any_ending(string ending)
    {
        string text = "Event: A\r\nX: 1" + ending + "Event: B\r\nX: 2" + ending;

        foreach (List<AmiMessage> messages in new[] { Wire.Read(text), Wire.ReadByteByByte(text) })
        {
            Assert.Equal(["A", "B"], messages.Select(message => message.EventName));
            Assert.Equal(["1", "2"], messages.Select(message => message.GetHeader("X")));
        }
    }

    [Fact]
    public void Nothing_comes_out_before_the_blank_line_is_there()
    {
        var reader = new AmiMessageReader();
        reader.Append(Wire.Bytes("Event: Hangup\r\nChannel: SIP/1\r\n\r"));
        Assert.False(reader.TryRead(out _));

        reader.Append(Wire.Bytes("\n"));
        Assert.True(reader.TryRead(out AmiMessage message));
        Assert.Equal("Hangup", message.EventName);
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void A_thousand_messages_may_come_in_one_read()
    {
        var text = new StringBuilder();
        for (int i = 0; i < 1000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"Event: Newchannel\r\nPrivilege: call,all\r\nUniqueid: {i}\r\n\r\n");
        }

        List<AmiMessage> messages = Wire.Read(text.ToString());

        Assert.Equal(
            Enumerable.Range(0, 1000).Select(i => i.ToString(CultureInfo.InvariantCulture)),
            messages.Select(message => message.GetHeader("Uniqueid")));
    }

    [Fact]
    public void A_UTF8_character_may_straddle_two_reads()
    {
        byte[] bytes = Wire.Bytes("Event: NewCallerid\r\nCallerIDName: Grüße ☎ 😀 aus Köln\r\n\r\n");
        for (int cut = 1; cut < bytes.Length; cut++)
        {
            AmiMessage message = Assert.Single(Wire.Read([bytes[..cut], bytes[cut..]]));
            Assert.Equal("Grüße ☎ 😀 aus Köln", message.GetHeader("CallerIDName"));
        }
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_read_as_Latin1_and_disturb_nothing_else()
    {
        byte[] bytes = Encoding.Latin1.GetBytes("Event: NewCallerid\r\nCallerIDName: J\u00fcrgen \u00df\u00ff\r\nExten: 100\r\n\r\n");

        AmiMessage message = Wire.Read([bytes, Wire.Bytes("Event: B\r\nName: Jürgen\r\n\r\n")])[0];

        Assert.Equal("Jürgen ßÿ", message.GetHeader("CallerIDName"));
        Assert.Equal("100", message.GetHeader("Exten"));
    }

    [Fact]
    public void One_value_that_is_not_UTF8_leaves_the_UTF8_of_the_others_alone()
    {
        byte[] bytes = [.. Wire.Bytes("Event: A\r\nOne: ü\r\nTwo: "), 0xFC, .. Wire.Bytes("\r\nThree: ☎\r\n\r\n")];

        AmiMessage message = Assert.Single(Wire.Read(bytes));

        Assert.Equal(["Event=A", "One=ü", "Two=ü", "Three=☎"], Wire.Headers(message));
    }

    [Fact]
    public void A_name_that_is_not_UTF8_survives_too()
    {
        byte[] bytes = [.. Wire.Bytes("Event: A\r\nGr"), 0xFC, .. Wire.Bytes("n: 1\r\n\r\n")];

        AmiMessage message = Assert.Single(Wire.Read(bytes));

        Assert.Equal(["Event=A", "Grün=1"], Wire.Headers(message));
    }

    [Fact]
    public void NUL_and_control_characters_in_a_value_are_kept()
    {
        Assert.Equal("a\0b\u0007c", Wire.One("Event: A\r\nX: a\0b\u0007c\r\n\r\n").GetHeader("X"));
    }

    [Fact]
    public void A_stream_that_runs_for_long_is_cut_right_at_every_place_of_the_buffer()
    {
        // Sizes that are no divisor of the buffer's, so that messages straddle its end in many ways.
        var reader = new AmiMessageReader();
        int read = 0;
        for (int i = 0; i < 5000; i++)
        {
            string value = new('x', i % 613);
            byte[] bytes = Wire.Bytes($"Event: E\r\nValue: {value}\r\n\r\n");
            int half = bytes.Length / 2;
            reader.Append(bytes.AsSpan(0, half));
            Assert.False(reader.TryRead(out _));
            reader.Append(bytes.AsSpan(half));
            Assert.True(reader.TryRead(out AmiMessage message));
            Assert.Equal(value, message.GetHeader("Value"));
            read++;
        }

        Assert.Equal(5000, read);
    }

    [Fact]
    public void The_space_to_fill_is_never_empty_and_cannot_be_overrun()
    {
        var reader = new AmiMessageReader();
        for (int i = 0; i < 100; i++)
        {
            ArraySegment<byte> space = reader.GetSpace();
            Assert.NotEqual(0, space.Count);
            space.AsSpan().Fill((byte)'x');
            reader.Advance(Math.Min(space.Count, 3001));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Advance(int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Advance(-1));
    }

    [Fact]
    public void A_message_keeps_its_bytes_when_the_reader_goes_on()
    {
        var reader = new AmiMessageReader();
        reader.Append(Wire.Bytes("Event: First\r\nX: 1\r\n\r\n"));
        Assert.True(reader.TryRead(out AmiMessage first));
        reader.Append(Wire.Bytes("Event: Other\r\nX: 2\r\n\r\n"));
        Assert.True(reader.TryRead(out _));

        Assert.Equal("Event: First\r\nX: 1", Wire.Text(first));
    }
}
