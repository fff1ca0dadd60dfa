using System.Collections.Generic;
using System.Linq;
using System.Text;
using AsteriskAmi.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Protocol;

/// <summary>Byte strings in, messages out.</summary>
internal static class Wire
{
    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Reads everything that whole chunks of a stream give.</summary>
    internal static List<AmiMessage> Read(params IEnumerable<byte[]> chunks)
    {
        var reader = new AmiMessageReader();
        var messages = new List<AmiMessage>();
        foreach (byte[] chunk in chunks)
        {
            reader.Append(chunk);
            while (reader.TryRead(out AmiMessage message))
            {
                messages.Add(message);
            }
        }

        return messages;
    }

    internal static List<AmiMessage> Read(string text) => Read(Bytes(text));

    internal static List<AmiMessage> ReadByteByByte(string text) => Read(Bytes(text).Select(b => new[] { b }));

    /// <summary>Reads the one message that a text holds.</summary>
    internal static AmiMessage One(string text) => Assert.Single(Read(text));

    /// <summary>Makes a message of lines that end in CRLF.</summary>
    internal static AmiMessage Message(params string[] lines) => One(Frame(lines));

    /// <summary>Lines that end in CRLF, and the blank line.</summary>
    internal static string Frame(params string[] lines) => string.Join("\r\n", lines) + "\r\n\r\n";

    /// <summary>All headers as "Name=Value", in their order.</summary>
    internal static IEnumerable<string> Headers(AmiMessage message) =>
        message.GetAllHeaders().Select(header => header.Key + "=" + header.Value);

    internal static string Text(AmiMessage message) => Encoding.UTF8.GetString(message.Frame);
}
