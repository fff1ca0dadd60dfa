using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace AsteriskAmi.Tests.Transport.Http;

/// <summary>A request as it came.</summary>
internal sealed class FakeHttpRequest
{
    private readonly List<KeyValuePair<string, string>> _headers;

    private FakeHttpRequest(string line, List<KeyValuePair<string, string>> headers, string body)
    {
        Line = line;
        _headers = headers;
        Body = body;
        Parameters = [.. body.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Parameter)];
    }

    /// <summary>POST /rawman HTTP/1.1.</summary>
    internal string Line { get; }

    internal string Path => Line.Split(' ')[1];

    internal string Body { get; }

    /// <summary>What the body says, decoded, in its order.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }

    internal string Action => this["Action"];

    internal string Id => this["ActionID"];

    /// <summary>The value of a parameter; empty for one that is not there.</summary>
    internal string this[string name] => Parameters.FirstOrDefault(one => one.Key == name).Value ?? string.Empty;

    /// <summary>The value of an HTTP header; empty for one that is not there.</summary>
    internal string Header(string name) =>
        _headers.FirstOrDefault(one => string.Equals(one.Key, name, StringComparison.OrdinalIgnoreCase)).Value ?? string.Empty;

    /// <summary>Waits for a request; null when the client has left.</summary>
    internal static FakeHttpRequest? Read(Stream stream)
    {
        string? line = ReadLine(stream);
        if (line is null)
        {
            return null;
        }

        var headers = new List<KeyValuePair<string, string>>();
        while (ReadLine(stream) is { Length: > 0 } header)
        {
            string[] parts = header.Split(": ", 2);
            headers.Add(new(parts[0], parts[1]));
        }

        byte[] body = new byte[int.Parse(headers.Single(one => one.Key == "Content-Length").Value)];
        stream.ReadExactly(body);
        return new FakeHttpRequest(line, headers, Encoding.ASCII.GetString(body));
    }

    private static string? ReadLine(Stream stream)
    {
        var line = new StringBuilder();
        for (int b = stream.ReadByte(); b >= 0; b = stream.ReadByte())
        {
            if (b == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)b);
        }

        return line.Length == 0 ? null : throw new EndOfStreamException(line.ToString());
    }

    // As main/http.c decodes it: a plus is a space.
    private static KeyValuePair<string, string> Parameter(string text)
    {
        string[] parts = text.Split('=', 2);
        return new(Uri.UnescapeDataString(parts[0].Replace('+', ' ')), Uri.UnescapeDataString(parts[1].Replace('+', ' ')));
    }
}
