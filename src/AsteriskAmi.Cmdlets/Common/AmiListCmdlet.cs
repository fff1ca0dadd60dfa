using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// A reading cmdlet whose items have names, chosen by -Name with wildcards. Objects of the pipeline that name items choose
/// them as well, and each server is asked once for all that they name.
/// </summary>
/// <typeparam name="T">What it reads.</typeparam>
public abstract class AmiListCmdlet<T> : AmiReadCmdlet<T>
{
    private readonly PipedNames _piped = new();
    private bool _readsPiped;

    /// <summary>Names and patterns; null or none for all. Give it [Parameter], [SupportsWildcards] and a completer.</summary>
    public abstract string[]? Name { get; set; }

    /// <summary>What an item is called in the error for a name that nothing has: channel, queue...</summary>
    protected abstract string Noun { get; }

    /// <summary>What to do about such a name: a sentence.</summary>
    protected abstract string Cure { get; }

    /// <summary>An item's name.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The name.</returns>
    protected abstract string NameOf(T item);

    /// <summary>The names, each once, where none is a pattern, so that the server can be asked for those alone; else null.</summary>
    private protected string[]? PlainNames(AmiSession session) =>
        _readsPiped ? _piped.Of(session)
        : Name is { Length: > 0 } && !Array.Exists(Name, WildcardPattern.ContainsWildcardCharacters)
            ? Name.Distinct(StringComparer.OrdinalIgnoreCase).ToArray()
            : null;

    /// <summary>Whether an item is selected, for items that can be chosen by more than their name.</summary>
    private protected virtual bool IsWanted(NameSelection selection, T item) => selection.Wants(NameOf(item));

    /// <summary>
    /// The names of the items that an object of the pipeline means: its own, if it is such an item, or what it has under
    /// another name of -Name (a waiting caller's Queue). Null where it means none.
    /// </summary>
    private protected virtual IReadOnlyList<string>? NamesIn(PSObject input) => input.BaseObject is T item ? new[] { NameOf(item) }
        : (PipedObjects.StoredNameOf<T>(input) ?? Aliases().Select(alias => PipedObjects.TextOf(input, alias)).FirstOrDefault(text => text is not null))
            is string name ? new[] { name }
        : null;

    /// <summary>The names by which objects of the pipeline may call an item.</summary>
    private protected virtual string[] IdsOf(T item) => new[] { NameOf(item) };

    private protected override void ProcessInput(PSObject input)
    {
        IReadOnlyList<string> names = NamesIn(input) ?? throw PipedObjects.Refusal(this, input);
        ThrowIfNamedToo(input, nameof(Name));
        foreach (AmiSession session in SessionsFor(input))
        {
            _piped.Add(session, names);
        }
    }

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

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        _readsPiped = true;
        WritePiped(_piped, IdsOf, Noun, Cure);
    }

    private IEnumerable<string> Aliases() =>
        MyInvocation.MyCommand.Parameters.TryGetValue(nameof(Name), out ParameterMetadata? name) ? name.Aliases : Enumerable.Empty<string>();
}
