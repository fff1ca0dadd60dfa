using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Parking;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Parks channels.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AmiPark", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[SendsAction("Park", "ParkedCalls")]
[OutputType(typeof(AmiParkedCall))]
public sealed class InvokeAmiParkCommand : AmiChannelCmdlet
{
    private int? _timeoutSeconds;

    /// <summary>The parking lot; that of the channel unless given.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ParkingLotCompleter))]
    public string? ParkingLot { get; set; }

    /// <summary>After what time the call goes back, in seconds; 0 for never. The lot's own unless given.</summary>
    [Parameter]
    [ValidateRange(0, 2_000_000)]
    public int TimeoutSeconds
    {
        get => _timeoutSeconds ?? 0;
        set => _timeoutSeconds = value;
    }

    /// <summary>The channel whose telephone is called when the time is over; the parked one's own unless given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    public string? TimeoutChannel { get; set; }

    /// <summary>The channel that is told the space, if it is in a call.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    public string? AnnounceChannel { get; set; }

    private protected override string Operation => "Park" + (ParkingLot is null ? string.Empty : " in " + ParkingLot);

    /// <inheritdoc/>
    private protected override IEnumerable<object> Work(AmiSession session, ChannelInput channel, CancellationToken cancellation)
    {
        yield return session.Park(
            channel.Name,
            new AmiParkOptions
            {
                ParkingLot = ParkingLot,
                Timeout = _timeoutSeconds is int seconds ? TimeSpan.FromSeconds(seconds) : null,
                TimeoutChannel = TimeoutChannel,
                AnnounceChannel = AnnounceChannel,
            },
            cancellation);
    }
}
