using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Modules;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists the modules that a server has loaded.</summary>
[Cmdlet(VerbsCommon.Get, "AmiModule")]
[SendsAction("ModuleCheck")]
[OutputType(typeof(AmiModule))]
public sealed class GetAmiModuleCommand : AmiListCmdlet<AmiModule>
{
    private string[]? _name;

    /// <summary>The modules' names.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ModuleCompleter))]
    public override string[]? Name
    {
        get => _name;
        set => _name = value?.Select(name => name.EndsWith(".so", StringComparison.Ordinal) ? name.Substring(0, name.Length - 3) : name).ToArray();
    }

    /// <inheritdoc/>
    protected override string Noun => "loaded module";

    /// <inheritdoc/>
    protected override string Cure => "Get-AmiModule without -Name lists those that are loaded; Import-AmiModule loads one.";

    /// <inheritdoc/>
    protected override IEnumerable<AmiModule> Read(AmiSession session, CancellationToken cancellation)
    {
        bool isPlain = Name is not null && !Name.Any(WildcardPattern.ContainsWildcardCharacters);
        List<AmiModule> modules;
        try
        {
            modules = session.GetModules(cancellation).ToList();
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.PermissionDenied && isPlain)
        {
            // Whether one is loaded can be asked without the privilege command.
            modules = new List<AmiModule>();
        }

        return !isPlain ? modules : Name!
            .Select(name => modules.Find(module => NameSelection.IsSame(module.Name, name)) ?? session.FindModule(name, cancellation))
            .OfType<AmiModule>();
    }

    /// <inheritdoc/>
    protected override string NameOf(AmiModule item) => item.Name;
}
