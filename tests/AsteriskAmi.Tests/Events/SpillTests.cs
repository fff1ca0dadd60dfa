using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Events;

public sealed class SpillTests
{
    private readonly EventHub _hub = new(_ => { });

    [Fact]
    public void What_has_no_room_in_memory_comes_back_from_the_file_in_order()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 3, AmiOverflowPolicy.Spill);
        for (int round = 0; round < 3; round++)
        {
            Publish(round * 1000, 1000);
            Assert.Equal(1000, events.Waiting);
            Assert.Equal(Numbers(round * 1000, 1000), Take(events, 1000));
        }

        Assert.Equal(0, events.Lost);
    }

    [Fact]
    public async Task Taking_and_coming_go_on_side_by_side()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 50, AmiOverflowPolicy.Spill);
        Task coming = Limit.Run(() =>
        {
            for (int i = 0; i < 20_000; i += 100)
            {
                Publish(i, 100);
            }
        });

        Assert.Equal(Numbers(0, 20_000), Take(events, 20_000));
        await coming.InTime();
        Assert.Equal(0, events.Lost);
    }

    [Fact]
    public void Events_are_as_they_came_with_their_source()
    {
        var queue = new EventQueue(1, 1024);
        var source = new object();
        AmiMessage first = Wire.Message("Event: A");
        AmiMessage second = Wire.Message("Event: Ä", "Empty: ", "ChanVariable: a=1", "ChanVariable: b=2");
        second.Source = source;
        queue.Enqueue(first);
        queue.Enqueue(second);

        Assert.Same(first, queue.Dequeue());
        AmiMessage back = queue.Dequeue();
        Assert.Equal(second.GetAllHeaders(), back.GetAllHeaders());
        Assert.Same(source, back.Source);
        Assert.Equal(0, queue.Count);
        queue.Dispose();
    }

    [Fact]
    public void The_file_is_bounded_and_has_room_again_when_it_was_read()
    {
        using var queue = new EventQueue(1, 100);
        int taken = 0;
        for (; queue.HasRoom; taken++)
        {
            queue.Enqueue(Wire.Message("Event: A", "Number: " + taken.ToString(CultureInfo.InvariantCulture)));
        }

        Assert.InRange(taken, 4, 6);
        while (queue.Count > 0)
        {
            Assert.False(queue.HasRoom);
            queue.Dequeue();
        }

        Assert.True(queue.HasRoom);
    }

    [Fact]
    public void The_marks_of_a_connection_wait_in_their_place()
    {
        using AmiSubscription events = _hub.Subscribe(new(), 1, AmiOverflowPolicy.Spill);
        Publish(0, 3);
        _hub.BeginGap(StreamMarker.ConnectionLost(null!, "gone"));
        _hub.EndGap(StreamMarker.ConnectionRestored(null!, TimeSpan.FromSeconds(1), 1));
        Publish(3, 2);

        Assert.Equal(["0", "1", "2", "AmiConnectionLost", "AmiConnectionRestored", "3", "4"], Take(events, 7));
    }

    [Fact]
    public void What_waits_can_be_taken_after_the_end()
    {
        AmiSubscription events = _hub.Subscribe(new(), 1, AmiOverflowPolicy.Spill);
        Publish(0, 10);
        events.Dispose();

        Assert.Equal(Numbers(0, 10), Take(events, 10));
        Assert.False(events.TryTake(out _, TimeSpan.Zero, Limit.Token));
    }

    [Fact]
    public void What_nobody_takes_any_more_is_dropped_with_its_file()
    {
        AmiSubscription events = _hub.Subscribe(new(), 1, AmiOverflowPolicy.Spill);
        Publish(0, 10);
        events.Discard();
        Publish(10, 10);

        Assert.Equal(0, events.Waiting);
        Assert.False(events.TryTake(out _, TimeSpan.Zero, Limit.Token));
    }

    private static IEnumerable<string> Numbers(int from, int count) =>
        Enumerable.Range(from, count).Select(i => i.ToString(CultureInfo.InvariantCulture));

    private static List<string> Take(AmiSubscription events, int count)
    {
        var taken = new List<AmiMessage>();
        while (taken.Count < count && events.TakeBatch(taken, count - taken.Count, Limit.Patience, Limit.Token))
        {
            // Until all have come.
        }

        return taken.ConvertAll(message => message.GetHeader("Number") ?? message.EventName!);
    }

    private void Publish(int from, int count)
    {
        var batch = new EventBatch();
        foreach (string number in Numbers(from, count))
        {
            AmiMessage message = Wire.Message("Event: A", "Number: " + number);
            batch.Add(message, "A");
        }

        _hub.Publish(batch);
    }
}
