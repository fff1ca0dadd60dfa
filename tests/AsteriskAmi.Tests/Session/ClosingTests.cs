using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public sealed class ClosingTests
{
    [Fact]
    public async Task Closing_logs_off_and_waits_for_the_goodbye()
    {
        using Line line = Line.Open();
        Task closing = Limit.Run(line.Session.Dispose);
        FakeAction logoff = line.Peer.Expect("Logoff");
        line.Peer.Send("Response: Goodbye", "ActionID: " + logoff.Id, "Message: Thanks for all the fish.");

        await closing.InTime();

        Assert.Equal(AmiSessionState.Closed, line.Session.State);
        line.Peer.WaitForClose();
    }

    [Fact]
    public async Task A_server_that_says_no_goodbye_is_left_all_the_same()
    {
        using Line line = Line.Open();

        await Limit.Run(line.Session.Dispose).InTime();

        Assert.Equal(AmiSessionState.Closed, line.Session.State);
        line.Peer.Expect("Logoff");
        line.Peer.WaitForClose();
    }

    [Fact]
    public async Task Closing_twice_or_from_many_threads_is_closing_once()
    {
        using Line line = Line.Open();
        Task server = line.Peer.Serve(Goodbye(line.Peer));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Limit.Run(line.Session.Dispose))).InTime();
        line.Session.Dispose();
        await server.InTime();

        Assert.Equal(AmiSessionState.Closed, line.Session.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_closed_session_says_that_it_was_closed_even_if_the_server_hung_up_first(bool reconnect)
    {
        // Asterisk closes the connection right behind its goodbye; whoever notices first, the reason is the same.
        for (int i = 0; i < 25; i++)
        {
            using Line line = Line.Open(options => options.Reconnect = reconnect);
            using AmiSubscription events = line.Session.Subscribe();
            Task server = line.Peer.Serve(Goodbye(line.Peer));
            line.Session.Dispose();
            await server.InTime();

            AmiException e = Fails.With(
                AmiErrorCode.NotConnected, () => line.Session.Invoke(new AmiAction("Ping"), Limit.Token));

            Assert.Contains("was closed", e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("lost", e.Message, StringComparison.Ordinal);
            Assert.False(events.TryTake(out AmiMessage message, Limit.Patience, Limit.Token), "There was " + message?.EventName);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Closing_fails_the_actions_that_wait_with_the_reason_that_it_was_closed(bool goodbye)
    {
        for (int i = 0; i < (goodbye ? 25 : 1); i++)
        {
            using Line line = Line.Open();
            (_, Task<AmiMessage> answer) = line.Send("Slow");
            Task server = goodbye ? line.Peer.Serve(Goodbye(line.Peer)) : Task.CompletedTask;
            line.Session.Dispose();

            // It was sent, so it is not for the session's end alone that it has no answer.
            AmiException e = await Fails.With(AmiErrorCode.ConnectionLost, answer.InTime());

            Assert.Contains("was closed", e.Message, StringComparison.Ordinal);
            Assert.Contains("Whether the server acted on Slow is not known", e.Message, StringComparison.Ordinal);
            await server.InTime();
        }
    }

    [Fact]
    public void Closing_a_session_that_lost_its_connection_is_quiet()
    {
        using Line line = Line.Open();
        line.Peer.Dispose();

        line.Session.Dispose();

        Assert.Equal(AmiSessionState.Closed, line.Session.State);
    }

    [Fact]
    public async Task Closing_is_quiet_whatever_the_server_answers_to_it()
    {
        foreach (string answer in new[] { "Response: Error\r\nMessage: no\r\n\r\n", "rubbish\r\n\r\n", new string('x', 10_000), string.Empty })
        {
            using Line line = Line.Open(options => options.MaxMessageBytes = 4096);
            Task server = line.Peer.Serve(_ =>
            {
                line.Peer.SendText(answer);
                line.Peer.Dispose();
            });

            line.Session.Dispose();

            await server.InTime();
            Assert.Equal(AmiSessionState.Closed, line.Session.State);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Closing_in_the_middle_of_much_traffic_ends_everybody_and_hangs_nobody(bool reset)
    {
        using Line line = Line.Open();
        Task server = line.Peer.Serve(action =>
        {
            if (reset && action.Name == "Logoff")
            {
                line.Peer.Reset();
                return;
            }

            line.Peer.Send("Event: Hangup", "Privilege: call,all");
            Goodbye(line.Peer)(action);
        });
        using AmiSubscription events = line.Session.Subscribe();
        Task<AmiException>[] users = [.. Enumerable.Range(0, 8).Select(_ => Limit.Run(
            () => UntilItFails(() => line.Session.Invoke(new AmiAction("Ping"), Limit.Token))))];
        Limit.Until(() => events.Received > 100, "there was traffic");

        line.Session.Dispose();

        Assert.All(
            await Task.WhenAll(users).InTime(),
            e => Assert.True(
                e.Code == AmiErrorCode.NotConnected || (e.Code == AmiErrorCode.ConnectionLost && e.Message.Contains("was closed", StringComparison.Ordinal)),
                e.ToString()));
        Assert.NotNull(server);
    }

    [Fact]
    public async Task Closing_a_session_whose_server_takes_no_more_bytes_does_not_hang()
    {
        // So that it is not the end of its own patience that ends a write.
        using Line line = Line.Open(options => options.WriteTimeout = TimeSpan.FromMinutes(10), receiveBuffer: 4096);
        var large = new AmiAction("Large");
        for (int i = 0; i < 100; i++)
        {
            large.Add("Header", new string('x', 1000));
        }

        int written = 0;
        Task<AmiException> writing = Limit.Run(() => UntilItFails(() =>
        {
            _ = line.Session.Start(large, null, Limit.Token);
            System.Threading.Interlocked.Increment(ref written);
        }));
        Limit.UntilStill(() => System.Threading.Volatile.Read(ref written), "the buffers were full");

        await Limit.Run(line.Session.Dispose).InTime();

        await writing.InTime();
    }

    [Fact]
    public async Task Nothing_keeps_a_closed_session_alive_and_its_thread_has_ended()
    {
        WeakReference session = await Limit.Run(OpenAndClose).InTime();

        // The reader thread holds the session as long as it runs.
        Limit.Until(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return !session.IsAlive;
            },
            "the session was gone");

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference OpenAndClose()
        {
            using Line line = Line.Open();
            return new WeakReference(line.Session);
        }
    }

    private static AmiException UntilItFails(Action what)
    {
        while (true)
        {
            try
            {
                what();
            }
            catch (AmiException e)
            {
                return e;
            }
        }
    }

    private static Action<FakeAction> Goodbye(FakePeer peer) => action =>
    {
        if (action.Name == "Logoff")
        {
            peer.Send("Response: Goodbye", "ActionID: " + action.Id, "Message: Thanks for all the fish.");
            peer.Dispose();
        }
        else if (action.Name == "Ping")
        {
            peer.Answer(action, "Ping: Pong");
        }
    };
}
