using System;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Endpoints;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Endpoints;

public sealed class RegistrationTests : IDisposable
{
    private static readonly string[] _inbound =
    [
        "Event: ContactStatusDetail", "AOR: 0100", "URI: sip:0100@192.0.2.7", "UserAgent: Phone", "RegExpire: 1795582588", "Status: NonQualified",
        "EndpointName: 0100", "ID: 0100;@1",
    ];

    private static readonly string[] _outbound =
    [
        "Event: OutboundRegistrationDetail", "ObjectType: registration", "ObjectName: carrier", "ClientUri: sip:me@example.org",
        "ServerUri: sip:example.org", "Endpoint: out", "Status: Rejected", "NextReg: 0",
    ];

    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Registrations_of_both_directions_are_listed()
    {
        Task<AmiRegistration[]> asking = Limit.Run(() => _line.Session.GetRegistrations(null, Limit.Token).ToArray());
        _line.Peer.AnswerList(_line.Peer.Expect("PJSIPShowRegistrationInboundContactStatuses"), "ContactStatusDetail", _inbound);
        _line.Peer.AnswerList(
            _line.Peer.Expect("PJSIPShowRegistrationsOutbound"), "OutboundRegistrationDetail", _outbound, ["Event: AuthDetail", "ObjectName: carrier", "Password: hush"]);
        AmiRegistration[] both = await asking.InTime();

        Assert.Equal(2, both.Length);
        AmiRegistration inbound = both[0];
        Assert.Equal(("0100", AmiRegistrationDirection.Inbound, AmiRegistrationStatus.Registered), (inbound.Name, inbound.Direction, inbound.Status));
        Assert.Equal(("sip:0100@192.0.2.7", string.Empty, "0100", "Phone"), (inbound.Uri, inbound.Server, inbound.Endpoint, inbound.UserAgent));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795582588).LocalDateTime, inbound.Expires);
        AmiRegistration outbound = both[1];
        Assert.Equal(("carrier", AmiRegistrationDirection.Outbound, AmiRegistrationStatus.Rejected), (outbound.Name, outbound.Direction, outbound.Status));
        Assert.Equal(("sip:me@example.org", "sip:example.org", "out"), (outbound.Uri, outbound.Server, outbound.Endpoint));
        Assert.Null(outbound.Expires);
        Assert.Equal("carrier", outbound.ToString());
        Assert.All(both, one => Assert.Same(_line.Session, one.Session));
    }

    [Theory]
    [InlineData(AmiRegistrationDirection.Inbound, "PJSIPShowRegistrationInboundContactStatuses")]
    [InlineData(AmiRegistrationDirection.Outbound, "PJSIPShowRegistrationsOutbound")]
    public async Task One_direction_is_asked_for_alone(AmiRegistrationDirection direction, string action)
    {
        Task<AmiRegistration[]> asking = Limit.Run(() => _line.Session.GetRegistrations(direction, Limit.Token).ToArray());
        _line.Peer.AnswerList(_line.Peer.Expect(action), "Detail");

        Assert.Empty(await asking.InTime());
    }

    [Fact]
    public async Task Registering_and_unregistering_send_the_name()
    {
        FakeAction register = await _line.Answered("PJSIPRegister", session => session.Register("carrier", Limit.Token));
        FakeAction unregister = await _line.Answered("PJSIPUnregister", session => session.Unregister("carrier", Limit.Token));

        Assert.Equal(["Registration: carrier"], register.Headers);
        Assert.Equal(["Registration: carrier"], unregister.Headers);
        await _line.Refused(
            "PJSIPRegister", "Unable to retrieve registration entry\n", AmiErrorCode.NotFound, session => session.Register("nosuch", Limit.Token));
    }

    [Fact]
    public async Task The_name_that_stands_for_all_is_refused()
    {
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.Register("*all", Limit.Token));
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.Unregister("*all", Limit.Token));
        await _line.Ping();
    }
}
