using System;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that loads or unloads modules.</summary>
public abstract class AmiModuleChangeCmdlet : AmiActCmdlet
{
    /// <summary>The modules' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ModuleCompleter))]
    public string[] Name { get; set; } = Array.Empty<string>();

    private protected abstract string Operation { get; }

    /// <summary>Does it to one module. May run on another thread.</summary>
    private protected abstract void Change(AmiSession session, string module, CancellationToken cancellation);

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session) =>
        Array.ForEach(Name, name => Do(session, name, Operation, stop => Change(session, name, stop)));
}
