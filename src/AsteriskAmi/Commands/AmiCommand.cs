using System.Collections.Generic;
using AsteriskAmi.Catalog;
using AsteriskAmi.Session;

namespace AsteriskAmi.Commands;

/// <summary>An action, as one server has it for one account.</summary>
public sealed class AmiCommand
{
    /// <summary>The action's name.</summary>
    public string Name { get; internal init; } = string.Empty;

    /// <summary>The classes of which the account's write line needs one (call,reporting); empty when it needs none.</summary>
    public string Privilege { get; internal init; } = string.Empty;

    /// <summary>Whether the account has one of those classes; null when the server does not let it be known.</summary>
    public bool? Allowed { get; internal init; }

    /// <summary>Whether the server has the action, its module loaded; null when the server does not let it be known.</summary>
    public bool? Available { get; internal init; }

    /// <summary>How the action is answered; null for one that the catalog does not have.</summary>
    public AmiAnswerKind? Answer { get; internal init; }

    /// <summary>What it takes; empty for an action that the catalog does not have.</summary>
    public IReadOnlyList<AmiActionParameter> Parameters { get; internal init; } = new List<AmiActionParameter>();

    /// <summary>The first version that had it; empty when that is not known.</summary>
    public string Since { get; internal init; } = string.Empty;

    /// <summary>The branches, of 16 and 22, that have it; empty when that is not known.</summary>
    public string Versions { get; internal init; } = string.Empty;

    /// <summary>The module that has it, without .so; builtin for Asterisk itself; empty when that is not known.</summary>
    public string Module { get; internal init; } = string.Empty;

    /// <summary>The cmdlet that sends it; empty when there is none of its own.</summary>
    public string Cmdlet { get; internal set; } = string.Empty;

    /// <summary>The session that was asked.</summary>
    public AmiSession Session { get; internal init; } = null!;

    /// <summary>The action's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
