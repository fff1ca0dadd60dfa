using System.Management.Automation;
using AsteriskAmi.Calls;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Sends channels to another place in the dialplan (a blind transfer by the PBX itself).</summary>
[Cmdlet(VerbsCommon.Move, "AmiChannel", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[OutputType(typeof(AmiChannel))]
public sealed class MoveAmiChannelCommand : AmiChannelActionCmdlet
{
    /// <summary>The extension to go to.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("Exten")]
    [ValidateNotNullOrEmpty]
    public string Extension { get; set; } = string.Empty;

    /// <summary>The extension's context.</summary>
    [Parameter(Position = 2)]
    [ValidateNotNullOrEmpty]
    public string Context { get; set; } = "default";

    /// <summary>The priority in the extension: a number or a label.</summary>
    [Parameter(Position = 3)]
    [ValidateNotNullOrEmpty]
    public string Priority { get; set; } = "1";

    private protected override string Operation => $"Move to {Extension}@{Context},{Priority}:";

    /// <inheritdoc/>
    protected override void Act(AmiSession session, string channel) =>
        session.Redirect(channel, Context, Extension, Priority, StopToken);
}
