using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public sealed class PoolTests : IDisposable
{
    private readonly PoolServer _server = new();
    private readonly FakeTime _time = new();
    private AmiSession? _session;

    public void Dispose()
    {
        _server.Dispose();
        _session?.Dispose();
    }

    [Fact]
    public void Actions_one_after_the_other_need_one_connection()
    {
        Open();
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(1, ConnectionOf("Some"));
        }

        Assert.Equal(1, _server.Made);
    }

    [Fact]
    public async Task The_pool_grows_with_what_is_busy_and_no_further_than_its_size()
    {
        Open();
        Task<int>[] slow = [HoldUp(), HoldUp(), HoldUp(), HoldUp()];

        // The fourth found no free connection and waits on the first, behind the one that is there.
        Assert.Equal(3, _server.Made);
        Assert.All(_server.Logins.Skip(1), login => Assert.Equal("off", login.Value("Events")));
        for (int i = 0; i < 4; i++)
        {
            _server.LetOneGo();
        }

        int[] connections = await Task.WhenAll(slow).InTime();
        Assert.Equal([1, 2, 3, 1], connections);
        Assert.Equal(1, ConnectionOf("Some"));
    }

    [Fact]
    public async Task A_pool_of_none_leaves_all_to_the_first_connection()
    {
        Open(options => options.PoolSize = 0);
        Task<int> slow = HoldUp();

        Assert.Equal(1, ConnectionOf("Some"));

        Assert.Equal(1, _server.Made);
        _server.LetOneGo();
        Assert.Equal(1, await slow.InTime());
    }

    [Fact]
    public void What_sets_up_the_connection_or_is_told_of_later_goes_by_the_first()
    {
        Open();
        Task<int> slow = HoldUp();

        Assert.Equal(1, ConnectionOf("Events"));
        Assert.Equal(1, ConnectionOf("Filter"));
        using AmiExchange originate = _session!.Start(new AmiAction("Originate"), "OriginateResponse", Limit.Token);
        Assert.Equal("1", originate.WaitForAnswer(Limit.Patience, Limit.Token).GetHeader("Connection"));
        Assert.Equal(2, ConnectionOf("Some"));
        Assert.False(slow.IsCompleted);
    }

    [Fact]
    public void Idle_connections_are_closed_after_a_minute_and_opened_again_on_demand()
    {
        Open();
        Task<int> slow = HoldUp();
        Assert.Equal(2, ConnectionOf("Some"));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(2, _server.Open);
        Assert.Equal(2, ConnectionOf("Some"));

        // The one that rests since the 59th second is closed a minute later, when the pool looks again.
        _time.Advance(TimeSpan.FromMinutes(2));
        Limit.Until(() => _server.Open == 1, "the idle connection was closed");

        Assert.Equal(3, ConnectionOf("Some"));
        Assert.False(slow.IsCompleted);
    }

    [Fact]
    public async Task A_connection_in_use_is_not_idle_however_long_that_takes()
    {
        Open(options => options.ActionTimeout = TimeSpan.FromMinutes(5));
        Task<int> first = HoldUp();
        Assert.Equal(2, ConnectionOf("Some"));
        Task<int> second = HoldUp();
        _time.Advance(TimeSpan.FromMinutes(10));
        _server.LetOneGo();
        _server.LetOneGo();

        Assert.Equal(1, await first.InTime());
        Assert.Equal(2, await second.InTime());
    }

    [Fact]
    public async Task A_connection_whose_action_was_given_up_is_not_used_again()
    {
        Open();
        Task<int> first = HoldUp();
        Assert.Equal(2, ConnectionOf("Some"));
        Task<int> second = Limit.Run(() => ConnectionOf("Slow", TimeSpan.FromMilliseconds(50)));
        await Fails.With(AmiErrorCode.Timeout, second.InTime());

        Assert.Equal(3, ConnectionOf("Some"));

        Limit.Until(() => _server.Open == 2, "the sick connection was closed");
        Assert.False(first.IsCompleted);
    }

    [Fact]
    public async Task A_connection_that_is_lost_fails_its_own_action_alone()
    {
        Open();
        Task<int> first = HoldUp();
        Task<int> second = HoldUp();
        _server.Close(2);

        await Fails.With(AmiErrorCode.ConnectionLost, second.InTime());

        Assert.Equal(AmiSessionState.Connected, _session!.State);
        Assert.Equal(3, ConnectionOf("Some"));
        _server.LetOneGo();
        Assert.Equal(1, await first.InTime());
    }

    [Fact]
    public void A_connection_that_died_while_it_was_idle_loses_no_action()
    {
        Open();
        Task<int> slow = HoldUp();
        for (int number = 2; number < 22; number++)
        {
            Assert.Equal(number, ConnectionOf("Some"));
            int open = _session!.PoolConnections;
            Assert.Equal(1, open);
            _server.Close(number);
            Limit.Until(() => _session.PoolConnections == 0, "the end of the connection was seen");
        }

        Assert.False(slow.IsCompleted);
    }

    [Theory]
    [InlineData("Login Already In Use")]
    [InlineData("Authentication failed")]
    public async Task A_server_that_refuses_more_logins_is_asked_once_and_the_session_does_without(string message)
    {
        _server.Refuses = number => number > 1 ? message : null;
        Open();
        Task<int> slow = HoldUp();
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(1, ConnectionOf("Some"));
            _time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(2, _server.Logins.Count);
        _server.LetOneGo();
        Assert.Equal(1, await slow.InTime());
    }

    [Fact]
    public void A_server_past_its_authlimit_is_asked_again_after_a_minute()
    {
        _server.Closes = number => number > 1;
        Open();
        Task<int> slow = HoldUp();
        Assert.Equal(1, ConnectionOf("Some"));
        Assert.Equal(1, ConnectionOf("Some"));
        Assert.Equal(2, _server.Made);
        _server.Closes = null;
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(3, ConnectionOf("Some"));
        Assert.False(slow.IsCompleted);
    }

    [Fact]
    public async Task Only_one_connection_is_opened_at_a_time_and_nobody_waits_for_it()
    {
        _server.Greets = number => number == 1;
        Open(options => options.PoolSize = 8);
        Task<int> slow = HoldUp();
        Task<int> opener = Limit.Run(() => ConnectionOf("Some"));
        Limit.Until(() => _server.Made == 2, "a connection was begun");

        Assert.Equal(Enumerable.Repeat(1, 20), Enumerable.Range(0, 20).Select(_ => ConnectionOf("Other")));

        Assert.Equal(2, _server.Made);
        Assert.False(opener.IsCompleted);
        _session!.Dispose();
        await Fails.With(AmiErrorCode.NotConnected, opener.InTime());
        await Fails.With(AmiErrorCode.ConnectionLost, slow.InTime());
    }

    [Fact]
    public async Task Opening_a_connection_delays_an_action_no_longer_than_its_own_time()
    {
        _server.Greets = number => number == 1;
        Open(options => options.ConnectTimeout = TimeSpan.FromMinutes(5));
        Task<int> slow = HoldUp();

        Assert.Equal(1, await Limit.Run(() => ConnectionOf("Some", Limit.Short)).InTime());
        Assert.False(slow.IsCompleted);
    }

    [Fact]
    public async Task After_a_loss_the_old_connections_are_not_used_again()
    {
        Open(options => options.Reconnect = true);
        Task<int> first = HoldUp();
        Task<int> second = HoldUp();
        Assert.Equal(3, ConnectionOf("Some"));

        // The event connection alone breaks: what waits on another may still be answered.
        _server.Close(1);
        await Fails.With(AmiErrorCode.ConnectionLost, first.InTime());
        Limit.Until(() => _server.Open == 1, "the idle connection was closed");

        // Not that of the pool, which looks every minute.
        Limit.Until(() => _time.Running.Any(time => time < TimeSpan.FromMinutes(1)), "it waits to connect again");
        _time.AdvanceToTimer();
        Limit.Until(() => _session!.State == AmiSessionState.Connected, "the session was restored");
        _server.LetOneGo();
        Assert.Equal(2, await second.InTime());
        Limit.Until(() => _server.Open == 1, "the old connection was closed");

        Task<int> third = HoldUp();
        Assert.Equal(5, ConnectionOf("Some"));
        Assert.False(third.IsCompleted);
    }

    [Fact]
    public async Task A_closed_session_leaves_no_connection_and_no_timer()
    {
        Open();
        Task<int> first = HoldUp();
        Task<int> second = HoldUp();
        Assert.Equal(3, ConnectionOf("Some"));

        _session!.Dispose();

        await Fails.With(AmiErrorCode.ConnectionLost, first.InTime());
        await Fails.With(AmiErrorCode.ConnectionLost, second.InTime());
        Limit.Until(() => _server.Open == 0, "all connections were closed");
        Assert.Empty(_time.Running);
    }

    [Fact]
    public async Task Every_action_gets_its_own_answer_whatever_connection_it_goes_by()
    {
        Open(options => options.PoolSize = 4);
        Task[] users = [.. Enumerable.Range(0, 32).Select(user => Limit.Run(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                string value = user.ToString(CultureInfo.InvariantCulture) + "-" + i.ToString(CultureInfo.InvariantCulture);
                AmiMessage answer = _session!.Invoke(new AmiAction("Some").Add("Value", value), Limit.Token);
                Assert.Equal(value, answer.GetHeader("Value"));
            }
        }))];

        await Task.WhenAll(users).InTime();

        Assert.InRange(_server.Made, 2, 5);
    }

    private void Open(Action<AmiConnectOptions>? change = null) =>
        _session = AmiSession.Open(_server.Options(change), _time, Limit.Token);

    /// <summary>Sends an action and gives the number of the connection that it went by.</summary>
    private int ConnectionOf(string name, TimeSpan? timeout = null) => int.Parse(
        _session!.Invoke(new AmiAction(name) { Timeout = timeout }, Limit.Token).GetHeader("Connection")!,
        CultureInfo.InvariantCulture);

    /// <summary>Makes a connection busy with an action that is not answered yet, and gives its number later.</summary>
    private Task<int> HoldUp()
    {
        int before = _server.Waiting;
        Task<int> slow = Limit.Run(() => ConnectionOf("Slow"));
        Limit.Until(() => _server.Waiting == before + 1, "the action waits");
        return slow;
    }
}
