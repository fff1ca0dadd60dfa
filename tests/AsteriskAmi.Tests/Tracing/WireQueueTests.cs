using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using AsteriskAmi.Tests.Session;
using AsteriskAmi.Tracing;
using Xunit;

namespace AsteriskAmi.Tests.Tracing;

public sealed class WireQueueTests
{
    [Fact]
    public void Blocks_come_in_their_order()
    {
        var queue = new WireQueue();
        Add(queue, "a", "b", "c");

        Assert.Equal(["a", "b", "c"], Take(queue));
        Assert.Empty(Take(queue));
        Assert.Equal(0, queue.Lost);
    }

    [Fact]
    public void Where_blocks_were_lost_a_note_says_how_many()
    {
        var queue = new WireQueue(mostBlocks: 2);
        Add(queue, "a", "b", "c", "d");
        Assert.Equal(["a", "b", "2 blocks were lost here: they came faster than they could be shown."], Take(queue));

        Add(queue, "e", "f", "g");
        Assert.Equal(["e", "f", "1 blocks were lost here: they came faster than they could be shown."], Take(queue));
        Assert.Empty(Take(queue));
        Assert.Equal(3, queue.Lost);
    }

    [Fact]
    public void It_holds_so_many_bytes_or_one_larger_block()
    {
        var queue = new WireQueue(mostBytes: 10);
        Add(queue, new string('x', 100), "y");
        Assert.Equal(2, Take(queue).Count);

        Add(queue, "12345", "67890", "!");
        Assert.Equal(["12345", "67890", "1 blocks were lost here: they came faster than they could be shown."], Take(queue));
    }

    [Fact]
    public void A_completed_one_gives_what_it_has_and_takes_nothing_more()
    {
        var queue = new WireQueue();
        Add(queue, "a");
        queue.Complete();
        Add(queue, "b");

        var blocks = new List<WireBlock>();
        Assert.True(queue.Take(ref blocks, TimeSpan.Zero));
        Assert.Single(blocks);
        Assert.False(queue.Take(ref blocks, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Whoever_waits_is_woken_by_a_block()
    {
        var queue = new WireQueue();
        Task<int> taken = Limit.Run(() =>
        {
            var blocks = new List<WireBlock>();
            queue.Take(ref blocks, Limit.Patience);
            return blocks.Count;
        });
        Add(queue, "a");

        Assert.Equal(1, await taken.InTime());
    }

    private static void Add(WireQueue queue, params string[] texts)
    {
        foreach (string text in texts)
        {
            queue.Add(WireBlock.Sent(1, Encoding.UTF8.GetBytes(text)));
        }
    }

    private static List<string> Take(WireQueue queue)
    {
        var blocks = new List<WireBlock>();
        queue.Take(ref blocks, TimeSpan.Zero);
        return blocks.Select(Text).ToList();
    }

    private static string Text(WireBlock block)
    {
        var text = new StringBuilder();
        block.WriteTo(text);
        string[] lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length > 1 ? lines[1].Trim() : lines[0][(lines[0].IndexOf('#', StringComparison.Ordinal) + 2)..];
    }
}
