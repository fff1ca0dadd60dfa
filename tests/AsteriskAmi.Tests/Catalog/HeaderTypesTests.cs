using System;
using System.Globalization;
using AsteriskAmi.Catalog;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Catalog;

public class HeaderTypesTests
{
    [Theory]
    [InlineData("Cause", "16", 16)]
    [InlineData("cause", "16", 16)]
    [InlineData("Penalty", "-1", -1)]
    [InlineData("Status", "-1", -1)]
    [InlineData("Abandoned", "2147483647", int.MaxValue)]
    [InlineData("DestChannelState", "6", 6)]
    [InlineData("Report0CumulativeLost", "3", 3)]
    [InlineData("Report12IAJitter", "3", 3)]
    public void Counts_and_codes_are_integers(string name, string value, int number)
    {
        Assert.Equal(number, Assert.IsType<int>(InAnswer(name, value)));
    }

    [Fact]
    public void A_number_too_large_for_an_int_is_a_long()
    {
        Assert.Equal(4_000_000_000L, Assert.IsType<long>(InAnswer("Count", "4000000000")));
    }

    [Theory]
    [InlineData("ServicelevelPerf", "83.3", 83.3)]
    [InlineData("ServicelevelPerf", "100", 100)]
    [InlineData("RTT", "0.0003", 0.0003)]
    [InlineData("VolumeGain", "-1.50", -1.5)]
    [InlineData("Report0DLSR", "1.2500", 1.25)]
    public void Numbers_with_a_fraction_are_doubles(string name, string value, double number)
    {
        Assert.Equal(number, Assert.IsType<double>(InAnswer(name, value)));
    }

    [Theory]
    [InlineData("Paused", "1", true)]
    [InlineData("Paused", "0", false)]
    [InlineData("Muted", "Yes", true)]
    [InlineData("Muted", "no", false)]
    [InlineData("Restart", "True", true)]
    [InlineData("ForceRport", "false", false)]
    [InlineData("TalkingStatus", "on", true)]
    [InlineData("TalkingStatus", "off", false)]
    [InlineData("DND", "Enabled", true)]
    [InlineData("DND", "Disabled", false)]
    [InlineData("SIP-DirectMedia", "Y", true)]
    [InlineData("SIP-Encryption", "N", false)]
    public void Flags_are_booleans(string name, string value, bool flag)
    {
        Assert.Equal(flag, Assert.IsType<bool>(InAnswer(name, value)));
    }

    [Theory]
    [InlineData("LastCall", "1795570542", "2026-11-25T01:35:42Z")]
    [InlineData("Timestamp", "1795570542.250000", "2026-11-25T01:35:42.25Z")]
    [InlineData("EventTV", "2026-11-25T01:36:42.991+0000", "2026-11-25T01:36:42.991Z")]
    [InlineData("EventTV", "2026-11-25T03:36:42.991+0200", "2026-11-25T01:36:42.991Z")]
    [InlineData("SessionTV", "2026-11-25T01:36:42+0000", "2026-11-25T01:36:42Z")]
    public void Moments_are_local_times(string name, string value, string utc)
    {
        DateTime time = Assert.IsType<DateTime>(InAnswer(name, value));

        Assert.Equal(DateTimeKind.Local, time.Kind);
        Assert.Equal(DateTime.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal), time.ToUniversalTime());
    }

    [Theory]
    [InlineData("StartTime", "2026-11-22 10:56:58", 0)]
    [InlineData("EventTime", "2026-11-22 10:56:58.500000", 500)]
    public void Moments_by_the_servers_clock_stay_as_it_showed_them(string name, string value, int milliseconds)
    {
        DateTime time = Assert.IsType<DateTime>(InAnswer(name, value));

        Assert.Equal(DateTimeKind.Unspecified, time.Kind);
        Assert.Equal(new DateTime(2026, 11, 22, 10, 56, 58, milliseconds), time);
    }

    [Theory]
    [InlineData("LastCall", "0")]
    [InlineData("SessionTV", "1970-01-01T00:00:00.000+0000")]
    public void A_moment_that_never_was_is_null(string name, string value)
    {
        Assert.Null(InAnswer(name, value));
    }

    [Theory]
    [InlineData("Wait", "90", "0:01:30")]
    [InlineData("Duration", "00:01:30", "0:01:30")]
    [InlineData("Duration", "100:00:05", "4.04:00:05")]
    [InlineData("Duration", "6", "0:00:06")]
    [InlineData("QualifyTimeout", "3.000000", "0:00:03")]
    [InlineData("Uptime", "86400", "1.00:00:00")]
    public void Lengths_of_time_are_time_spans(string name, string value, string span)
    {
        Assert.Equal(TimeSpan.Parse(span, CultureInfo.InvariantCulture), Assert.IsType<TimeSpan>(InAnswer(name, value)));
    }

    [Theory]
    [InlineData("AgentConnect", "RingTime", "15", 15_000)]
    [InlineData("AgentRingNoAnswer", "RingTime", "15000", 15_000)]
    [InlineData("PeerStatus", "Time", "12", 12)]
    [InlineData("ChannelTalkingStop", "Duration", "1500", 1500)]
    [InlineData("MeetmeLeave", "Duration", "15", 15_000)]
    [InlineData("AgentLogoff", "Logintime", "4", 4000)]
    public void The_event_says_what_a_length_of_time_is_counted_in(string eventName, string name, string value, int milliseconds)
    {
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), InEvent(eventName, name, value));
    }

    [Theory]
    [InlineData("OriginateResponse", "Reason", "4", typeof(int))]
    [InlineData("QueueMemberPause", "Reason", "4", typeof(string))]
    [InlineData("QueueMemberStatus", "Status", "1", typeof(int))]
    [InlineData("DNDState", "Status", "enabled", typeof(bool))]
    [InlineData("UserEvent", "Status", "1", typeof(string))]
    [InlineData("QueueMemberStatus", "LoginTime", "1795570542", typeof(DateTime))]
    [InlineData("AgentLogoff", "LoginTime", "4", typeof(TimeSpan))]
    [InlineData("PeerStatus", "Time", "12", typeof(TimeSpan))]
    [InlineData("UserEvent", "Time", "12", typeof(string))]
    public void A_name_that_means_several_things_is_told_by_its_event(string eventName, string name, string value, Type type)
    {
        Assert.IsType(type, InEvent(eventName, name, value));
    }

    [Theory]
    [InlineData("Seconds", "28")]
    [InlineData("BillableSeconds", "28")]
    [InlineData("DurationMs", "100")]
    [InlineData("RoundtripUsec", "514")]
    public void A_header_whose_name_says_its_unit_is_a_number(string name, string value)
    {
        Assert.IsType<int>(InAnswer(name, value));
    }

    [Theory]
    [InlineData("Exten", "0100")]
    [InlineData("Exten", "100")]
    [InlineData("CallerIDNum", "0301234")]
    [InlineData("CallerIDNum", "301234")]
    [InlineData("DestConnectedLineNum", "100")]
    [InlineData("Uniqueid", "1795339292.84")]
    [InlineData("Linkedid", "1795339292")]
    [InlineData("ActionID", "7")]
    [InlineData("Queue", "100")]
    [InlineData("Mailbox", "100")]
    [InlineData("Channel", "1")]
    [InlineData("ParkingSpace", "701")]
    [InlineData("Conference", "100")]
    [InlineData("Agent", "2001")]
    [InlineData("AccountCode", "42")]
    [InlineData("Value", "1")]
    [InlineData("Report", "1")]
    [InlineData("Reports", "1")]
    public void Ids_and_what_people_dial_stay_text(string name, string value)
    {
        Assert.Equal(value, Assert.IsType<string>(InAnswer(name, value)));
    }

    [Theory]
    [InlineData("Status", "Fully Booted")]
    [InlineData("Cause", "")]
    [InlineData("Cause", "16 ")]
    [InlineData("Cause", "1e3")]
    [InlineData("Cause", "99999999999999999999")]
    [InlineData("RTT", "nan")]
    [InlineData("RTT", "1,5")]
    [InlineData("Paused", "maybe")]
    [InlineData("Paused", "2")]
    [InlineData("LastCall", "-1")]
    [InlineData("LastCall", "999999999999999")]
    [InlineData("LastCall", "yesterday")]
    [InlineData("EventTV", "2026-11-25")]
    [InlineData("Duration", "1:2:3")]
    [InlineData("Duration", "00:00")]
    [InlineData("Duration", "99999999999:00:00")]
    [InlineData("Duration", "99999999999999999999")]
    [InlineData("Duration", "soon")]
    [InlineData("RegExpire", "-1 seconds")]
    public void A_value_that_is_not_of_its_type_stays_as_it_came(string name, string value)
    {
        Assert.Equal(value, Assert.IsType<string>(InAnswer(name, value)));
    }

    private static object? InAnswer(string name, string value) => HeaderTypes.Convert(Wire.Message("Response: Success", $"{name}: {value}"), name, value);

    private static object? InEvent(string eventName, string name, string value) =>
        HeaderTypes.Convert(Wire.Message($"Event: {eventName}", $"{name}: {value}"), name, value);
}
