using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public sealed class CorrelationTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Answers_out_of_order_go_to_their_own_actions()
    {
        (FakeAction one, Task<AmiMessage> first) = _line.Send("One");
        (FakeAction two, Task<AmiMessage> second) = _line.Send("Two");
        Assert.NotEqual(one.Id, two.Id);

        _line.Peer.Answer(two, "Number: 2");
        Assert.Equal("2", (await second.InTime()).GetHeader("Number"));
        Assert.False(first.IsCompleted);

        _line.Peer.Answer(one, "Number: 1");
        Assert.Equal("1", (await first.InTime()).GetHeader("Number"));
    }

    [Fact]
    public async Task An_ActionID_of_the_callers_own_is_sent_and_recognized()
    {
        Task<AmiMessage> answer = Limit.Run(() => _line.Session.Invoke(new AmiAction("Ping").Add("ActionID", "mine"), Limit.Token));
        FakeAction ping = _line.Peer.Expect("Ping");
        Assert.Equal("Action: Ping\r\nActionID: mine\r\n\r\n", ping.Text);
        _line.Peer.Answer(ping, "Ping: Pong");

        Assert.Equal("mine", (await answer.InTime()).GetHeader("ActionID"));
    }

    [Fact]
    public async Task An_ActionID_that_still_waits_cannot_be_used_a_second_time()
    {
        Task<AmiMessage> answer = Limit.Run(() => _line.Session.Invoke(new AmiAction("One").Add("ActionID", "mine"), Limit.Token));
        FakeAction one = _line.Peer.Expect("One");

        AmiException e = Fails.With(
            AmiErrorCode.InvalidHeader, () => _line.Session.Invoke(new AmiAction("Two").Add("ActionID", "mine"), Limit.Token));
        Assert.Contains("mine", e.Message, StringComparison.Ordinal);

        _line.Peer.Answer(one);
        await answer.InTime();
        Task<AmiMessage> again = Limit.Run(() => _line.Session.Invoke(new AmiAction("Three").Add("ActionID", "mine"), Limit.Token));
        _line.Peer.Answer(_line.Peer.Expect("Three"));
        await again.InTime();
    }

    [Fact]
    public async Task An_empty_ActionID_is_none_and_gets_one_of_ours()
    {
        // Asterisk leaves an empty ActionID out of its answer, so it could not be told whose it is.
        Task<AmiMessage> answer = Limit.Run(() => _line.Session.Invoke(new AmiAction("Ping").Add("ActionID", string.Empty), Limit.Token));
        FakeAction ping = _line.Peer.Expect("Ping");
        _line.Peer.Answer(ping);
        await answer.InTime();

        Assert.NotEmpty(ping.Id);
    }

    [Fact]
    public async Task An_answer_without_an_ActionID_goes_to_the_only_action_that_waits()
    {
        (_, Task<AmiMessage> answer) = _line.Send("Some");
        _line.Peer.Send("Response: Error", "Message: Missing action in request");

        AmiException e = await Fails.With(AmiErrorCode.ActionFailed, answer.InTime());
        Assert.Contains("Missing action in request", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_an_ActionID_goes_to_nobody_when_two_actions_wait()
    {
        (FakeAction one, Task<AmiMessage> first) = _line.Send("One");
        (FakeAction two, Task<AmiMessage> second) = _line.Send("Two");
        long before = _line.Session.UnmatchedAnswers;

        _line.Peer.Send("Response: Error", "Message: whose is this");
        _line.Peer.Answer(two, "Number: 2");
        _line.Peer.Answer(one, "Number: 1");

        Assert.Equal("1", (await first.InTime()).GetHeader("Number"));
        Assert.Equal("2", (await second.InTime()).GetHeader("Number"));
        Assert.Equal(before + 1, _line.Session.UnmatchedAnswers);
    }

    [Fact]
    public async Task An_answer_without_an_ActionID_does_not_go_to_an_action_that_was_given_up()
    {
        Task<AmiMessage> given = Limit.Run(() => _line.Session.Invoke(
            new AmiAction("Slow") { Timeout = TimeSpan.FromMilliseconds(100) }, Limit.Token));
        _line.Peer.Expect("Slow");
        await Fails.With(AmiErrorCode.Timeout, given.InTime());

        (_, Task<AmiMessage> answer) = _line.Send("Next");
        _line.Peer.Send("Response: Error", "Message: Missing action in request");

        AmiException e = await Fails.With(AmiErrorCode.ActionFailed, answer.InTime());
        Assert.Contains("Next", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_is_counted_and_does_not_disturb()
    {
        (FakeAction one, Task<AmiMessage> first) = _line.Send("One");
        _line.Peer.Send("Response: Success", "ActionID: from-somewhere-else", "Number: 9");
        _line.Peer.Answer(one, "Number: 1");

        Assert.Equal("1", (await first.InTime()).GetHeader("Number"));
        Assert.Equal(1, _line.Session.UnmatchedAnswers);
    }

    [Theory]
    [InlineData("what is this")]
    [InlineData("Privilege: call,all")]
    [InlineData("Response")]
    public async Task What_is_neither_answer_nor_event_answers_nothing(string rubbish)
    {
        (FakeAction action, Task<AmiMessage> answer) = _line.Send("Some");
        _line.Peer.Send(rubbish);
        _line.Peer.Answer(action, "Number: 1");

        Assert.Equal("1", (await answer.InTime()).GetHeader("Number"));
    }

    [Fact]
    public async Task A_late_answer_is_counted_and_does_not_disturb_the_next_action()
    {
        Task<AmiMessage> late = Limit.Run(() => _line.Session.Invoke(
            new AmiAction("Slow") { Timeout = TimeSpan.FromMilliseconds(100) }, Limit.Token));
        FakeAction slow = _line.Peer.Expect("Slow");
        AmiException e = await Fails.With(AmiErrorCode.Timeout, late.InTime());
        Assert.Contains("Slow", e.Message, StringComparison.Ordinal);
        Assert.Contains("0.1 s", e.Message, StringComparison.Ordinal);

        (FakeAction next, Task<AmiMessage> answer) = _line.Send("Next");
        _line.Peer.Answer(slow, "Number: late");
        _line.Peer.Answer(next, "Number: right");

        Assert.Equal("right", (await answer.InTime()).GetHeader("Number"));
        Assert.Equal(1, _line.Session.UnmatchedAnswers);
    }

    [Fact]
    public async Task A_UserEvent_with_the_ActionID_of_a_waiting_action_is_an_event_and_not_its_answer()
    {
        using AmiSubscription events = _line.Session.Subscribe();
        (FakeAction action, Task<AmiMessage> answer) = _line.Send("UserEvent");
        _line.Peer.Send("Event: UserEvent", "Privilege: user,all", "UserEvent: Mine", "ActionID: " + action.Id);

        Assert.True(events.TryTake(out AmiMessage message, Limit.Patience, Limit.Token));
        Assert.Equal("UserEvent", message.EventName);
        Assert.False(answer.IsCompleted);

        _line.Peer.Answer(action, "Message: Event Sent");
        Assert.Equal("Event Sent", (await answer.InTime()).GetHeader("Message"));
    }

    [Fact]
    public void An_event_with_the_ActionID_of_an_action_of_somebody_else_is_an_event()
    {
        using AmiSubscription events = _line.Session.Subscribe();
        _line.Peer.Send("Event: UserEvent", "Privilege: user,all", "UserEvent: Theirs", "ActionID: c-1");

        Assert.True(events.TryTake(out AmiMessage message, Limit.Patience, Limit.Token));
        Assert.Equal("Theirs", message.GetHeader("UserEvent"));
        Assert.Same(_line.Session, message.Source);
    }

    [Fact]
    public async Task A_second_answer_to_the_same_action_does_not_disturb()
    {
        (FakeAction action, Task<AmiMessage> answer) = _line.Send("Some");
        _line.Peer.Answer(action, "Number: 1");
        _line.Peer.Answer(action, "Number: 2");

        Assert.Equal("1", (await answer.InTime()).GetHeader("Number"));
        await _line.Ping();
    }

    [Fact]
    public async Task Events_between_the_parts_of_an_answer_do_not_disturb_it()
    {
        using AmiSubscription events = _line.Session.Subscribe();
        (FakeAction action, Task<AmiMessage> answer) = _line.Send("Command");
        _line.Peer.Send("Event: Newchannel", "Privilege: call,all");
        _line.Peer.SendText("Response: Follows\r\nPrivilege: Command\r\nActionID: " + action.Id + "\r\none\n\ntwo\n--END COMMAND--\r\n\r\n");
        _line.Peer.Send("Event: Hangup", "Privilege: call,all");

        Assert.Equal(["one", string.Empty, "two"], (await answer.InTime()).GetOutput());
        Assert.True(events.TryTake(out AmiMessage first, Limit.Patience, Limit.Token));
        Assert.True(events.TryTake(out AmiMessage second, Limit.Patience, Limit.Token));
        Assert.Equal("Newchannel", first.EventName);
        Assert.Equal("Hangup", second.EventName);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Thirty_two_threads_with_two_hundred_actions_each_all_get_their_own_answers(bool tls)
    {
        using Line line = Line.Open(tls: tls);
        Task server = line.Peer.Serve(action => line.Peer.Answer(action, "Echo: " + action.Value("Value")));
        Task<int>[] threads = [.. Enumerable.Range(0, 32).Select(thread => Limit.Run(() =>
        {
            int right = 0;
            for (int i = 0; i < 200; i++)
            {
                string value = string.Create(CultureInfo.InvariantCulture, $"{thread}/{i}");
                AmiMessage answer = line.Session.Invoke(new AmiAction("Echo").Add("Value", value), Limit.Token);
                right += answer.GetHeader("Echo") == value ? 1 : 0;
            }

            return right;
        }))];

        Assert.All(await Task.WhenAll(threads).InTime(), right => Assert.Equal(200, right));
        Assert.Equal(0, line.Session.UnmatchedAnswers);
        Assert.False(server.IsFaulted);
    }

    [Fact]
    public async Task Lists_of_many_threads_at_once_do_not_mix()
    {
        Task server = _line.Peer.Serve(action => _line.Peer.AnswerList(
            action,
            "Things",
            [.. Enumerable.Range(0, 20).Select(i => new[] { "Event: Thing", "Of: " + action.Value("Value") })]));
        Task<bool>[] threads = [.. Enumerable.Range(0, 16).Select(thread => Limit.Run(() =>
        {
            string value = thread.ToString(CultureInfo.InvariantCulture);
            return Enumerable.Range(0, 10).All(_ =>
            {
                List<AmiMessage> items = [.. _line.Session.InvokeList(new AmiAction("Things").Add("Value", value), Limit.Token)];
                return items.Count == 20 && items.All(item => item.GetHeader("Of") == value);
            });
        }))];

        Assert.All(await Task.WhenAll(threads).InTime(), Assert.True);
        Assert.False(server.IsFaulted);
    }

    [Fact]
    public async Task Asking_asynchronously_gives_the_same_answers()
    {
        Task server = _line.Peer.Serve(action => _line.Peer.Answer(action, "Echo: " + action.Value("Value")));

        AmiMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(
            i => _line.Session.InvokeAsync(new AmiAction("Echo").Add("Value", i.ToString(CultureInfo.InvariantCulture)), Limit.Token))).InTime();

        Assert.Equal(
            Enumerable.Range(0, 100).Select(i => i.ToString(CultureInfo.InvariantCulture)),
            answers.Select(answer => answer.GetHeader("Echo")));
        Assert.False(server.IsFaulted);
    }
}
