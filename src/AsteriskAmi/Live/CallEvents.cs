using System;
using System.Collections.Generic;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Live;

/// <summary>What each event means for the calls in a book.</summary>
internal sealed class CallEvents
{
    internal static readonly IReadOnlyCollection<string> Names = new[]
    {
        "Newchannel", "Newstate", "NewCallerid", "Rename", "HangupRequest", "Hangup", "DialBegin", "DialEnd", "BridgeEnter", "BridgeLeave",
        "Hold", "Unhold", "Pickup", "BlindTransfer", "AttendedTransfer",
        "ParkedCall", "UnParkedCall", "ParkedCallTimeOut", "ParkedCallGiveUp",
        "QueueCallerJoin", "QueueCallerLeave", "QueueCallerAbandon", "AgentConnect",
        "ConfbridgeJoin", "ConfbridgeLeave", "MixMonitorStart", "MixMonitorStop",
    };

    private readonly CallBook _book;

    internal CallEvents(CallBook book) => _book = book;

    /// <summary>Takes an event.</summary>
    /// <returns>The call that it is about; null for none.</returns>
    internal CallRecord? Apply(AmiMessage message, DateTimeOffset now)
    {
        switch (message.EventName)
        {
            case "DialBegin":
                return BeginDial(message);
            case "DialEnd":
                return EndDial(message);
            case "BlindTransfer":
                return Transfer(message, "TransfererUniqueid", "Extension");
            case "AttendedTransfer":
                return Transfer(message, "OrigTransfererUniqueid", "SecondTransfererConnectedLineNum");
            case "ParkedCall":
                return Park(message);
            case "UnParkedCall":
            case "ParkedCallTimeOut":
                return Unpark(message, hasGivenUp: false);
            case "ParkedCallGiveUp":
                return Unpark(message, hasGivenUp: true);
        }

        LegRecord? leg = Leg(message, now);
        return leg is null ? null : Apply(leg, message, now);
    }

    private CallRecord Apply(LegRecord leg, AmiMessage message, DateTimeOffset now)
    {
        CallRecord call = leg.Call;
        switch (message.EventName)
        {
            case "Newchannel":
                call.Unborn.Remove(leg.Uniqueid);
                if (leg.Uniqueid == call.Id)
                {
                    BeginCall(call, message);
                }

                break;
            case "Rename":
                leg.Name = HeaderValue.Text(message, "Newname");
                break;
            case "HangupRequest":
                call.HangupRequest = leg.Uniqueid == call.Id ? HeaderValue.Integer(message, "Cause") : call.HangupRequest;
                break;
            case "Hangup":
                Hangup(leg, message);
                break;
            case "BridgeEnter":
                return EnterBridge(leg, message, now);
            case "BridgeLeave":
                leg.BridgeId = string.Empty;
                break;
            case "Hold":
                leg.HeldBridge = leg.BridgeId;
                break;
            case "Unhold":
                leg.HeldBridge = null;
                break;
            case "Pickup":
                return Pickup(leg, message, now);
            case "QueueCallerJoin":
                call.Queue = leg.Queue = HeaderValue.Text(message, "Queue");
                call.LastDial = string.Empty;
                call.HasLeftUnseen = false;
                break;
            case "QueueCallerLeave":
                leg.Queue = null;
                call.HasLeftQueue = true;
                call.HasLeftUnseen = false;
                break;
            case "QueueCallerAbandon":
                call.IsAbandoned = true;
                break;
            case "AgentConnect":
                leg.Queue = null;
                call.HasLeftQueue = false;
                call.IsPartyAnswered = true;
                call.AnsweredBy = HeaderValue.Text(message, "MemberName");
                break;
            case "ConfbridgeJoin":
                call.Conference = leg.Conference = HeaderValue.Text(message, "Conference");
                break;
            case "ConfbridgeLeave":
                leg.Conference = null;
                break;
            case "MixMonitorStart":
                leg.Recordings++;
                break;
            case "MixMonitorStop":
                leg.Recordings = Math.Max(0, leg.Recordings - 1);
                break;
        }

        return call;
    }

    /// <summary>The leg that an event is about, as the event shows it. One that is not known yet is taken in.</summary>
    private LegRecord? Leg(AmiMessage message, DateTimeOffset now)
    {
        string uniqueid = HeaderValue.Text(message, "Uniqueid");
        if (uniqueid.Length == 0 || _book.HasEnded(uniqueid))
        {
            return null;
        }

        LegRecord? leg = _book.FindLeg(uniqueid);
        if (leg is null)
        {
            string linkedid = HeaderValue.Text(message, "Linkedid");
            if (linkedid.Length == 0 || message.EventName is "Hangup" or "HangupRequest")
            {
                return null;
            }

            leg = Begin(uniqueid, linkedid, message, now);
        }

        See(leg, message, now);
        return leg;
    }

    private LegRecord Begin(string uniqueid, string linkedid, AmiMessage message, DateTimeOffset now)
    {
        CallRecord? call = _book.FindCall(linkedid);
        if (call is null)
        {
            call = _book.AddCall(linkedid, now);
            call.Unborn.Add(linkedid);
            BeginCall(call, message);
        }

        call.Unborn.Add(uniqueid);
        return _book.AddLeg(uniqueid, call);
    }

    private static void BeginCall(CallRecord call, AmiMessage message)
    {
        call.IsIncoming = HeaderValue.Text(message, "ChannelStateDesc") == "Ring";
        string extension = HeaderValue.Text(message, "Exten");

        // Asterisk gives a channel that it makes to call somebody the extension s.
        call.To = extension == "s" ? string.Empty : extension;
    }

    private static void See(LegRecord leg, AmiMessage message, DateTimeOffset now)
    {
        CallRecord call = leg.Call;
        leg.Name = HeaderValue.Text(message, "Channel");
        leg.State = HeaderValue.Text(message, "ChannelStateDesc");
        leg.CallerIdNumber = HeaderValue.Party(message, "CallerIDNum");
        leg.CallerIdName = HeaderValue.Party(message, "CallerIDName");
        if (call.From.Length == 0)
        {
            call.From = leg.CallerIdNumber;
            call.FromName = leg.CallerIdName;
        }

        if (leg.Uniqueid == call.Id)
        {
            call.FirstLegState = leg.State;
            if (leg.IsUp)
            {
                call.Answer ??= now;
            }
        }
    }

    private void Hangup(LegRecord leg, AmiMessage message)
    {
        // The first leg's cause says most; where it has none, the last one that says something.
        int cause = HeaderValue.Integer(message, "Cause");
        CallRecord call = leg.Call;
        if (cause != 0 && (call.Cause == 0 || !call.HasCauseOfFirstLeg))
        {
            call.Cause = cause;
            call.CauseText = HeaderValue.Text(message, "Cause-txt");
            call.HasCauseOfFirstLeg = leg.Uniqueid == call.Id;
        }

        // The event that says so may come behind this one.
        call.IsAbandoned |= leg.IsWaiting;
        _book.RemoveLeg(leg);
    }

    private CallRecord EnterBridge(LegRecord leg, AmiMessage message, DateTimeOffset now)
    {
        leg.BridgeId = HeaderValue.Text(message, "BridgeUniqueid");
        CallRecord call = leg.Call;
        if (HeaderValue.Text(message, "BridgeType") != "basic")
        {
            return call;
        }

        leg.ParkingSpace = null;

        foreach (LegRecord other in _book.InBridge(leg.BridgeId))
        {
            if (other.Call != call)
            {
                call = _book.Join(call, other.Call, HeaderValue.Text(message, "Linkedid"), now);
            }

            call.IsPartyAnswered |= other != leg;
        }

        return call;
    }

    private CallRecord Pickup(LegRecord leg, AmiMessage message, DateTimeOffset now)
    {
        CallRecord? target = _book.FindLeg(HeaderValue.Text(message, "TargetUniqueid"))?.Call;
        return target is null || target == leg.Call ? leg.Call : _book.Join(leg.Call, target, target.Id, now);
    }

    private CallRecord? BeginDial(AmiMessage message)
    {
        LegRecord? called = _book.FindLeg(HeaderValue.Text(message, "DestUniqueid"));
        if (called is null)
        {
            return null;
        }

        called.IsDialled = true;
        if (called.Call.To.Length == 0)
        {
            called.Call.To = HeaderValue.Text(message, "DialString");
        }

        return called.Call;
    }

    private CallRecord? EndDial(AmiMessage message)
    {
        LegRecord? called = _book.FindLeg(HeaderValue.Text(message, "DestUniqueid"));
        if (called is not null)
        {
            called.IsDialled = false;
        }

        string status = HeaderValue.Text(message, "DialStatus");
        string caller = HeaderValue.Text(message, "Uniqueid");
        if (caller.Length == 0)
        {
            // The server itself called, to begin a call.
            if (called is not null && called.Uniqueid == called.Call.Id)
            {
                called.Call.OriginateStatus = status;
            }

            return called?.Call;
        }

        LegRecord? calling = _book.FindLeg(caller);
        if (calling is null || calling.Queue is not null || HeaderValue.Text(message, "Forward").Length > 0)
        {
            // What came of ringing one member of a queue is not what comes of the call, and a forwarded call goes on.
            return calling?.Call;
        }

        if (status == "ANSWER")
        {
            calling.Call.IsPartyAnswered = true;
            calling.Call.AnsweredBy = HeaderValue.Text(message, "DestChannel");
        }
        else
        {
            calling.Call.LastDial = status;
        }

        return calling.Call;
    }

    private CallRecord? Transfer(AmiMessage message, string transferer, string target)
    {
        CallRecord? call = _book.FindLeg(HeaderValue.Text(message, transferer))?.Call;
        if (call is not null && HeaderValue.Text(message, "Result") == "Success")
        {
            call.Transfers++;
            call.TransferredTo = HeaderValue.Party(message, target);
        }

        return call;
    }

    private CallRecord? Park(AmiMessage message)
    {
        LegRecord? leg = _book.FindLeg(HeaderValue.Text(message, "ParkeeUniqueid"));
        if (leg is not null)
        {
            leg.Call.ParkingSpace = leg.ParkingSpace = HeaderValue.Text(message, "ParkingSpace");
            leg.Call.HasLeftUnseen = false;
        }

        return leg?.Call;
    }

    private CallRecord? Unpark(AmiMessage message, bool hasGivenUp)
    {
        LegRecord? leg = _book.FindLeg(HeaderValue.Text(message, "ParkeeUniqueid"));
        if (leg is not null)
        {
            leg.ParkingSpace = null;
            leg.Call.IsAbandoned |= hasGivenUp;
            leg.Call.HasLeftUnseen = false;
        }

        return leg?.Call;
    }
}
