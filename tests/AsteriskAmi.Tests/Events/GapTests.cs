using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Events;

/// <summary>What a subscription's queue does with the marks of lost connections when there is no room for all.</summary>
public sealed class GapTests
{
    private const string Lost = AmiSubscription.LossMarkerName;
    private const string Begin = AmiSubscription.ConnectionLostMarkerName;
    private const string End = AmiSubscription.ConnectionRestoredMarkerName;

    private readonly EventHub _hub = new(_ => { });
    private int _next;

    [Fact]
    public void Marks_that_are_pushed_out_are_not_counted_as_events_and_stand_where_events_are_missing()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 3, AmiOverflowPolicy.DropOldest);
        Publish(1);
        Gap();
        Publish(4);

        Assert.Equal([Lost + " 2", Begin, End, "2", "3", "4"], Take(events));
        Assert.Equal(2, events.Lost);
        Assert.Equal(5, events.Received);
    }

    [Fact]
    public void Several_gaps_that_are_pushed_out_become_one()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 2, AmiOverflowPolicy.DropOldest);
        Publish(1);
        Gap();
        Publish(1);
        Gap();
        Publish(3);

        Assert.Equal([Lost + " 3", Begin, End, "3", "4"], Take(events));
    }

    [Fact]
    public void A_gap_that_is_still_open_keeps_its_begin_when_that_is_pushed_out()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 1, AmiOverflowPolicy.DropOldest);
        Publish(1);
        _hub.BeginGap(StreamMarker.ConnectionLost(this, "gone"));
        Assert.Equal([Lost + " 1", Begin], Take(events));
        _hub.EndGap(StreamMarker.ConnectionRestored(this, TimeSpan.FromSeconds(1), 1));
        Publish(2);

        Assert.Equal([Lost + " 1", End, "2"], Take(events));
    }

    [Fact]
    public void Where_the_newest_are_dropped_marks_find_room_beyond_the_capacity()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 2, AmiOverflowPolicy.DropNewest);
        Publish(3);
        Gap();
        Publish(1);

        Assert.Equal(["0", "1", Lost + " 1", Begin, End, Lost + " 1"], Take(events));
    }

    [Fact]
    public void A_connection_that_is_lost_brings_no_event_behind_the_mark_of_its_loss()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 100, AmiOverflowPolicy.DropOldest);
        var old = new EventGate(_hub, isOpen: true);
        var next = new EventGate(_hub, isOpen: false);
        old.Pass(Batch(2));
        old.Close(StreamMarker.ConnectionLost(this, "gone"));

        // Whoever noticed the loss need not be the thread that reads, which may have some left.
        old.Pass(Batch(1));
        next.Pass(Batch(1));
        Assert.Equal(["0", "1", Begin], Take(events));
        next.Open(StreamMarker.ConnectionRestored(this, TimeSpan.FromSeconds(1), 1));
        old.Pass(Batch(1));
        next.Pass(Batch(1));

        Assert.Equal([End, "3", "5"], Take(events));
    }

    [Fact]
    public void The_reason_in_a_mark_is_one_line_whatever_it_quotes()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 2, AmiOverflowPolicy.DropOldest);
        _hub.BeginGap(StreamMarker.ConnectionLost(this, "one\r\nEvent: Forged\r\n\r\ntwo"));

        Assert.True(events.TryTake(out AmiMessage mark, TimeSpan.Zero, Limit.Token));
        Assert.Equal("one  Event: Forged    two", mark.GetHeader("Reason"));
    }

    [Theory]
    [InlineData(AmiOverflowPolicy.DropOldest)]
    [InlineData(AmiOverflowPolicy.DropNewest)]
    public void Whatever_is_missing_lies_in_a_marked_gap_or_is_counted(AmiOverflowPolicy policy)
    {
        for (int seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            _next = 0;
            var hub = new EventHub(_ => { });
            using AmiSubscription events = hub.Subscribe(new(), random.Next(1, 8), policy);
            var taken = new List<AmiMessage>();
            for (int step = 0; step < 60; step++)
            {
                switch (random.Next(4))
                {
                    case 0 or 1:
                        Publish(hub, random.Next(1, 6));
                        break;
                    case 2:
                        hub.BeginGap(StreamMarker.ConnectionLost(this, "gone"));
                        TakeSome(random, events, taken);
                        _next += random.Next(0, 5);
                        hub.EndGap(StreamMarker.ConnectionRestored(this, TimeSpan.Zero, 1));
                        break;
                    default:
                        TakeSome(random, events, taken);
                        break;
                }
            }

            Publish(hub, 1);
            while (events.TakeBatch(taken, 100, TimeSpan.Zero, Limit.Token))
            {
            }

            AssertExplained(taken, events, "seed " + seed);
        }
    }

    private static void TakeSome(Random random, AmiSubscription events, List<AmiMessage> taken)
    {
        for (int i = random.Next(4); i > 0; i--)
        {
            events.TakeBatch(taken, random.Next(1, 4), TimeSpan.Zero, Limit.Token);
        }
    }

    private static void AssertExplained(List<AmiMessage> taken, AmiSubscription events, string where)
    {
        long next = 0;
        long counted = 0;
        long lost = 0;
        long handled = 0;
        bool inGap = false;
        bool sawGap = false;
        foreach (AmiMessage message in taken)
        {
            switch (message.EventName)
            {
                case Lost:
                    counted += Number(message, "Lost");
                    lost += Number(message, "Lost");
                    break;
                case Begin:
                    Assert.False(inGap, where + ": a gap begins in a gap");
                    inGap = sawGap = true;
                    break;
                case End:
                    Assert.True(inGap, where + ": a gap ends that did not begin");
                    inGap = false;
                    break;
                default:
                    Assert.False(inGap, where + ": an event stands in a gap");
                    long missing = Number(message, "Number") - next;
                    Assert.True(sawGap ? missing >= counted : missing == counted, $"{where}: {missing} are missing, {counted} were counted");
                    next += missing + 1;
                    counted = 0;
                    sawGap = false;
                    handled++;
                    break;
            }
        }

        Assert.Equal(events.Lost, lost);
        Assert.Equal(events.Received, handled + lost);
    }

    private static long Number(AmiMessage message, string header) =>
        long.Parse(message.GetHeader(header)!, CultureInfo.InvariantCulture);

    private static string[] Take(AmiSubscription events)
    {
        var batch = new List<AmiMessage>();
        events.TakeBatch(batch, 100, TimeSpan.Zero, Limit.Token);
        return [.. batch.Select(m => m.GetHeader("Number") ?? (m.EventName == Lost ? Lost + " " + m.GetHeader("Lost") : m.EventName!))];
    }

    private void Gap()
    {
        _hub.BeginGap(StreamMarker.ConnectionLost(this, "gone"));
        _hub.EndGap(StreamMarker.ConnectionRestored(this, TimeSpan.FromSeconds(1), 1));
    }

    private void Publish(int count) => Publish(_hub, count);

    private void Publish(EventHub hub, int count) => hub.Publish(Batch(count));

    private EventBatch Batch(int count)
    {
        var batch = new EventBatch();
        for (int i = 0; i < count; i++)
        {
            batch.Add(new AmiMessage(Wire.Bytes($"Event: E\r\nNumber: {_next++}")), "E");
        }

        return batch;
    }
}
