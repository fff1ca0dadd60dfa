using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Events;

public sealed class SessionEventsTests
{
    [Fact]
    public async Task A_subscriber_that_never_reads_stalls_neither_the_session_nor_the_others()
    {
        const int Many = 20_000;
        using Line line = Line.Open();
        using AmiSubscription lazy = line.Session.Subscribe(capacity: 10);
        using AmiSubscription keen = line.Session.Subscribe(capacity: Many);
        Task<int> reading = Limit.Run(() =>
        {
            int count = 0;
            while (count < Many && keen.TryTake(out AmiMessage message, Limit.Patience, Limit.Token))
            {
                Assert.Equal(count.ToString(CultureInfo.InvariantCulture), message.GetHeader("N"));
                count++;
            }

            return count;
        });
        line.Peer.SendText(string.Concat(Enumerable.Range(0, Many).Select(
            i => string.Create(CultureInfo.InvariantCulture, $"Event: Newchannel\r\nPrivilege: call,all\r\nN: {i}\r\n\r\n"))));

        Assert.Equal(Many, await reading.InTime());
        await line.Ping();
        Assert.Equal(0, keen.Lost);
        Assert.Equal(Many, lazy.Received);
        Assert.Equal(Many - 10, lazy.Lost);
        Assert.True(lazy.TryTake(out AmiMessage marker, Limit.Patience, Limit.Token));
        Assert.Equal((Many - 10).ToString(CultureInfo.InvariantCulture), marker.GetHeader("Lost"));
        Assert.Same(line.Session, marker.Source);
    }

    [Fact]
    public async Task Eight_subscriptions_with_readers_of_their_own_each_get_everything()
    {
        const int Many = 2000;
        using Line line = Line.Open();
        AmiSubscription[] all = [.. Enumerable.Range(0, 8).Select(_ => line.Session.Subscribe())];
        Task<int[]> reading = Task.WhenAll(all.Select(events => Limit.Run(() =>
        {
            int count = 0;
            while (events.TryTake(out _, Limit.Patience, Limit.Token))
            {
                count++;
            }

            return count;
        })));
        for (int i = 0; i < Many; i++)
        {
            line.Peer.Send("Event: Newchannel", "Privilege: call,all");
        }

        await line.Ping();
        line.Session.Dispose();

        Assert.All(await reading.InTime(), count => Assert.Equal(Many, count));
    }

    [Fact]
    public void Events_before_the_loss_of_the_connection_come_and_then_the_loss()
    {
        using Line line = Line.Open();
        using AmiSubscription events = line.Session.Subscribe(["Hangup"]);
        line.Peer.Send("Event: Newchannel", "Privilege: call,all");
        line.Peer.Send("Event: Hangup", "Privilege: call,all");
        line.Peer.Dispose();

        Assert.True(events.TryTake(out AmiMessage message, Limit.Patience, Limit.Token));
        Assert.Equal("Hangup", message.EventName);
        AmiException e = Fails.With(
            AmiErrorCode.ConnectionLost, () => events.TryTake(out _, Limit.Patience, Limit.Token));
        Assert.Contains("127.0.0.1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closing_the_session_ends_its_subscriptions_without_a_failure()
    {
        for (int i = 0; i < 10; i++)
        {
            using Line line = Line.Open();
            using AmiSubscription events = line.Session.Subscribe();
            Task<bool> taking = Limit.Run(() => events.TryTake(out _, Timeout.InfiniteTimeSpan, Limit.Token));
            Task server = line.Peer.Serve(action =>
            {
                line.Peer.Send("Response: Goodbye", "ActionID: " + action.Id);
                line.Peer.Dispose();
            });

            line.Session.Dispose();

            Assert.False(await taking.InTime());
            await server.InTime();
        }
    }

    [Fact]
    public void Subscribing_to_a_closed_session_gives_an_ended_subscription()
    {
        using Line line = Line.Open();
        line.Peer.Dispose();
        line.Session.Dispose();

        using AmiSubscription events = line.Session.Subscribe();

        Exception? e = Record.Exception(() => Assert.False(events.TryTake(out _, Limit.Patience, Limit.Token)));
        Assert.True(e is null or AmiException { Code: AmiErrorCode.ConnectionLost }, e?.ToString());
    }
}
