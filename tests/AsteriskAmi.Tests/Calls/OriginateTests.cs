using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Calls;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Calls;

public sealed class OriginateTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public void Calling_an_extension_sends_these_lines()
    {
        var request = new AmiOriginateRequest("Local/100@internal") { Context = "internal", Extension = "0200" };

        Assert.Equal(
            "Action: Originate\r\nActionID: 1\r\nChannel: Local/100@internal\r\nContext: internal\r\nExten: 0200\r\n"
            + "Priority: 1\r\nTimeout: 30000\r\nChannelId: ours\r\nAsync: true\r\n\r\n",
            Bytes(request));
    }

    [Fact]
    public void Calling_an_application_with_everything_set_sends_these_lines()
    {
        var request = new AmiOriginateRequest("PJSIP/1001")
        {
            Application = "Playback",
            ApplicationData = "hello-world",
            CallerId = "Jürgen <100>",
            Timeout = TimeSpan.FromSeconds(5.5),
            Account = "sales",
            EarlyMedia = true,
            Codecs = ["alaw", "opus"],
            OtherChannelId = "other",
        };
        request.Variables.Add(new("ONE", "1"));
        request.Variables.Add(new("TWO", "a=b: c"));
        request.Variables.Add(new("ONE", string.Empty));

        Assert.Equal(
            "Action: Originate\r\nActionID: 1\r\nChannel: PJSIP/1001\r\nApplication: Playback\r\nData: hello-world\r\n"
            + "Timeout: 5500\r\nCallerID: Jürgen <100>\r\nAccount: sales\r\nEarlyMedia: true\r\nCodecs: alaw,opus\r\n"
            + "ChannelId: ours\r\nOtherChannelId: other\r\nAsync: true\r\nVariable: ONE=1\r\nVariable: TWO=a=b: c\r\nVariable: ONE=\r\n\r\n",
            Bytes(request));
    }

    [Theory]
    [InlineData("a,b", "a\\,b")]
    [InlineData("say \"hi\"", "say \\\"hi\\\"")]
    [InlineData("C:\\temp", "C:\\\\temp")]
    [InlineData("\\,", "\\\\\\,")]
    [InlineData("a=b", "a=b")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void What_Asterisk_would_cut_or_drop_in_a_variable_is_escaped(string? value, string sent)
    {
        // A Variable header is a list with commas to Asterisk, with quotes and backslashes to keep text together.
        var request = new AmiOriginateRequest("PJSIP/1001") { Application = "Wait" };
        request.Variables.Add(new("V", value!));

        Assert.Contains("\r\nVariable: V=" + sent + "\r\n", Bytes(request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_values_of_variables_are_not_shown_when_a_call_is_refused()
    {
        AmiOriginateRequest request = Request();
        request.Variables.Add(new("PIN", "hush-4711"));
        Task<AmiOriginatedCall> starting = Limit.Run(() => AmiOriginatedCall.Start(_line.Session, request, Limit.Token));
        _line.Peer.Refuse(_line.Peer.Expect("Originate"), "Extension does not exist.");

        AmiException e = await Assert.ThrowsAsync<AmiException>(() => starting.InTime());

        Assert.DoesNotContain("hush-4711", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_whose_name_holds_an_equals_sign_is_refused()
    {
        var request = new AmiOriginateRequest("PJSIP/1001") { Application = "Wait" };
        request.Variables.Add(new("A=B", "1"));

        AmiException e = Fails.With(AmiErrorCode.InvalidHeader, () => request.ToAction("ours"));

        Assert.Contains("A=B", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\r\nb")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public void No_value_can_inject_a_header_and_nothing_is_sent(string evil)
    {
        var requests = new List<AmiOriginateRequest>
        {
            new(evil) { Application = "Wait" },
            new("SIP/1") { Context = evil },
            new("SIP/1") { Extension = evil },
            new("SIP/1") { Priority = evil },
            new("SIP/1") { Application = evil },
            new("SIP/1") { Application = "Wait", ApplicationData = evil },
            new("SIP/1") { CallerId = evil },
            new("SIP/1") { Account = evil },
            new("SIP/1") { Codecs = [evil] },
            new("SIP/1") { ChannelId = evil },
            new("SIP/1") { OtherChannelId = evil },
            new("SIP/1") { Variables = { new("V", evil) } },
            new("SIP/1") { Variables = { new(evil, "v") } },
        };

        Assert.All(requests, request => Fails.With(
            AmiErrorCode.InvalidHeader, () => AmiOriginatedCall.Start(_line.Session, request, Limit.Token)));
    }

    [Fact]
    public void Too_many_variables_are_refused_before_anything_is_sent()
    {
        var request = new AmiOriginateRequest("SIP/1") { Application = "Wait" };
        for (int i = 0; i < 128; i++)
        {
            request.Variables.Add(new("V" + i.ToString(CultureInfo.InvariantCulture), "1"));
        }

        Fails.With(AmiErrorCode.InvalidHeader, () => AmiOriginatedCall.Start(_line.Session, request, Limit.Token));
    }

    [Fact]
    public async Task Every_call_has_a_unique_id_of_ours_unless_one_is_given()
    {
        (FakeAction one, AmiOriginatedCall first) = await Accepted(new AmiOriginateRequest("SIP/1") { Application = "Wait" });
        (FakeAction two, AmiOriginatedCall second) = await Accepted(new AmiOriginateRequest("SIP/1") { Application = "Wait" });
        (FakeAction three, AmiOriginatedCall third) = await Accepted(new AmiOriginateRequest("SIP/1") { Application = "Wait", ChannelId = "given" });

        Assert.NotEmpty(first.Uniqueid);
        Assert.NotEqual(first.Uniqueid, second.Uniqueid);
        Assert.Equal(first.Uniqueid, one.Value("ChannelId"));
        Assert.Equal(second.Uniqueid, two.Value("ChannelId"));
        Assert.Equal("given", third.Uniqueid);
        Assert.Equal("given", three.Value("ChannelId"));
        Assert.Equal("true", one.Value("Async"));
        Assert.Equal(one.Id, first.ActionId);
        Assert.Equal("SIP/1", first.Channel);
        Assert.Equal("SIP/1", first.ToString());
        Assert.Same(_line.Session, first.Session);
    }

    [Theory]
    [InlineData("Success", 4, AmiCallOutcome.Answered)]
    [InlineData("Failure", 5, AmiCallOutcome.Busy)]
    [InlineData("Failure", 8, AmiCallOutcome.Congestion)]
    [InlineData("Failure", 1, AmiCallOutcome.NoAnswer)]
    [InlineData("Failure", 3, AmiCallOutcome.NoAnswer)]
    [InlineData("Failure", 0, AmiCallOutcome.Failed)]
    [InlineData("Failure", 99, AmiCallOutcome.Failed)]
    public async Task The_reason_tells_the_outcome(string response, int reason, AmiCallOutcome outcome)
    {
        (FakeAction action, AmiOriginatedCall call) = await Accepted(Request());
        Respond(action, response, reason, "life-1");

        AmiOriginateResult result = await Limit.Run(() => call.Wait(Limit.Token)).InTime();

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(reason, result.Reason);
        Assert.Equal("Local/100@internal", result.Channel);
        Assert.Equal("life-1", result.Uniqueid);
        Assert.Equal(action.Id, result.ActionId);
        Assert.Same(_line.Session, result.Session);
        Assert.Equal(outcome == AmiCallOutcome.Answered, result.TimeToAnswer.HasValue);
    }

    [Theory]
    [InlineData("<unknown>")]
    [InlineData("<null>")]
    [InlineData("")]
    public async Task A_call_that_never_had_a_channel_is_known_by_the_id_that_we_gave_it(string uniqueid)
    {
        (FakeAction action, AmiOriginatedCall call) = await Accepted(Request());
        Respond(action, "Failure", 0, uniqueid);

        AmiOriginateResult result = call.Wait(Limit.Token);

        Assert.Equal(AmiCallOutcome.Failed, result.Outcome);
        Assert.Equal(call.Uniqueid, result.Uniqueid);
        Assert.NotEmpty(result.Uniqueid);
    }

    [Fact]
    public async Task The_outcome_may_come_before_the_answer()
    {
        Task<AmiOriginatedCall> starting = Limit.Run(() => AmiOriginatedCall.Start(_line.Session, Request(), Limit.Token));
        FakeAction action = _line.Peer.Expect("Originate");
        Respond(action, "Success", 4, "life-1");
        _line.Peer.Answer(action, "Message: Originate successfully queued");
        using AmiOriginatedCall call = await starting.InTime();

        AmiOriginateResult result = call.Wait(Limit.Token);

        Assert.Equal(AmiCallOutcome.Answered, result.Outcome);
        Assert.True(result.TimeToAnswer >= TimeSpan.Zero);
    }

    [Fact]
    public async Task The_outcome_is_an_event_for_subscriptions_too()
    {
        using AmiSubscription events = _line.Session.Subscribe(["OriginateResponse"]);
        (FakeAction action, AmiOriginatedCall call) = await Accepted(Request());
        Respond(action, "Failure", 5, "life-1");

        Assert.Equal(AmiCallOutcome.Busy, call.Wait(Limit.Token).Outcome);
        Assert.True(events.TryTake(out AmiMessage message, Limit.Patience, Limit.Token));
        Assert.Equal("5", message.GetHeader("Reason"));
    }

    [Fact]
    public async Task The_outcome_of_another_call_is_not_taken_for_ours()
    {
        (FakeAction one, AmiOriginatedCall first) = await Accepted(Request());
        (FakeAction two, AmiOriginatedCall second) = await Accepted(Request());
        _line.Peer.Send("Event: OriginateResponse", "Privilege: call,all", "ActionID: somebody-elses", "Response: Success", "Reason: 4");
        Respond(two, "Failure", 8, "life-2");
        Respond(one, "Failure", 5, "life-1");

        Assert.Equal(AmiCallOutcome.Busy, first.Wait(Limit.Token).Outcome);
        Assert.Equal(AmiCallOutcome.Congestion, second.Wait(Limit.Token).Outcome);
    }

    [Fact]
    public async Task Two_hundred_calls_at_once_each_get_their_own_outcome()
    {
        int[] reasons = [4, 5, 8, 1, 0];
        Task server = _line.Peer.Serve(action =>
        {
            int number = int.Parse(action.Value("Channel")["Local/".Length..], CultureInfo.InvariantCulture);
            _line.Peer.Answer(action, "Message: Originate successfully queued");
            int reason = reasons[number % 5];
            Respond(action, reason == 4 ? "Success" : "Failure", reason, "life-" + action.Value("Channel"));
        });
        AmiOriginatedCall[] calls = [.. Enumerable.Range(0, 200).Select(i => AmiOriginatedCall.Start(
            _line.Session,
            new AmiOriginateRequest("Local/" + i.ToString(CultureInfo.InvariantCulture)) { Application = "Wait" },
            Limit.Token))];

        AmiOriginateResult[] results = [.. calls.Select(call => call.Wait(Limit.Token))];

        Assert.Equal(Enumerable.Range(0, 200).Select(i => reasons[i % 5]), results.Select(result => result.Reason));
        Assert.Equal(
            Enumerable.Range(0, 200).Select(i => "life-Local/" + i.ToString(CultureInfo.InvariantCulture)),
            results.Select(result => result.Uniqueid));
        Assert.False(server.IsFaulted);
    }

    [Fact]
    public async Task A_call_that_cannot_be_made_at_all_is_refused_at_once()
    {
        Task<AmiOriginatedCall> starting = Limit.Run(() => AmiOriginatedCall.Start(_line.Session, Request(), Limit.Token));
        _line.Peer.Refuse(_line.Peer.Expect("Originate"), "Invalid channel");

        AmiException e = await Fails.With(AmiErrorCode.ActionFailed, starting.InTime());

        Assert.Contains("Invalid channel", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_lost_while_the_outcome_is_awaited_fails_the_wait()
    {
        (_, AmiOriginatedCall call) = await Accepted(Request());
        Task<AmiOriginateResult> waiting = Limit.Run(() => call.Wait(Limit.Token));
        _line.Peer.Dispose();

        await Fails.With(AmiErrorCode.ConnectionLost, waiting.InTime());
    }

    [Fact]
    public async Task An_outcome_that_came_before_the_connection_was_lost_counts()
    {
        (FakeAction action, AmiOriginatedCall call) = await Accepted(Request());
        Respond(action, "Failure", 5, "life-1");
        _line.Peer.Dispose();
        Limit.Until(() => _line.Session.State == AsteriskAmi.Session.AmiSessionState.Closed, "the session noticed");

        Assert.Equal(AmiCallOutcome.Busy, call.Wait(Limit.Token).Outcome);
    }

    [Fact]
    public async Task An_outcome_that_never_comes_says_what_may_hide_it()
    {
        // The wait is the time to ring and 10 seconds more, so this time to ring leaves a moment.
        AmiOriginateRequest request = Request();
        request.Timeout = TimeSpan.FromSeconds(-9.9);
        (_, AmiOriginatedCall call) = await Accepted(request);

        AmiException e = await Fails.With(AmiErrorCode.Timeout, Limit.Run(() => call.Wait(Limit.Token)).InTime());

        Assert.Contains("Local/100@internal", e.Message, StringComparison.Ordinal);
        Assert.Contains(call.Uniqueid, e.Message, StringComparison.Ordinal);
        Assert.Contains("read=call", e.Message, StringComparison.Ordinal);
        Assert.Contains("'alice'", e.Message, StringComparison.Ordinal);
        await _line.Ping();
    }

    [Fact]
    public async Task Waiting_for_an_outcome_ends_when_it_is_cancelled()
    {
        (_, AmiOriginatedCall call) = await Accepted(Request());
        using var cancel = new CancellationTokenSource();
        Task<AmiOriginateResult> waiting = Limit.Run(() => call.Wait(cancel.Token));

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.InTime());
        await _line.Ping();
    }

    private static AmiOriginateRequest Request() => new("Local/100@internal") { Context = "internal", Extension = "200" };

    private static string Bytes(AmiOriginateRequest request)
    {
        ArraySegment<byte> bytes = new AmiActionWriter().Write(request.ToAction("ours"), "1");
        return System.Text.Encoding.UTF8.GetString(bytes.Array!, bytes.Offset, bytes.Count);
    }

    private async Task<(FakeAction Action, AmiOriginatedCall Call)> Accepted(AmiOriginateRequest request)
    {
        Task<AmiOriginatedCall> starting = Limit.Run(() => AmiOriginatedCall.Start(_line.Session, request, Limit.Token));
        FakeAction action = _line.Peer.Expect("Originate");
        _line.Peer.Answer(action, "Message: Originate successfully queued");
        return (action, await starting.InTime());
    }

    private void Respond(FakeAction action, string response, int reason, string uniqueid) => _line.Peer.Send(
        "Event: OriginateResponse",
        "Privilege: call,all",
        "ActionID: " + action.Id,
        "Response: " + response,
        "Channel: Local/100@internal",
        "Context: internal",
        "Exten: 200",
        "Reason: " + reason.ToString(CultureInfo.InvariantCulture),
        "Uniqueid: " + uniqueid,
        "CallerIDNum: <unknown>",
        "CallerIDName: <unknown>");
}
