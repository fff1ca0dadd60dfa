using System;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Endpoints;
using AsteriskAmi.Queues;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Endpoints;

public sealed class EndpointTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task An_endpoint_has_what_the_list_says()
    {
        Task<AmiEndpoint[]> asking = Limit.Run(() => _line.Session.GetEndpoints(Limit.Token).ToArray());
        _line.Peer.AnswerList(
            _line.Peer.Expect("PJSIPShowEndpoints"),
            "EndpointList",
            [
                "Event: EndpointList", "ObjectType: endpoint", "ObjectName: 0100", "Transport: udp", "Aor: 0100,more", "Auths: 0100", "OutboundAuths: out",
                "Contacts: 0100/sip:0100@192.0.2.7:5060,0100/sip:0100@192.0.2.8:5060;transport=tcp,", "DeviceState: Not in use", "ActiveChannels: 2",
            ],
            ["Event: EndpointList", "ObjectName: trunk", "Contacts: ", "DeviceState: Unavailable", "ActiveChannels: "]);
        AmiEndpoint[] endpoints = await asking.InTime();

        AmiEndpoint one = endpoints[0];
        Assert.Equal("0100", one.Name);
        Assert.Equal("0100", one.ToString());
        Assert.Equal(AmiDeviceState.NotInUse, one.DeviceState);
        Assert.Equal(2, one.ActiveChannels);
        Assert.Equal(2, one.ContactCount);
        Assert.Equal("sip:0100@192.0.2.7:5060, sip:0100@192.0.2.8:5060;transport=tcp", one.ContactUri);
        Assert.Equal("0100,more", one.Aor);
        Assert.Equal("0100", one.Auth);
        Assert.Equal("out", one.OutboundAuth);
        Assert.Equal("udp", one.Transport);
        Assert.Same(_line.Session, one.Session);
        Assert.Null(endpoints[1].ActiveChannels);
        Assert.Equal(0, endpoints[1].ContactCount);
        Assert.Equal(string.Empty, endpoints[1].ContactUri);
    }

    [Fact]
    public async Task An_endpoint_that_is_asked_for_has_all_that_belongs_to_it_but_no_secret()
    {
        Task<AmiEndpointDetail> asking = Limit.Run(() => _line.Session.GetEndpoint("0100", Limit.Token));
        FakeAction action = _line.Peer.Expect("PJSIPShowEndpoint");
        _line.Peer.AnswerList(
            action,
            "EndpointDetail",
            [
                "Event: EndpointDetail", "ObjectType: endpoint", "ObjectName: 0100", "Context: phones", "Callerid: \"One\" <0100>", "Allow: (ulaw|alaw)",
                "Mailboxes: 0100@default", "Accountcode: shop", "DtmfMode: rfc4733", "DirectMedia: true", "MediaEncryption: sdes", "Aors: 0100", "Auth: 0100",
                "OutboundAuth: ", "Transport: udp", "DeviceState: In use", "ActiveChannels: 1",
            ],
            [
                "Event: AuthDetail", "ObjectType: auth", "ObjectName: 0100", "Username: alice", "Realm: here", "AuthType: userpass",
                "Password: hush-4711", "EndpointName: 0100",
            ],
            ["Event: TransportDetail", "ObjectName: udp"],
            [
                "Event: AorDetail", "ObjectName: 0100", "MinimumExpiration: 60", "DefaultExpiration: 3600", "MaximumExpiration: 7200", "MaxContacts: 2",
                "TotalContacts: 1", "ContactsRegistered: 1", "RemoveExisting: true", "QualifyFrequency: 30", "QualifyTimeout: 3.500000",
                "Mailboxes: 0100", "OutboundProxy: sip:proxy", "EndpointName: 0100",
            ],
            [
                "Event: ContactStatusDetail", "AOR: 0100", "URI: sip:0100@192.0.2.7", "UserAgent: Phone", "RegExpire: 1795582588",
                "ViaAddress: 192.0.2.7:5062", "CallID: c", "Status: Reachable", "RoundtripUsec: 1500", "EndpointName: 0100", "ID: 0100;@1",
                "QualifyFrequency: 30", "QualifyTimeout: 3.500",
            ],
            ["Event: IdentifyDetail", "ObjectName: net", "Match: 192.0.2.0/24", "MatchHeader: X-Id: 1", "EndpointName: 0100"]);
        AmiEndpointDetail one = await asking.InTime();

        Assert.Equal(["Endpoint: 0100"], action.Headers);
        Assert.Equal("0100", one.Name);
        Assert.Equal("phones", one.Context);
        Assert.Equal("\"One\" <0100>", one.CallerId);
        Assert.Equal(["ulaw", "alaw"], one.Codecs);
        Assert.Equal("0100@default", one.Mailboxes);
        Assert.Equal("shop", one.AccountCode);
        Assert.Equal("rfc4733", one.DtmfMode);
        Assert.True(one.DirectMedia);
        Assert.Equal("sdes", one.MediaEncryption);
        Assert.Equal(AmiDeviceState.InUse, one.DeviceState);
        Assert.Equal(1, one.ContactCount);
        Assert.Equal("sip:0100@192.0.2.7", one.ContactUri);
        Assert.Equal("phones", one.Settings["context"]);
        Assert.DoesNotContain("ObjectName", one.Settings.Keys);

        AmiEndpointAuth auth = Assert.Single(one.Auths);
        Assert.Equal(("0100", "0100", "userpass", "alice", "here"), (auth.Name, auth.Endpoint, auth.AuthType, auth.UserName, auth.Realm));
        Assert.DoesNotContain(auth.GetType().GetProperties(), property => property.GetValue(auth)?.ToString() == "hush-4711");

        AmiAor aor = Assert.Single(one.Aors);
        Assert.Equal(("0100", "0100", 2, 1, 1, true), (aor.Name, aor.Endpoint, aor.MaxContacts, aor.TotalContacts, aor.ContactsRegistered, aor.RemoveExisting));
        Assert.Equal(TimeSpan.FromMinutes(1), aor.MinimumExpiration);
        Assert.Equal(TimeSpan.FromHours(1), aor.DefaultExpiration);
        Assert.Equal(TimeSpan.FromHours(2), aor.MaximumExpiration);
        Assert.Equal(TimeSpan.FromSeconds(30), aor.QualifyFrequency);
        Assert.Equal(TimeSpan.FromSeconds(3.5), aor.QualifyTimeout);
        Assert.Equal(("0100", "sip:proxy"), (aor.Mailboxes, aor.OutboundProxy));

        AmiContact contact = Assert.Single(one.Contacts);
        Assert.Equal(("0100", "0100", "sip:0100@192.0.2.7", "Phone", "192.0.2.7:5062"), (contact.Endpoint, contact.Aor, contact.Uri, contact.UserAgent, contact.ViaAddress));
        Assert.Equal(AmiContactStatus.Reachable, contact.Status);
        Assert.Equal(TimeSpan.FromMilliseconds(1.5), contact.RoundTrip);

        AmiIdentify identify = Assert.Single(one.Identifies);
        Assert.Equal(("net", "0100", "192.0.2.0/24", "X-Id: 1"), (identify.Name, identify.Endpoint, identify.Match, identify.MatchHeader));
        Assert.All(new[] { auth.Session, aor.Session, contact.Session, identify.Session, one.Session }, session => Assert.Same(_line.Session, session));
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_is_not_found()
    {
        AmiException e = await _line.Refused(
            "PJSIPShowEndpoint", "Unable to retrieve endpoint nosuch\n", AmiErrorCode.NotFound, session => session.GetEndpoint("nosuch", Limit.Token));

        Assert.Contains("nosuch", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_that_are_wanted_are_asked_for_and_one_that_is_gone_by_then_is_left_out()
    {
        Task<AmiEndpointDetail[]> asking = Limit.Run(() => _line.Session.GetEndpointDetails(name => name != "trunk", Limit.Token).ToArray());
        _line.Peer.AnswerList(
            _line.Peer.Expect("PJSIPShowEndpoints"),
            "EndpointList",
            ["Event: EndpointList", "ObjectName: 1"],
            ["Event: EndpointList", "ObjectName: trunk"],
            ["Event: EndpointList", "ObjectName: 2"]);
        _line.Peer.Refuse(_line.Peer.Expect("PJSIPShowEndpoint"), "Unable to retrieve endpoint 1");
        FakeAction second = _line.Peer.Expect("PJSIPShowEndpoint");
        _line.Peer.AnswerList(second, "EndpointDetail", ["Event: EndpointDetail", "ObjectName: 2"]);

        Assert.Equal("2", Assert.Single(await asking.InTime()).Name);
        Assert.Equal(["Endpoint: 2"], second.Headers);
    }

    [Fact]
    public async Task A_contact_has_what_the_list_says()
    {
        AmiContact[] contacts = await List(
            [
                "Event: ContactList", "ObjectType: contact", "ObjectName: 0100;@5f2f", "ViaAddr: 192.0.2.7", "QualifyTimeout: 3.000000", "CallId: c",
                "Endpoint: 0100", "ViaPort: 5062", "Uri: sip:0100@192.0.2.7:5062", "QualifyFrequency: 60", "UserAgent: Phone/1.0",
                "ExpirationTime: 1795582588", "Status: Reachable", "RoundtripUsec: 431",
            ],
            [
                "Event: ContactList", "ObjectName: box@@5f30", "ViaAddr: ", "ViaPort: 0", "Endpoint: trunk", "Uri: sip:box", "QualifyFrequency: 0",
                "QualifyTimeout: 0.000000", "ExpirationTime: 0", "Status: NonQualified", "RoundtripUsec: N/A",
            ]);

        AmiContact one = contacts[0];
        Assert.Equal(("0100;@5f2f", "0100", "0100"), (one.Id, one.Endpoint, one.Aor));
        Assert.Equal("sip:0100@192.0.2.7:5062", one.Uri);
        Assert.Equal(one.Uri, one.ToString());
        Assert.Equal(AmiContactStatus.Reachable, one.Status);
        Assert.Equal(TimeSpan.FromTicks(4310), one.RoundTrip);
        Assert.Equal("Phone/1.0", one.UserAgent);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795582588).LocalDateTime, one.Expires);
        Assert.Equal("192.0.2.7:5062", one.ViaAddress);
        Assert.Equal(TimeSpan.FromMinutes(1), one.QualifyFrequency);
        Assert.Equal(TimeSpan.FromSeconds(3), one.QualifyTimeout);
        AmiContact fromConfiguration = contacts[1];
        Assert.Equal("box", fromConfiguration.Aor);
        Assert.Equal(AmiContactStatus.NonQualified, fromConfiguration.Status);
        Assert.Null(fromConfiguration.RoundTrip);
        Assert.Null(fromConfiguration.Expires);
        Assert.Equal(string.Empty, fromConfiguration.ViaAddress);
    }

    [Theory]
    [InlineData("Unreachable", AmiContactStatus.Unreachable)]
    [InlineData("Unknown", AmiContactStatus.Unknown)]
    [InlineData("Created", AmiContactStatus.Created)]
    [InlineData("Removed", AmiContactStatus.Removed)]
    [InlineData("something new", AmiContactStatus.Unknown)]
    public async Task A_contact_that_is_not_reachable_has_no_round_trip(string text, AmiContactStatus status)
    {
        AmiContact contact = Assert.Single(await List(["Event: ContactList", "ObjectName: 1;@1", "Status: " + text, "RoundtripUsec: 0"]));

        Assert.Equal(status, contact.Status);
        Assert.Null(contact.RoundTrip);
    }

    [Fact]
    public async Task A_server_without_contacts_refuses_to_list_them_which_is_no_error()
    {
        Task<AmiContact[]> asking = Limit.Run(() => _line.Session.GetContacts(Limit.Token).ToArray());
        _line.Peer.Refuse(_line.Peer.Expect("PJSIPShowContacts"), "No Contacts found\n");

        Assert.Empty(await asking.InTime());
    }

    [Fact]
    public async Task Another_refusal_is_an_error() => await _line.Refused(
        "PJSIPShowContacts", "Permission denied", AmiErrorCode.PermissionDenied, session => _ = session.GetContacts(Limit.Token).ToArray());

    private async Task<AmiContact[]> List(params string[][] items)
    {
        Task<AmiContact[]> asking = Limit.Run(() => _line.Session.GetContacts(Limit.Token).ToArray());
        _line.Peer.AnswerList(_line.Peer.Expect("PJSIPShowContacts"), "ContactList", items);
        return await asking.InTime();
    }
}
