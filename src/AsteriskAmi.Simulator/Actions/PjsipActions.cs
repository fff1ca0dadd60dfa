using System;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Connections;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>The PJSIP endpoints: two telephones and a trunk, with nobody registered.</summary>
internal static class PjsipActions
{
    private static readonly (string Name, bool HasAuth, int MaxContacts, int QualifyFrequency)[] _endpoints =
    {
        ("1001", true, 2, 0), ("1002", true, 2, 600), ("trunk", false, 0, 0),
    };

    internal static void Register(Action<string, int, ActionHandler> add)
    {
        int reporting = ActionTable.Of(EventClasses.System, EventClasses.Reporting);
        add("PJSIPShowAors", EventClasses.System, ShowAors);
        add("PJSIPShowAuths", EventClasses.System, ShowAuths);
        add("PJSIPShowContacts", EventClasses.System, context => context.Error("No Contacts found\n"));
        add("PJSIPShowEndpoints", EventClasses.System, ShowEndpoints);
        add("PJSIPShowRegistrationInboundContactStatuses", EventClasses.System, ShowContactStatuses);
        add("PJSIPShowRegistrationsInbound", EventClasses.System, ShowRegistrationsInbound);
        add("PJSIPShowRegistrationsOutbound", reporting, ShowRegistrationsOutbound);
        add("PJSIPShowSubscriptionsInbound", EventClasses.System, ShowSubscriptionsInbound);
    }

    internal static bool IsEndpoint(string name) => Array.Exists(_endpoints, endpoint => endpoint.Name == name);

    private static void ShowEndpoints(ActionContext context)
    {
        context.StartList("A listing of Endpoints follows, presented as EndpointList events");
        foreach ((string name, bool hasAuth, _, _) in _endpoints)
        {
            context.SendItem(context.ListItem("EndpointList")
                .Add("ObjectType", "endpoint")
                .Add("ObjectName", name)
                .Add("Transport", "transport-udp")
                .Add("Aor", name)
                .Add("Auths", hasAuth ? name : string.Empty)
                .Add("OutboundAuths", string.Empty)
                .Add("Contacts", string.Empty)
                .Add("DeviceState", "Unavailable")
                .Add("ActiveChannels", 0));
        }

        context.EndList("EndpointListComplete");
    }

    private static void ShowAors(ActionContext context)
    {
        context.StartList("A listing of AORs follows, presented as AorList events");
        foreach ((string name, _, int maxContacts, int qualifyFrequency) in _endpoints)
        {
            context.SendItem(DescribeAor(context.ListItem("AorList"), name, maxContacts, qualifyFrequency, "Contacts"));
        }

        context.EndList("AorListComplete");
    }

    private static void ShowRegistrationsInbound(ActionContext context)
    {
        context.StartList("Following are Events for each Inbound registration");
        foreach ((string name, _, int maxContacts, int qualifyFrequency) in _endpoints)
        {
            context.SendItem(DescribeAor(context.ListItem("InboundRegistrationDetail"), name, maxContacts, qualifyFrequency, "Contact")
                .Add("Contacts", string.Empty));
        }

        context.EndList("InboundRegistrationDetailComplete");
    }

    private static Frame DescribeAor(Frame frame, string name, int maxContacts, int qualifyFrequency, string contacts) => frame
        .Add("ObjectType", "aor")
        .Add("ObjectName", name)
        .Add("MinimumExpiration", 60)
        .Add("DefaultExpiration", 3600)
        .Add("QualifyTimeout", "3.000000")
        .Add("Qualify2xxOnly", "false")
        .Add("Mailboxes", string.Empty)
        .Add("SupportPath", "false")
        .Add("RemoveUnavailable", "false")
        .Add("VoicemailExtension", string.Empty)
        .Add("MaxContacts", maxContacts)
        .Add("AuthenticateQualify", "false")
        .Add(contacts, string.Empty)
        .Add("MaximumExpiration", 7200)
        .Add("QualifyFrequency", qualifyFrequency)
        .Add("RemoveExisting", "false")
        .Add("OutboundProxy", string.Empty);

    private static void ShowAuths(ActionContext context)
    {
        context.StartList("A listing of Auths follows, presented as AuthList events");
        foreach ((string name, bool hasAuth, _, _) in _endpoints)
        {
            if (hasAuth)
            {
                context.SendItem(context.ListItem("AuthList")
                    .Add("ObjectType", "auth")
                    .Add("ObjectName", name)
                    .Add("OauthSecret", string.Empty)
                    .Add("PasswordDigest", string.Empty)
                    .Add("SupportedAlgorithmsUas", "MD5")
                    .Add("RefreshToken", string.Empty)
                    .Add("Username", name)
                    .Add("Md5Cred", string.Empty)
                    .Add("Realm", string.Empty)
                    .Add("AuthType", "userpass")
                    .Add("Password", "phone-" + name + "-secret")
                    .Add("SupportedAlgorithmsUac", "MD5")
                    .Add("NonceLifetime", 32)
                    .Add("OauthClientid", string.Empty));
            }
        }

        context.EndList("AuthListComplete");
    }

    private static void ShowRegistrationsOutbound(ActionContext context)
    {
        context.StartList("Following are Events for each Outbound registration");
        context.EndList("OutboundRegistrationDetailComplete", (frame, _) => frame.Add("Registered", 0).Add("NotRegistered", 0));
    }

    private static void ShowContactStatuses(ActionContext context)
    {
        context.StartList("Following are ContactStatusEvents for each Inbound registration");
        context.EndList("ContactStatusDetailComplete");
    }

    private static void ShowSubscriptionsInbound(ActionContext context)
    {
        context.StartList("Following are Events for each inbound Subscription");
        context.EndList("InboundSubscriptionDetailComplete");
    }
}
