using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public sealed class CancellationTests : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();

    public void Dispose() => _cancel.Dispose();

    [Fact]
    public async Task Waiting_for_an_answer_ends_and_the_session_goes_on()
    {
        using Line line = Line.Open(options => options.ActionTimeout = TimeSpan.FromMinutes(2));
        Task<AmiMessage> answer = Limit.Run(() => line.Session.Invoke(new AmiAction("Slow"), _cancel.Token));
        FakeAction slow = line.Peer.Expect("Slow");

        await _cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer.InTime());
        line.Peer.Answer(slow);
        await line.Ping();
        Assert.Equal(1, line.Session.UnmatchedAnswers);
    }

    [Fact]
    public async Task Cancelling_at_the_moment_of_sending_leaves_the_session_alone()
    {
        using Line line = Line.Open();
        _ = line.Peer.Serve(action => line.Peer.Answer(action));
        var random = new Random(1);
        for (int i = 0; i < 2000; i++)
        {
            using var cancel = new CancellationTokenSource();
            int spin = random.Next(2000);
            Task canceller = Limit.Run(() =>
            {
                Thread.SpinWait(spin);
                cancel.Cancel();
                return true;
            });
            try
            {
                line.Session.Invoke(new AmiAction("Ping"), cancel.Token);
            }
            catch (OperationCanceledException)
            {
                // The point of the test: whichever came first.
            }

            await canceller;
            Assert.Equal(AmiSessionState.Connected, line.Session.State);
        }
    }

    [Fact]
    public async Task Waiting_asynchronously_ends_and_the_session_goes_on()
    {
        using Line line = Line.Open(options => options.ActionTimeout = TimeSpan.FromMinutes(2));
        Task<AmiMessage> answer = line.Session.InvokeAsync(new AmiAction("Slow"), _cancel.Token);
        line.Peer.Expect("Slow");

        await _cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer.InTime());
        await line.Ping();
    }

    [Fact]
    public async Task Waiting_for_a_list_to_begin_ends()
    {
        using Line line = Line.Open(options => options.ActionTimeout = TimeSpan.FromMinutes(2));
        Task<AmiMessage[]> items = Limit.Run(() => line.Session.InvokeList(new AmiAction("Some"), _cancel.Token).ToArray());
        line.Peer.Expect("Some");

        await _cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => items.InTime());
        await line.Ping();
    }

    [Fact]
    public async Task Waiting_for_the_next_item_of_a_list_ends()
    {
        using Line line = Line.Open(options => options.ActionTimeout = TimeSpan.FromMinutes(2));
        using var one = new ManualResetEventSlim(false);
        Task items = Limit.Run(() =>
        {
            foreach (AmiMessage item in line.Session.InvokeList(new AmiAction("Some"), _cancel.Token))
            {
                Assert.Equal("Thing", item.EventName);
                one.Set();
            }
        });
        FakeAction action = line.Peer.Expect("Some");
        line.Peer.Answer(action, "EventList: start");
        line.Peer.Item(action, "Event: Thing");
        Assert.True(one.Wait(Limit.Patience, Limit.Token));

        await _cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => items.InTime());
        await line.Ping();
    }

    [Fact]
    public async Task Waiting_for_an_event_ends()
    {
        using Line line = Line.Open();
        using AmiSubscription events = line.Session.Subscribe();
        Task<bool> taking = Limit.Run(() => events.TryTake(out _, Timeout.InfiniteTimeSpan, _cancel.Token));

        await _cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking.InTime());
        await line.Ping();
    }

    [Fact]
    public async Task A_token_that_was_cancelled_before_sends_nothing()
    {
        using Line line = Line.Open();
        await _cancel.CancelAsync();

        Assert.ThrowsAny<OperationCanceledException>(() => line.Session.Invoke(new AmiAction("Never"), _cancel.Token));

        await line.Ping();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_write_that_the_server_does_not_take_ends_soon_and_says_that_the_connection_is_lost(bool tls)
    {
        using Line line = Line.Open(NeverGivesUp, receiveBuffer: 4096, tls: tls);
        using AmiSubscription events = line.Session.Subscribe();
        (Task<Exception> writing, Func<long> written) = FillUp(line.Session, _cancel.Token);
        Limit.UntilStill(written, "the buffers were full");

        await _cancel.CancelAsync();
        Exception e = await writing.InTime();

        Assert.Equal(AmiErrorCode.ConnectionLost, Assert.IsType<AmiException>(e).Code);
        Assert.Equal(AmiSessionState.Closed, line.Session.State);
        Assert.Throws<AmiException>(() => events.TryTake(out _, Limit.Patience, Limit.Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Waiting_for_a_turn_to_write_ends_and_does_not_disturb_the_one_who_writes(bool tls)
    {
        using Line line = Line.Open(NeverGivesUp, receiveBuffer: 4096, tls: tls);
        (Task<Exception> writing, Func<long> written) = FillUp(line.Session, CancellationToken.None);
        Limit.UntilStill(written, "the buffers were full");
        Task<AmiMessage> second = Limit.Run(() => line.Session.Invoke(new AmiAction("Ping"), _cancel.Token));

        await _cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.InTime());
        line.Dispose();
        Assert.IsType<AmiException>(await writing.InTime());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_never_reads_is_given_up_without_being_told_to(bool tls)
    {
        using Line line = Line.Open(receiveBuffer: 4096, tls: tls);
        (Task<Exception> writing, _) = FillUp(line.Session, CancellationToken.None);

        Exception e = await writing.InTime();

        Assert.Equal(AmiErrorCode.ConnectionLost, Assert.IsType<AmiException>(e).Code);
        Assert.Equal(AmiSessionState.Closed, line.Session.State);
    }

    /// <summary>So that it is not the end of its own patience that ends a write.</summary>
    private static void NeverGivesUp(AmiConnectOptions options) => options.WriteTimeout = TimeSpan.FromMinutes(10);

    /// <summary>Sends large actions without waiting for answers, until that fails.</summary>
    private static (Task<Exception> Writing, Func<long> Written) FillUp(AmiSession session, CancellationToken cancellation)
    {
        long written = 0;
        var large = new AmiAction("Large");
        for (int i = 0; i < 100; i++)
        {
            large.Add("Header", new string('x', 1000));
        }

        Task<Exception> writing = Limit.Run(() =>
        {
            var started = new List<AmiExchange>();
            try
            {
                while (true)
                {
                    started.Add(session.Start(large, null, cancellation));
                    Interlocked.Increment(ref written);
                }
            }
            catch (Exception e) when (e is AmiException or OperationCanceledException)
            {
                return e;
            }
        });
        return (writing, () => Interlocked.Read(ref written));
    }
}
