using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace AsteriskAmi.Tests.Transport.Http;

/// <summary>What a request's Authorization header says, and whether it is right.</summary>
internal sealed class FakeDigest
{
    private readonly Dictionary<string, string> _fields;

    internal FakeDigest(FakeHttpRequest request) =>
        _fields = Regex.Matches(request.Header("Authorization"), "(\\w+)=\"?([^\",]*)\"?").ToDictionary(
            match => match.Groups[1].Value, match => match.Groups[2].Value);

    internal string Nonce => this["nonce"];

    internal int Count => int.Parse(this["nc"], NumberStyles.HexNumber);

    private string this[string name] => _fields.GetValueOrDefault(name, string.Empty);

    internal bool IsRight(string user, string secret) =>
        this["username"] == user
        && this["response"] == Md5.Hex(
            $"{Md5.Hex($"{user}:{this["realm"]}:{secret}")}:{Nonce}:{this["nc"]}:{this["cnonce"]}:{this["qop"]}:{Md5.Hex("POST:" + this["uri"])}");

    internal static FakeHttpReply Challenge(string nonce, bool isStale) => new()
    {
        Status = "401 Unauthorized",
        Headers =
        {
            $"WWW-authenticate: Digest algorithm=MD5, realm=\"asterisk\", nonce=\"{nonce}\", qop=\"auth\", opaque=\"{nonce}\"{(isStale ? ", stale=true" : string.Empty)}",
        },
        Body = "<html>401 Unauthorized</html>",
    };
}
