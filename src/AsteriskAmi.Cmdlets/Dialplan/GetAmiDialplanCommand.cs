using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Dialplan;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists what stands in the dialplan.</summary>
[Cmdlet(VerbsCommon.Get, "AmiDialplan")]
[SendsAction("ShowDialPlan")]
[OutputType(typeof(AmiDialplanEntry))]
public sealed class GetAmiDialplanCommand : AmiReadCmdlet<AmiDialplanEntry>
{
    /// <summary>The context, wildcards allowed; all unless given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContextCompleter))]
    public string? Context { get; set; }

    /// <summary>An extension as it is dialled: what fits it, patterns among them. With wildcards: those whose names match.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Exten")]
    [SupportsWildcards]
    public string? Extension { get; set; }

    /// <inheritdoc/>
    protected override IEnumerable<AmiDialplanEntry> Read(AmiSession session, CancellationToken cancellation)
    {
        IEnumerable<AmiDialplanEntry> entries = session.GetDialplan(Plain(Context), Plain(Extension), cancellation);
        if (IsPattern(Context))
        {
            var selection = new NameSelection(new[] { Context! });
            entries = entries.Where(entry => selection.Fits(entry.Context));
        }

        if (IsPattern(Extension))
        {
            var selection = new NameSelection(new[] { Extension! });
            entries = entries.Where(entry => selection.Fits(entry.Extension));
        }

        return entries;
    }

    private static bool IsPattern(string? name) => name is not null && WildcardPattern.ContainsWildcardCharacters(name);

    // Without backticks, which take their meaning from * and [.
    private static string? Plain(string? name) => name is null || IsPattern(name) ? null : WildcardPattern.Unescape(name);
}
