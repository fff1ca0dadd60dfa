using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Messages;

/// <summary>Sends messages: to telephones, and to whoever follows the server's events.</summary>
public static class MessageActions
{
    /// <summary>Sends a text message outside of any call.</summary>
    /// <param name="session">The session; its account needs write=message.</param>
    /// <param name="to">Whom it is for, with the technology: pjsip:1001, pjsip:sip:1001@192.0.2.7, xmpp:alice@example.org.</param>
    /// <param name="from">From whom it is: sip:office@example.org; null for what the server takes.</param>
    /// <param name="body">The text; may have several lines.</param>
    /// <param name="variables">Variables that go with it; for SIP, headers of the message.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.InvalidHeader"/>: the address names no technology; <see cref="AmiErrorCode.NotFound"/>: the
    /// server has not the technology; <see cref="AmiErrorCode.ActionFailed"/>: there is nobody; and as for
    /// <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void SendMessage(
        this AmiSession session,
        string to,
        string? from,
        string body,
        IEnumerable<KeyValuePair<string, string>>? variables = null,
        CancellationToken cancellation = default)
    {
        if (body is null)
        {
            throw new ArgumentNullException(nameof(body));
        }

        if (to is null || to.IndexOf(':') < 1)
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader, $"'{to}' does not say by which technology the message goes. Give it as pjsip:1001 or xmpp:alice@example.org.");
        }

        AmiAction action = new AmiAction("MessageSend").Add("To", to).AddOptional("From", from);
        if (IsPlain(body))
        {
            action.Add("Body", body);
        }
        else
        {
            action.Add("Base64Body", Convert.ToBase64String(Encoding.UTF8.GetBytes(body)));
        }

        action.AddVariables(variables ?? Array.Empty<KeyValuePair<string, string>>());
        try
        {
            session.Invoke(action, "Message failed to send", "The endpoint must be there, and be registered or have a contact.", cancellation);
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.NotFound)
        {
            throw new AmiException(
                e.Code,
                $"The server sends no messages by '{to.Substring(0, to.IndexOf(':'))}'. For pjsip it needs the module res_pjsip_messaging, for xmpp res_xmpp; Get-AmiModule lists those that are loaded.",
                e);
        }
    }

    /// <summary>Sends a UserEvent to everybody who follows the server's events of class user.</summary>
    /// <param name="session">The session; its account needs write=user.</param>
    /// <param name="name">The event's name.</param>
    /// <param name="headers">Its headers, in their order; a name may come more than once.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.InvalidHeader"/>: a header has a name that the action itself uses; and as for
    /// <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void SendUserEvent(
        this AmiSession session,
        string name,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        CancellationToken cancellation = default)
    {
        AmiAction action = new AmiAction("UserEvent").Add("UserEvent", name);
        foreach (KeyValuePair<string, string> header in headers ?? Array.Empty<KeyValuePair<string, string>>())
        {
            action.Add(Checked(header.Key), header.Value);
        }

        session.Invoke(action, cancellation);
    }

    // In a line of its own a text keeps neither line ends nor the blanks around it.
    private static bool IsPlain(string body) =>
        body.IndexOf('\r') < 0 && body.IndexOf('\n') < 0 && body.Trim() == body;

    private static string Checked(string header) =>
        header?.ToUpperInvariant() is "ACTIONID" or "USEREVENT" or "EVENT" or "PRIVILEGE"
            ? throw new AmiException(
                AmiErrorCode.InvalidHeader, $"A user event can have no header '{header}': Asterisk uses that name itself. Choose another.")
            : header!;
}
