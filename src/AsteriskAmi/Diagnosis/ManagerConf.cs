using System;
using System.Text.RegularExpressions;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Diagnosis;

/// <summary>
/// Asks for single values of the server's manager.conf, as it is on its disk. GetConfig would tell more than is wanted:
/// its answer holds the account's secret, which must not cross the network in clear.
/// </summary>
internal sealed class ManagerConf
{
    // What may stand in the argument of a dialplan function, which ends at a comma or a parenthesis.
    private static readonly Regex _plain = new(@"^[\w.@+ -]+$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private readonly Func<AmiAction, AmiMessage> _ask;
    private readonly string _account;

    /// <param name="account">The account, whose section is the one to look at.</param>
    /// <param name="rights">What it may send.</param>
    /// <param name="ask">Sends an action and gives its answer.</param>
    internal ManagerConf(string account, AccountRights rights, Func<AmiAction, AmiMessage> ask)
    {
        _account = account;
        _ask = ask;

        // A server without the function answers with an empty value. Whoever may send Getvar has a write= line, if it
        // is that file where the account stands.
        IsAsked = rights.May("Getvar") && _plain.IsMatch(account);
        IsReadable = IsAsked && Own("write").Length > 0;
    }

    /// <summary>Whether the server was asked at all.</summary>
    internal bool IsAsked { get; }

    /// <summary>Whether the file can be asked, and holds the account.</summary>
    internal bool IsReadable { get; }

    /// <summary>The account's own value; empty where it has none.</summary>
    internal string Own(string name) => Value(_account, name);

    /// <summary>The account's own value, or else that of all; empty where there is neither.</summary>
    internal string OwnOrGeneral(string name) => Own(name) is { Length: > 0 } own ? own : Value("general", name);

    internal string General(string name) => Value("general", name);

    private string Value(string section, string name) =>
        _ask(new AmiAction("Getvar").Add("Variable", $"AST_CONFIG(manager.conf,{section},{name})")).GetHeader("Value")?.Trim() ?? string.Empty;
}
