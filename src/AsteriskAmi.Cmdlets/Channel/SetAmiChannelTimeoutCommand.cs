using System;
using System.Globalization;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Sets how long channels may still live.</summary>
[Cmdlet(VerbsCommon.Set, "AmiChannelTimeout", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[SendsAction("AbsoluteTimeout")]
[OutputType(typeof(AmiChannel), typeof(string))]
public sealed class SetAmiChannelTimeoutCommand : AmiChannelActionCmdlet
{
    /// <summary>From now until the server hangs up, in seconds; 0 for no limit.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateRange(0.0, 31_536_000.0)]
    public double Seconds { get; set; }

    private protected override string Operation => Seconds == 0
        ? "Take the time limit away"
        : string.Format(CultureInfo.InvariantCulture, "Hang up in {0:0.###} s", Seconds);

    /// <inheritdoc/>
    private protected override string? Act(AmiSession session, ChannelInput channel, CancellationToken cancellation)
    {
        session.SetTimeout(channel.Name, TimeSpan.FromSeconds(Seconds), cancellation);
        return null;
    }
}
