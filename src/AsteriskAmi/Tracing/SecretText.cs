using System;
using System.Text;

namespace AsteriskAmi.Tracing;

/// <summary>Replaces secrets in texts: in what is printed, in lists of variables, in lines of configuration, in JSON.</summary>
internal static class SecretText
{
    /// <summary>What stands where a secret was.</summary>
    internal const string Mark = "***";

    /// <summary>
    /// Replaces all that follows the first word that names a secret and is set apart from it by a colon, an equals sign
    /// or two spaces ("password : x", "A=1,PASSWORD=x"). Where such a secret ends nobody can tell.
    /// </summary>
    internal static string Redact(string text)
    {
        int at = 0;
        while (at < text.Length)
        {
            if (!IsWord(text[at]))
            {
                at++;
                continue;
            }

            int start = at;
            while (at < text.Length && IsWord(text[at]))
            {
                at++;
            }

            int value = BehindSeparator(text, at);
            string word = text.Substring(start, at - start);

            // Directly before an equals sign stands a variable or setting: "PIN=4242".
            bool isSecret = at < text.Length && text[at] == '=' ? SecretNames.IsSecret(word) : SecretNames.IsSecretWord(word);
            if (value > 0 && value < text.Length && isSecret)
            {
                return text.Substring(0, value) + Mark;
            }
        }

        return text;
    }

    /// <summary>Replaces what is secret in the value of a setting.</summary>
    internal static string RedactSetting(string name, string value)
    {
        if (value.Length == 0)
        {
            return value;
        }

        string plain = SecretNames.Plain(name);

        // register => user:secret@host of chan_sip and chan_iax2.
        if (SecretNames.IsPlainSecret(plain) || plain == "register")
        {
            return Mark;
        }

        int comma = value.IndexOf(',');
        if (IsNumber(name))
        {
            // A mailbox of voicemail.conf: 100 => 4242,Name,mail.
            return comma < 0 ? Mark : Mark + value.Substring(comma);
        }

        // A room of meetme.conf: conf => 1234,pin,adminpin.
        return plain == "conf" && comma >= 0 ? value.Substring(0, comma + 1) + Mark : Redact(value);
    }

    /// <summary>Replaces the secrets among the "name":"value" pairs of a JSON text, which may be cut off anywhere.</summary>
    internal static string RedactJson(string json)
    {
        var shown = new StringBuilder(json.Length);
        string? name = null;
        int at = 0;
        while (at < json.Length)
        {
            int start = at;
            if (json[at] != '"')
            {
                bool bare = name is not null && !IsJsonSign(json[at]);
                at = bare ? EndOfBare(json, at) : at + 1;
                shown.Append(bare ? RedactSetting(name!, json.Substring(start, at - start)) : json.Substring(start, at - start));
                name = bare || json[start] is '{' or '[' or ',' ? null : name;
                continue;
            }

            at = EndOfString(json, at);
            bool isClosed = at > start + 1 && json[at - 1] == '"';
            string inner = json.Substring(start + 1, at - start - (isClosed ? 2 : 1));
            if (name is not null)
            {
                inner = RedactSetting(name, inner);
                name = null;
            }
            else if (NextSign(json, at) == ':')
            {
                name = inner;
            }

            shown.Append('"').Append(inner).Append(isClosed ? "\"" : string.Empty);
        }

        return shown.ToString();
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.';

    private static bool IsJsonSign(char c) => c is '{' or '}' or '[' or ']' or ',' or ':' || char.IsWhiteSpace(c);

    private static bool IsNumber(string name)
    {
        foreach (char c in name.Trim())
        {
            if (c is < '0' or > '9')
            {
                return false;
            }
        }

        return name.Trim().Length > 0;
    }

    /// <summary>Where the value begins when a separator stands here; 0 when none does.</summary>
    private static int BehindSeparator(string text, int at)
    {
        // "password":"x" of a JSON in a text, and PJSIP_HEADER(add,Authorization)=x.
        while (at < text.Length && text[at] is '"' or '\'' or ')' or ']')
        {
            at++;
        }

        int spaces = at;
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }

        bool apart = at - spaces > 1;
        if (at < text.Length && text[at] is ':' or '=')
        {
            at++;
            if (at < text.Length && text[at] == '>')
            {
                at++;
            }

            apart = true;
        }

        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }

        return apart ? at : 0;
    }

    private static int EndOfString(string json, int quote)
    {
        int at = quote + 1;
        while (at < json.Length && json[at] != '"')
        {
            at += json[at] == '\\' ? 2 : 1;
        }

        return Math.Min(at + 1, json.Length);
    }

    private static int EndOfBare(string json, int at)
    {
        while (at < json.Length && !IsJsonSign(json[at]))
        {
            at++;
        }

        return at;
    }

    private static char NextSign(string json, int at)
    {
        while (at < json.Length && char.IsWhiteSpace(json[at]))
        {
            at++;
        }

        return at < json.Length ? json[at] : '\0';
    }
}
