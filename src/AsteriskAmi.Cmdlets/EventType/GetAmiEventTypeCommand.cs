using System.Management.Automation;
using AsteriskAmi.Catalog;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists what events there are, and what they tell. Needs no session.</summary>
[Cmdlet(VerbsCommon.Get, "AmiEventType")]
[OutputType(typeof(AmiEventType))]
public sealed class GetAmiEventTypeCommand : AmiCmdlet
{
    /// <summary>The events' names.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EventNameCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var selection = new NameSelection(Name);
        foreach (AmiEventType type in AmiCatalog.Events)
        {
            if (selection.Wants(type.Name))
            {
                WriteObject(type);
            }
        }

        selection.WriteMissing(
            this, "event", "Get-AmiEventType without -Name lists all that are known; events of other names can be followed just as well.");
    }
}
