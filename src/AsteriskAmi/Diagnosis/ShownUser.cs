using System;
using System.Text.RegularExpressions;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Diagnosis;

/// <summary>What the running Asterisk says of an account on its console.</summary>
internal sealed class ShownUser
{
    // "manager show user NAME" prints "read perm: call,agent,cdr" among others (main/manager.c, handle_showmanager).
    private static readonly Regex _permissions = new(
        @"^\s*(?<which>read|write) perm:\s*(?<classes>.*)$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static readonly Regex _plain = new(@"^[\w.@+-]+$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private ShownUser(string[] read, string[] write)
    {
        Read = read;
        Write = write;
    }

    /// <summary>The classes of events that it sees.</summary>
    internal string[] Read { get; }

    /// <summary>The classes of actions that it may send.</summary>
    internal string[] Write { get; }

    /// <summary>Asks.</summary>
    /// <param name="account">The account.</param>
    /// <param name="rights">What it may send.</param>
    /// <param name="ask">Sends an action and gives its answer.</param>
    /// <returns>What is said; null where it cannot be asked.</returns>
    internal static ShownUser? Ask(string account, AccountRights rights, Func<AmiAction, AmiMessage> ask)
    {
        if (!rights.May("Command") || !_plain.IsMatch(account))
        {
            return null;
        }

        string[]? read = null;
        string[]? write = null;
        foreach (string line in ask(new AmiAction("Command").Add("Command", "manager show user " + account)).GetOutput())
        {
            Match match = _permissions.Match(line);
            if (match.Success)
            {
                string[] classes = AccountRights.Classes(match.Groups["classes"].Value);
                if (match.Groups["which"].Value == "read")
                {
                    read = classes;
                }
                else
                {
                    write = classes;
                }
            }
        }

        return read is null || write is null ? null : new ShownUser(read, write);
    }
}
