using System;
using System.Threading.Tasks;
using AsteriskAmi.Queues;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Queues;

public sealed class QueueCallerTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task A_priority_is_set_so_that_the_caller_moves_at_once()
    {
        FakeAction action = await _line.Answered(
            "QueueChangePriorityCaller", session => session.SetQueueCallerPriority("sales", "SIP/1-1", 10, Limit.Token));
        AmiException e = await _line.Refused(
            "QueueChangePriorityCaller",
            "Unable to change priority caller on queue: No such caller",
            AmiErrorCode.NotFound,
            session => session.SetQueueCallerPriority("sales", "SIP/1-1", -1, Limit.Token));

        Assert.Equal(["Queue: sales", "Caller: SIP/1-1", "Priority: 10", "Immediate: true"], action.Headers);
        Assert.Contains("Caller: SIP/1-1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_is_taken_out_with_a_word_for_the_dialplan_or_without()
    {
        FakeAction bare = await _line.Answered(
            "QueueWithdrawCaller", session => session.RemoveQueueCaller("sales", "SIP/1-1", null, Limit.Token));
        FakeAction told = await _line.Answered(
            "QueueWithdrawCaller", session => session.RemoveQueueCaller("sales", "SIP/1-1", "closed", Limit.Token));
        await _line.Refused(
            "QueueWithdrawCaller",
            "Unable to request withdraw from queue: No such queue",
            AmiErrorCode.NotFound,
            session => session.RemoveQueueCaller("nosuch", "SIP/1-1", null, Limit.Token));

        Assert.Equal(["Queue: sales", "Caller: SIP/1-1"], bare.Headers);
        Assert.Equal(["Queue: sales", "Caller: SIP/1-1", "WithdrawInfo: closed"], told.Headers);
    }
}
