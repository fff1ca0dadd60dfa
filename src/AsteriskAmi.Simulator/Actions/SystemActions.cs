using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>The PBX as a whole: settings, status, reload, events of the client's own.</summary>
internal static class SystemActions
{
    internal const string Version = "22.10.1-simulator";

    private static readonly string[] _modules =
    {
        "app_confbridge", "app_dial", "app_echo", "app_queue", "app_userevent", "app_voicemail", "chan_pjsip",
        "pbx_config", "res_musiconhold", "res_parking", "res_pjsip",
    };

    internal static void Register(Action<string, int, ActionHandler> add)
    {
        int read = ActionTable.Of(EventClasses.System, EventClasses.Reporting);
        add("CoreSettings", read, CoreSettings);
        add("CoreStatus", read, CoreStatus);
        add("LoggerRotate", read, context => context.Success("Reloaded the logger and rotated log files"));
        add("ModuleCheck", EventClasses.System, ModuleCheck);
        add("ModuleLoad", EventClasses.System, ModuleLoad);
        add("Reload", ActionTable.Of(EventClasses.System, EventClasses.Config), Reload);
        add("UserEvent", EventClasses.User, UserEvent);
    }

    /// <summary>What "module show" prints.</summary>
    internal static IEnumerable<string> ShowModules()
    {
        const string format = "{0,-30} {1,-40} {2,-10} {3,-11} {4,13}";
        yield return string.Format(CultureInfo.InvariantCulture, format, "Module", "Description", "Use Count", "Status", "Support Level");
        foreach (string module in _modules)
        {
            yield return string.Format(CultureInfo.InvariantCulture, format, module + ".so", "Simulated", 0, "Running", "core");
        }

        yield return _modules.Length.ToString(CultureInfo.InvariantCulture) + " modules loaded";
    }

    private static void CoreSettings(ActionContext context) => context.Send(context.Answer("Success")
        .Add("AMIversion", "11.0.0")
        .Add("AsteriskVersion", Version)
        .Add("SystemName", string.Empty)
        .Add("CoreMaxCalls", 0)
        .Add("CoreMaxLoadAvg", "0.000000")
        .Add("CoreRunUser", string.Empty)
        .Add("CoreRunGroup", string.Empty)
        .Add("CoreMaxFilehandles", 0)
        .Add("CoreRealTimeEnabled", "No")
        .Add("CoreCDRenabled", "Yes")
        .Add("CoreHTTPenabled", "Yes")
        .Add("SoundsSearchCustomDir", "No"));

    private static void CoreStatus(ActionContext context)
    {
        PbxState pbx = context.Pbx;
        DateTime started = pbx.Started.ToLocalTime();
        DateTime reloaded = pbx.Reloaded.ToLocalTime();
        context.Send(context.Answer("Success")
            .Add("CoreStartupDate", started.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .Add("CoreStartupTime", started.ToString("HH:mm:ss", CultureInfo.InvariantCulture))
            .Add("CoreReloadDate", reloaded.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .Add("CoreReloadTime", reloaded.ToString("HH:mm:ss", CultureInfo.InvariantCulture))
            .Add("CoreCurrentCalls", pbx.ActiveCalls)
            .Add("CoreProcessedCalls", pbx.CallsProcessed));
    }

    private static bool IsModule(string name)
    {
        string bare = name.EndsWith(".so", StringComparison.Ordinal) ? name.Substring(0, name.Length - 3) : name;
        return _modules.Contains(bare, StringComparer.Ordinal);
    }

    private static void ModuleCheck(ActionContext context)
    {
        if (IsModule(context["Module"]))
        {
            context.Send(context.Answer("Success").Add("Version", string.Empty));
        }
        else
        {
            context.Error("Module not loaded");
        }
    }

    private static void ModuleLoad(ActionContext context)
    {
        if (!context.Has("LoadType"))
        {
            // Asterisk says this and goes on, so that there are two answers.
            context.Error("Incomplete ModuleLoad action.");
        }

        if (!IsModule(context["Module"]))
        {
            context.Error(context["LoadType"] is "load" or "" ? "Module not found." : "Module not loaded.");
        }
        else
        {
            context.Success("Module " + (context["LoadType"] == "reload" ? "reloaded." : "loaded."));
        }
    }

    private static void Reload(ActionContext context)
    {
        string module = context["Module"];
        if (module.Length > 0 && !IsModule(module))
        {
            context.Error("No such module");
            return;
        }

        if (module.Length == 0)
        {
            context.Pbx.Reloaded = DateTime.UtcNow;
        }

        context.Success("Module Reloaded");
        context.Pbx.Publish(Frame.Event("Reload", EventClasses.System)
            .Add("Module", module.Length == 0 ? "All" : module)
            .Add("Status", "0"));
    }

    /// <summary>Sends what the client says to everybody, its ActionID included.</summary>
    private static void UserEvent(ActionContext context)
    {
        context.Success("Event Sent");
        Frame frame = Frame.Event("UserEvent", EventClasses.User).Add("UserEvent", context["UserEvent"]);
        foreach (KeyValuePair<string, string> header in context.Action.Headers)
        {
            if (!string.Equals(header.Key, "Action", StringComparison.OrdinalIgnoreCase)
                && !string.Equals(header.Key, "UserEvent", StringComparison.OrdinalIgnoreCase))
            {
                frame.Add(header.Key, header.Value);
            }
        }

        context.Pbx.Publish(frame);
    }
}
