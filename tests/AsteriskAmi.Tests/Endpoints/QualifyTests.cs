using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Endpoints;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Endpoints;

public sealed class QualifyTests : IDisposable
{
    private readonly Line _line = Line.Open();
    private readonly List<string> _qualified = [];

    // How often the contacts were listed.
    private int _lists;

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task A_contact_that_answers_shows_it_by_a_new_time()
    {
        AmiEndpointTest one = Assert.Single(await Test(["1"], [Contact("1", "Reachable", 400)], [Contact("1", "Reachable", 400)], [Contact("1", "Reachable", 500)]));

        Assert.Equal(["1"], _qualified);
        Assert.Equal(("1", "sip:1"), (one.Endpoint, one.ContactUri));
        Assert.Equal(AmiEndpointTestStatus.Reachable, one.Status);
        Assert.True(one.IsReachable);
        Assert.Equal(TimeSpan.FromTicks(5000), one.RoundTrip);
        Assert.Same(_line.Session, one.Session);
        Assert.Equal("1: Reachable", one.ToString());
    }

    [Fact]
    public async Task A_contact_that_does_not_answer_becomes_unreachable()
    {
        AmiEndpointTest one = Assert.Single(await Test(["1"], [Contact("1", "Reachable", 400)], [Contact("1", "Unreachable", 0)]));

        Assert.Equal(AmiEndpointTestStatus.Unreachable, one.Status);
        Assert.False(one.IsReachable);
        Assert.Null(one.RoundTrip);
    }

    [Fact]
    public async Task A_contact_that_is_as_unreachable_as_before_is_so_when_its_time_is_over()
    {
        AmiEndpointTest one = Assert.Single(await Test(["1"], [Contact("1", "Unreachable", 0, timeout: "0.010000")]));

        Assert.Equal(AmiEndpointTestStatus.Unreachable, one.Status);
    }

    [Fact]
    public async Task A_contact_whose_answer_is_not_kept_is_asked_and_not_waited_for()
    {
        AmiEndpointTest one = Assert.Single(await Test(["1"], [Contact("1", "NonQualified", 0, frequency: 0)]));

        Assert.Equal(["1"], _qualified);
        Assert.Equal(AmiEndpointTestStatus.NotKept, one.Status);
        Assert.Null(one.RoundTrip);
    }

    [Fact]
    public async Task A_contact_that_has_just_registered_is_waited_for()
    {
        AmiEndpointTest one = Assert.Single(await Test(["1"], [Contact("1", "NonQualified", 0)], [Contact("1", "NonQualified", 0)], [Contact("1", "Reachable", 500)]));

        Assert.Equal(AmiEndpointTestStatus.Reachable, one.Status);
    }

    [Fact]
    public async Task An_endpoint_without_contact_is_not_asked()
    {
        AmiEndpointTest one = Assert.Single(await Test(["1"], [], []));

        Assert.Empty(_qualified);
        Assert.Equal(AmiEndpointTestStatus.NoContact, one.Status);
        Assert.Equal(string.Empty, one.ContactUri);
    }

    [Fact]
    public async Task All_are_asked_before_any_is_waited_for_and_those_that_are_not_wanted_are_left_alone()
    {
        AmiEndpointTest[] all = await Test(
            ["1", "2", "other", "3"],
            [Contact("2", "Unknown", 0), Contact("other", "Reachable", 1), Contact("1", "Reachable", 400), Contact("1", "Reachable", 300, id: "b")],
            [Contact("2", "Reachable", 7), Contact("other", "Reachable", 1), Contact("1", "Reachable", 401), Contact("1", "Unreachable", 0, id: "b")]);

        Assert.Equal(["1", "2"], _qualified.Order());
        Assert.Equal(["1", "1", "2", "3"], all.Select(test => test.Endpoint));
        Assert.Equal(
            [AmiEndpointTestStatus.Reachable, AmiEndpointTestStatus.Unreachable, AmiEndpointTestStatus.Reachable, AmiEndpointTestStatus.NoContact],
            all.Select(test => test.Status));
    }

    [Fact]
    public async Task A_contact_that_goes_away_meanwhile_is_no_contact() =>
        Assert.Equal(AmiEndpointTestStatus.NoContact, Assert.Single(await Test(["1"], [Contact("1", "Reachable", 400)], [])).Status);

    [Fact]
    public async Task The_wait_for_an_answer_can_be_given_up()
    {
        using var stop = new CancellationTokenSource();
        _ = Serve(["1"], () => [Contact("1", "Unreachable", 0, timeout: "600.000000")]);
        Task testing = Limit.Run(() => _line.Session.TestEndpoints(_ => true, stop.Token));
        Limit.Until(() => Volatile.Read(ref _lists) > 2, "it waits");
        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => testing.InTime());
    }

    private static string[] Contact(string endpoint, string status, int microseconds, string id = "a", string timeout = "3.000000", int frequency = 60) =>
    [
        "Event: ContactList", $"ObjectName: {endpoint};@{id}", "Endpoint: " + endpoint, "Uri: sip:" + endpoint, "Status: " + status,
        "RoundtripUsec: " + microseconds, "QualifyTimeout: " + timeout, "QualifyFrequency: " + frequency,
    ];

    // The lists of contacts come one after the other, the last one again and again.
    private async Task<AmiEndpointTest[]> Test(string[] endpoints, params string[][][] contacts)
    {
        Task serving = Serve(endpoints, () => contacts[Math.Min(_lists, contacts.Length - 1)]);
        AmiEndpointTest[] results = await Limit.Run(() => _line.Session.TestEndpoints(name => name != "other", Limit.Token).ToArray()).InTime();
        _line.Dispose();
        await serving.InTime();
        return results;
    }

    private Task Serve(string[] endpoints, Func<string[][]> contacts) => _line.Peer.Serve(action =>
    {
        switch (action.Name)
        {
            case "PJSIPShowEndpoints":
                _line.Peer.AnswerList(action, "EndpointList", endpoints.Select(name => new[] { "Event: EndpointList", "ObjectName: " + name }).ToArray());
                break;
            case "PJSIPShowContacts":
                _line.Peer.AnswerList(action, "ContactList", contacts());
                _lists++;
                break;
            case "PJSIPQualify":
                Assert.Equal(1, _lists);
                _qualified.Add(action.Value("Endpoint"));
                _line.Peer.Answer(action, "Message: Endpoint found, will qualify");
                break;
        }
    });
}
