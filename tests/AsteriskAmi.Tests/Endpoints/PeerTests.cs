using System;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Endpoints;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Endpoints;

public sealed class PeerTests : IDisposable
{
    private const string Unknown = "Invalid/unknown command: x. Use Action: ListCommands to show available commands.";

    private static readonly string[] _sip =
    [
        "Event: PeerEntry", "Channeltype: SIP", "ObjectName: 0200", "ChanObjectType: peer", "IPaddress: 192.0.2.7", "IPport: 5060", "Dynamic: yes",
        "Status: OK (12 ms)", "Description: Shop",
    ];

    private static readonly string[] _iax =
    [
        "Event: PeerEntry", "Channeltype: IAX", "ObjectName: branch", "IPaddress: 192.0.2.8", "Mask: 255.255.255.255", "Port: 4569", "Dynamic: no",
        "Status: Unmonitored",
    ];

    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Peers_of_both_drivers_are_listed()
    {
        Task<AmiPeer[]> asking = Ask(null);
        _line.Peer.AnswerList(_line.Peer.Expect("SIPpeers"), "PeerList", _sip);
        _line.Peer.AnswerList(_line.Peer.Expect("IAXpeerlist"), "PeerList", _iax);
        AmiPeer[] peers = await asking.InTime();

        AmiPeer sip = peers[0];
        Assert.Equal(("0200", AmiPeerTechnology.Sip, AmiPeerStatus.Ok), (sip.Name, sip.Technology, sip.Status));
        Assert.Equal(("192.0.2.7", 5060, true, "Shop"), (sip.Address, sip.Port, sip.IsDynamic, sip.Description));
        Assert.Equal(TimeSpan.FromMilliseconds(12), sip.RoundTrip);
        Assert.Equal("0200", sip.ToString());
        AmiPeer iax = peers[1];
        Assert.Equal(("branch", AmiPeerTechnology.Iax2, AmiPeerStatus.Unmonitored), (iax.Name, iax.Technology, iax.Status));
        Assert.Equal(("192.0.2.8", 4569, false, string.Empty), (iax.Address, iax.Port, iax.IsDynamic, iax.Description));
        Assert.Null(iax.RoundTrip);
        Assert.All(peers, peer => Assert.Same(_line.Session, peer.Session));
    }

    [Theory]
    [InlineData("UNREACHABLE", AmiPeerStatus.Unreachable, null)]
    [InlineData("LAGGED (2500 ms)", AmiPeerStatus.Lagged, 2500)]
    [InlineData("UNKNOWN", AmiPeerStatus.Unknown, null)]
    [InlineData("Unmonitored", AmiPeerStatus.Unmonitored, null)]
    [InlineData("something (new)", AmiPeerStatus.Unknown, null)]
    public async Task A_status_tells_the_time_too(string text, AmiPeerStatus status, int? milliseconds)
    {
        AmiPeer peer = Assert.Single(await One(["Event: PeerEntry", "ObjectName: 1", "Status: " + text]));

        Assert.Equal(status, peer.Status);
        Assert.Equal(milliseconds, peer.RoundTrip?.TotalMilliseconds);
    }

    [Theory]
    [InlineData("-none-", "0")]
    [InlineData("(null)", "(null)")]
    [InlineData("(Unspecified)", "0")]
    public async Task A_peer_that_is_not_registered_has_no_address(string address, string port)
    {
        AmiPeer peer = Assert.Single(await One(["Event: PeerEntry", "ObjectName: 1", "IPaddress: " + address, "IPport: " + port]));

        Assert.Equal(string.Empty, peer.Address);
        Assert.Null(peer.Port);
    }

    [Fact]
    public async Task A_driver_that_the_server_has_not_is_passed_over()
    {
        Task<AmiPeer[]> asking = Ask(null);
        _line.Peer.Refuse(_line.Peer.Expect("SIPpeers"), Unknown);
        _line.Peer.AnswerList(_line.Peer.Expect("IAXpeerlist"), "PeerList", _iax);

        Assert.Equal("branch", Assert.Single(await asking.InTime()).Name);
    }

    [Fact]
    public async Task A_server_with_neither_says_where_telephones_are()
    {
        Task<AmiPeer[]> asking = Ask(null);
        _line.Peer.Refuse(_line.Peer.Expect("SIPpeers"), Unknown);
        _line.Peer.Refuse(_line.Peer.Expect("IAXpeerlist"), Unknown);
        AmiException e = await Fails.With(AmiErrorCode.ActionFailed, asking.InTime());

        Assert.Contains("Get-AmiEndpoint", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_driver_that_is_asked_for_and_not_there_is_an_error() =>
        await _line.Refused("IAXpeerlist", Unknown, AmiErrorCode.ActionFailed, session => _ = session.GetPeers(AmiPeerTechnology.Iax2, Limit.Token).ToArray());

    [Fact]
    public async Task An_account_that_may_not_ask_is_told_so() =>
        await _line.Refused("SIPpeers", "Permission denied", AmiErrorCode.PermissionDenied, session => _ = session.GetPeers(null, Limit.Token).ToArray());

    private async Task<AmiPeer[]> One(string[] item)
    {
        Task<AmiPeer[]> asking = Ask(AmiPeerTechnology.Sip);
        _line.Peer.AnswerList(_line.Peer.Expect("SIPpeers"), "PeerList", item);
        return await asking.InTime();
    }

    private Task<AmiPeer[]> Ask(AmiPeerTechnology? technology) => Limit.Run(() => _line.Session.GetPeers(technology, Limit.Token).ToArray());
}
