using System;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Voicemail;

/// <summary>A mailbox as it is set up, with whom it belongs to (actions VoicemailUsersList and VoicemailUserStatus).</summary>
public sealed class AmiVoicemailUser
{
    internal AmiVoicemailUser(AmiMessage item, AmiSession session)
    {
        Context = HeaderValue.Text(item, "VMContext");
        VoiceMailbox = HeaderValue.Text(item, "VoiceMailbox");
        Fullname = HeaderValue.Text(item, "Fullname");
        Email = HeaderValue.Text(item, "Email");
        Pager = HeaderValue.Text(item, "Pager");
        ServerEmail = HeaderValue.Text(item, "ServerEmail");
        FromString = HeaderValue.Text(item, "FromString");
        MailCommand = HeaderValue.Text(item, "MailCommand");
        Language = HeaderValue.Text(item, "Language");
        TimeZone = HeaderValue.Text(item, "TimeZone");
        Callback = HeaderValue.Text(item, "Callback");
        Dialout = HeaderValue.Text(item, "Dialout");
        ExitContext = HeaderValue.Text(item, "ExitContext");
        SayDurationMinimum = TimeSpan.FromMinutes(HeaderValue.Integer(item, "SayDurationMinimum"));
        SayEnvelope = HeaderValue.Flag(item, "SayEnvelope");
        SayCallerId = HeaderValue.Flag(item, "SayCID");
        AttachMessage = HeaderValue.Flag(item, "AttachMessage");
        AttachmentFormat = HeaderValue.Text(item, "AttachmentFormat");
        DeleteMessage = HeaderValue.Flag(item, "DeleteMessage");
        VolumeGain = HeaderValue.Number(item, "VolumeGain");
        CanReview = HeaderValue.Flag(item, "CanReview");
        CanMarkUrgent = HeaderValue.Flag(item, "CanMarkUrgent");
        CallOperator = HeaderValue.Flag(item, "CallOperator");
        MaxMessageCount = HeaderValue.Integer(item, "MaxMessageCount");
        MaxMessageLength = HeaderValue.Seconds(item, "MaxMessageLength");
        NewMessageCount = HeaderValue.Integer(item, "NewMessageCount");
        OldMessageCount = HeaderValue.Integer(item, "OldMessageCount");
        Session = session;
    }

    /// <summary>The mailbox with its context: 100@default.</summary>
    public string Mailbox => VoiceMailbox + "@" + Context;

    /// <summary>The context of voicemail.conf.</summary>
    public string Context { get; }

    /// <summary>The mailbox's number.</summary>
    public string VoiceMailbox { get; }

    /// <summary>The name of whom it belongs to.</summary>
    public string Fullname { get; }

    /// <summary>Where mail about messages goes.</summary>
    public string Email { get; }

    /// <summary>Where short mail about messages goes.</summary>
    public string Pager { get; }

    /// <summary>Whom that mail comes from.</summary>
    public string ServerEmail { get; }

    /// <summary>The name that it comes from.</summary>
    public string FromString { get; }

    /// <summary>The program of the server that sends it.</summary>
    public string MailCommand { get; }

    /// <summary>The language of the prompts.</summary>
    public string Language { get; }

    /// <summary>The time zone of what is said and written.</summary>
    public string TimeZone { get; }

    /// <summary>The context for calling back who left a message.</summary>
    public string Callback { get; }

    /// <summary>The context for calling out of the mailbox.</summary>
    public string Dialout { get; }

    /// <summary>The context that callers who leave go on in.</summary>
    public string ExitContext { get; }

    /// <summary>From what length on it is said how long a message is, in whole minutes.</summary>
    public TimeSpan SayDurationMinimum { get; }

    /// <summary>Whether it is said when a message came.</summary>
    public bool SayEnvelope { get; }

    /// <summary>Whether it is said who left it.</summary>
    public bool SayCallerId { get; }

    /// <summary>Whether messages are attached to the mail.</summary>
    public bool AttachMessage { get; }

    /// <summary>In what format.</summary>
    public string AttachmentFormat { get; }

    /// <summary>Whether a message is deleted when the mail is sent.</summary>
    public bool DeleteMessage { get; }

    /// <summary>How much louder attached messages are made, in decibels.</summary>
    public double VolumeGain { get; }

    /// <summary>Whether callers may hear and change what they said.</summary>
    public bool CanReview { get; }

    /// <summary>Whether they may mark it urgent; false where the server is too old to say (16).</summary>
    public bool CanMarkUrgent { get; }

    /// <summary>Whether they may reach an operator.</summary>
    public bool CallOperator { get; }

    /// <summary>How many messages a folder holds.</summary>
    public int MaxMessageCount { get; }

    /// <summary>How long a message may be, in whole seconds.</summary>
    public TimeSpan MaxMessageLength { get; }

    /// <summary>How many messages are new.</summary>
    public int NewMessageCount { get; }

    /// <summary>How many have been heard.</summary>
    public int OldMessageCount { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The mailbox with its context.</summary>
    /// <returns>The mailbox.</returns>
    public override string ToString() => Mailbox;
}
