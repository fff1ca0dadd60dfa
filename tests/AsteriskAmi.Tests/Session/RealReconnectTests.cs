using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using Xunit;

namespace AsteriskAmi.Tests.Session;

/// <summary>Sessions on real Asterisks that are killed and restarted. bench/AsteriskAmi.Proofs does so for minutes.</summary>
public sealed class RealReconnectTests
{
    private static readonly TimeSpan _boot = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("22")]
    [InlineData("16")]
    public async Task A_server_that_is_killed_costs_no_event_that_is_not_marked(string branch)
    {
        using OwnAsterisk asterisk = OwnAsterisk.Start(branch);
        using AmiSession source = AmiSession.Connect(asterisk.Options(), Limit.Token);
        using AmiSession session = AmiSession.Connect(asterisk.Options(), Limit.Token);
        session.Invoke(new AmiAction("Filter").Add("Operation", "Add").Add("Filter", "!Unwanted: yes"), Limit.Token);
        session.Invoke(new AmiAction("Events").Add("EventMask", "user"), Limit.Token);
        using AmiSubscription events = session.Subscribe();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Limit.Token);
        Task<long> sending = Limit.Run(() => SendNumbers(source, stop.Token));
        for (int i = 1; i <= 2; i++)
        {
            await Limit.Run(asterisk.Kill).WaitAsync(_boot, Limit.Token);
            Limit.Until(() => session.Reconnects >= i && session.State == AmiSessionState.Connected, "the session is back");
            Limit.Until(() => source.State == AmiSessionState.Connected, "the source is back");
        }

        await stop.CancelAsync();
        long last = await sending.InTime();
        long behind = Finish(source, session, last);

        long next = -1;
        int gaps = 0;
        bool sawGap = false;
        for (long number = -1; number != behind;)
        {
            AmiMessage message = Comeback.Next(events);
            Assert.Null(message.GetHeader("Unwanted"));
            sawGap |= message.EventName == AmiSubscription.ConnectionRestoredMarkerName;
            gaps += message.EventName == AmiSubscription.ConnectionLostMarkerName ? 1 : 0;
            if (message.GetHeader("Number") is not string text)
            {
                Assert.StartsWith("AmiConnection", message.EventName, StringComparison.Ordinal);
                continue;
            }

            number = long.Parse(text, CultureInfo.InvariantCulture);
            Assert.True(next < 0 || number == next || (number > next && sawGap), $"{number} came where {next} was due");
            next = number + 1;
            sawGap = false;
        }

        Assert.Equal(2, gaps);
    }

    [Theory]
    [InlineData("22")]
    [InlineData("16")]
    public void A_restart_on_command_is_told_as_what_it_is(string branch)
    {
        using OwnAsterisk asterisk = OwnAsterisk.Start(branch);
        using AmiSession session = AmiSession.Connect(asterisk.Options(), Limit.Token);
        using AmiSubscription events = session.Subscribe(["None"]);
        asterisk.Say("core reload");
        asterisk.Say("core restart now");

        AmiMessage lost = Comeback.Next(events);

        Assert.Equal(AmiSubscription.ConnectionLostMarkerName, lost.EventName);
        Assert.Contains("the server announced that it was shutting down to restart", lost.GetHeader("Reason"), StringComparison.Ordinal);
        Assert.Equal(AmiSubscription.ConnectionRestoredMarkerName, Comeback.Next(events).EventName);
        Assert.Equal(1, session.Reconnects);
    }

    [Theory]
    [InlineData("22")]
    [InlineData("16")]
    public async Task A_secret_that_was_changed_ends_the_session(string branch)
    {
        using OwnAsterisk asterisk = OwnAsterisk.Start(branch);
        using AmiSession session = AmiSession.Connect(asterisk.Options("monitor"), Limit.Token);
        string file = Path.Combine(asterisk.Folder, "etc", "manager.conf");
        await File.WriteAllTextAsync(
            file, (await File.ReadAllTextAsync(file, Limit.Token)).Replace("monitor-test-secret", "another-secret", StringComparison.Ordinal), Limit.Token);

        await Limit.Run(asterisk.Kill).WaitAsync(_boot, Limit.Token);

        Limit.Until(() => session.State == AmiSessionState.Closed, "the session ended");
        Assert.Contains("Authentication failed", session.StateReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("22")]
    [InlineData("16")]
    public async Task An_account_that_may_log_in_once_works_by_one_connection_and_comes_back(string branch)
    {
        using OwnAsterisk asterisk = OwnAsterisk.Start(branch);
        using AmiSession session = AmiSession.Connect(asterisk.Options("single", options => options.PoolSize = 4), Limit.Token);
        for (int i = 0; i < 2; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Limit.Run(() =>
            {
                for (int n = 0; n < 20; n++)
                {
                    Assert.Equal("Pong", session.Invoke(new AmiAction("Ping"), Limit.Token).GetHeader("Ping"));
                }
            }))).InTime();
            Assert.Equal(0, session.PoolConnections);
            await Limit.Run(asterisk.Kill).WaitAsync(_boot, Limit.Token);
            Limit.Until(() => session.Reconnects > i && session.State == AmiSessionState.Connected, "the session is back");
        }
    }

    /// <summary>Sends numbered events, and between them some that the filter hides, until it is told to stop.</summary>
    /// <returns>The last number.</returns>
    private static long SendNumbers(AmiSession source, CancellationToken stop)
    {
        long number = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                source.Invoke(Numbered(++number), CancellationToken.None);
                source.Invoke(new AmiAction("UserEvent").Add("UserEvent", "Numbered").Add("Unwanted", "yes"), CancellationToken.None);
            }
            catch (AmiException e) when (e.Code is AmiErrorCode.ConnectionLost or AmiErrorCode.NotConnected)
            {
                // The server was killed, which is what this is about.
            }
        }

        return number;
    }

    /// <summary>Sends one number more when both are there, so that the test knows where the stream ends.</summary>
    private static long Finish(AmiSession source, AmiSession session, long last)
    {
        Limit.Until(() => session.State == AmiSessionState.Connected && source.State == AmiSessionState.Connected, "both are there");
        source.Invoke(Numbered(last + 1), Limit.Token);
        return last + 1;
    }

    private static AmiAction Numbered(long number) => new AmiAction("UserEvent")
        .Add("UserEvent", "Numbered")
        .Add("Number", number.ToString(CultureInfo.InvariantCulture));
}
