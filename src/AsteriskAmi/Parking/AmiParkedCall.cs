using System;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Parking;

/// <summary>A call that is parked, as it was when the server was asked (action ParkedCalls).</summary>
public sealed class AmiParkedCall
{
    internal AmiParkedCall(AmiMessage item, AmiSession session)
    {
        ParkingLot = HeaderValue.Text(item, "Parkinglot");
        ParkingSpace = HeaderValue.Text(item, "ParkingSpace");
        Channel = HeaderValue.Text(item, "ParkeeChannel");
        State = HeaderValue.Text(item, "ParkeeChannelStateDesc");
        CallerIdNumber = HeaderValue.Party(item, "ParkeeCallerIDNum");
        CallerIdName = HeaderValue.Party(item, "ParkeeCallerIDName");
        ConnectedLineNumber = HeaderValue.Party(item, "ParkeeConnectedLineNum");
        ConnectedLineName = HeaderValue.Party(item, "ParkeeConnectedLineName");
        Context = HeaderValue.Text(item, "ParkeeContext");
        Extension = HeaderValue.Text(item, "ParkeeExten");
        Uniqueid = HeaderValue.Text(item, "ParkeeUniqueid");
        Linkedid = HeaderValue.Text(item, "ParkeeLinkedid");
        ParkerDialString = HeaderValue.Text(item, "ParkerDialString");
        ParkingDuration = HeaderValue.Seconds(item, "ParkingDuration");
        ParkingTimeout = Left(item);
        Session = session;
    }

    /// <summary>The lot's name.</summary>
    public string ParkingLot { get; }

    /// <summary>The space: what is dialed to fetch the call.</summary>
    public string ParkingSpace { get; }

    /// <summary>The channel that is parked.</summary>
    public string Channel { get; }

    /// <summary>The channel's state, in Asterisk's words: Up...</summary>
    public string State { get; }

    /// <summary>The caller's number; empty when it is not known.</summary>
    public string CallerIdNumber { get; }

    /// <summary>The caller's name.</summary>
    public string CallerIdName { get; }

    /// <summary>The number of the party it talked to.</summary>
    public string ConnectedLineNumber { get; }

    /// <summary>The name of the party it talked to.</summary>
    public string ConnectedLineName { get; }

    /// <summary>The dialplan context of the channel.</summary>
    public string Context { get; }

    /// <summary>The extension of the channel in the dialplan.</summary>
    public string Extension { get; }

    /// <summary>The channel's unique id.</summary>
    public string Uniqueid { get; }

    /// <summary>The unique id that ties the legs of one call together.</summary>
    public string Linkedid { get; }

    /// <summary>Who parked it, as it is dialed when the time is over.</summary>
    public string ParkerDialString { get; }

    /// <summary>How long it has been parked, in whole seconds.</summary>
    public TimeSpan ParkingDuration { get; }

    /// <summary>How long until it goes back, in whole seconds; null for never.</summary>
    public TimeSpan? ParkingTimeout { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>Whether this is its channel's name, in any case as Asterisk takes it, or its unique id.</summary>
    internal bool IsCalled(string channel) =>
        string.Equals(Channel, channel, StringComparison.OrdinalIgnoreCase) || Uniqueid == channel;

    /// <summary>Whether it is in this lot, or in any where none is given.</summary>
    internal bool IsIn(string? lot) => string.IsNullOrEmpty(lot) || string.Equals(ParkingLot, lot, StringComparison.OrdinalIgnoreCase);

    /// <summary>The space.</summary>
    /// <returns>The space.</returns>
    public override string ToString() => ParkingSpace;

    // Asterisk takes the duration from the time that a call may stay, and does not go below zero: where it may stay for
    // ever, which is a time of zero, 18446744073709551615 is what is left after a second.
    private static TimeSpan? Left(AmiMessage item)
    {
        ulong left = HeaderValue.Bits(item, "ParkingTimeout");
        ulong time = unchecked(left + HeaderValue.Bits(item, "ParkingDuration"));
        return time == 0 || left > int.MaxValue ? null : TimeSpan.FromSeconds(left);
    }
}
