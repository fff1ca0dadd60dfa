using System;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Connections;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>Voicemail: two mailboxes, always empty.</summary>
internal static class MailboxActions
{
    private static readonly (string Mailbox, string Name, string Email)[] _users =
    {
        ("100", "Test Mailbox", "test@localhost"),
        ("101", "Second Mailbox", "second@localhost"),
    };

    internal static void Register(Action<string, int, ActionHandler> add)
    {
        int read = ActionTable.Of(EventClasses.Call, EventClasses.Reporting);
        add("MailboxCount", read, MailboxCount);
        add("MailboxStatus", read, MailboxStatus);
        add("VoicemailRefresh", EventClasses.User, context => context.Success("Refresh sent"));
        add("VoicemailUserStatus", read, UserStatus);
        add("VoicemailUsersList", read, UsersList);
    }

    private static void MailboxCount(ActionContext context)
    {
        if (!context.Has("Mailbox"))
        {
            context.Error("Mailbox not specified");
            return;
        }

        context.Send(context.Answer("Success")
            .Add("Message", "Mailbox Message Count")
            .Add("Mailbox", context["Mailbox"])
            .Add("UrgMessages", 0)
            .Add("NewMessages", 0)
            .Add("OldMessages", 0));
    }

    private static void MailboxStatus(ActionContext context)
    {
        if (!context.Has("Mailbox"))
        {
            context.Error("Mailbox not specified");
            return;
        }

        context.Send(context.Answer("Success")
            .Add("Message", "Mailbox Status")
            .Add("Mailbox", context["Mailbox"])
            .Add("Waiting", 0));
    }

    private static void UsersList(ActionContext context)
    {
        context.StartList("Voicemail user list will follow");
        foreach ((string mailbox, string name, string email) in _users)
        {
            context.SendItem(Describe(context.ListItem("VoicemailUserEntry"), mailbox, name, email));
        }

        context.EndList("VoicemailUserEntryComplete");
    }

    private static void UserStatus(ActionContext context)
    {
        if (!context.Has("Context") || !context.Has("Mailbox"))
        {
            context.Error("Need 'Context' and 'Mailbox' parameters.");
            return;
        }

        foreach ((string mailbox, string name, string email) in _users)
        {
            if (context["Context"] == "default" && context["Mailbox"] == mailbox)
            {
                context.StartList("Voicemail user detail will follow");
                context.SendItem(Describe(context.ListItem("VoicemailUserDetail"), mailbox, name, email));
                context.EndList("VoicemailUserDetailComplete");
                return;
            }
        }

        context.Success("There is no voicemail user of the given info.");
    }

    private static Frame Describe(Frame frame, string mailbox, string name, string email) => frame
        .Add("VMContext", "default")
        .Add("VoiceMailbox", mailbox)
        .Add("Fullname", name)
        .Add("Email", email)
        .Add("Pager", string.Empty)
        .Add("ServerEmail", "asterisk@localhost")
        .Add("FromString", string.Empty)
        .Add("MailCommand", "/bin/true")
        .Add("Language", string.Empty)
        .Add("TimeZone", string.Empty)
        .Add("Callback", string.Empty)
        .Add("Dialout", string.Empty)
        .Add("UniqueID", string.Empty)
        .Add("ExitContext", string.Empty)
        .Add("SayDurationMinimum", 2)
        .Add("SayEnvelope", "Yes")
        .Add("SayCID", "No")
        .Add("AttachMessage", "No")
        .Add("AttachmentFormat", string.Empty)
        .Add("DeleteMessage", "No")
        .Add("VolumeGain", "0.00")
        .Add("CanReview", "No")
        .Add("CanMarkUrgent", "Yes")
        .Add("CallOperator", "No")
        .Add("MaxMessageCount", 100)
        .Add("MaxMessageLength", 60)
        .Add("NewMessageCount", 0)
        .Add("OldMessageCount", 0);
}
