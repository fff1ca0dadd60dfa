using System;
using System.Threading.Tasks;
using AsteriskAmi.Recording;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Recording;

public sealed class RecordingTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Recording_asks_for_the_id_and_the_path()
    {
        (FakeAction action, AmiRecording recording) = await Start(session => session.StartRecording("SIP/1-1", "x.wav", "b", Limit.Token));

        Assert.Equal(["Channel: SIP/1-1", "File: x.wav", "Options: bi(MIXMONITOR_ID)"], action.Headers);
        Assert.Equal("SIP/1-1", recording.Channel);
        Assert.Equal("0x7f01", recording.MixMonitorId);
        Assert.Equal("/var/spool/asterisk/monitor/x.wav", recording.File);
        Assert.Same(_line.Session, recording.Session);
        Assert.Equal(recording.File, recording.ToString());
    }

    [Fact]
    public async Task An_option_that_names_a_variable_for_the_id_is_left_as_it_is()
    {
        (FakeAction action, _) = await Start(session => session.StartRecording("SIP/1-1", "x.wav", "i(MINE)b", Limit.Token));

        Assert.Contains("Options: i(MINE)b", action.Headers);
    }

    [Fact]
    public async Task A_file_that_is_not_named_has_the_channel_and_the_time_in_its_name()
    {
        (FakeAction action, _) = await Start(session => session.StartRecording("Local/100@internal-1;2", null, null, Limit.Token));

        Assert.Matches(@"^Local-100@internal-1;2-\d{8}-\d{6}\.wav$", action.Value("File"));
    }

    [Fact]
    public async Task A_channel_that_ends_at_once_still_gives_its_recording()
    {
        Task<AmiRecording> starting = Limit.Run(() => _line.Session.StartRecording("SIP/1-1", "x.wav", null, Limit.Token));
        _line.Peer.Answer(_line.Peer.Expect("MixMonitor"));
        _line.Peer.Refuse(_line.Peer.Expect("Getvar"), "No such channel");
        AmiRecording recording = await starting.InTime();

        Assert.Equal("x.wav", recording.File);
        Assert.Equal(string.Empty, recording.MixMonitorId);
    }

    [Theory]
    [InlineData("x.wav,,touch y", null)]
    [InlineData("x.wav", "b,touch y")]
    [InlineData("x\"y.wav", null)]
    [InlineData("x\\y.wav", null)]
    [InlineData("x(y.wav", null)]
    [InlineData("x]y.wav", null)]
    [InlineData("x.wav", "r(heard.wav")]
    public async Task What_would_be_taken_for_something_else_is_refused(string file, string? options)
    {
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.StartRecording("SIP/1-1", file, options, Limit.Token));
        await _line.Ping();
    }

    [Fact]
    public async Task Stopping_sends_the_id_of_the_one_that_is_meant()
    {
        FakeAction last = await _line.Answered("StopMixMonitor", session => session.StopRecording("SIP/1-1", null, Limit.Token));
        FakeAction one = await _line.Answered("StopMixMonitor", session => session.StopRecording("SIP/1-1", "0x7f01", Limit.Token));
        AmiException e = await _line.Refused(
            "StopMixMonitor", "Could not stop monitoring channel", AmiErrorCode.ActionFailed, session => session.StopRecording("SIP/1-1"));

        Assert.Equal(["Channel: SIP/1-1"], last.Headers);
        Assert.Equal(["Channel: SIP/1-1", "MixMonitorID: 0x7f01"], one.Headers);
        Assert.Contains("not recorded", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AmiRecordingDirection.Both, true, "both", "1")]
    [InlineData(AmiRecordingDirection.Read, true, "read", "1")]
    [InlineData(AmiRecordingDirection.Write, false, "write", "0")]
    public async Task Muting_a_recording_sends_these_lines(AmiRecordingDirection direction, bool muted, string part, string state)
    {
        FakeAction action = await _line.Answered(
            "MixMonitorMute", session => session.MuteRecording("SIP/1-1", direction, muted, Limit.Token));

        Assert.Equal(["Channel: SIP/1-1", "Direction: " + part, "State: " + state], action.Headers);
    }

    private async Task<(FakeAction Action, AmiRecording Recording)> Start(Func<AsteriskAmi.Session.AmiSession, AmiRecording> start)
    {
        Task<AmiRecording> starting = Limit.Run(() => start(_line.Session));
        FakeAction action = _line.Peer.Expect("MixMonitor");
        _line.Peer.Answer(action, "MixMonitorID: 0x7f01");
        _line.Peer.Answer(_line.Peer.Expect("Getvar"), "Variable: MIXMONITOR_FILENAME", "Value: /var/spool/asterisk/monitor/x.wav");
        return (action, await starting.InTime());
    }
}
