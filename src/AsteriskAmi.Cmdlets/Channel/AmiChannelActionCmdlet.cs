using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that does something to channels and has nothing to tell of it.</summary>
public abstract class AmiChannelActionCmdlet : AmiChannelCmdlet
{
    /// <summary>Gives back what was acted on.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Does it to one channel. May run on another thread and must use nothing of a cmdlet but the parameters.</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="cancellation">Cancelled by Ctrl+C.</param>
    /// <returns>What -Verbose should say about it; null for nothing.</returns>
    private protected abstract string? Act(AmiSession session, ChannelInput channel, CancellationToken cancellation);

    /// <inheritdoc/>
    private protected sealed override IEnumerable<object> Work(
        AmiSession session, ChannelInput channel, CancellationToken cancellation)
    {
        if (Act(session, channel, cancellation) is string note)
        {
            yield return new VerboseRecord(note);
        }

        if (PassThru)
        {
            yield return channel.Source;
        }
    }
}
