using System;
using AsteriskAmi.Catalog;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Catalog;

/// <summary>Events of Asterisk 11 and before, and of chan_sip, are found and typed like those of today.</summary>
public class OldEventTests
{
    [Theory]
    [InlineData("Join", "Count", "2", 2)]
    [InlineData("Join", "Position", "1", 1)]
    [InlineData("Leave", "Count", "0", 0)]
    [InlineData("QueueMemberPaused", "Paused", "1", true)]
    [InlineData("QueueMemberAdded", "Penalty", "3", 3)]
    [InlineData("QueueMemberAdded", "Status", "1", 1)]
    [InlineData("DTMF", "Begin", "Yes", true)]
    [InlineData("DTMF", "End", "No", false)]
    [InlineData("Hangup", "Cause", "16", 16)]
    [InlineData("ExtensionStatus", "Status", "-1", -1)]
    [InlineData("ChannelReload", "Peer_Count", "12", 12)]
    [InlineData("Transfer", "Transfer2Parking", "Yes", true)]
    [InlineData("Dial", "SubEvent", "Begin", "Begin")]
    [InlineData("Bridge", "Bridgestate", "Link", "Link")]
    [InlineData("Link", "CallerID1", "0049301234", "0049301234")]
    [InlineData("Unlink", "Uniqueid2", "1216925843.22", "1216925843.22")]
    [InlineData("Hold", "Status", "On", "On")]
    [InlineData("PeerStatus", "PeerStatus", "Lagged", "Lagged")]
    [InlineData("Registry", "Status", "Registered", "Registered")]
    [InlineData("SIPQualifyPeerDone", "Peer", "1000", "1000")]
    [InlineData("OriginateSuccess", "Reason", "4", 4)]
    [InlineData("OriginateFailure", "Reason", "8", 8)]
    [InlineData("MeetmeStopTalking", "Meetme", "0100", "0100")]
    [InlineData("RTPReceiverStat", "LostPackets", "7", 7)]
    [InlineData("RTPReceiverStat", "Jitter", "0.0024", 0.0024)]
    [InlineData("RTPReceiverStat", "Transit", "12.5000", 12.5)]
    [InlineData("RTPReceiverStat", "RRCount", "3", 3)]
    [InlineData("RTPSenderStat", "Jitter", "160", 160)]
    [InlineData("RTPSenderStat", "RTT", "0.015000", 0.015)]
    [InlineData("PRIEvent", "PRIEventCode", "9", 9)]
    [InlineData("ZapShowChannels", "DND", "Disabled", false)]
    [InlineData("DataGet Tree", "0-asterisk.maxcalls", "7", "7")]
    public void A_header_of_an_old_event_is_typed(string eventName, string name, string value, object expected)
    {
        Assert.NotNull(AmiCatalog.FindEvent(eventName));
        Assert.Equal(expected, Typed(eventName, name, value));
    }

    [Theory]
    [InlineData("AgentComplete", "TalkTime", 90_000)]
    [InlineData("AgentConnect", "HoldTime", 90_000)]
    [InlineData("Agentlogoff", "Logintime", 90_000)]
    [InlineData("Agentcallbacklogoff", "Logintime", 90_000)]
    [InlineData("MeetmeLeave", "Duration", 90_000)]
    [InlineData("ParkedCall", "Timeout", 90_000)]
    [InlineData("PeerStatus", "Time", 90)]
    public void A_length_of_time_of_an_old_event_has_its_unit(string eventName, string name, int milliseconds)
    {
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Typed(eventName, name, "90"));
    }

    [Theory]
    [InlineData("Dial*", "DialBegin", "Dial")]
    [InlineData("Bridge*", "BridgeEnter", "Bridge")]
    [InlineData("*Join", "QueueCallerJoin", "Join")]
    [InlineData("*Leave", "QueueCallerLeave", "Leave")]
    [InlineData("QueueMemberPause*", "QueueMemberPause", "QueueMemberPaused")]
    [InlineData("Originate*", "OriginateResponse", "OriginateFailure")]
    public void One_pattern_wants_the_new_name_and_the_old(string pattern, string today, string old)
    {
        var filter = new NameFilter([pattern]);

        Assert.True(filter.Wants(today));
        Assert.True(filter.Wants(old));
        Assert.NotNull(AmiCatalog.FindEvent(today));
        Assert.NotNull(AmiCatalog.FindEvent(old));
    }

    private static object? Typed(string eventName, string name, string value)
    {
        AmiMessage message = Wire.Message($"Event: {eventName}", "Privilege: call,all", $"{name}: {value}");
        Assert.Equal(eventName, message.EventName);
        return HeaderTypes.Convert(message, name, Assert.Single(message.GetAllHeaders(), h => h.Key == name).Value);
    }
}
