using System;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Events;

public sealed class EventFilterActionsTests
{
    [Fact]
    public async Task Filters_that_the_server_took_are_the_sessions()
    {
        using Comeback comeback = Comeback.Open();
        Task<int> adding = Limit.Run(() => comeback.Session.AddEventFilter(new() { Names = ["Hangup", "Dial*"], Exclude = ["DialState"] }, Limit.Token).Count);
        comeback.Peer.Answer(comeback.Peer.Expect("Filter"));
        comeback.Peer.Answer(comeback.Peer.Expect("Filter"));

        Assert.Equal(2, await adding.InTime());
        Assert.Equal([false, true], comeback.Session.GetEventFilters().Select(filter => filter.IsExcluding));
        Assert.All(comeback.Session.GetEventFilters(), filter => Assert.Same(comeback.Session, filter.Session));
    }

    [Fact]
    public async Task Of_a_filter_that_is_half_refused_it_is_said_what_is_in_force()
    {
        using Comeback comeback = Comeback.Open();
        Task adding = Limit.Run(() => comeback.Session.AddEventFilter(new() { Names = ["Dial*"], Exclude = ["DialState"] }, Limit.Token));
        comeback.Peer.Answer(comeback.Peer.Expect("Filter"));
        comeback.Peer.Refuse(comeback.Peer.Expect("Filter"), "Filter refused");

        AmiException e = await Assert.ThrowsAsync<AmiException>(() => adding.InTime());

        Assert.Equal(AmiErrorCode.ActionFailed, e.Code);
        Assert.Contains("Filter refused", e.Message, StringComparison.Ordinal);
        Assert.Contains("1 of the 2 parts", e.Message, StringComparison.Ordinal);
        Assert.Contains("^Event: [dD]", e.Message, StringComparison.Ordinal);
        Assert.Contains("Clear-AmiEventFilter", e.Message, StringComparison.Ordinal);
        Assert.False(Assert.Single(comeback.Session.GetEventFilters()).IsExcluding);
    }

    [Fact]
    public async Task Removing_filters_takes_a_new_connection_that_is_told_of_none()
    {
        using Comeback comeback = Comeback.Open();
        comeback.InvokeAccepted(new AmiAction("Filter").Add("Operation", "Add").Add("Filter", "!Event: VarSet"));
        using AmiSubscription events = comeback.Session.Subscribe();
        Task clearing = Limit.Run(() => comeback.Session.ClearEventFilters(Limit.Token));
        Limit.Until(() => comeback.Time.Running.Length > 0, "the session reconnects");

        FakeAction login = comeback.Return();

        await clearing.InTime();
        Assert.NotEqual("off", login.Value("Events"));
        Assert.Empty(comeback.Session.GetEventFilters());
        AmiMessage lost = Comeback.Next(events);
        Assert.Equal(AmiSubscription.ConnectionLostMarkerName, lost.EventName);
        Assert.Contains("event filters are removed", lost.GetHeader("Reason"), StringComparison.Ordinal);
        Assert.Equal(AmiSubscription.ConnectionRestoredMarkerName, Comeback.Next(events).EventName);
    }

    [Fact]
    public void A_session_without_filters_keeps_its_connection()
    {
        using Comeback comeback = Comeback.Open();
        comeback.Session.ClearEventFilters(Limit.Token);

        Assert.Equal(0, comeback.Session.Reconnects);
        Assert.Equal(AsteriskAmi.Session.AmiSessionState.Connected, comeback.Session.State);
    }

    [Fact]
    public void A_session_that_may_not_connect_again_keeps_its_filters()
    {
        using Comeback comeback = Comeback.Open(options => options.Reconnect = false);
        comeback.InvokeAccepted(new AmiAction("Filter").Add("Operation", "Add").Add("Filter", "!Event: VarSet"));

        AmiException e = Fails.With(AmiErrorCode.ActionFailed, () => comeback.Session.ClearEventFilters(Limit.Token));

        Assert.Contains("-NoReconnect", e.Message, StringComparison.Ordinal);
        Assert.Single(comeback.Session.GetEventFilters());
    }

    [Theory]
    [InlineData("Operation: Add", "Filter: !Event: VarSet", true)]
    [InlineData("MatchCriteria: action(exclude),name(VarSet),method(none)", "Filter: ", true)]
    [InlineData("MatchCriteria: action(include),header(Channel),method(starts_with)", "Filter: !x", false)]
    [InlineData("Operation: Add", "Filter: Event: Hangup", false)]
    public void What_a_filter_does_is_told_by_what_the_server_was_told(string first, string second, bool isExcluding)
    {
        var action = new AmiAction("Filter");
        foreach (string line in new[] { first, second })
        {
            action.Add(line.Split(": ", 2)[0], line.Split(": ", 2)[1]);
        }

        Assert.Equal(isExcluding, AmiServerFilter.Excludes(action));
    }
}
