using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using AsteriskAmi.Protocol;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AsteriskAmi.Tests.Protocol;

public class StreamPropertyTests
{
    private static readonly string[] _letters =
        ["a", "Z", "0", " ", ":", "=", ",", ";", "(", ")", "/", "\t", "\\", "\"", "ü", "ß", "☎", "😀", "-", "<", ">", "\u0001", "\u00a0"];

    private static readonly string[] _rawLines =
        ["", "", "plain", "Name: value", "   indented: yes", "Eve", "Response", "--END COMMAND", "grün ☎", "\t"];

    private static Gen<string> Value => Gen.Elements(_letters).ListOf().Select(letters => string.Concat(letters));

    private static Gen<string> Name =>
        Gen.Elements("Channel", "Variable", "ChanVariable(PJSIP/1-1)", "X-1", "Output", "a", "Grün", "Exten");

    private static Gen<KeyValuePair<string, string>> Header =>
        from name in Name
        from value in Value
        select new KeyValuePair<string, string>(name, value);

    private static Gen<string> LineEnd => Gen.Frequency((4, Gen.Constant("\r\n")), (1, Gen.Constant("\n")));

    private static Gen<string> PlainMessage =>
        from first in Gen.Elements("Event: Some", "Response: Success", "Response: Error")
        from headers in Header.ListOf()
        from lineEnd in LineEnd
        from blank in LineEnd
        select string.Concat(headers.Select(header => header.Key + ": " + header.Value).Prepend(first).Select(line => line + lineEnd)) + blank;

    private static Gen<string> RawCommandMessage =>
        from lines in Gen.Elements(_rawLines).ListOf()
        from marker in Gen.Elements("--END COMMAND--\r\n\r\n", "--END COMMAND--\r\n\r\n", "last\r\n\r\n")
        select "Response: Follows\r\nPrivilege: Command\r\n" + string.Concat(lines.Select(line => line + "\n")) + marker;

    private static Gen<string> Stream =>
        Gen.Frequency((5, PlainMessage), (1, RawCommandMessage)).NonEmptyListOf()
            .Select(messages => string.Concat(messages) + "Event: Last\r\n\r\n");

    private static Gen<int[]> Cuts => Gen.Choose(1, 40).ArrayOf();

    [Fact]
    public void However_a_stream_is_split_it_gives_the_same_messages()
    {
        Arbitrary<(string, int[])> cases = (
            from stream in Stream
            from cuts in Cuts
            select (stream, cuts)).ToArbitrary();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(cases, ((string Stream, int[] Cuts) one) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(one.Stream);
            string[] whole = Frames(Wire.Read(bytes));
            return whole.Length > 0
                && whole.SequenceEqual(Frames(Wire.Read(Split(bytes, one.Cuts))))
                && whole.SequenceEqual(Frames(Wire.Read(bytes.Select(b => new[] { b }))));
        }));
    }

    [Fact]
    public void Any_bytes_at_all_are_read_without_an_exception_and_alike_however_they_are_split()
    {
        Arbitrary<(byte[], int[])> cases = (
            from bytes in Gen.Elements<byte>(0, 10, 10, 13, 58, 32, 65, 0xFC, 0xC3, 0xFF).ArrayOf()
            from cuts in Cuts
            select (bytes, cuts)).ToArbitrary();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(cases, ((byte[] Bytes, int[] Cuts) one) =>
        {
            List<AmiMessage> whole = Wire.Read(one.Bytes);
            foreach (AmiMessage message in whole)
            {
                _ = message.GetAllHeaders();
                _ = message.GetOutput();
                _ = message.ToString();
            }

            return Frames(whole).SequenceEqual(Frames(Wire.Read(Split(one.Bytes, one.Cuts))));
        }));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        Arbitrary<IList<KeyValuePair<string, string>>> cases = Header.ListOf()
            .Where(headers => headers.Count <= 126)
            .Select(headers => (IList<KeyValuePair<string, string>>)[.. headers])
            .ToArbitrary();
        var writer = new AmiActionWriter();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(cases, headers =>
        {
            var action = new AmiAction("Some");
            foreach (KeyValuePair<string, string> header in headers)
            {
                action.Add(header.Key, header.Value);
            }

            AmiMessage read = Assert.Single(Wire.Read([.. writer.Write(action, "id-1")]));
            return read.GetAllHeaders().SequenceEqual(
                headers.Prepend(new("ActionID", "id-1")).Prepend(new("Action", "Some")));
        }));
    }

    [Fact]
    public void No_text_whatever_makes_more_lines_than_it_should()
    {
        Arbitrary<string> cases = ArbMap.Default.ArbFor<string>().Filter(text => text is not null);
        var writer = new AmiActionWriter();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(cases, text =>
        {
            AmiAction action = new("Some");
            try
            {
                action.Add("X", text);
            }
            catch (AmiException e) when (e.Code == AmiErrorCode.InvalidHeader)
            {
                return text.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0 || Encoding.UTF8.GetByteCount(text) > 1000;
            }

            return writer.Write(action, "1").Count(b => b is (byte)'\n' or (byte)'\r' or 0) == 8;
        }));
    }

    private static string[] Frames(IEnumerable<AmiMessage> messages) =>
        [.. messages.Select(message => Convert.ToHexString(message.Frame))];

    private static IEnumerable<byte[]> Split(byte[] bytes, int[] cuts)
    {
        int at = 0;
        foreach (int cut in cuts)
        {
            int end = Math.Min(bytes.Length, at + cut);
            yield return bytes[at..end];
            at = end;
        }

        yield return bytes[at..];
    }
}
