using System;
using System.Threading.Tasks;
using AsteriskAmi.Server;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Server;

/// <summary>A server that is told to stop or restart: it goes, waits, refuses, or nobody knows.</summary>
public sealed class ShutdownTests : IDisposable
{
    private readonly FakeServer _server = new();
    private AmiSession? _session;
    private FakePeer? _first;

    public void Dispose()
    {
        _server.Dispose();
        _session?.Dispose();
    }

    [Theory]
    [InlineData(true, AmiShutdownPace.Now, "core restart now")]
    [InlineData(true, AmiShutdownPace.Gracefully, "core restart gracefully")]
    [InlineData(false, AmiShutdownPace.WhenConvenient, "core stop when convenient")]
    public async Task A_server_that_goes_closes_without_an_answer(bool restart, AmiShutdownPace pace, string command)
    {
        Task<bool> going = await Tell(restart, pace, peer =>
        {
            Assert.Equal(["Command: " + command], peer.Expect("Command").Headers);
            peer.Dispose();
        });

        Assert.True(await going.InTime());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Permission denied")]
    public async Task A_server_that_answers_others_waits_for_an_idle_moment(string? refusal)
    {
        Task<bool> going = await Tell(false, AmiShutdownPace.WhenConvenient, peer => peer.Expect("Command"));
        FakeAction asked = _first!.Expect("CoreStatus");
        if (refusal is null)
        {
            _first.Answer(asked);
        }
        else
        {
            _first.Refuse(asked, refusal);
        }

        Assert.False(await going.InTime());
    }

    [Fact]
    public async Task A_server_that_refuses_others_lets_its_calls_end()
    {
        Task<bool> going = await Tell(true, AmiShutdownPace.Gracefully, peer => peer.Expect("Command"));
        _first!.Refuse(_first.Expect("CoreStatus"), "Asterisk is shutting down");

        Assert.False(await going.InTime());
    }

    [Fact]
    public async Task A_server_that_waits_no_more_is_seen_to_go()
    {
        FakePeer? aside = null;
        Task<bool> going = await Tell(true, AmiShutdownPace.WhenConvenient, peer =>
        {
            peer.Expect("Command");
            aside = peer;
        });
        _first!.Refuse(_first.Expect("CoreStatus"), "Asterisk is shutting down");
        aside!.Dispose();

        Assert.True(await going.InTime());
    }

    [Fact]
    public async Task A_server_that_answers_has_ignored_it()
    {
        Task<bool> going = await Tell(false, AmiShutdownPace.WhenConvenient, peer => peer.Answer(peer.Expect("Command")));

        Assert.Contains("core abort shutdown", (await Fails.With(AmiErrorCode.ActionFailed, going.InTime())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_server_that_says_nothing_at_all_nothing_is_claimed()
    {
        Open(poolSize: 0);
        Task<bool> going = Limit.Run(() => _session!.Shutdown(true, AmiShutdownPace.Gracefully, Limit.Token));
        _first!.Expect("Command");

        await Fails.With(AmiErrorCode.Timeout, going.InTime());
    }

    [Fact]
    public async Task An_account_that_may_not_is_told()
    {
        Task<bool> going = await Tell(false, AmiShutdownPace.Now, peer => peer.Refuse(peer.Expect("Command"), "Permission denied"));

        await Fails.With(AmiErrorCode.PermissionDenied, going.InTime());
    }

    /// <summary>Tells the server; what it does is done on the connection that the command comes by, which is not the first.</summary>
    private async Task<Task<bool>> Tell(bool restart, AmiShutdownPace pace, Action<FakePeer> answer)
    {
        Open(poolSize: 1);
        Task<FakePeer> second = _server.OnConnection(peer =>
        {
            peer.Greet();
            peer.Answer(peer.Expect("Challenge"), "Challenge: 123456789");
            peer.Answer(peer.Expect("Login"));
            answer(peer);
        });
        Task<bool> going = Limit.Run(() => _session!.Shutdown(restart, pace, Limit.Token));
        await second.InTime();
        return going;
    }

    private void Open(int poolSize)
    {
        Task<FakePeer> login = _server.OnConnection(peer => peer.Login());
        _session = AmiSession.Connect(_server.Options(options => options.PoolSize = poolSize), Limit.Token);
        _first = login.GetAwaiter().GetResult();
    }
}
