using System;
using System.Diagnostics;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Diagnosis;

/// <summary>The part of a check that needs an account: the login, and all that can be asked after it.</summary>
internal sealed class AccountRun
{
    private const int Pings = 10;

    private readonly AmiConnectOptions _options;
    private readonly AmiConnection _connection;
    private readonly CheckList _list;
    private readonly ConnectStages _stages;
    private readonly EventWatch _events;
    private readonly CancellationToken _cancellation;

    /// <param name="options">As whom to log in.</param>
    /// <param name="connection">The connection, which has greeted.</param>
    /// <param name="list">The steps.</param>
    /// <param name="stages">How the connection came up.</param>
    /// <param name="events">Has noted the events from the first on.</param>
    /// <param name="cancellation">Ends every wait.</param>
    internal AccountRun(
        AmiConnectOptions options,
        AmiConnection connection,
        CheckList list,
        ConnectStages stages,
        EventWatch events,
        CancellationToken cancellation)
    {
        _options = options;
        _connection = connection;
        _list = list;
        _stages = stages;
        _events = events;
        _cancellation = cancellation;
    }

    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    internal void Run()
    {
        try
        {
            Login();
        }
        catch (AmiException e)
        {
            string? cause = e.Code != AmiErrorCode.AuthenticationFailed ? Causes.Of(e)
                : AmiLogin.IsInUseElsewhere(e) ? Causes.InUse(_options.UserName)
                : Causes.Refused(_options.UserName, _stages.LocalAddress);
            _list.Fail(e, cause: cause);
            return;
        }

        try
        {
            Inquire();
        }
        catch (AmiException e)
        {
            // Not answered, or cut off: what is left would fare no better.
            _list.Fail(e, cause: Causes.Of(e));
            return;
        }

        LogOff();
    }

    private void Login()
    {
        bool isSecret = AmiLogin.Run(
            _connection, _options, mask: null, keepSecret: false, Deadline.After(_options.ConnectTimeout), _cancellation);
        if (isSecret || _options.UseTls)
        {
            string way = _connection.IsLoggedIn ? ", by HTTP digest" : isSecret ? ", by MD5 challenge" : string.Empty;
            _list.Pass($"Logged in as '{_options.UserName}'{way}.");
        }
        else
        {
            _list.Warn(
                $"Logged in as '{_options.UserName}', with the secret sent as it is.",
                "The server offers no MD5 challenge. Whoever can read the network has the secret: use -UseTls, a tunnel or a VPN.");
        }
    }

    private void Inquire()
    {
        var rights = new AccountRights(Ask(new AmiAction("ListCommands")));
        var conf = new ManagerConf(_options.UserName, rights, Ask);
        Privileges(rights, conf);
        ServerVersion(rights);
        EventFlow(rights);
        TimeSpan median = RoundTrip();
        if (_connection.PushesEvents)
        {
            WriteTimeoutStep.Add(_list, conf, _options.UserName, median);
        }
        else
        {
            _list.Skip("Over HTTP there is none: events wait on the server until they are fetched.", string.Empty);
        }
    }

    private void Privileges(AccountRights rights, ManagerConf conf)
    {
        string detail = rights.HasPrivileged
            ? $"May send {rights.Actions} actions, of write="
            : $"May send only the {rights.Actions} actions that everybody may: write=";
        if (ShownUser.Ask(_options.UserName, rights, Ask) is ShownUser shown)
        {
            rights.Read = shown.Read;
            detail += $"{AccountRights.Text(shown.Write)}. Reads events of read={AccountRights.Text(shown.Read)}, as 'manager show user' says.";
        }
        else if (conf.IsReadable)
        {
            rights.Read = AccountRights.Classes(conf.Own("read"));
            detail += $"{WriteAtLeast(rights)}. Reads events of read={AccountRights.Text(rights.Read)}, as manager.conf says.";
        }
        else
        {
            string seen = _events.Classes is { Length: > 0 } classes
                ? $"such of {AccountRights.Text(classes)} have come"
                : "none has come yet";
            detail += $"{WriteAtLeast(rights)}. Which events it reads cannot be asked for; {seen}.";
        }

        if (rights.Actions == 0)
        {
            _list.Skip("The server does not say which actions may be sent (ListCommands).", string.Empty);
        }
        else if (rights.HasPrivileged)
        {
            _list.Pass(detail);
        }
        else
        {
            _list.Warn(
                detail,
                $"If it is to do more, add to [{_options.UserName}] in manager.conf what it needs, for example write=system,call,reporting, and run 'manager reload'.");
        }
    }

    private static string WriteAtLeast(AccountRights rights) =>
        AccountRights.Text(rights.Write) + (rights.HasPrivileged ? " at least" : string.Empty);

    private void ServerVersion(AccountRights rights)
    {
        if (!rights.May("CoreSettings"))
        {
            string known = _connection.ServerVersion is string version ? $"The HTTP server says {version}."
                : AmiBanner.Branch(_connection.ProtocolVersion) is string branch ? $"The banner says branch {branch}."
                : "The banner does not say either.";
            _list.Skip(
                "The account may not send CoreSettings. " + known,
                "Give it write=system or write=reporting to know the version.");
            return;
        }

        AmiMessage settings = Ask(new AmiAction("CoreSettings"));
        string? system = settings.GetHeader("SystemName");
        _list.Pass($"Asterisk {settings.GetHeader("AsteriskVersion")}{(string.IsNullOrEmpty(system) ? string.Empty : $", system '{system}'")}.");
    }

    private void EventFlow(AccountRights rights)
    {
        string add = $"Add to read= of [{_options.UserName}] in manager.conf the classes of the events that it needs, for example system,call,agent,user, and run 'manager reload'.";
        if (rights.Read is { Count: 0 })
        {
            _list.Warn("No event reaches this account: its read= is empty.", "Nothing can be watched, and Invoke-AmiOriginate -Wait sees no outcome. " + add);
        }
        else if (rights.May("UserEvent") && rights.Reads("user") != false)
        {
            ProvokeEvent(add);
        }
        else if (_events.First is string first)
        {
            _list.Pass($"{first} has come.");
        }
        else
        {
            _list.Skip(
                "No event has come yet. The account may not send UserEvent, or not read it, so that none could be provoked.",
                "FullyBooted comes at login where read= has system. To have this checked, give the account user in both read= and write=.");
        }
    }

    private void ProvokeEvent(string add)
    {
        long sent = Stopwatch.GetTimestamp();
        Ask(_events.OwnEvent());
        if (_events.WaitForOwn(_options.ActionTimeout, _cancellation))
        {
            _list.Pass($"A UserEvent of our own came back after {Timing.Text(Timing.Between(sent, Stopwatch.GetTimestamp()))}.");
            return;
        }

        if (_connection.Failure is AmiException lost)
        {
            throw lost;
        }

        string others = _events.First is string first ? $"Other events do come ({first})." : "Nor has any other event come.";
        string cause = $"Either the account's read= lacks user, or an eventfilter= of the account or disabledevents= in [general] holds it back, or the server is too busy. {add}";
        _list.Warn($"A UserEvent of our own did not come back within {_options.ActionTimeout.TotalSeconds:0.###} s. {others}", cause);
    }

    private TimeSpan RoundTrip()
    {
        var times = new TimeSpan[Pings];
        for (int i = 0; i < Pings; i++)
        {
            long sent = Stopwatch.GetTimestamp();
            using AmiExchange exchange = _connection.Send(new AmiAction("Ping"), _cancellation);
            exchange.WaitForAnswer(_options.ActionTimeout, _cancellation);
            times[i] = Timing.Between(sent, exchange.AnswerTimestamp);
        }

        return RoundTripStep.Add(_list, times, _stages.ConnectTime);
    }

    private AmiMessage Ask(AmiAction action)
    {
        using AmiExchange exchange = _connection.Send(action, _cancellation);
        return exchange.WaitForAnswer(_options.ActionTimeout, _cancellation);
    }

    private void LogOff()
    {
        try
        {
            using AmiExchange exchange = _connection.Send(new AmiAction("Logoff"), _cancellation);
            exchange.WaitForAnswer(_options.GoodbyeTime, _cancellation);
        }
        catch (AmiException)
        {
            // The server left first, or has no time for goodbyes: the connection is closed either way.
        }
    }
}
