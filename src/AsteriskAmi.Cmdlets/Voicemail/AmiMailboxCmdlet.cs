using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Session;
using AsteriskAmi.Voicemail;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that reads mailboxes, chosen by their names.</summary>
/// <typeparam name="T">What it reads.</typeparam>
public abstract class AmiMailboxCmdlet<T> : AmiListCmdlet<T>
{
    private string[]? _mailbox;

    /// <summary>The mailboxes, wildcards allowed; in context default unless they say so: 100@sales. All unless given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MailboxCompleter))]
    public string[]? Mailbox
    {
        get => _mailbox;
        set => _mailbox = value?.Select(name => WildcardPattern.ContainsWildcardCharacters(name) ? name : MailboxActions.NameOf(name)).ToArray();
    }

    /// <summary>The same. It is no parameter: sessions that are piped in have a Name too.</summary>
    public override string[]? Name
    {
        get => Mailbox;
        set => Mailbox = value;
    }

    /// <inheritdoc/>
    protected override string Noun => "mailbox";

    /// <inheritdoc/>
    protected override string Cure => "Get-AmiVoicemailUser without -Mailbox lists all that the server's files set up.";

    /// <summary>Those that are wanted: named ones are asked for by name, since those of a database are in no list.</summary>
    private protected IEnumerable<AmiVoicemailUser> Users(AmiSession session, CancellationToken cancellation) =>
        Mailbox is { Length: > 0 } && !Array.Exists(Mailbox, WildcardPattern.ContainsWildcardCharacters)
            ? Mailbox.Select(name => session.FindVoicemailUser(name, cancellation)).OfType<AmiVoicemailUser>()
            : session.GetVoicemailUsers(cancellation).Where(user => new NameSelection(Mailbox).Fits(user.Mailbox));
}
