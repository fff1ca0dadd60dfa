using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Voicemail;

/// <summary>How many messages are in a mailbox (actions MailboxCount and MailboxStatus).</summary>
public sealed class AmiMailbox
{
    internal AmiMailbox(string mailbox, AmiMessage count, AmiMessage status, AmiSession session)
    {
        Mailbox = mailbox;
        NewMessages = HeaderValue.Integer(count, "NewMessages");
        OldMessages = HeaderValue.Integer(count, "OldMessages");
        UrgentMessages = HeaderValue.Integer(count, "UrgMessages");
        Waiting = HeaderValue.Flag(status, "Waiting");
        Session = session;
    }

    /// <summary>The mailbox with its context: 100@default.</summary>
    public string Mailbox { get; }

    /// <summary>How many messages are new, without the urgent ones.</summary>
    public int NewMessages { get; }

    /// <summary>How many have been heard.</summary>
    public int OldMessages { get; }

    /// <summary>How many new ones are urgent.</summary>
    public int UrgentMessages { get; }

    /// <summary>Whether messages wait to be heard.</summary>
    public bool Waiting { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The mailbox.</summary>
    /// <returns>The mailbox.</returns>
    public override string ToString() => Mailbox;
}
