using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Voicemail;

/// <summary>What can be asked of mailboxes (module app_voicemail or another build of it).</summary>
public static class MailboxActions
{
    private const string DefaultContext = "default";
    private static readonly char[] _betweenMailboxes = { ',', '&' };

    /// <summary>Lists the mailboxes that are set up.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The mailboxes, as they come.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static IEnumerable<AmiVoicemailUser> GetVoicemailUsers(this AmiSession session, CancellationToken cancellation = default) =>
        session.InvokeList(new AmiAction("VoicemailUsersList"), cancellation).Select(item => new AmiVoicemailUser(item, session));

    /// <summary>Reads how one mailbox is set up; also one that is set up in a database, which is in no list.</summary>
    /// <param name="session">The session.</param>
    /// <param name="mailbox">The mailbox; in context default unless it says so: 100@sales.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The mailbox; null when there is none.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static AmiVoicemailUser? FindVoicemailUser(this AmiSession session, string mailbox, CancellationToken cancellation = default)
    {
        // Of a mailbox that it does not have, Asterisk says so with Success and no list.
        (string box, string context) = Split(mailbox);
        return session.InvokeList(new AmiAction("VoicemailUserStatus").Add("Context", context).Add("Mailbox", box), cancellation)
            .Select(item => new AmiVoicemailUser(item, session))
            .ToList()
            .FirstOrDefault();
    }

    /// <summary>Counts the messages of a mailbox.</summary>
    /// <param name="session">The session.</param>
    /// <param name="mailbox">The mailbox; in context default unless it says so: 100@sales.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What is in it. Asterisk says of a mailbox that it does not have that it is empty.</returns>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>: it names several; and as for <see cref="AmiSession.Invoke"/>.</exception>
    public static AmiMailbox GetMailbox(this AmiSession session, string mailbox, CancellationToken cancellation = default)
    {
        string name = NameOf(mailbox);

        // MailboxCount adds up what stands between them.
        if (name.IndexOfAny(_betweenMailboxes) >= 0)
        {
            throw new AmiException(AmiErrorCode.InvalidHeader, $"'{name}' would be taken for several mailboxes. Name one, without comma and &.");
        }

        AmiMessage count = session.Invoke(new AmiAction("MailboxCount").Add("Mailbox", name), cancellation);
        AmiMessage status = session.Invoke(new AmiAction("MailboxStatus").Add("Mailbox", name), cancellation);
        return new AmiMailbox(name, count, status, session);
    }

    /// <summary>Lets the server count the messages of mailboxes anew, and tell telephones what has changed.</summary>
    /// <param name="session">The session.</param>
    /// <param name="mailbox">The mailbox; in context default unless it says so: 100@sales. Null for all.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>: there is no such mailbox; and as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void RefreshMailbox(this AmiSession session, string? mailbox = null, CancellationToken cancellation = default)
    {
        var action = new AmiAction("VoicemailRefresh");
        if (mailbox is not null)
        {
            (string box, string context) = Split(mailbox);
            if (!MayExist(session, mailbox, cancellation))
            {
                throw new AmiException(AmiErrorCode.NotFound, $"There is no mailbox '{NameOf(mailbox)}'. Get-AmiVoicemailUser lists those that the server's files set up.");
            }

            action.Add("Context", context).Add("Mailbox", box);
        }

        session.Invoke(action, cancellation);
    }

    /// <summary>A mailbox's name with its context.</summary>
    /// <param name="mailbox">The mailbox, with or without.</param>
    /// <returns>100@default for 100.</returns>
    public static string NameOf(string mailbox)
    {
        (string box, string context) = Split(mailbox);
        return box + "@" + context;
    }

    // VoicemailRefresh is a Success whatever it names.
    private static bool MayExist(AmiSession session, string mailbox, CancellationToken cancellation)
    {
        try
        {
            return session.FindVoicemailUser(mailbox, cancellation) is not null;
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.PermissionDenied)
        {
            // It takes another privilege to ask, without which the mailbox can be refreshed all the same.
            return true;
        }
    }

    private static (string Box, string Context) Split(string mailbox)
    {
        if (mailbox is null)
        {
            throw new ArgumentNullException(nameof(mailbox));
        }

        int at = mailbox.IndexOf('@');
        return at < 0 || at == mailbox.Length - 1
            ? (mailbox.TrimEnd('@'), DefaultContext)
            : (mailbox.Substring(0, at), mailbox.Substring(at + 1));
    }
}
