using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Proofs.Filters;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using AsteriskAmi.Tests.Simulator;
using Xunit;

namespace AsteriskAmi.Tests.Events;

[Collection(RealAsterisk.Calls)]
public class ServerFilterTests
{
    /// <summary>The names of <see cref="FilterCases"/>.</summary>
    public static TheoryData<string> Filters => [.. FilterCases.All.Select(one => one.What)];

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_session_gets_what_its_filter_lets_through_on_16(string what) => Compare("16", what);

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_session_gets_what_its_filter_lets_through_on_22(string what) => Compare("22", what);

    [Theory]
    [InlineData("16.28.0", false)]
    [InlineData("18.25.0", false)]
    [InlineData("18.26.0", true)]
    [InlineData("19.8.1", false)]
    [InlineData("20.11.0", true)]
    [InlineData("22.0.0", false)]
    [InlineData("22.10.1~dfsg", true)]
    [InlineData("23.0.0", true)]
    [InlineData("22", false)]
    [InlineData("GIT-master", false)]
    [InlineData(null, false)]
    public void Names_are_matched_by_name_where_the_server_can(string? version, bool byName)
    {
        AmiAction action = ServerFilter.ToRules(new() { Names = ["Hangup"] }, version).Single().Action;

        Assert.Equal(
            byName ? ["Operation: Add", "MatchCriteria: action(include),name(Hangup),method(none)"] : ["Operation: Add", "Filter: ^Event: [hH][aA][nN][gG][uU][pP][[:cntrl:]]"],
            action.Headers.Select(header => header.Key + ": " + header.Value));
    }

    [Fact]
    public void A_name_that_is_not_known_is_matched_by_expression_since_its_case_may_differ() =>
        Assert.Contains(ServerFilter.ToRules(new() { Names = ["hangup"] }, "22.10.1").Single().Action.Headers, header => header.Key == "Filter");

    [Fact]
    public void A_filter_that_wants_all_is_refused() =>
        Fails.With(AmiErrorCode.InvalidHeader, () => ServerFilter.ToRules(new(), "22.10.1"));

    [Fact]
    public void Of_more_headers_than_the_server_can_look_for_it_is_told_two()
    {
        string expression = Expression(new()
        {
            Queues = ["q"],
            Headers = new Dictionary<string, IReadOnlyCollection<string>> { ["A"] = ["1"], ["B"] = ["2"] },
        });

        Assert.Contains("[aA]: 1", expression, StringComparison.Ordinal);
        Assert.DoesNotContain("[bB]", expression, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expression_longer_than_a_line_is_refused() =>
        Fails.With(AmiErrorCode.InvalidHeader, () => ServerFilter.ToRules(new() { Channels = [new string('x', 300)] }, "22.10.1"));

    [Theory]
    [InlineData("ä", "(Ä|ä)")]
    [InlineData("σ", "(Σ|ς|σ)")]
    [InlineData("😀", "😀")]
    [InlineData("?", "([^[:cntrl:]]|[[:blank:]]){1,4}")]
    [InlineData("[ab-]", "(-|A|B|a|b)")]
    [InlineData("[ß]", "(ß)")]
    [InlineData("[一-龥]", "([^[:cntrl:]]|[[:blank:]]){1,4}")]
    public void Characters_beyond_ASCII_are_spelt_out_or_left_to_the_session(string value, string expression) =>
        Assert.Equal(
            $"[[:cntrl:]][xX]: {expression}[[:cntrl:]]",
            Expression(new() { Headers = new Dictionary<string, IReadOnlyCollection<string>> { ["X"] = [value] } }));

    [Fact]
    public void What_the_server_leaves_out_is_rather_less_than_is_excluded() =>
        Assert.Equal("!^Event: [xX][ -~][[:cntrl:]]", Expression(new() { Exclude = ["x?"] }));

    [Fact]
    public async Task The_session_leaves_out_what_the_server_lets_through_beside()
    {
        using Comeback comeback = Comeback.Open();
        Task adding = Limit.Run(() => comeback.Session.AddEventFilter(
            new() { Headers = new Dictionary<string, IReadOnlyCollection<string>> { ["Text"] = ["J?rgen"] }, Exclude = ["?x"] }, Limit.Token));
        comeback.Peer.Answer(comeback.Peer.Expect("Filter"));
        comeback.Peer.Answer(comeback.Peer.Expect("Filter"));
        await adding.InTime();
        using AmiSubscription events = comeback.Session.Subscribe();

        comeback.Peer.Send("Event: UserEvent", "Text: J12rgen");
        comeback.Peer.Send("Event: \u00e4x", "Text: J1rgen");
        comeback.Peer.Send("Event: UserEvent", "Text: J\u00fcrgen");

        Assert.Equal("J\u00fcrgen", Comeback.Next(events).GetHeader("Text"));
        Assert.Equal(1, comeback.Session.EventsReceived);
    }

    [Fact]
    public async Task Where_somebody_else_has_included_events_all_that_comes_is_let_through()
    {
        using Comeback comeback = Comeback.Open();
        comeback.InvokeAccepted(new AmiAction("Filter").Add("Operation", "Add").Add("Filter", "Event: Hangup"));
        Task adding = Limit.Run(() => comeback.Session.AddEventFilter(new() { Names = ["Dial*"] }, Limit.Token));
        comeback.Peer.Answer(comeback.Peer.Expect("Filter"));
        await adding.InTime();
        using AmiSubscription events = comeback.Session.Subscribe();

        comeback.Peer.Send("Event: Hangup", "Channel: x");

        Assert.Equal("Hangup", Comeback.Next(events).EventName);
    }

    private static string Expression(AmiEventFilter filter) =>
        ServerFilter.ToRules(filter, "16.28.0").Single().Action.Headers.Single(header => header.Key == "Filter").Value;

    /// <summary>The session sees what the filter, applied here, lets through of all events.</summary>
    private static void Compare(string branch, string what)
    {
        (string host, int port) = RealAsterisk.Endpoint(branch);
        AmiConnectOptions options = new("admin", "admin-test-secret") { ComputerName = host, Port = port };
        FilterComparison result = FilterComparison.Run(options, FilterCases.All.Single(one => one.What == what).Filter);

        Assert.Null(result.Difference);
        Assert.InRange(result.Here, 1, result.Sent - 1);
        Assert.Equal(result.Here, result.Session);
    }
}
