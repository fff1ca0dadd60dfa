using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Modules;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lets modules, or everything, read their configuration again.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AmiReload", SupportsShouldProcess = true)]
[SendsAction("Reload")]
[OutputType(typeof(AmiReload))]
public sealed class InvokeAmiReloadCommand : AmiActCmdlet
{
    /// <summary>The modules' names; everything unless given.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ModuleCompleter))]
    public string[]? Module { get; set; }

    /// <summary>By the pipeline: a module of Get-AmiModule, its name, or a session, whose server is reloaded.</summary>
    [Parameter(ValueFromPipeline = true)]
    public override PSObject? InputObject { get; set; }

    private protected override AmiSession[]? SessionsIn(PSObject input) => SessionInput.Find(input, takesTexts: false);

    private protected override void ProcessInput(PSObject input)
    {
        if (input.BaseObject is not AmiModule and not string)
        {
            throw PipedObjects.Refusal(this, input);
        }

        ThrowIfNamedToo(input, nameof(Module));
        ProcessSessions(SessionsFor(input));
    }

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session)
    {
        foreach (string? module in InputObject is null ? Module ?? new string?[] { null } : new[] { InputObject.ToString() })
        {
            Do(session, module, module is null ? "Reload everything" : "Reload the module", stop => Reload(session, module, stop));
        }
    }

    private static IEnumerable<object> Reload(AmiSession session, string? module, CancellationToken stop)
    {
        yield return session.ReloadModule(module, stop);
    }
}
