using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Configuration;
using AsteriskAmi.Modules;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that changes a configuration file. It reads the file first, so that its question shows what would change.</summary>
public abstract class AmiConfigChangeCmdlet : AmiActCmdlet
{
    /// <summary>The file's name, in the configuration folder: queues.conf.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConfigFileCompleter))]
    public string File { get; set; } = string.Empty;

    /// <summary>The category: what stands in square brackets.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConfigCategoryCompleter))]
    public string Category { get; set; } = string.Empty;

    /// <summary>The module to reload afterwards.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ModuleCompleter))]
    public string? Reload { get; set; }

    /// <summary>Works out the change; null when there is nothing to do. Runs on the pipeline thread.</summary>
    private protected abstract AmiConfigChange? Plan(AmiSession session, CancellationToken cancellation);

    /// <summary>What is given back of the category as the file has it then.</summary>
    private protected virtual IEnumerable<object> Result(IReadOnlyList<AmiConfigCategory> categories) => Enumerable.Empty<object>();

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session)
    {
        AmiConfigChange? change = Plan(session, StopToken);
        if (change is null)
        {
            WriteVerbose($"{File} of {session.Name} has that already.");
        }
        else
        {
            Do(session, $"[{Category}] of {File}", change.Description, stop => Apply(session, change, stop));
        }
    }

    private IEnumerable<object> Apply(AmiSession session, AmiConfigChange change, CancellationToken stop)
    {
        IReadOnlyList<AmiConfigCategory> categories = change.Apply(stop);
        if (change.Dropped.Count > 0)
        {
            yield return new WarningRecord(
                $"Asterisk has left out of {File} what its category inherits as well: {string.Join(", ", change.Dropped)}. Look whether the order of its lines matters.");
        }

        foreach (object result in Result(categories))
        {
            yield return result;
        }

        if (Reload is not null)
        {
            AmiReload reload = session.ReloadModule(Reload, stop);
            yield return new VerboseRecord($"{Reload}: {reload.Message}.");
        }
    }
}
