using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace AsteriskAmi.Transport.Http;

/// <summary>An action as a form, the body of a request: one parameter a header, in the same order.</summary>
internal sealed class HttpAction
{
    /// <summary>
    /// The longest body that Asterisk takes (main/http.c: MAX_CONTENT_LENGTH; 4,096 bytes in 13 and 14, 1,024 before). A
    /// longer one it refuses, and keeps the session that it made for it for ever.
    /// </summary>
    internal const int MaxBodyBytes = 40_960;

    private readonly List<KeyValuePair<string, string>> _headers = new();

    /// <summary>Reads an action.</summary>
    /// <param name="bytes">Its lines, as they go over TCP.</param>
    internal HttpAction(ArraySegment<byte> bytes)
    {
        string text = Encoding.UTF8.GetString(bytes.Array!, bytes.Offset, bytes.Count);
        foreach (string line in text.TrimEnd('\n', '\r').Split('\n'))
        {
            int colon = line.IndexOf(':');
            _headers.Add(new KeyValuePair<string, string>(line.Substring(0, colon), line.Substring(colon + 2).TrimEnd('\r')));
        }

        Body = Encode();
    }

    /// <summary>Makes an action of the transport's own.</summary>
    /// <param name="headers">Names and values in turn, Action first.</param>
    internal HttpAction(params string[] headers)
    {
        for (int i = 0; i < headers.Length; i += 2)
        {
            _headers.Add(new KeyValuePair<string, string>(headers[i], headers[i + 1]));
        }

        Body = Encode();
    }

    internal string Name => this["Action"] ?? string.Empty;

    /// <summary>The body: application/x-www-form-urlencoded.</summary>
    internal byte[] Body { get; }

    /// <summary>The value of the first header of this name; null when there is none.</summary>
    internal string? this[string name]
    {
        get
        {
            foreach (KeyValuePair<string, string> header in _headers)
            {
                if (string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase))
                {
                    return header.Value;
                }
            }

            return null;
        }
    }

    internal bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>: it is too long for a request.</exception>
    internal void CheckLength()
    {
        if (Body.Length > MaxBodyBytes)
        {
            throw new AmiException(AmiErrorCode.InvalidHeader, string.Format(
                CultureInfo.InvariantCulture,
                "Action {0} makes a request of {1} bytes; Asterisk takes {2} at most over HTTP. Send it in several actions, or connect to the AMI port (-Uri ami://...).",
                Name,
                Body.Length,
                MaxBodyBytes));
        }
    }

    private byte[] Encode()
    {
        var form = new StringBuilder();
        foreach (KeyValuePair<string, string> header in _headers)
        {
            if (form.Length > 0)
            {
                form.Append('&');
            }

            Append(form, header.Key);
            form.Append('=');
            Append(form, header.Value);
        }

        return Encoding.ASCII.GetBytes(form.ToString());
    }

    // Everything but letters, digits and -._~ is escaped: main/http.c reads + as a space, and splits at & and =.
    private static void Append(StringBuilder form, string text)
    {
        foreach (byte b in Encoding.UTF8.GetBytes(text))
        {
            if (b is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z')
                or (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~')
            {
                form.Append((char)b);
            }
            else
            {
                form.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }
        }
    }
}
