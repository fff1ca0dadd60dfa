using System;
using System.Globalization;
using AsteriskAmi.Session;

namespace AsteriskAmi.Calls;

/// <summary>What an AGI command gave.</summary>
public sealed class AmiAgiResult
{
    private const string ResultMark = "result=";

    internal AmiAgiResult(string channel, string command, string commandId, string text, AmiSession session)
    {
        Channel = channel;
        Command = command;
        CommandId = commandId;
        Text = text.TrimEnd('\n');
        Session = session;
        Code = int.TryParse(Text.Substring(0, Math.Min(3, Text.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out int code) ? code : 0;
        int mark = Text.IndexOf(ResultMark, StringComparison.Ordinal);
        if (mark >= 0)
        {
            string rest = Text.Substring(mark + ResultMark.Length);
            int end = rest.IndexOf(' ');
            Result = end < 0 ? rest : rest.Substring(0, end);
            int open = rest.IndexOf('(');
            int close = rest.LastIndexOf(')');
            Data = open >= 0 && close > open ? rest.Substring(open + 1, close - open - 1) : null;
        }
    }

    /// <summary>The channel that ran it, as it was named.</summary>
    public string Channel { get; }

    /// <summary>The command.</summary>
    public string Command { get; }

    /// <summary>200 for a command that ran, 510 for one that Asterisk does not know, 511 for a dead channel, 520 for wrong usage.</summary>
    public int Code { get; }

    /// <summary>
    /// What stands behind result= in the answer: often 1 for success, 0 and -1 for failure; a digit as the number of its
    /// character; digits that were dialed. A string, since those may begin with zeros. Empty for a command that did not run.
    /// </summary>
    public string Result { get; } = string.Empty;

    /// <summary>What stands in parentheses behind that: a variable's value, the word timeout... Null where there is nothing.</summary>
    public string? Data { get; }

    /// <summary>The whole answer.</summary>
    public string Text { get; }

    /// <summary>The id that was sent with the command.</summary>
    public string CommandId { get; }

    /// <summary>The session that sent it.</summary>
    public AmiSession Session { get; }

    /// <summary>The whole answer.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Text;
}
