using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>Login and what concerns only the client's own session.</summary>
internal static class SessionActions
{
    private static readonly Random _random = new();

    internal static void Register(Action<string, int, ActionHandler> add)
    {
        add("Challenge", EventClasses.None, Challenge);
        add("Events", EventClasses.None, Events);
        add("Filter", EventClasses.System, Filter);
        add("ListCommands", EventClasses.None, ListCommands);
        add("Login", EventClasses.None, Login);
        add("Logoff", EventClasses.None, Logoff);
        add("Ping", EventClasses.None, Ping);
        add("WaitEvent", EventClasses.None, WaitEvent);
    }

    /// <summary>Whether an action may come before the login.</summary>
    internal static bool IsForEverybody(ActionEntry entry) => entry.Name is "Login" or "Logoff" or "Challenge";

    /// <summary>Whether an action is about the client's connection alone, and not about the PBX.</summary>
    internal static bool IsAboutConnection(string name) =>
        name.ToUpperInvariant() is "CHALLENGE" or "LOGIN" or "LOGOFF" or "PING" or "EVENTS" or "FILTER" or "WAITEVENT";

    private static void Challenge(ActionContext context)
    {
        if (!string.Equals(context["AuthType"], "MD5", StringComparison.OrdinalIgnoreCase))
        {
            context.Error("Must specify AuthType");
            return;
        }

        context.Client.Challenge ??= _random.Next(100_000_000, 999_999_999)
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Send(context.Answer("Success").Add("Challenge", context.Client.Challenge));
    }

    private static void Login(ActionContext context)
    {
        ClientConnection client = context.Client;
        if (client.Account is not null)
        {
            context.Success("Already authenticated");
            return;
        }

        // A transcript holds no secret: whoever comes may see it.
        bool isReplay = context.Pbx.Player is not null;
        AmiSimulatorAccount? account = isReplay
            ? new AmiSimulatorAccount(context["Username"], string.Empty, "all", "all")
            : client.Options.Accounts.FirstOrDefault(
                known => string.Equals(known.UserName, context["Username"], StringComparison.OrdinalIgnoreCase));
        string? refused = isReplay ? null : WhyRefused(context, account);
        if (refused is not null)
        {
            SecurityEvents.LoginFailed(context, refused, refused == "InvalidPassword" ? 2 : 1);
            Fail(context, "Authentication failed");
            return;
        }

        if (!account!.AllowMultipleLogin && context.Pbx.IsLoggedIn(account))
        {
            Fail(context, "Login Already In Use");
            return;
        }

        if (context.Has("Events"))
        {
            client.EventMask = EventClasses.ParseEventMask(context["Events"]);
        }

        client.LogIn(account);
        context.Success("Authentication accepted");
        if ((EventClasses.System & client.ReadMask & client.EventMask) != 0)
        {
            context.Send(Frame.Event("FullyBooted", EventClasses.System)
                .Add("Uptime", (long)(DateTime.UtcNow - context.Pbx.Started).TotalSeconds)
                .Add("LastReload", (long)(DateTime.UtcNow - context.Pbx.Reloaded).TotalSeconds)
                .Add("Status", "Fully Booted"));
        }

        SecurityEvents.LoggedIn(context);
        context.Pbx.Player?.Begin(context);
    }

    /// <summary>The name of the security event that says why nobody logs in this way; null when all is well.</summary>
    private static string? WhyRefused(ActionContext context, AmiSimulatorAccount? account)
    {
        if (account is null)
        {
            return "InvalidAccountID";
        }

        if (!account.AddressPermitted)
        {
            return "FailedACL";
        }

        if (!string.Equals(context["AuthType"], "MD5", StringComparison.OrdinalIgnoreCase))
        {
            return context.Has("Secret") && context["Secret"] == account.Secret ? null : "InvalidPassword";
        }

        bool right = context.Client.Challenge is string challenge
            && string.Equals(Md5(challenge + account.Secret), context["Key"], StringComparison.OrdinalIgnoreCase);
        return right ? null : "ChallengeResponseFailed";
    }

    private static void Fail(ActionContext context, string message)
    {
        context.EndsConnection = true;
        context.Pending = new PendingAnswer(context.Client.Options.LoginDelayMilliseconds, () => context.Error(message));
    }

    // The protocol asks for MD5; nothing is kept safe with it here.
#pragma warning disable CA5351, CA1850
    private static string Md5(string text)
    {
        using MD5 md5 = MD5.Create();
        return string.Concat(md5.ComputeHash(Encoding.UTF8.GetBytes(text)).Select(
            b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }
#pragma warning restore CA5351, CA1850

    private static void Logoff(ActionContext context)
    {
        context.Send(context.Answer("Goodbye").Add("Message", "Thanks for all the fish."));
        context.EndsConnection = true;
    }

    private static void Ping(ActionContext context) => context.Send(context.Answer("Success")
        .Add("Ping", "Pong")
        .Add("Timestamp", PbxState.UnixMicroseconds(DateTime.UtcNow)));

    private static void Events(ActionContext context)
    {
        if (!context.Has("EventMask"))
        {
            context.Error("Invalid event mask");
            return;
        }

        context.Client.EventMask = EventClasses.ParseEventMask(context["EventMask"]);
        context.Send(context.Answer("Success")
            .Add("Events", context.Client.EventMask == EventClasses.None ? "Off" : "On"));
    }

    private static void Filter(ActionContext context)
    {
        if (!string.Equals(context["Operation"], "Add", StringComparison.OrdinalIgnoreCase))
        {
            context.Error("Unknown operation");
            return;
        }

        switch (EventFilter.TryParse(context["MatchCriteria"], context["Filter"], out EventFilter filter))
        {
            case FilterFault.Format:
                context.Error("Filter was formatted incorrectly.  Check the syntax of the filter given.");
                break;
            case FilterFault.Regex:
                context.Error("Filter did not compile.  Check the syntax of the filter given.");
                break;
            default:
                context.Client.AddFilter(filter);
                context.Success("Success");
                break;
        }
    }

    private static void ListCommands(ActionContext context)
    {
        Frame frame = context.Answer("Success");
        foreach (ActionEntry entry in ActionTable.Entries)
        {
            if (entry.Privilege == 0 || (entry.Privilege & context.Client.WriteMask) != 0)
            {
                frame.Add(entry.Name, "Simulated.  (Priv: " + EventClasses.Format(entry.Privilege) + ")");
            }
        }

        context.Send(frame);
    }

    /// <summary>Events come by themselves here; the wait ends at its time.</summary>
    private static void WaitEvent(ActionContext context)
    {
        bool given = int.TryParse(context["Timeout"], out int seconds);
        int milliseconds = given && seconds is >= 0 and <= 3600 ? seconds * 1000 : 3_600_000;
        context.Pending = new PendingAnswer(milliseconds, () =>
        {
            context.Success("Waiting for Event completed.");
            context.Send(context.ListItem("WaitEventComplete"));
        });
    }
}
