using System;
using AsteriskAmi.Simulator.Accounts;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>What is sent to telephones outside of calls. None is registered, so that nothing ever arrives.</summary>
internal static class TelephoneActions
{
    private static readonly string[] _targets = { "Endpoint", "URI", "Channel" };

    internal static void Register(Action<string, int, ActionHandler> add)
    {
        int reporting = ActionTable.Of(EventClasses.System, EventClasses.Reporting);
        add("MessageSend", EventClasses.Message, MessageSend);
        add("PJSIPNotify", EventClasses.System, Notify);
        add("PJSIPQualify", reporting, Qualify);
        add("PJSIPRegister", reporting, ChangeRegistration);
        add("PJSIPUnregister", reporting, ChangeRegistration);
    }

    private static void MessageSend(ActionContext context)
    {
        string to = context.Has("Destination") ? context["Destination"] : context["To"];
        context.Error(
            to.Length == 0 ? "No 'To' address specified."
            : to.StartsWith("pjsip:", StringComparison.Ordinal) ? "Message failed to send."
            : "Message technology not found.");
    }

    private static void Notify(ActionContext context)
    {
        string[] given = Array.FindAll(_targets, context.Has);
        string? fault = context.Has("Option") == context.Has("Variable")
            ? "PJSIPNotify requires either an Option or Variable(s).You must use only one of them."
            : given.Length == 0 ? "PJSIPNotify requires either an endpoint name, a SIP URI, or a channel."
            : given.Length > 1 ? "PJSIPNotify requires either an endpoint name, a SIP URI, or a channel.  You must use only one of them."
            : given[0] == "Endpoint" && !PjsipActions.IsEndpoint(context["Endpoint"]) ? "Unable to retrieve endpoint " + context["Endpoint"]
            : given[0] == "Channel" ? "Channel not found"
            : null;
        if (fault is null)
        {
            context.Success("NOTIFY sent");
        }
        else
        {
            context.Error(fault);
        }
    }

    private static void Qualify(ActionContext context)
    {
        if (!context.Has("Endpoint"))
        {
            context.Error("Endpoint parameter missing.");
        }
        else if (PjsipActions.IsEndpoint(context["Endpoint"]))
        {
            context.Success("Endpoint found, will qualify");
        }
        else
        {
            context.Error("Unable to retrieve endpoint\n");
        }
    }

    private static void ChangeRegistration(ActionContext context) =>
        context.Error(context.Has("Registration") ? "Unable to retrieve registration entry\n" : "Registration parameter missing.");
}
