using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AsteriskAmi.Catalog;

namespace AsteriskAmi.Commands;

/// <summary>
/// What the actions that a server lists to an account say of those that it does not list: which classes the account has
/// and which it lacks, and which modules the server has loaded.
/// </summary>
internal sealed class AccountAccess
{
    // What the catalog knows for certain: actions that were there before these branches and are in both.
    private const int OldestBranch = 16;
    private const int NewestBranch = 22;

    private readonly HashSet<string> _held = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lacked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _loaded = new(StringComparer.Ordinal);
    private readonly int? _branch;

    /// <param name="listed">The listed actions with their privileges.</param>
    /// <param name="serverVersion">The server's version or branch; null when it is not known.</param>
    internal AccountAccess(IReadOnlyDictionary<string, string> listed, string? serverVersion)
    {
        _branch = ActionAdvice.BranchOf(serverVersion);
        _loaded.UnionWith(AmiCatalog.Actions.Where(a => a.IsBuiltIn || listed.ContainsKey(a.Name)).Select(a => a.Module));
        foreach (AmiActionType action in AmiCatalog.Actions.Where(a => !listed.ContainsKey(a.Name) && IsSurelyThere(a)))
        {
            _lacked.UnionWith(Classes(action.Privilege));
        }

        // One of several classes is enough: the one that is left when the others are known to be lacking is there.
        foreach (string privilege in listed.Values)
        {
            string[] possible = Classes(privilege).Where(one => !_lacked.Contains(one)).ToArray();
            if (possible.Length == 1)
            {
                _held.Add(possible[0]);
            }
        }
    }

    /// <summary>Whether the account may send an action that is not listed, and whether the server has it.</summary>
    internal (bool? Allowed, bool? Available) ToUnlisted(AmiActionType action)
    {
        string[] classes = Classes(action.Privilege);
        if (classes.Length == 0 || classes.Any(_held.Contains))
        {
            return (true, false);
        }

        bool? available = IsSurelyThere(action) ? true : IsOfOtherBranch(action) ? false : null;
        return (classes.All(_lacked.Contains) ? false : null, available);
    }

    private static string[] Classes(string privilege) => privilege.Length == 0 ? Array.Empty<string>() : privilege.Split(',');

    private bool IsOfOtherBranch(AmiActionType action) =>
        _branch is OldestBranch or NewestBranch && !action.Versions.Contains(_branch.Value.ToString(CultureInfo.InvariantCulture));

    private bool IsSurelyThere(AmiActionType action) =>
        _branch is >= OldestBranch and <= NewestBranch && _loaded.Contains(action.Module)
        && action.Versions == "16, 22" && ActionAdvice.BranchOf(action.Since) < OldestBranch;
}
