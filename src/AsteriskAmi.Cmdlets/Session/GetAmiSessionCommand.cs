using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists the sessions of this runspace.</summary>
[Cmdlet(VerbsCommon.Get, "AmiSession", DefaultParameterSetName = "Name")]
[OutputType(typeof(AmiSession))]
public sealed class GetAmiSessionCommand : AmiCmdlet
{
    /// <summary>The sessions' names.</summary>
    [Parameter(Position = 0, ParameterSetName = "Name")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The sessions' numbers.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id")]
    public int[]? Id { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AmiSession[] all = SessionRegistry.All();
        if (Id is not null)
        {
            foreach (int id in Id)
            {
                AmiSession? found = all.FirstOrDefault(s => s.Id == id);
                if (found is null)
                {
                    WriteFailure(AmiErrorCode.NotFound, $"This runspace has no session with the Id {id}.", id);
                }
                else
                {
                    WriteObject(found);
                }
            }

            return;
        }

        var selection = new NameSelection(Name);
        WriteObject(all.Where(s => selection.Wants(s.Name)), enumerateCollection: true);
        selection.WriteMissing(this, "session", "Open one with Connect-Ami.");
    }
}
