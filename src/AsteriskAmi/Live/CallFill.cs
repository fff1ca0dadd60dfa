using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Calls;

namespace AsteriskAmi.Live;

/// <summary>Sets the calls in a book to what a server's lists say: what began and what ended unseen.</summary>
internal static class CallFill
{
    internal static void Apply(CallBook book, CallLists lists, DateTimeOffset now)
    {
        var listed = new HashSet<string>(lists.Channels.Select(channel => channel.Uniqueid), StringComparer.Ordinal);
        foreach (LegRecord leg in book.Legs().Where(leg => !listed.Contains(leg.Uniqueid)))
        {
            leg.Call.HasLeftUnseen |= leg.IsWaiting;
            book.RemoveLeg(leg);
        }

        // A call's first channel first, since it says who called whom.
        foreach (AmiChannel channel in lists.Channels.OrderBy(channel => channel.Uniqueid != channel.Linkedid))
        {
            if (!book.HasEnded(channel.Uniqueid))
            {
                Set(book, channel, lists, now);
            }
        }

        foreach (AmiChannel channel in lists.Channels)
        {
            Join(book, channel, now);
        }

        foreach (IGrouping<string?, AmiChannel> pair in lists.Channels.Where(channel => channel.LocalName is not null).GroupBy(channel => channel.LocalName))
        {
            JoinHalves(book, pair.ToArray(), now);
        }

        foreach (CallRecord call in book.Calls())
        {
            call.IsPartyAnswered |= call.Legs.Any(leg => leg.Conference is null && CallRules.IsConnected(call, leg));
            if (call.Legs.Count == 0 && !call.IsPartyAnswered)
            {
                call.Outcome = AmiCallResult.Unknown;
            }

            book.Review(call, now);
        }
    }

    private static void Set(CallBook book, AmiChannel channel, CallLists lists, DateTimeOffset now)
    {
        LegRecord? leg = book.FindLeg(channel.Uniqueid);
        if (leg is null)
        {
            CallRecord call = book.FindCall(channel.Linkedid) ?? Begin(book, channel, now);
            call.IsDoubtful = true;
            leg = book.AddLeg(channel.Uniqueid, call);
        }

        bool wasWaiting = leg.IsWaiting;
        leg.Name = channel.Name;
        leg.State = channel.State;
        leg.CallerIdNumber = channel.CallerIdNumber;
        leg.CallerIdName = channel.CallerIdName;
        leg.BridgeId = channel.BridgeId;
        leg.Queue = lists.Queues.TryGetValue(channel.Uniqueid, out string? queue) ? queue : null;
        leg.ParkingSpace = lists.Spaces.TryGetValue(channel.Uniqueid, out string? space) ? space : null;
        leg.Conference = channel.Application == "ConfBridge" && channel.BridgeId.Length > 0 ? channel.ApplicationData.Split(',')[0] : null;
        leg.Call.HasLeftUnseen = !leg.IsWaiting && (wasWaiting || leg.Call.HasLeftUnseen);
        leg.Call.Queue = leg.Queue ?? leg.Call.Queue;
        leg.Call.ParkingSpace = leg.ParkingSpace ?? leg.Call.ParkingSpace;
        leg.Call.Conference = leg.Conference ?? leg.Call.Conference;
        if (leg.Uniqueid == leg.Call.Id && leg.Call.FirstLegState != leg.State)
        {
            // One that is found answered was answered before anybody can tell; one that was followed, during the gap.
            leg.Call.Answer ??= leg.IsUp && leg.Call.FirstLegState.Length > 0 ? now : null;
            leg.Call.FirstLegState = leg.State;
        }
    }

    /// <summary>Makes one call of two whose channels were connected unseen, which gives one the Linkedid of the other.</summary>
    private static void Join(CallBook book, AmiChannel channel, DateTimeOffset now)
    {
        if (book.FindLeg(channel.Uniqueid)?.Call is { } own && book.FindCall(channel.Linkedid) is { } linked && own != linked)
        {
            book.Join(own, linked, channel.Linkedid, now);
        }
    }

    /// <summary>The halves of a Local channel are one call, but Asterisk gives a new Linkedid only to the connected one.</summary>
    private static void JoinHalves(CallBook book, AmiChannel[] halves, DateTimeOffset now)
    {
        CallRecord[] calls = halves.Select(half => book.FindLeg(half.Uniqueid)?.Call).OfType<CallRecord>().Distinct().ToArray();
        if (calls.Length == 2)
        {
            AmiChannel? connected = halves.FirstOrDefault(half => halves.All(other => other.Uniqueid != half.Linkedid));
            book.Join(calls[0], calls[1], connected?.Linkedid ?? string.Empty, now);
        }
    }

    private static CallRecord Begin(CallBook book, AmiChannel channel, DateTimeOffset now)
    {
        CallRecord call = book.AddCall(channel.Linkedid, now - channel.Duration);
        call.IsIncoming = channel.State == "Ring";
        call.From = channel.CallerIdNumber;
        call.FromName = channel.CallerIdName;
        call.To = channel.Extension == "s" ? string.Empty : channel.Extension;
        return call;
    }
}
