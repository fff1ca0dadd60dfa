using System.Collections.Generic;
using System.Linq;

namespace AsteriskAmi.Catalog;

/// <summary>Says what to do about an action that a server refuses, from what the catalog knows of it.</summary>
internal static class ActionAdvice
{
    private const int OldestBranch = 16;
    private const int NewestBranch = 22;

    /// <summary>What the account lacks, as sentences.</summary>
    internal static string Denied(string action)
    {
        string lacks = AmiCatalog.FindAction(action)?.Privilege is { Length: > 0 } privilege
            ? privilege.Contains(",")
                ? $"Its write line in manager.conf needs one of {privilege.Replace(",", ", ")}."
                : $"Its write line in manager.conf needs {privilege}."
            : "Its write line in manager.conf lacks the privilege.";
        return lacks + " Add it and run 'manager reload' there, or log in with another account. Get-AmiCommand shows what each action needs.";
    }

    /// <summary>Why the server may not have an action, and what to do, as sentences.</summary>
    /// <param name="action">The action's name.</param>
    /// <param name="serverVersion">The server's version or branch; null when it is not known.</param>
    internal static string Unknown(string action, string? serverVersion)
    {
        AmiActionType? known = AmiCatalog.FindAction(action);
        if (known is null)
        {
            IReadOnlyList<string> meant = ClosestNames.To(action, AmiCatalog.Actions.Select(a => a.Name));
            return (meant.Count == 0 ? "Check the name." : $"Did you mean {string.Join(" or ", meant)}?") + " Get-AmiCommand lists those it has.";
        }

        string holder = known.IsBuiltIn ? "Asterisk" : $"module {known.Module}.so of Asterisk";
        int? branch = BranchOf(serverVersion);
        if (branch < NewestBranch && branch < BranchOf(known.Since))
        {
            return $"It came with {holder} {known.Since}, and this server is {serverVersion}.";
        }

        if (branch >= NewestBranch && !known.Versions.Contains(Text(NewestBranch)))
        {
            return $"{char.ToUpperInvariant(holder[0])}{holder.Substring(1)} {OldestBranch} had it; it has been removed since, and this server is {serverVersion}.";
        }

        return known.IsBuiltIn
            ? "Get-AmiCommand lists those it has."
            : $"It is in module {known.Module}.so, which is not loaded there. If the server has the module, run 'module load {known.Module}.so' on its console and see that modules.conf loads it.";
    }

    /// <summary>The branch that a version belongs to: 22 for 22.10.1, 18 for certified/18.9-cert4; null for none.</summary>
    internal static int? BranchOf(string? version)
    {
        string digits = new((version ?? string.Empty).SkipWhile(c => !char.IsDigit(c)).TakeWhile(char.IsDigit).ToArray());
        return int.TryParse(digits, out int branch) ? branch : null;
    }

    private static string Text(int branch) => branch.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
