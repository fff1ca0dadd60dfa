using System;
using System.Threading.Tasks;
using AsteriskAmi.Queues;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Queues;

public sealed class QueueLogTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task A_line_has_what_is_given()
    {
        FakeAction little = await _line.Answered("QueueLog", session => session.WriteQueueLog("sales", "LUNCH", cancellation: Limit.Token));
        FakeAction much = await _line.Answered(
            "QueueLog", session => session.WriteQueueLog("sales", "LUNCH", "SIP/1", "1.1", "one|two", Limit.Token));

        Assert.Equal(["Queue: sales", "Event: LUNCH"], little.Headers);
        Assert.Equal(["Queue: sales", "Event: LUNCH", "Interface: SIP/1", "Uniqueid: 1.1", "Message: one|two"], much.Headers);
    }

    [Theory]
    [InlineData("a|b", "LUNCH", "SIP/1", "1.1")]
    [InlineData("sales", "a|b", "SIP/1", "1.1")]
    [InlineData("sales", "LUNCH", "a|b", "1.1")]
    [InlineData("sales", "LUNCH", "SIP/1", "a|b")]
    public async Task A_column_that_would_become_two_is_refused(string queue, string eventName, string interfaceName, string uniqueid)
    {
        AmiException e = await Fails.With(
            AmiErrorCode.InvalidHeader,
            Limit.Run(() => _line.Session.WriteQueueLog(queue, eventName, interfaceName, uniqueid, null, Limit.Token)));

        Assert.Contains("'a|b'", e.Message, StringComparison.Ordinal);
        await _line.Ping();
    }

    [Fact]
    public async Task Statistics_are_reset_of_a_queue_that_is_there()
    {
        Task doing = Limit.Run(() => _line.Session.ResetQueueStatistics("sales", Limit.Token));
        FakeAction status = _line.Peer.Expect("QueueStatus");
        _line.Peer.AnswerList(status, "QueueStatus", ["Event: QueueParams", "Queue: sales"]);
        FakeAction reset = _line.Peer.Expect("QueueReset");
        _line.Peer.Answer(reset);
        await doing.InTime();

        Assert.Equal(["Queue: sales"], status.Headers);
        Assert.Equal(["Queue: sales"], reset.Headers);
    }

    [Fact]
    public async Task A_queue_that_is_not_there_is_reported_though_the_server_would_not()
    {
        Task doing = Limit.Run(() => _line.Session.ResetQueueStatistics("nosuch", Limit.Token));
        _line.Peer.AnswerList(_line.Peer.Expect("QueueStatus"), "QueueStatus");
        AmiException e = await Fails.With(AmiErrorCode.NotFound, doing.InTime());

        Assert.Contains("'nosuch'", e.Message, StringComparison.Ordinal);
        await _line.Ping();
    }

    [Fact]
    public async Task No_name_does_not_reset_all_queues()
    {
        await Fails.With(AmiErrorCode.InvalidHeader, Limit.Run(() => _line.Session.ResetQueueStatistics(string.Empty, Limit.Token)));
        await _line.Ping();
    }
}
