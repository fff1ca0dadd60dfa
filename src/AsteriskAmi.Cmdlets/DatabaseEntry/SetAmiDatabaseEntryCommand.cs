using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Database;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Sets values of Asterisk's own database.</summary>
[Cmdlet(VerbsCommon.Set, "AmiDatabaseEntry", SupportsShouldProcess = true)]
[SendsAction("DBPut")]
[OutputType(typeof(AmiDatabaseEntry))]
public sealed class SetAmiDatabaseEntryCommand : AmiActCmdlet
{
    /// <summary>The family; made if it does not exist.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DatabaseFamilyCompleter))]
    public string Family { get; set; } = string.Empty;

    /// <summary>The key.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DatabaseKeyCompleter))]
    public string Key { get; set; } = string.Empty;

    /// <summary>The value.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Value { get; set; } = string.Empty;

    /// <summary>Gives the entry back, as the server has it then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session) => Do(session, $"/{Family}/{Key}", "Set the value", stop => Set(session, stop));

    private IEnumerable<object> Set(AmiSession session, CancellationToken stop)
    {
        session.SetDatabaseEntry(Family, Key, Value, stop);
        if (PassThru)
        {
            yield return session.GetDatabaseEntry(Family, Key, stop);
        }
    }
}
