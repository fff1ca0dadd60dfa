using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using AsteriskAmi.Queues;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Queues;

public sealed class QueueSummaryTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task A_summary_has_what_the_items_of_both_lists_say()
    {
        AmiQueueSummary summary = Assert.Single(await Ask(
            null,
            [
                [
                    "Event: QueueParams", "Queue: sales", "Calls: 2", "Holdtime: 70", "TalkTime: 120", "Completed: 17", "Abandoned: 3",
                    "ServiceLevel: 20", "ServicelevelPerf: 66.7", "ServicelevelPerf2: 58.3",
                ],
                ["Event: QueueMember", "Queue: sales", "Name: A", "Completed: 9"],
            ],
            [
                [
                    "Event: QueueSummary", "Queue: sales", "LoggedIn: 5", "Available: 3", "Callers: 2", "HoldTime: 75", "TalkTime: 130",
                    "LongestHoldTime: 95",
                ],
            ]));

        Assert.Equal("sales", summary.Queue);
        Assert.Equal(5, summary.LoggedIn);
        Assert.Equal(3, summary.Available);
        Assert.Equal(2, summary.Callers);
        Assert.Equal(TimeSpan.FromSeconds(75), summary.HoldTime);
        Assert.Equal(TimeSpan.FromSeconds(130), summary.TalkTime);
        Assert.Equal(TimeSpan.FromSeconds(95), summary.LongestHoldTime);
        Assert.Equal(17, summary.Completed);
        Assert.Equal(3, summary.Abandoned);
        Assert.Equal(15.0, summary.AbandonedPercent);
        Assert.Equal(TimeSpan.FromSeconds(20), summary.ServiceLevel);
        Assert.Equal(66.7, summary.ServiceLevelPercent);
        Assert.Equal(58.3, summary.ServiceLevelPercent2);
        Assert.Same(_line.Session, summary.Session);
        Assert.Equal("sales", summary.ToString());
    }

    [Fact]
    public async Task A_queue_that_nobody_called_has_nobody_who_gave_up()
    {
        AmiQueueSummary summary = Assert.Single(await Ask(
            "sales",
            [["Event: QueueParams", "Queue: sales", "Completed: 0", "Abandoned: 0"]],
            [["Event: QueueSummary", "Queue: sales"]]));

        Assert.Equal(0.0, summary.AbandonedPercent);
    }

    [Fact]
    public async Task A_queue_that_stands_in_one_list_only_is_left_out()
    {
        Assert.Empty(await Ask(
            null, [["Event: QueueParams", "Queue: gone"]], [["Event: QueueSummary", "Queue: new"]]));
    }

    [Fact]
    public async Task A_server_without_queues_gives_none()
    {
        Assert.Empty(await Ask(null, [], []));
    }

    private async Task<IReadOnlyList<AmiQueueSummary>> Ask(string? queue, string[][] status, string[][] summary)
    {
        Task<IReadOnlyList<AmiQueueSummary>> asking = Limit.Run(() => _line.Session.GetQueueSummaries(queue, Limit.Token));
        string[] headers = queue is null ? [] : ["Queue: " + queue];
        FakeAction first = _line.Peer.Expect("QueueStatus");
        Assert.Equal(headers, first.Headers);
        _line.Peer.AnswerList(first, "QueueStatus", status);
        FakeAction second = _line.Peer.Expect("QueueSummary");
        Assert.Equal(headers, second.Headers);
        _line.Peer.AnswerList(second, "QueueSummary", summary);
        return await asking.InTime();
    }
}
