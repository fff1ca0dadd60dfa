using System;
using System.Collections.Generic;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Connections;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>Asterisk's database.</summary>
internal static class DatabaseActions
{
    internal static void Register(Action<string, int, ActionHandler> add)
    {
        int read = ActionTable.Of(EventClasses.System, EventClasses.Reporting);
        add("DBDel", EventClasses.System, Delete);
        add("DBDelTree", EventClasses.System, DeleteTree);
        add("DBGet", read, Get);
        add("DBGetTree", read, GetTree);
        add("DBPut", EventClasses.System, Put);
    }

    private static void Put(ActionContext context)
    {
        if (HasFamilyAndKey(context, string.Empty))
        {
            context.Pbx.Database.Put(context["Family"], context["Key"], context["Val"]);
            context.Success("Updated database successfully");
        }
    }

    private static void Get(ActionContext context)
    {
        if (!HasFamilyAndKey(context, "."))
        {
            return;
        }

        string? value = context.Pbx.Database.Find(context["Family"], context["Key"]);
        if (value is null)
        {
            context.Error("Database entry not found");
            return;
        }

        context.StartList("Result will follow");
        context.SendItem(context.WithActionId(Frame.Item("DBGetResponse")
            .Add("Family", context["Family"])
            .Add("Key", context["Key"])
            .Add("Val", value)));
        context.EndList("DBGetComplete");
    }

    private static void GetTree(ActionContext context)
    {
        context.StartList("Result will follow");
        foreach (KeyValuePair<string, string> entry in context.Pbx.Database.Below(context["Family"], context["Key"]))
        {
            context.SendItem(context.WithActionId(Frame.Item("DBGetTreeResponse")
                .Add("Key", entry.Key)
                .Add("Val", entry.Value)));
        }

        context.EndList("DBGetTreeComplete");
    }

    private static void Delete(ActionContext context)
    {
        if (!HasFamilyAndKey(context, "."))
        {
            return;
        }

        if (context.Pbx.Database.Delete(context["Family"], context["Key"]))
        {
            context.Success("Key deleted successfully");
        }
        else
        {
            context.Error("Database entry could not be deleted");
        }
    }

    private static void DeleteTree(ActionContext context)
    {
        if (!context.Has("Family"))
        {
            context.Error("No family specified.");
        }
        else if (context.Pbx.Database.DeleteBelow(context["Family"], context["Key"]) > 0)
        {
            context.Success("Key tree deleted successfully");
        }
        else
        {
            context.Error("Database entry not found");
        }
    }

    /// <summary>DBPut ends its errors without a full stop, the others with one.</summary>
    private static bool HasFamilyAndKey(ActionContext context, string stop)
    {
        if (!context.Has("Family"))
        {
            context.Error("No family specified" + stop);
            return false;
        }

        if (!context.Has("Key"))
        {
            context.Error("No key specified" + stop);
            return false;
        }

        return true;
    }
}
