using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Events;
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
    /// <summary>Filters of every kind. The first events of <see cref="RaiseAll"/> are made for them.</summary>
    public static TheoryData<string, AmiEventFilter> Filters => new()
    {
        { "a name", new() { Names = ["UserEvent"] } },
        { "names in another case, with wildcards", new() { Names = ["user*", "NEW?hannel", "[hx]angup"] } },
        { "excluded names", new() { Exclude = ["VarSet", "Newexten"] } },
        { "excluded names with wildcards", new() { Exclude = ["var*", "New[a-e]xten", "Local*"] } },
        { "names without some", new() { Names = ["New*"], Exclude = ["Newexten"] } },
        { "a channel", new() { Channels = ["local/*@test-*;1"] } },
        { "a channel in any header", new() { Names = ["*Event", "Dial*", "Local*"], Channels = ["*;2", "Fake/1"] } },
        { "a queue", new() { Queues = ["support"] } },
        { "a header", new() { Headers = Header("kind", "One") } },
        { "one of several values", new() { Headers = Header("Kind", "one", "t*") } },
        { "two headers in either order", new() { Headers = Header("Kind", "one").Concat(Header("Size", "4?")).ToDictionary() } },
        { "a name, a channel and a queue", new() { Names = ["User*"], Channels = ["fake/*"], Queues = ["sup*"] } },
        { "what is special in expressions", new() { Headers = Header("Text", "a.b(c)+d|e{2}^$\\") } },
        { "a value that is empty", new() { Headers = Header("Empty", "") } },
        { "a set of letters", new() { Headers = Header("Kind", "[n-p]n[]e]", "[n-p]ne") } },
        { "letters beyond ASCII", new() { Headers = Header("Text", "Jürgen*") } },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public void The_server_sends_what_the_filter_lets_through_on_16(string what, AmiEventFilter filter) => Compare("16", what, filter);

    [Theory]
    [MemberData(nameof(Filters))]
    public void The_server_sends_what_the_filter_lets_through_on_22(string what, AmiEventFilter filter) => Compare("22", what, filter);

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
        AmiAction action = ServerFilter.ToActions(new() { Names = ["Hangup"] }, version).Single();

        Assert.Equal(
            byName ? ["Operation: Add", "MatchCriteria: action(include),name(Hangup),method(none)"] : ["Operation: Add", "Filter: ^Event: [hH][aA][nN][gG][uU][pP][[:cntrl:]]"],
            action.Headers.Select(header => header.Key + ": " + header.Value));
    }

    [Fact]
    public void A_name_that_is_not_known_is_matched_by_expression_since_its_case_may_differ() =>
        Assert.Contains(ServerFilter.ToActions(new() { Names = ["hangup"] }, "22.10.1").Single().Headers, header => header.Key == "Filter");

    [Fact]
    public void A_filter_that_wants_all_is_refused() =>
        Fails.With(AmiErrorCode.InvalidHeader, () => ServerFilter.ToActions(new(), "22.10.1"));

    [Fact]
    public void More_headers_than_the_server_can_look_for_are_refused()
    {
        AmiException e = Fails.With(AmiErrorCode.InvalidHeader, () => ServerFilter.ToActions(
            new() { Queues = ["a"], Headers = new Dictionary<string, IReadOnlyCollection<string>> { ["A"] = ["1"], ["B"] = ["1"] } }, "22.10.1"));

        Assert.Contains("3 headers", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expression_longer_than_a_line_is_refused() =>
        Fails.With(AmiErrorCode.InvalidHeader, () => ServerFilter.ToActions(new() { Channels = [new string('x', 300)] }, "22.10.1"));

    private static Dictionary<string, IReadOnlyCollection<string>> Header(string name, params string[] values) => new() { [name] = values };

    /// <summary>Two sessions see the same events; one filters them itself, one has the server do it.</summary>
    private static void Compare(string branch, string what, AmiEventFilter filter)
    {
        (string host, int port) = RealAsterisk.Endpoint(branch);
        AmiConnectOptions options = new("admin", "admin-test-secret") { ComputerName = host, Port = port };
        using AmiSession here = AmiSession.Connect(options, Limit.Token);
        using AmiSession there = AmiSession.Connect(options, Limit.Token);
        there.AddEventFilter(filter, Limit.Token);
        using AmiSubscription all = here.Subscribe();
        using AmiSubscription sent = there.Subscribe();
        var matcher = new EventMatcher(filter);
        var expected = new HashSet<string>();
        (string first, string last) = RaiseAll(here);
        bool began = false;
        for (bool ended = false; !ended;)
        {
            AmiMessage message = Take(all);
            string text = Text(message);
            began |= text.Contains(first, StringComparison.Ordinal);
            ended = text.Contains(last, StringComparison.Ordinal);
            if (began && matcher.Wants(message.EventName!, message))
            {
                expected.Add(text);
            }
        }

        Assert.NotEmpty(expected);

        // Others may use the server too: the streams of both sessions may begin and end apart, but not differ between.
        while (expected.Count > 0)
        {
            Assert.True(sent.TryTake(out AmiMessage message, Limit.Patience, Limit.Token), $"{what}: the server did not send {expected.First()}");
            Assert.True(matcher.Wants(message.EventName!, message), $"{what}: the server sent {Text(message)}");
            expected.Remove(Text(message));
        }
    }

    private static AmiMessage Take(AmiSubscription events)
    {
        Assert.True(events.TryTake(out AmiMessage message, Limit.Patience, Limit.Token));
        return message;
    }

    private static string Text(AmiMessage message) => string.Join("; ", message.GetAllHeaders().Select(header => header.Key + ": " + header.Value));

    /// <summary>Raises events of many kinds.</summary>
    /// <returns>What is in the first of them, and in the last, and in no other.</returns>
    private static (string First, string Last) RaiseAll(AmiSession session)
    {
        string first = "begin of " + Guid.NewGuid().ToString("N");
        Raise(session, "First: " + first);
        Raise(session, "Kind: one", "Size: 42");
        Raise(session, "Size: 41", "Kind: ONE");
        Raise(session, "Kind: two", "Size: 42");
        Raise(session, "Kind: one", "Size: 5");
        Raise(session, "Queue: support", "Kind: x", "DestChannel: Fake/1");
        Raise(session, "Channel1: fake/2", "Other: y", "Kind: twenty", "Queue: SUPPORT");
        Raise(session, "Queue: support2", "ChannelState: Fake/1");
        Raise(session, "Text: A.b(c)+d|e{2}^$\\");
        Raise(session, "Text: axb(c)+d|e{2}^$\\");
        Raise(session, "Text: Jürgen Groß");
        Raise(session, "Empty: ");
        Raise(session, "Empty: no");
        using AmiSubscription hangups = session.Subscribe(["OriginateResponse", "Hangup"]);
        session.Invoke(new AmiAction("Originate").Add("Channel", "Local/answer@test").Add("Application", "Hangup").Add("Data", string.Empty).Add("Async", "true"), Limit.Token);
        Take(hangups);
        Take(hangups);
        string last = "end of " + Guid.NewGuid().ToString("N");
        Raise(session, "Kind: one", "Size: 43", "Channel: Fake/1", "Queue: support", "Last: " + last);
        return (first, last);
    }

    private static void Raise(AmiSession session, params string[] headers)
    {
        AmiAction action = new AmiAction("UserEvent").Add("UserEvent", "FilterTest");
        Array.ForEach(headers, header => action.Add(header.Split(": ", 2)[0], header.Split(": ", 2)[1]));
        session.Invoke(action, Limit.Token);
    }
}
