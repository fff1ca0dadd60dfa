using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Parking;

/// <summary>What can be asked of parking lots, and parking itself (module res_parking).</summary>
public static class ParkingActions
{
    private static readonly TimeSpan _arrivalTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _betweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>Lists the parking lots.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The lots, as they come.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static IEnumerable<AmiParkingLot> GetParkingLots(this AmiSession session, CancellationToken cancellation = default) =>
        session.InvokeList(new AmiAction("Parkinglots"), cancellation).Select(item => new AmiParkingLot(item, session));

    /// <summary>Lists the parked calls.</summary>
    /// <param name="session">The session.</param>
    /// <param name="parkingLot">One lot's name; null for all.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The calls, as they come.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>: there is no such lot; and as for <see cref="AmiSession.InvokeList"/>.
    /// </exception>
    public static IEnumerable<AmiParkedCall> GetParkedCalls(
        this AmiSession session, string? parkingLot = null, CancellationToken cancellation = default) =>
        session.InvokeList(new AmiAction("ParkedCalls").AddOptional("ParkingLot", parkingLot), cancellation)
            .Select(item => new AmiParkedCall(item, session));

    /// <summary>Parks a channel, and waits until it is in its space.</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The channel's whole name, or its unique id.</param>
    /// <param name="options">Where and for how long; null for the server's own.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The parked call.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>; <see cref="AmiErrorCode.ActionFailed"/>: there is no such lot, or the channel
    /// did not come into one; and as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static AmiParkedCall Park(
        this AmiSession session, string channel, AmiParkOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new AmiParkOptions();
        if (options.AnnounceChannel is string announce)
        {
            // Asterisk 16 and 22 crash when there is no such channel (res/parking/parking_manager.c, manager_park, looks at
            // the name where it means the channel): so it is looked for here.
            _ = session.GetChannelDetails(announce, cancellation).FirstOrDefault();
        }

        session.Invoke(
            new AmiAction("Park")
                .Add("Channel", channel)
                .AddOptional("Parkinglot", options.ParkingLot)
                .AddOptional("Timeout", options.Timeout?.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture))
                .AddOptional("TimeoutChannel", CalledWhole(session, options.TimeoutChannel, cancellation))
                .AddOptional("AnnounceChannel", options.AnnounceChannel),
            "Park action failed",
            "There may be no such parking lot; Get-AmiParkingLot lists them.",
            cancellation);
        return Arrival(session, channel, options.ParkingLot, cancellation);
    }

    // Asterisk calls what stands before the last hyphen of it, which in the name of a channel is its telephone (main/channel.c,
    // ast_channel_name_to_dial_string): of PJSIP/front-desk it would call PJSIP/front.
    private static string? CalledWhole(AmiSession session, string? called, CancellationToken cancellation) =>
        called is null || called.IndexOf('-') < 0 || ChannelName.IsWhole(called) || IsChannel(session, called, cancellation) ? called : called + "-0";

    private static bool IsChannel(AmiSession session, string name, CancellationToken cancellation)
    {
        try
        {
            return session.GetChannelDetails(name, cancellation).Any();
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.NotFound)
        {
            return false;
        }
    }

    // The answer comes when the channel is on its way: it enters the lot by itself, and finds a space there or none. It may
    // come from another lot.
    private static AmiParkedCall Arrival(AmiSession session, string channel, string? lot, CancellationToken cancellation)
    {
        Deadline deadline = Deadline.After(_arrivalTime);
        while (true)
        {
            if (session.GetParkedCalls(null, cancellation).FirstOrDefault(call => call.IsCalled(channel) && call.IsIn(lot)) is AmiParkedCall parked)
            {
                return parked;
            }

            if (deadline.HasPassed)
            {
                throw new AmiException(
                    AmiErrorCode.ActionFailed,
                    $"The server took '{channel}' to park it, and it did not come into a space: it may have ended, or the lot is full or not there. Get-AmiParkedCall shows what is parked, Get-AmiParkingLot the lots.");
            }

            cancellation.WaitHandle.WaitOne(_betweenLooks);
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
