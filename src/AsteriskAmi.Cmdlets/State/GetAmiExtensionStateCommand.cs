using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Session;
using AsteriskAmi.States;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists extensions that have a hint, with their states.</summary>
[Cmdlet(VerbsCommon.Get, "AmiExtensionState")]
[SendsAction("ExtensionStateList", "ExtensionState")]
[OutputType(typeof(AmiExtension))]
public sealed class GetAmiExtensionStateCommand : AmiReadCmdlet<AmiExtension>
{
    /// <summary>The extensions, wildcards allowed; all unless given.</summary>
    [Parameter(Position = 0)]
    [Alias("Exten")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HintCompleter))]
    public string[]? Extension { get; set; }

    /// <summary>Their context in the dialplan, wildcards allowed; any unless given.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HintContextCompleter))]
    public string? Context { get; set; }

    private bool IsNamed =>
        Extension is { Length: > 0 } && Context is not null
        && !Extension.Append(Context).Any(WildcardPattern.ContainsWildcardCharacters);

    /// <inheritdoc/>
    protected override void ProcessSessions(IReadOnlyList<AmiSession> sessions)
    {
        var selection = new NameSelection(Extension);
        int read = Each(sessions, Read, (_, item) =>
        {
            if (selection.Wants(item.Extension))
            {
                WriteObject(item);
            }
        });
        if (read > 0)
        {
            string where = Context is null ? string.Empty : $" of context '{Context}'";
            string cure = Extension?.Any(name => name.IndexOf('@') >= 0) == true
                ? "Give the context behind the @ with -Context."
                : "Only extensions with a hint have a state; Get-AmiExtensionState without parameters lists all.";
            selection.WriteMissing(this, $"hint{where} for extension", cure);
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<AmiExtension> Read(AmiSession session, CancellationToken cancellation)
    {
        if (IsNamed)
        {
            // A hint for a pattern of extensions is listed as the pattern: only who asks for one by name is told its state.
            return Extension!.Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(name => session.GetExtension(name, Context!, cancellation))
                .OfType<AmiExtension>();
        }

        var contexts = new NameSelection(Context is null ? null : new[] { Context });
        return session.GetExtensions(cancellation).Where(extension => contexts.Fits(extension.Context));
    }
}
