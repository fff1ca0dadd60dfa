using System.Management.Automation;
using AsteriskAmi.Dialplan;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Adds steps or hints to the dialplan, until it is loaded again.</summary>
[Cmdlet(VerbsCommon.Add, "AmiDialplanExtension", SupportsShouldProcess = true)]
[SendsAction("DialplanExtensionAdd")]
[OutputType(typeof(void))]
public sealed class AddAmiDialplanExtensionCommand : AmiDialplanExtensionCmdlet
{
    /// <summary>The priority, from 1, or hint.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [PriorityArgument]
    public int Priority { get; set; }

    /// <summary>The application; not for a hint.</summary>
    [Parameter(Position = 3, ValueFromPipelineByPropertyName = true)]
    public string? Application { get; set; }

    /// <summary>The arguments of the application; the devices of a hint.</summary>
    [Parameter(Position = 4, ValueFromPipelineByPropertyName = true)]
    [Alias("Data")]
    public string? ApplicationData { get; set; }

    /// <summary>Replaces what stands there.</summary>
    [Parameter]
    public SwitchParameter Replace { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session)
    {
        bool isHint = Priority == AmiDialplanEntry.HintPriority;
        string? runs = isHint && string.IsNullOrEmpty(Application) ? ApplicationData : Application;
        if (string.IsNullOrEmpty(runs))
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader,
                isHint ? "A hint needs the devices that it shows: give them with -ApplicationData, as PJSIP/1001." : "A step needs an -Application, as Dial.");
        }

        string? data = isHint ? null : ApplicationData;
        Do(
            session,
            $"{Context},{Extension},{(isHint ? "hint" : Priority)}",
            isHint ? $"Add hint {runs}" : $"Add {runs}({data})",
            stop => session.AddDialplanExtension(Context, Extension, Priority, runs!, data, Replace, stop));
    }
}
