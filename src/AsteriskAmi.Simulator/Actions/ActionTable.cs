using System;
using System.Collections.Generic;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Replay;

namespace AsteriskAmi.Simulator.Actions;

internal delegate void ActionHandler(ActionContext context);

/// <summary>One action that clients may send.</summary>
internal sealed class ActionEntry
{
    internal ActionEntry(string name, int privilege, ActionHandler handler)
    {
        Name = name;
        Privilege = privilege;
        Handler = handler;
    }

    internal string Name { get; }

    /// <summary>The classes of which the client's account needs one; 0 when it needs none.</summary>
    internal int Privilege { get; }

    internal ActionHandler Handler { get; }
}

/// <summary>The actions by name: what Asterisk 22 has, with the privileges that its ListCommands shows.</summary>
internal static class ActionTable
{
    private static readonly SortedDictionary<string, ActionEntry> _entries = Create();

    internal static IEnumerable<ActionEntry> Entries => _entries.Values;

    /// <summary>Checks an action as Asterisk does and runs it.</summary>
    internal static void Run(ActionContext context)
    {
        ClientAction action = context.Action;
        switch (action.Fault)
        {
            case ActionFault.LineTooLong:
                context.Error("Failed to parse message: line too long");
                return;
            case ActionFault.TooManyLines:
                context.Error("Too many lines in message or allocation failure");
                return;
            default:
                break;
        }

        if (action.Name.Length == 0)
        {
            SecurityEvents.BadFormat(context, "NONE");
            context.Error("Missing action in request");
            return;
        }

        if (context.Pbx.Player is ReplayPlayer player && context.Client.Account is not null && !SessionActions.IsAboutConnection(action.Name))
        {
            player.Answer(context);
            return;
        }

        bool known = _entries.TryGetValue(action.Name, out ActionEntry? entry);
        if (context.Client.Account is null && !(known && SessionActions.IsForEverybody(entry!)))
        {
            SecurityEvents.NotAllowed(context);
            context.Error("Permission denied");
        }
        else if (!known)
        {
            SecurityEvents.BadFormat(context, action.Name);
            context.Error("Invalid/unknown command: " + action.Name + ". Use Action: ListCommands to show available commands.");
        }
        else if (entry!.Privilege != 0 && (entry.Privilege & context.Client.WriteMask) == 0)
        {
            SecurityEvents.NotAllowed(context);
            context.Error("Permission denied");
        }
        else
        {
            entry.Handler(context);
        }
    }

    private static SortedDictionary<string, ActionEntry> Create()
    {
        var entries = new SortedDictionary<string, ActionEntry>(StringComparer.OrdinalIgnoreCase);
        void Add(string name, int privilege, ActionHandler handler) => entries.Add(name, new ActionEntry(name, privilege, handler));
        SessionActions.Register(Add);
        SystemActions.Register(Add);
        ChannelActions.Register(Add);
        ChannelListActions.Register(Add);
        OriginateAction.Register(Add);
        QueueActions.Register(Add);
        QueueCallerActions.Register(Add);
        QueueMemberActions.Register(Add);
        DatabaseActions.Register(Add);
        MailboxActions.Register(Add);
        MediaActions.Register(Add);
        BridgeActions.Register(Add);
        ParkingActions.Register(Add);
        StateActions.Register(Add);
        PjsipActions.Register(Add);
        TelephoneActions.Register(Add);
        DialplanActions.Register(Add);
        CommandAction.Register(Add);
        OtherActions.Register(Add);
        return entries;
    }

    /// <summary>A privilege that any one of the classes gives.</summary>
    internal static int Of(params int[] classes)
    {
        int mask = 0;
        foreach (int one in classes)
        {
            mask |= one;
        }

        return mask;
    }
}

/// <summary>Events of class security: who logged in, and who was refused what.</summary>
internal static class SecurityEvents
{
    internal static void NotAllowed(ActionContext context) => context.Pbx.Publish(
        Begin(context, "RequestNotAllowed", "Error", 1, context.Client.Account?.UserName ?? string.Empty)
            .Add("RequestType", "Action: " + context.Action.Name)
            .Add("SessionTV", Time(context.Client.LoggedInAt)));

    internal static void BadFormat(ActionContext context, string action) => context.Pbx.Publish(
        Begin(context, "RequestBadFormat", "Error", 1, null)
            .Add("RequestType", "Action: " + action)
            .Add("SessionTV", Time(context.Client.LoggedInAt))
            .Add("AccountID", context.Client.Account?.UserName ?? string.Empty));

    internal static void LoggedIn(ActionContext context) => context.Pbx.Publish(
        Begin(context, "SuccessfulAuth", "Informational", 1, context["Username"])
            .Add("UsingPassword", "0")
            .Add("SessionTV", Time(context.Client.LoggedInAt)));

    internal static void LoginFailed(ActionContext context, string eventName, int version) => context.Pbx.Publish(
        Begin(context, eventName, "Error", version, context["Username"]).Add("SessionTV", Time(null)));

    private static Frame Begin(ActionContext context, string name, string severity, int version, string? account)
    {
        Frame frame = Frame.Event(name, EventClasses.Security)
            .Add("EventTV", Time(DateTime.UtcNow))
            .Add("Severity", severity)
            .Add("Service", "AMI")
            .Add("EventVersion", version);
        if (account is not null)
        {
            frame.Add("AccountID", account);
        }

        return frame.Add("SessionID", context.Client.SessionId)
            .Add("LocalAddress", context.Client.LocalAddress)
            .Add("RemoteAddress", context.Client.RemoteAddress);
    }

    private static string Time(DateTime? time) => (time ?? new DateTime(1970, 1, 1))
        .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", System.Globalization.CultureInfo.InvariantCulture);
}
