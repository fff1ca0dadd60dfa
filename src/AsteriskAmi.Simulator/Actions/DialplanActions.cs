using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>The dialplan: shown, added to, taken from.</summary>
internal static class DialplanActions
{
    internal static void Register(Action<string, int, ActionHandler> add)
    {
        add("DialplanExtensionAdd", EventClasses.System, Add);
        add("DialplanExtensionRemove", EventClasses.System, Remove);
        add("ShowDialPlan", ActionTable.Of(EventClasses.Config, EventClasses.Reporting), Show);
    }

    private static void Show(ActionContext context)
    {
        Dialplan plan = context.Pbx.Dialplan;
        List<DialplanContext> contexts = plan.Contexts
            .Where(one => !context.Has("Context") || one.Name == context["Context"])
            .ToList();
        if (contexts.Count == 0)
        {
            context.Error("Did not find context " + context["Context"]);
            return;
        }

        bool IsWanted(DialplanExtension extension) =>
            !context.Has("Extension") || extension.Matches(context["Extension"]);
        if (context.Has("Extension") && !contexts.SelectMany(one => one.Extensions).Any(IsWanted))
        {
            context.Error("Did not find extension " + context["Extension"] + "@" + context["Context"]);
            return;
        }

        int extensions = 0;
        int priorities = 0;
        context.StartList("DialPlan list will follow");
        foreach (DialplanContext one in contexts)
        {
            foreach (DialplanExtension extension in one.Extensions.Where(IsWanted))
            {
                extensions++;
                priorities += ShowExtension(context, one.Name, extension);
            }

            foreach (string include in context.Has("Extension") ? new List<string>() : one.Includes)
            {
                context.SendItem(context.ListItem("ListDialplan")
                    .Add("Context", one.Name)
                    .Add("IncludeContext", include)
                    .Add("Registrar", "pbx_config"));
            }
        }

        context.EndList("ShowDialPlanComplete", (frame, _) => frame
            .Add("ListExtensions", extensions)
            .Add("ListPriorities", priorities)
            .Add("ListContexts", contexts.Count));
    }

    /// <summary>Sends one item for each priority; gives how many there are.</summary>
    private static int ShowExtension(ActionContext context, string contextName, DialplanExtension extension)
    {
        Frame Begin(string priority) => context.ListItem("ListDialplan")
            .Add("Context", contextName)
            .Add("Extension", extension.Pattern)
            .Add("Priority", priority);
        if (extension.Hint is not null)
        {
            context.SendItem(Begin("hint").Add("Application", extension.Hint).Add("Registrar", "pbx_config"));
            return 1;
        }

        for (int i = 0; i < extension.Steps.Count; i++)
        {
            context.SendItem(Begin((i + 1).ToString(CultureInfo.InvariantCulture))
                .Add("Application", extension.Steps[i].Application)
                .Add("AppData", extension.Steps[i].Data)
                .Add("Registrar", "pbx_config"));
        }

        return extension.Steps.Count;
    }

    /// <summary>Adds a priority behind those that are there, or replaces one with Replace.</summary>
    private static void Add(ActionContext context)
    {
        _ = int.TryParse(context["Priority"], NumberStyles.Integer, CultureInfo.InvariantCulture, out int priority);
        if (!context.Has("Context") || !context.Has("Extension") || priority < 1 || !context.Has("Application"))
        {
            context.Error("Context, Extension, Priority, and Application must be defined for DialplanExtensionAdd.");
            return;
        }

        DialplanContext plan = context.Pbx.Dialplan.Add(context["Context"]);
        DialplanExtension? extension = plan.Extensions.FirstOrDefault(
            known => known.Pattern == context["Extension"] && known.Hint is null);
        var step = new DialplanStep(context["Application"], context["ApplicationData"]);
        int steps = extension?.Steps.Count ?? 0;
        bool replaces = priority <= steps && context.IsTrue("Replace");
        if (priority != steps + 1 && !replaces)
        {
            context.Error("That extension and priority already exist at that context");
            return;
        }

        if (extension is null)
        {
            extension = new DialplanExtension(context["Extension"]);
            plan.Extensions.Add(extension);
        }

        if (replaces)
        {
            extension.Steps[priority - 1] = step;
        }
        else
        {
            extension.Steps.Add(step);
        }

        context.Success(replaces ? "Replaced requested extension" : "Added requested extension");
    }

    private static void Remove(ActionContext context)
    {
        DialplanContext? plan = context.Pbx.Dialplan.FindContext(context["Context"]);
        if (context.Has("Priority") && plan?.Extensions.Find(known => known.Pattern == context["Extension"]) is { Steps.Count: > 1 } extension)
        {
            // Steps are numbered without gaps here, so that only the last can go.
            if (context["Priority"] == extension.Steps.Count.ToString(CultureInfo.InvariantCulture))
            {
                extension.Steps.RemoveAt(extension.Steps.Count - 1);
                context.Success("Removed the requested priority from the extension");
            }
            else
            {
                context.Error("Failed to remove requested extension");
            }

            return;
        }

        int removed = plan?.Extensions.RemoveAll(known => known.Pattern == context["Extension"]) ?? 0;
        if (!context.Has("Context") || !context.Has("Extension"))
        {
            context.Error("Context and Extension must be provided for DialplanExtensionRemove");
        }
        else if (removed == 0)
        {
            context.Error("Failed to remove requested extension");
        }
        else
        {
            context.Success("Removed the requested extension");
        }
    }
}
