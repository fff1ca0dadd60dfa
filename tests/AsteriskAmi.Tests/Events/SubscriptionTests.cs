using System;
using System.Collections.Generic;
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

public sealed class SubscriptionTests
{
    private readonly EventHub _hub = new(_ => { });

    [Fact]
    public void Events_come_in_their_order()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 1000, AmiOverflowPolicy.DropOldest);
        Publish("E", 0, 500);

        Assert.Equal(Numbers(0, 500), Take(events, 500));
        Assert.Equal(500, events.Received);
        Assert.Equal(0, events.Lost);
    }

    [Fact]
    public void Only_the_events_that_were_asked_for_come_and_count()
    {
        using AmiSubscription events = _hub.Subscribe(new() { Names = ["Wanted*"] }, 1000, AmiOverflowPolicy.DropOldest);
        Publish("Other", 0, 10);
        Publish("WantedOne", 10, 1);
        Publish("Other", 11, 10);
        Publish("wantedTwo", 21, 1);

        Assert.Equal(["10", "21"], Take(events, 2));
        Assert.Equal(2, events.Received);
        Assert.False(events.TryTake(out _, TimeSpan.Zero, Limit.Token));
    }

    [Fact]
    public void Nothing_that_came_before_the_subscription_is_in_it()
    {
        Publish("E", 0, 10);
        using AmiSubscription events = _hub.Subscribe(new(), 1000, AmiOverflowPolicy.DropOldest);
        Publish("E", 10, 1);

        Assert.Equal(["10"], Take(events, 1));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 100)]
    [InlineData(5, 6)]
    [InlineData(5, 12)]
    [InlineData(100, 1000)]
    public void A_full_queue_loses_the_oldest_and_a_marker_stands_in_their_place(int capacity, int published)
    {
        using AmiSubscription events = _hub.Subscribe(new(), capacity, AmiOverflowPolicy.DropOldest);
        Publish("E", 0, published);
        int lost = published - capacity;

        Assert.True(events.TryTake(out AmiMessage marker, TimeSpan.Zero, Limit.Token));
        Assert.Equal(AmiSubscription.LossMarkerName, marker.EventName);
        Assert.Equal("AmiEventsLost", marker.EventName);
        Assert.True(marker.IsEvent);
        Assert.Equal(lost.ToString(CultureInfo.InvariantCulture), marker.GetHeader("Lost"));
        Assert.Equal(Numbers(lost, capacity), Take(events, capacity));
        Assert.False(events.TryTake(out _, TimeSpan.Zero, Limit.Token));
        Assert.Equal(published, events.Received);
        Assert.Equal(lost, events.Lost);
    }

    [Fact]
    public void A_queue_that_is_just_full_loses_nothing()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 10, AmiOverflowPolicy.DropOldest);
        Publish("E", 0, 10);

        Assert.Equal(Numbers(0, 10), Take(events, 10));
        Assert.Equal(0, events.Lost);
    }

    [Fact]
    public void Every_loss_has_a_marker_of_its_own_where_it_happened()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 3, AmiOverflowPolicy.DropOldest);
        Publish("E", 0, 5);
        Assert.Equal(["lost 2", "2"], Take(events, 2));
        Publish("E", 5, 2);
        Assert.Equal(["lost 1", "4", "5", "6"], Take(events, 4));
        Publish("E", 7, 1);
        Assert.Equal(["7"], Take(events, 1));
        Assert.Equal(8, events.Received);
        Assert.Equal(3, events.Lost);
    }

    [Fact]
    public void A_loss_after_its_marker_was_taken_is_marked_again()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 3, AmiOverflowPolicy.DropOldest);
        Publish("E", 0, 4);
        Assert.Equal(["lost 1"], Take(events, 1));
        Publish("E", 4, 2);

        // The event behind the marker was taken with it and is not lost any more.
        Assert.Equal(["1", "lost 1", "3", "4", "5"], Take(events, 5));
    }

    [Fact]
    public void Taking_in_batches_gives_the_same_as_taking_one_by_one()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 5, AmiOverflowPolicy.DropOldest);
        Publish("E", 0, 8);
        var batch = new List<AmiMessage>();

        Assert.True(events.TakeBatch(batch, 2, TimeSpan.Zero, Limit.Token));
        Assert.Equal(["lost 3", "3"], batch.Select(Show));

        Assert.True(events.TakeBatch(batch, 100, TimeSpan.Zero, Limit.Token));
        Assert.Equal(["lost 3", "3", "4", "5", "6", "7"], batch.Select(Show));

        Assert.False(events.TakeBatch(batch, 100, TimeSpan.Zero, Limit.Token));
        Assert.Equal(6, batch.Count);
    }

    [Fact]
    public async Task What_came_and_what_was_lost_add_up_under_load()
    {
        const int Many = 200_000;
        using AmiSubscription events = _hub.Subscribe(new(), 50, AmiOverflowPolicy.DropOldest);
        Task publishing = Limit.Run(() =>
        {
            Publish("E", 0, Many);
            _hub.End(null);
        });
        long taken = 0;
        long marked = 0;
        long next = 0;
        while (events.TryTake(out AmiMessage message, Limit.Patience, Limit.Token))
        {
            if (message.EventName == AmiSubscription.LossMarkerName)
            {
                long lost = long.Parse(message.GetHeader("Lost")!, CultureInfo.InvariantCulture);
                marked += lost;
                next += lost;
            }
            else
            {
                Assert.Equal(next.ToString(CultureInfo.InvariantCulture), message.GetHeader("N"));
                next++;
                taken++;
            }
        }

        await publishing.InTime();
        Assert.Equal(Many, taken + marked);
        Assert.Equal(Many, events.Received);
        Assert.Equal(marked, events.Lost);
    }

    [Fact]
    public void Eight_subscriptions_at_once_each_get_everything()
    {
        AmiSubscription[] all = [.. Enumerable.Range(0, 8).Select(_ => _hub.Subscribe(new(), 1000, AmiOverflowPolicy.DropOldest))];
        Publish("E", 0, 1000);

        Assert.All(all, events => Assert.Equal(Numbers(0, 1000), Take(events, 1000)));
    }

    [Fact]
    public async Task A_reader_that_waits_is_woken_by_the_next_event()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 10, AmiOverflowPolicy.DropOldest);
        for (int i = 0; i < 200; i++)
        {
            Task<string> taking = Limit.Run(() => Assert.Single(Take(events, 1)));
            Publish("E", i, 1);
            Assert.Equal(i.ToString(CultureInfo.InvariantCulture), await taking.InTime());
        }
    }

    [Fact]
    public async Task Ending_a_subscription_ends_the_wait_of_another_thread()
    {
        AmiSubscription events = _hub.Subscribe(new(), 10, AmiOverflowPolicy.DropOldest);
        Task<bool> taking = Limit.Run(() => events.TryTake(out _, Timeout.InfiniteTimeSpan, Limit.Token));

        events.Dispose();

        Assert.False(await taking.InTime());
    }

    [Fact]
    public void What_waits_in_an_ended_subscription_can_still_be_taken_and_nothing_more_comes()
    {
        AmiSubscription events = _hub.Subscribe(new(), 10, AmiOverflowPolicy.DropOldest);
        Publish("E", 0, 2);
        events.Dispose();
        events.Dispose();
        Publish("E", 2, 2);

        Assert.Equal(["0", "1"], Take(events, 2));
        Assert.False(events.TryTake(out _, Limit.Patience, Limit.Token));
        Assert.Equal(2, events.Received);
    }

    [Fact]
    public void Ending_one_subscription_leaves_the_others_alone()
    {
        using AmiSubscription first = _hub.Subscribe(new(), 10, AmiOverflowPolicy.DropOldest);
        AmiSubscription second = _hub.Subscribe(new(), 10, AmiOverflowPolicy.DropOldest);
        using AmiSubscription third = _hub.Subscribe(new(), 10, AmiOverflowPolicy.DropOldest);
        second.Dispose();
        Publish("E", 0, 1);

        Assert.Equal(["0"], Take(first, 1));
        Assert.Equal(["0"], Take(third, 1));
    }

    [Fact]
    public void A_lost_connection_gives_everything_before_it_and_then_fails_every_time()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 10, AmiOverflowPolicy.DropOldest);
        Publish("E", 0, 3);
        _hub.End(new AmiException(AmiErrorCode.ConnectionLost, "gone"));

        Assert.Equal(["0", "1", "2"], Take(events, 3));
        for (int i = 0; i < 2; i++)
        {
            AmiException e = Fails.With(
                AmiErrorCode.ConnectionLost, () => events.TryTake(out _, Limit.Patience, Limit.Token));
            Assert.Contains("gone", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_lost_connection_ends_the_wait_of_another_thread()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 10, AmiOverflowPolicy.DropOldest);
        Task<bool> taking = Limit.Run(() => events.TryTake(out _, Timeout.InfiniteTimeSpan, Limit.Token));
        _hub.End(new AmiException(AmiErrorCode.ConnectionLost, "gone"));

        await Fails.With(AmiErrorCode.ConnectionLost, taking.InTime());
    }

    [Fact]
    public void An_end_on_purpose_is_no_failure()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 10, AmiOverflowPolicy.DropOldest);
        Publish("E", 0, 1);
        _hub.End(null);

        Assert.Equal(["0"], Take(events, 1));
        Assert.False(events.TryTake(out _, Limit.Patience, Limit.Token));
    }

    [Fact]
    public void Subscribing_after_the_end_tells_the_same_end()
    {
        _hub.End(new AmiException(AmiErrorCode.ConnectionLost, "gone"));
        using AmiSubscription events = _hub.Subscribe(new(), 10, AmiOverflowPolicy.DropOldest);

        Fails.With(AmiErrorCode.ConnectionLost, () => events.TryTake(out _, Limit.Patience, Limit.Token));
    }

    [Fact]
    public async Task Subscribing_and_ending_while_events_flow_harms_nobody()
    {
        using AmiSubscription steady = _hub.Subscribe(new(), 100_000, AmiOverflowPolicy.DropOldest);
        using var stop = new CancellationTokenSource();
        Task<bool>[] comers = [.. Enumerable.Range(0, 4).Select(_ => Limit.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                using AmiSubscription events = _hub.Subscribe(new(), 5, AmiOverflowPolicy.DropOldest);
                events.TryTake(out AmiMessage _, TimeSpan.FromMilliseconds(1), Limit.Token);
            }

            return true;
        }))];
        await Limit.Run(() => Publish("E", 0, 50_000)).InTime();
        await stop.CancelAsync();
        await Task.WhenAll(comers).InTime();

        Assert.Equal(Numbers(0, 50_000), Take(steady, 50_000));
    }

    [Fact]
    public void A_subscription_without_room_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _hub.Subscribe(new(), 0, AmiOverflowPolicy.DropOldest));
    }

    [Fact]
    public void Waiting_for_nothing_ends_after_its_time()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 10, AmiOverflowPolicy.DropOldest);

        Assert.False(events.TryTake(out _, TimeSpan.FromMilliseconds(50), Limit.Token));
        Assert.False(events.TryTake(out _, TimeSpan.Zero, Limit.Token));
    }

    [Fact]
    public void The_newest_may_be_dropped_instead_and_the_marker_stands_where_they_are_missing()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 5, AmiOverflowPolicy.DropNewest);
        Publish("E", 1, 8);
        Assert.Equal(["1", "2"], Take(events, 2));
        Publish("E", 9, 1);

        // The marker of the three that were dropped takes a place of its own before what came after them.
        Assert.Equal(["3", "4", "5", "lost 3", "9"], Take(events, 5));
        Assert.Equal(3, events.Lost);
        Assert.Equal(9, events.Received);
    }

    [Fact]
    public void The_marker_of_dropped_newest_events_comes_last_when_nothing_follows()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 2, AmiOverflowPolicy.DropNewest);
        Publish("E", 1, 5);
        Assert.Equal(["1", "2", "lost 3"], Take(events, 3));
        Assert.False(events.TryTake(out _, TimeSpan.Zero, Limit.Token));
    }

    [Fact]
    public void A_subscription_that_stops_on_overflow_gives_what_it_has_and_then_fails()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 3, AmiOverflowPolicy.Stop);
        Publish("E", 1, 5);
        Assert.Equal(["1", "2", "3"], Take(events, 3));
        AmiException e = Assert.Throws<AmiException>(() => events.TryTake(out _, Limit.Patience, Limit.Token));
        Assert.Contains("no room", e.Message, StringComparison.Ordinal);
        Assert.Equal(1, events.Lost);
    }

    [Fact]
    public void Whoever_takes_one_at_a_time_while_events_are_lost_still_gets_events()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 3, AmiOverflowPolicy.DropOldest);
        var taken = new List<string>();
        for (int i = 0; i < 4; i++)
        {
            Publish("E", (i * 10) + 1, 10);
            taken.AddRange(Take(events, 1));
        }

        Assert.Equal(["lost 7", "8", "lost 19", "28"], taken);
    }

    private static string Show(AmiMessage message) =>
        message.EventName == AmiSubscription.LossMarkerName ? "lost " + message.GetHeader("Lost") : message.GetHeader("N")!;

    private static List<string> Take(AmiSubscription events, int count)
    {
        var taken = new List<string>(count);
        for (int i = 0; i < count; i++)
        {
            Assert.True(events.TryTake(out AmiMessage message, Limit.Patience, Limit.Token), "Too few events.");
            taken.Add(Show(message));
        }

        return taken;
    }

    private static IEnumerable<string> Numbers(int first, int count) =>
        Enumerable.Range(first, count).Select(i => i.ToString(CultureInfo.InvariantCulture));

    private void Publish(string name, int first, int count)
    {
        // In batches of varying size, as reads of a socket give them.
        var batch = new EventBatch();
        for (int i = first; i < first + count; i++)
        {
            batch.Add(new AmiMessage(Wire.Bytes(string.Create(CultureInfo.InvariantCulture, $"Event: {name}\r\nN: {i}"))), name);
            if (i % 7 == 0 || i == first + count - 1)
            {
                _hub.Publish(batch);
                batch.Clear();
            }
        }
    }
}
