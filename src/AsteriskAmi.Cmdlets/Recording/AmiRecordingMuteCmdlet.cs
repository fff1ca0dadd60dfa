using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Recording;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that lets the recordings of channels take silence, or sound again.</summary>
public abstract class AmiRecordingMuteCmdlet : AmiChannelActionCmdlet
{
    /// <summary>Which part: Read is what the telephone says, Write what it hears.</summary>
    [Parameter]
    public AmiRecordingDirection Direction { get; set; }

    private protected abstract bool Muted { get; }

    /// <inheritdoc/>
    private protected override string? Act(AmiSession session, ChannelInput channel, CancellationToken cancellation)
    {
        session.MuteRecording(channel.Name, Direction, Muted, cancellation);
        return null;
    }
}
