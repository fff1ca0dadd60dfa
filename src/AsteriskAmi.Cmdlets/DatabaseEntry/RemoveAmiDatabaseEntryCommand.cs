using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Database;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Removes values from Asterisk's own database.</summary>
[Cmdlet(VerbsCommon.Remove, "AmiDatabaseEntry", SupportsShouldProcess = true)]
[SendsAction("DBDel", "DBDelTree")]
[OutputType(typeof(void))]
public sealed class RemoveAmiDatabaseEntryCommand : AmiActCmdlet
{
    /// <summary>The family.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DatabaseFamilyCompleter))]
    public string Family { get; set; } = string.Empty;

    /// <summary>The key; with -Recurse the whole family unless given.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DatabaseKeyCompleter))]
    public string? Key { get; set; }

    /// <summary>Removes all of the family, or the key with all keys below it (key/...).</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session)
    {
        if (Recurse)
        {
            Do(session, Key is null ? "/" + Family : $"/{Family}/{Key}", "Remove it with all below it", stop => RemoveTree(session, stop));
        }
        else if (Key is null)
        {
            throw new AmiException(AmiErrorCode.InvalidHeader, $"Give the -Key to remove from family '{Family}', or -Recurse to remove all of it.");
        }
        else
        {
            string key = Key;
            Do(session, $"/{Family}/{key}", "Remove the value", stop => session.RemoveDatabaseEntry(Family, key, stop));
        }
    }

    private IEnumerable<object> RemoveTree(AmiSession session, CancellationToken stop)
    {
        yield return new VerboseRecord($"Removed {session.RemoveDatabaseTree(Family, Key, stop)} values.");
    }
}
