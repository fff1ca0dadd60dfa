using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public sealed class ReconnectTimeTests
{
    [Fact]
    public void Attempts_lie_further_and_further_apart()
    {
        using Comeback comeback = Comeback.Open();
        comeback.Lose();

        var waits = new List<TimeSpan>();
        for (int i = 0; i < 9; i++)
        {
            waits.Add(comeback.Time.AdvanceToTimer());
            comeback.Server.Accept().Reset();
        }

        double[] longest = [0.5, 1, 2, 4, 8, 16, 30, 30, 30];
        Assert.All(waits.Zip(longest), pair => Assert.InRange(pair.First.TotalSeconds, pair.Second / 2, pair.Second));
        comeback.Return();
    }

    [Fact]
    public void Nothing_is_tried_before_its_time()
    {
        using Comeback comeback = Comeback.Open();
        comeback.Lose();
        Limit.Until(() => comeback.Time.Running.Length > 0, "the wait began");
        TimeSpan wait = comeback.Time.Running[^1];

        comeback.Time.Advance(wait - TimeSpan.FromTicks(1));
        Assert.Equal([wait], comeback.Time.Running);
        comeback.Time.Advance(TimeSpan.FromTicks(1));

        comeback.Server.Accept();
    }

    [Theory]
    [InlineData(-24)]
    [InlineData(24)]
    public void A_clock_that_is_set_changes_nothing(int hours)
    {
        using Comeback comeback = Comeback.Open(options => options.MaxReconnectTime = TimeSpan.FromHours(1));
        using AmiSubscription events = comeback.Session.Subscribe();
        comeback.Lose();

        TimeSpan gap = TimeSpan.Zero;
        for (int i = 0; i < 3; i++)
        {
            comeback.Time.Jump(TimeSpan.FromHours(hours));
            gap += comeback.Time.AdvanceToTimer();
            comeback.Server.Accept().Reset();
        }

        comeback.Time.Jump(TimeSpan.FromHours(hours));
        gap += comeback.Time.AdvanceToTimer();
        comeback.Server.Accept().Login();

        Assert.Equal(AmiSubscription.ConnectionLostMarkerName, Comeback.Next(events).EventName);
        AmiMessage restored = Comeback.Next(events);
        Assert.Equal(AmiSubscription.ConnectionRestoredMarkerName, restored.EventName);
        Assert.Equal("4", restored.GetHeader("Attempts"));
        double seconds = double.Parse(restored.GetHeader("GapSeconds")!, CultureInfo.InvariantCulture);
        Assert.InRange(seconds, gap.TotalSeconds - 0.001, gap.TotalSeconds + 0.001);
    }

    [Fact]
    public void A_session_that_cannot_be_restored_in_its_time_is_given_up_and_says_why()
    {
        using Comeback comeback = Comeback.Open(options => options.MaxReconnectTime = TimeSpan.FromSeconds(10));
        using AmiSubscription events = comeback.Session.Subscribe(["Nothing"]);
        comeback.Lose();
        comeback.Server.StopListening();

        TimeSpan tried = TimeSpan.Zero;
        int attempts = 0;
        while (comeback.Session.State == AmiSessionState.Reconnecting)
        {
            if (comeback.Time.Running.Length > 0)
            {
                tried += comeback.Time.AdvanceToTimer();
                attempts++;
            }
        }

        // The last wait ends with the time: one more attempt, and no wait of 30 seconds behind it.
        Assert.Equal(TimeSpan.FromSeconds(10), tried);
        Assert.InRange(attempts, 5, 7);
        Assert.Equal(AmiSessionState.Closed, comeback.Session.State);
        Assert.Equal(AmiSubscription.ConnectionLostMarkerName, Comeback.Next(events).EventName);
        foreach (AmiException e in new[]
        {
            Fails.With(AmiErrorCode.ConnectionLost, () => events.TryTake(out _, Limit.Patience, Limit.Token)),
            Fails.With(AmiErrorCode.NotConnected, () => comeback.Session.Invoke(new AmiAction("Ping"), Limit.Token)),
        })
        {
            Assert.Contains("within 10 s", e.Message, StringComparison.Ordinal);
            Assert.Contains("nothing listens there", e.Message, StringComparison.Ordinal);
            Assert.Contains("Connect-Ami", e.Message, StringComparison.Ordinal);
        }

        Assert.Empty(comeback.Time.Running);
    }
}
