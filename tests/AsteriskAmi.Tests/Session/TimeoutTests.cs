using System;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public sealed class TimeoutTests
{
    [Fact]
    public async Task The_sessions_own_time_limits_every_action()
    {
        using Line line = Line.Open(options => options.ActionTimeout = TimeSpan.FromMilliseconds(150));
        (_, Task<AmiMessage> answer) = line.Send("Slow");

        AmiException e = await Fails.With(AmiErrorCode.Timeout, answer.InTime());

        Assert.Contains("0.15 s", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_actions_own_time_comes_before_the_sessions()
    {
        using Line line = Line.Open(options => options.ActionTimeout = TimeSpan.FromMilliseconds(1));
        Task<AmiMessage> answer = Limit.Run(() => line.Session.Invoke(
            new AmiAction("Slow") { Timeout = Limit.Patience }, Limit.Token));
        FakeAction action = line.Peer.Expect("Slow");
        line.Peer.Answer(action, "Number: 1");

        Assert.Equal("1", (await answer.InTime()).GetHeader("Number"));
    }

    [Fact]
    public async Task An_action_may_wait_without_limit()
    {
        using Line line = Line.Open();
        Task<AmiMessage> answer = Limit.Run(() => line.Session.Invoke(
            new AmiAction("Slow") { Timeout = Timeout.InfiniteTimeSpan }, Limit.Token));
        line.Peer.Answer(line.Peer.Expect("Slow"));

        await answer.InTime();
    }

    [Fact]
    public async Task Asking_asynchronously_times_out_alike()
    {
        using Line line = Line.Open();
        Task<AmiMessage> answer = line.Session.InvokeAsync(
            new AmiAction("Slow") { Timeout = TimeSpan.FromMilliseconds(150) }, Limit.Token);
        line.Peer.Expect("Slow");

        AmiException e = await Fails.With(AmiErrorCode.Timeout, answer.InTime());

        Assert.Contains("Slow", e.Message, StringComparison.Ordinal);
        Assert.Contains("0.15 s", e.Message, StringComparison.Ordinal);
        await line.Ping();
    }

    [Fact]
    public async Task The_time_for_a_list_begins_anew_with_every_item()
    {
        using Line line = Line.Open();
        using System.Collections.Generic.IEnumerator<AmiMessage> items = line.Session
            .InvokeList(new AmiAction("Some") { Timeout = Limit.Patience }, Limit.Token).GetEnumerator();
        Task<bool> first = Limit.Run(items.MoveNext);
        FakeAction action = line.Peer.Expect("Some");
        line.Peer.Answer(action, "EventList: start");
        for (int i = 0; i < 5; i++)
        {
            line.Peer.Item(action, "Event: Thing");
            Assert.True(i == 0 ? await first.InTime() : items.MoveNext());
        }

        line.Peer.Item(action, "Event: ThingsComplete", "EventList: Complete");
        Assert.False(items.MoveNext());
    }
}
