using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A reading cmdlet whose items have names, chosen by -Name with wildcards.</summary>
/// <typeparam name="T">What it reads.</typeparam>
public abstract class AmiListCmdlet<T> : AmiReadCmdlet<T>
{
    /// <summary>Names and patterns; null or none for all. Give it [Parameter], [SupportsWildcards] and a completer.</summary>
    public abstract string[]? Name { get; set; }

    /// <summary>The names, each once, where none is a pattern, so that the server can be asked for those alone; else null.</summary>
    private protected string[]? PlainNames =>
        Name is { Length: > 0 } && !Array.Exists(Name, WildcardPattern.ContainsWildcardCharacters)
            ? Name.Distinct(StringComparer.OrdinalIgnoreCase).ToArray()
            : null;

    /// <summary>What an item is called in the error for a name that nothing has: channel, queue...</summary>
    protected abstract string Noun { get; }

    /// <summary>What to do about such a name: a sentence.</summary>
    protected abstract string Cure { get; }

    /// <summary>An item's name.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The name.</returns>
    protected abstract string NameOf(T item);

    /// <summary>Whether an item is selected, for items that can be chosen by more than their name.</summary>
    private protected virtual bool IsWanted(NameSelection selection, T item) => selection.Wants(NameOf(item));

    /// <inheritdoc/>
    protected override void ProcessSessions(IReadOnlyList<AmiSession> sessions)
    {
        var selection = new NameSelection(Name);
        int read = Each(sessions, Read, (_, item) =>
        {
            if (IsWanted(selection, item))
            {
                WriteObject(item);
            }
        });
        if (read > 0)
        {
            selection.WriteMissing(this, Noun, Cure);
        }
    }
}
