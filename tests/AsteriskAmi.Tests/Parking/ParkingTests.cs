using System;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Parking;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Parking;

public sealed class ParkingTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    private static readonly string[] _parked =
    [
        "Event: ParkedCall", "ParkeeChannel: SIP/1-1", "ParkeeChannelState: 6", "ParkeeChannelStateDesc: Up", "ParkeeCallerIDNum: 0301",
        "ParkeeCallerIDName: Jürgen", "ParkeeConnectedLineNum: 0100", "ParkeeConnectedLineName: <unknown>", "ParkeeContext: internal",
        "ParkeeExten: 0200", "ParkeePriority: 4", "ParkeeUniqueid: 1.1", "ParkeeLinkedid: 1.0", "ParkerDialString: SIP/2",
        "Parkinglot: default", "ParkingSpace: 701", "ParkingTimeout: 44", "ParkingDuration: 61",
    ];

    [Fact]
    public async Task A_lot_has_what_the_list_says()
    {
        Task<AmiParkingLot[]> asking = Limit.Run(() => _line.Session.GetParkingLots(Limit.Token).ToArray());
        _line.Peer.AnswerList(
            _line.Peer.Expect("Parkinglots"),
            "Parkinglots",
            ["Event: Parkinglot", "Name: default", "StartSpace: 701", "StopSpace: 720", "Timeout: 3600"],
            ["Event: Parkinglot", "Name: upstairs", "StartSpace: 0801", "StopSpace: 0820", "Timeout: 0"]);
        AmiParkingLot[] lots = await asking.InTime();

        Assert.Equal("default", lots[0].ParkingLot);
        Assert.Equal("701", lots[0].StartSpace);
        Assert.Equal("720", lots[0].StopSpace);
        Assert.Equal(TimeSpan.FromHours(1), lots[0].Timeout);
        Assert.Same(_line.Session, lots[0].Session);
        Assert.Equal("default", lots[0].ToString());
        Assert.Equal("0801", lots[1].StartSpace);
        Assert.Null(lots[1].Timeout);
    }

    [Fact]
    public async Task A_parked_call_has_what_the_list_says()
    {
        Task<AmiParkedCall[]> asking = Limit.Run(() => _line.Session.GetParkedCalls("default", Limit.Token).ToArray());
        FakeAction action = _line.Peer.Expect("ParkedCalls");
        _line.Peer.AnswerList(action, "ParkedCalls", _parked);
        AmiParkedCall call = Assert.Single(await asking.InTime());

        Assert.Equal(["ParkingLot: default"], action.Headers);
        Assert.Equal("default", call.ParkingLot);
        Assert.Equal("701", call.ParkingSpace);
        Assert.Equal("SIP/1-1", call.Channel);
        Assert.Equal("Up", call.State);
        Assert.Equal("0301", call.CallerIdNumber);
        Assert.Equal("Jürgen", call.CallerIdName);
        Assert.Equal("0100", call.ConnectedLineNumber);
        Assert.Equal(string.Empty, call.ConnectedLineName);
        Assert.Equal("internal", call.Context);
        Assert.Equal("0200", call.Extension);
        Assert.Equal("1.1", call.Uniqueid);
        Assert.Equal("1.0", call.Linkedid);
        Assert.Equal("SIP/2", call.ParkerDialString);
        Assert.Equal(TimeSpan.FromSeconds(61), call.ParkingDuration);
        Assert.Equal(TimeSpan.FromSeconds(44), call.ParkingTimeout);
        Assert.Same(_line.Session, call.Session);
        Assert.Equal("701", call.ToString());
    }

    // What is left of a time of zero, which is for ever, is below zero after a second, and is sent without its sign.
    [Theory]
    [InlineData("0", "0", null)]
    [InlineData("18446744073709551615", "1", null)]
    [InlineData("18446744073709551555", "61", null)]
    [InlineData("0", "30", 0)]
    [InlineData("30", "0", 30)]
    public async Task A_call_that_may_stay_for_ever_has_no_time_left(string left, string duration, int? seconds)
    {
        Task<AmiParkedCall[]> asking = Limit.Run(() => _line.Session.GetParkedCalls(null, Limit.Token).ToArray());
        FakeAction action = _line.Peer.Expect("ParkedCalls");
        _line.Peer.AnswerList(action, "ParkedCalls", ["Event: ParkedCall", "ParkingTimeout: " + left, "ParkingDuration: " + duration]);

        Assert.Equal(seconds, Assert.Single(await asking.InTime()).ParkingTimeout?.TotalSeconds);
        Assert.Empty(action.Headers);
    }

    [Fact]
    public async Task A_lot_that_does_not_exist_is_not_found()
    {
        Task<AmiParkedCall[]> asking = Limit.Run(() => _line.Session.GetParkedCalls("nosuch", Limit.Token).ToArray());
        _line.Peer.Refuse(_line.Peer.Expect("ParkedCalls"), "Requested parking lot could not be found.");
        AmiException e = await Fails.With(AmiErrorCode.NotFound, asking.InTime());

        Assert.Contains("nosuch", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parking_waits_until_the_channel_is_in_its_space()
    {
        Task<AmiParkedCall> parking = Limit.Run(() => _line.Session.Park("1.1", null, Limit.Token));
        FakeAction action = _line.Peer.Expect("Park");
        _line.Peer.Answer(action, "Message: Park successful");
        _line.Peer.AnswerList(_line.Peer.Expect("ParkedCalls"), "ParkedCalls");
        _line.Peer.AnswerList(
            _line.Peer.Expect("ParkedCalls"), "ParkedCalls", ["Event: ParkedCall", "ParkeeChannel: SIP/9-9", "ParkingSpace: 702"], _parked);
        AmiParkedCall call = await parking.InTime();

        Assert.Equal(["Channel: 1.1"], action.Headers);
        Assert.Equal("701", call.ParkingSpace);
    }

    [Fact]
    public async Task Parking_looks_for_the_channel_of_the_announcement_first_and_sends_these_lines()
    {
        var options = new AmiParkOptions
        {
            ParkingLot = "upstairs", Timeout = TimeSpan.FromSeconds(90), TimeoutChannel = "SIP/2-2", AnnounceChannel = "SIP/3-3",
        };
        Task<AmiParkedCall> parking = Limit.Run(() => _line.Session.Park("sip/1-1", options, Limit.Token));
        FakeAction status = _line.Peer.Expect("Status");
        _line.Peer.AnswerList(status, "Status", ["Event: Status", "Channel: SIP/3-3"]);
        FakeAction timeout = _line.Peer.Expect("Status");
        _line.Peer.AnswerList(timeout, "Status", ["Event: Status", "Channel: SIP/2-2"]);
        FakeAction action = _line.Peer.Expect("Park");
        _line.Peer.Answer(action, "Message: Park successful");

        // It comes from another lot.
        _line.Peer.AnswerList(_line.Peer.Expect("ParkedCalls"), "ParkedCalls", _parked);
        string[] moved = [.. _parked.Select(line => line == "Parkinglot: default" ? "Parkinglot: Upstairs" : line)];
        _line.Peer.AnswerList(_line.Peer.Expect("ParkedCalls"), "ParkedCalls", moved);
        Assert.Equal("Upstairs", (await parking.InTime()).ParkingLot);

        Assert.Equal("SIP/3-3", status.Value("Channel"));
        Assert.Equal("SIP/2-2", timeout.Value("Channel"));
        Assert.Equal(
            ["Channel: sip/1-1", "Parkinglot: upstairs", "Timeout: 90000", "TimeoutChannel: SIP/2-2", "AnnounceChannel: SIP/3-3"], action.Headers);
    }

    // Asterisk would take what stands behind the last hyphen for the number of a channel, and call PJSIP/front.
    [Theory]
    [InlineData("PJSIP/front-desk", true, "PJSIP/front-desk-0")]
    [InlineData("PJSIP/1001", false, "PJSIP/1001")]
    [InlineData("PJSIP/front-desk-0000002a", false, "PJSIP/front-desk-0000002a")]
    [InlineData("Local/1@ctx-0000002a;2", false, "Local/1@ctx-0000002a;2")]
    public async Task Who_is_called_when_the_time_is_over_keeps_a_hyphen_that_is_no_channels(string called, bool isAsked, string sent)
    {
        Task<AmiParkedCall> parking = Limit.Run(() => _line.Session.Park("1.1", new AmiParkOptions { TimeoutChannel = called }, Limit.Token));
        if (isAsked)
        {
            _line.Peer.Refuse(_line.Peer.Expect("Status"), "No such channel");
        }

        FakeAction action = _line.Peer.Expect("Park");
        _line.Peer.Answer(action, "Message: Park successful");
        _line.Peer.AnswerList(_line.Peer.Expect("ParkedCalls"), "ParkedCalls", _parked);
        await parking.InTime();

        Assert.Equal(sent, action.Value("TimeoutChannel"));
    }

    // Asterisk 16 and 22 end with a crash when they are sent the name of a channel that does not exist.
    [Fact]
    public async Task A_channel_for_the_announcement_that_does_not_exist_is_never_sent()
    {
        Task<AmiParkedCall> parking = Limit.Run(() => _line.Session.Park("SIP/1-1", new AmiParkOptions { AnnounceChannel = "SIP/nosuch" }, Limit.Token));
        _line.Peer.Refuse(_line.Peer.Expect("Status"), "No such channel");
        AmiException e = await Fails.With(AmiErrorCode.NotFound, parking.InTime());

        Assert.Contains("SIP/nosuch", e.Message, StringComparison.Ordinal);
        await _line.Ping();
    }

    [Fact]
    public async Task A_time_of_zero_is_sent_for_ever()
    {
        Task<AmiParkedCall> parking = Limit.Run(() => _line.Session.Park("SIP/1-1", new AmiParkOptions { Timeout = TimeSpan.Zero }, Limit.Token));
        FakeAction action = _line.Peer.Expect("Park");
        _line.Peer.Refuse(action, "Park action failed\n");
        AmiException e = await Fails.With(AmiErrorCode.ActionFailed, parking.InTime());

        Assert.Equal("0", action.Value("Timeout"));
        Assert.Contains("Get-AmiParkingLot", e.Message, StringComparison.Ordinal);
    }
}
