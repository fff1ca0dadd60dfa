using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Voicemail;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of the server's mailboxes.</summary>
public sealed class MailboxCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => session.GetVoicemailUsers(stop).Select(user => user.Mailbox));
}
