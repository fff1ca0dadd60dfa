using System;
using AsteriskAmi.Simulator.Accounts;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>
/// Actions that Asterisk has and the simulator does not do: they have their privilege, check what Asterisk checks
/// first, and then say that they are not simulated. And a few that always answer the same.
/// </summary>
internal static class OtherActions
{
    internal const string NotSimulated = "The simulator does not do this";
    private const string Channel = "Channel";
    private const string Agent = "2001";
    private const int SystemCall = EventClasses.System | EventClasses.Call;
    private const int SystemReporting = EventClasses.System | EventClasses.Reporting;

    private delegate string? FirstCheck(ActionContext context);

    private static readonly (string Name, int Privilege, FirstCheck Check)[] _notSimulated =
    {
        ("AGI", EventClasses.Agi, ChannelAnd("Command", "Both, Channel and Command are *required*", "Channel {0} does not exist.")),
        ("AOCMessage", EventClasses.Aoc, Needs(Channel, "Channel and PartialChannel are not specified. Specify at least one of these.")),
        ("Atxfer", EventClasses.Call, NeedsChannel("No channel specified", "Channel specified does not exist")),
        ("BlindTransfer", EventClasses.Call, NeedsChannel("No channel specified", "Channel specified does not exist")),
        ("Bridge", EventClasses.Call, TwoChannels),
        ("BridgeDestroy", EventClasses.None, NeedsBridge),
        ("BridgeKick", EventClasses.None, NeedsBridge),
        ("BridgeTechnologySuspend", EventClasses.None, Needs("BridgeTechnology", "BridgeTechnology must be provided")),
        ("BridgeTechnologyUnsuspend", EventClasses.None, Needs("BridgeTechnology", "BridgeTechnology must be provided")),
        ("CancelAtxfer", EventClasses.Call, NeedsChannel("No channel specified", "Channel specified does not exist")),
        ("ConfbridgeSetSingleVideoSrc", EventClasses.Call, NeedsConference),
        ("ControlPlayback", EventClasses.Call, NeedsChannel("Channel not specified", "No such channel")),
        ("CreateConfig", EventClasses.Config, Needs("Filename", "Filename not specified")),
        ("FAXSession", EventClasses.Call, _ => "Session not found"),
        ("GetConfig", EventClasses.System | EventClasses.Config, NeedsFile),
        ("GetConfigJSON", EventClasses.System | EventClasses.Config, NeedsFile),
        ("ListCategories", EventClasses.Config, NeedsFile),
        ("PJSIPHangup", SystemCall, NeedsChannel("No channel specified", "No such channel")),
        ("PJSIPSetMaintenance", EventClasses.System, _ => null),
        ("PJSIPShowEndpoint", EventClasses.System, ShowEndpoint),
        ("PJSIPShowMaintenance", SystemReporting, _ => null),
        ("PJSIPShowResourceLists", EventClasses.System, _ => null),
        ("PJSIPShowSubscriptionsOutbound", EventClasses.System, _ => null),
        ("PlayMF", EventClasses.Call, NeedsChannel("Channel not found", "Channel not found")),
        ("SendFlash", EventClasses.Call, NeedsChannel("Channel not found", "Channel not found")),
        ("SorceryMemoryCacheExpire", EventClasses.System, NeedsCache),
        ("SorceryMemoryCacheExpireObject", EventClasses.System, NeedsCache),
        ("SorceryMemoryCachePopulate", EventClasses.System, NeedsCache),
        ("SorceryMemoryCacheStale", EventClasses.System, NeedsCache),
        ("SorceryMemoryCacheStaleObject", EventClasses.System, NeedsCache),
        ("UpdateConfig", EventClasses.Config, Needs("SrcFilename", "Filename not specified")),
        ("VoicemailBoxSummary", EventClasses.Call | EventClasses.Reporting, Needs("Mailbox", "Need 'Context' and 'Mailbox' parameters.")),
        ("VoicemailForward", EventClasses.User, _ => null),
        ("VoicemailMove", EventClasses.User, _ => null),
        ("VoicemailRemove", EventClasses.User, _ => null),
    };

    internal static void Register(Action<string, int, ActionHandler> add)
    {
        foreach ((string name, int privilege, FirstCheck check) in _notSimulated)
        {
            add(name, privilege, context => context.Error(check(context) ?? NotSimulated));
        }

        add("AgentLogoff", EventClasses.Agent, AgentLogoff);
        add("Agents", EventClasses.Agent, Agents);
        add("FAXSessions", EventClasses.Call, FaxSessions);
        add("FAXStats", EventClasses.Reporting, FaxStats);
    }

    private static FirstCheck Needs(string header, string message) => context => context.Has(header) ? null : message;

    private static FirstCheck NeedsChannel(string missing, string unknown) => context =>
        !context.Has(Channel) ? missing : context.Pbx.FindChannel(context[Channel]) is null ? unknown : null;

    private static FirstCheck ChannelAnd(string header, string missing, string unknown) => context =>
        !context.Has(header) || !context.Has(Channel)
            ? missing
            : context.Pbx.FindChannel(context[Channel]) is null ? unknown.Replace("{0}", context[Channel]) : null;

    private static string? TwoChannels(ActionContext context) =>
        !context.Has("Channel1") || !context.Has("Channel2") ? "Missing channel parameter in request"
        : Missing(context, "Channel1") ?? Missing(context, "Channel2");

    private static string? Missing(ActionContext context, string header) =>
        context.Pbx.FindChannel(context[header]) is null ? header + " does not exist: " + context[header] : null;

    private static string? NeedsBridge(ActionContext context)
    {
        if (!context.Has("BridgeUniqueid"))
        {
            return "BridgeUniqueid must be provided";
        }

        bool known = context.Pbx.Bridges.Exists(bridge => bridge.Uniqueid == context["BridgeUniqueid"]);
        return known ? null : "Specified BridgeUniqueid not found";
    }

    private static string? NeedsConference(ActionContext context) =>
        !context.Has("Conference") ? "No Conference name provided."
        : context.Pbx.Conferences.Count == 0 ? "No active conferences."
        : null;

    private static string? NeedsFile(ActionContext context) =>
        !context.Has("Filename") ? "Filename not specified"
            : context["Filename"] is "queues.conf" or "pjsip.conf" ? null
            : "Config file not found";

    private static string? NeedsCache(ActionContext context) =>
        context.Has("Cache") ? null : context.Action.Name + " requires that a cache name be provided.\n";

    private static string? ShowEndpoint(ActionContext context)
    {
        string name = context["Endpoint"];
        return name.Length == 0 ? "PJSIPShowEndpoint requires an endpoint name\n"
            : PjsipActions.IsEndpoint(name) ? null
            : "Unable to retrieve endpoint " + name + "\n";
    }

    /// <summary>Nobody can log in here, and Asterisk takes it for a success that an agent was logged off before.</summary>
    private static void AgentLogoff(ActionContext context)
    {
        if (!context.Has("Agent"))
        {
            context.Error("No agent specified");
        }
        else if (context["Agent"] != Agent)
        {
            context.Error("No such agent");
        }
        else
        {
            context.Success("Agent logged out");
        }
    }

    private static void Agents(ActionContext context)
    {
        context.StartList("Agents will follow");
        context.SendItem(context.ListItem("Agents")
            .Add("Agent", Agent)
            .Add("Name", "Pool Agent")
            .Add("Status", "AGENT_LOGGEDOFF"));
        context.EndList("AgentsComplete");
    }

    /// <summary>This list begins with a capital letter.</summary>
    private static void FaxSessions(ActionContext context)
    {
        context.Send(context.Answer("Success")
            .Add("EventList", "Start")
            .Add("Message", "FAXSessionsEntry event list will follow"));
        context.EndList("FAXSessionsComplete", (frame, count) => frame.Add("Total", count));
    }

    /// <summary>This is no list: one event follows the answer.</summary>
    private static void FaxStats(ActionContext context)
    {
        context.Success("FAXStats event will follow");
        context.Send(context.ListItem("FAXStats")
            .Add("CurrentSessions", 0)
            .Add("ReservedSessions", 0)
            .Add("TransmitAttempts", 0)
            .Add("ReceiveAttempts", 0)
            .Add("CompletedFAXes", 0)
            .Add("FailedFAXes", 0));
    }
}
