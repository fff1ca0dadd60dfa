using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Gives attended transfers up.</summary>
[Cmdlet(VerbsLifecycle.Stop, "AmiTransfer", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[SendsAction("CancelAtxfer")]
[OutputType(typeof(AmiChannel), typeof(string))]
public sealed class StopAmiTransferCommand : AmiChannelActionCmdlet
{
    private protected override string Operation => "Give its attended transfer up";

    /// <inheritdoc/>
    private protected override string? Act(AmiSession session, ChannelInput channel, CancellationToken cancellation)
    {
        session.CancelAttendedTransfer(channel.Name, cancellation);
        return null;
    }
}
