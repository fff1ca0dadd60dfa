using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Hangs channels up.</summary>
[Cmdlet(VerbsLifecycle.Stop, "AmiChannel", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[SendsAction("Hangup")]
[OutputType(typeof(AmiChannel), typeof(string))]
public sealed class StopAmiChannelCommand : AmiChannelActionCmdlet
{
    private int? _cause;

    /// <summary>The hangup cause (Q.850): 16 normal clearing, 17 busy, 21 rejected...</summary>
    [Parameter]
    [ValidateRange(0, 127)]
    public int Cause
    {
        get => _cause ?? 0;
        set => _cause = value;
    }

    private protected override string Operation => "Hang up";

    /// <inheritdoc/>
    private protected override string? Act(AmiSession session, ChannelInput channel, CancellationToken cancellation)
    {
        try
        {
            session.Hangup(channel.Name, _cause, cancellation);
            return null;
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.NotFound && channel.Listed is not null)
        {
            // It was there when it was listed: ending one half of a Local channel ends the other.
            return $"{channel.Name} has ended already.";
        }
    }
}
