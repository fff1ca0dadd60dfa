using System;
using System.Linq;
using System.Text;
using AsteriskAmi.Tracing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AsteriskAmi.Tests.Tracing;

public class RedactionPropertyTests
{
    private const string Secret = "hunter2";

    private static Gen<string> Noise =>
        Gen.Elements("a", "Z", "0", " ", "  ", ":", "=", ",", ";", "(", ")", "/", "\t", "\\", "\"", "'", "{", "}", "[", "]", "ü", "☎", "\u0001", "-", ">")
            .ListOf().Select(parts => string.Concat(parts.Take(12)));

    private static Gen<string> Word => Gen.Elements(
        "secret", "Secret", "PASSWORD", "SIP_PASSWORD", "md5secret", "md5_cred", "remotesecret", "oauth_secret", "Passwd");

    private static Gen<string> Separator => Gen.Elements(":", "=", ": ", "= ", " : ", "  : ", " =>", " = ", "   ");

    // A secret with anything behind it, under each kind of name that tells.
    private static Gen<string[]> SecretLines => Gen.OneOf(
        from name in Gen.Elements("Secret", "Password", "Key", "Challenge", "Md5Cred", "Cookie", "Authorization", "NewPassword", " Secret ")
        from behind in Noise
        select new[] { name + ": " + Secret + behind },
        from name in Word
        from behind in Noise
        select new[] { "Line-000001-000002: " + name + "=" + Secret + behind },
        from name in Word
        from before in Noise
        from behind in Noise
        select new[] { "Value-000001: " + before + Secret + behind, "Var-000001: " + name },
        from name in Word
        from before in Noise
        from separator in Separator
        from behind in Noise
        select new[] { "Output: " + before + " " + name + separator + Secret + behind },
        from name in Word
        from before in Noise
        from separator in Separator
        from behind in Noise
        select new[] { before + " " + name + separator + Secret + behind },
        from name in Word
        from behind in Noise
        select new[] { "JSON: {\"a\":{\"x\":\"y\",\"" + name + "\":\"" + behind.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + Secret + "\"}}" });

    private static Gen<string[]> PlainLines =>
        from name in Gen.Elements("Event", "Channel", "Variable", "Value", "Output", "X-1", "Message")
        from value in Noise
        select new[] { name + ": " + value };

    private static Gen<string> Frame =>
        from first in Gen.Elements("Event: Some", "Response: Success", "Action: Some", "Response: Follows")
        from before in PlainLines.ListOf()
        from secret in SecretLines
        from behind in PlainLines.ListOf()
        from end in Gen.Elements("\r\n", "\n")
        select string.Join(end, before.Append(secret).Concat(behind).SelectMany(lines => lines).Prepend(first));

    [Fact]
    public void No_secret_is_shown_whatever_stands_around_it() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(Frame.ToArbitrary(), frame =>
            !Redaction.Lines(Encoding.UTF8.GetBytes(frame)).Any(line => line.Contains(Secret, StringComparison.Ordinal))));

    [Fact]
    public void Any_bytes_at_all_are_shown_without_an_exception_on_lines_that_no_terminal_obeys()
    {
        Gen<byte[]> any = Gen.Frequency(
            (3, Gen.Elements("Secret: ", "JSON: {\"", "\"", "\\", ":", "=", "\n", "\r\n", "Line-1: a=", "Var-", "password ", "  ").Select(Encoding.UTF8.GetBytes)),
            (1, Gen.Choose(0, 255).Select(b => new[] { (byte)b }))).ListOf().Select(parts => parts.SelectMany(part => part).ToArray());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(any.ToArbitrary(), bytes =>
            Redaction.Lines(bytes).All(line => !line.Any(c => char.IsControl(c) && c != '\t'))));
    }
}
