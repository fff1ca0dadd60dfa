using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Session;
using AsteriskAmi.Voicemail;

namespace AsteriskAmi.Cmdlets;

/// <summary>Counts the messages in mailboxes.</summary>
[Cmdlet(VerbsCommon.Get, "AmiMailbox")]
[SendsAction("MailboxCount", "MailboxStatus")]
[OutputType(typeof(AmiMailbox))]
public sealed class GetAmiMailboxCommand : AmiMailboxCmdlet<AmiMailbox>
{
    /// <inheritdoc/>
    protected override IEnumerable<AmiMailbox> Read(AmiSession session, CancellationToken cancellation) =>
        Users(session, cancellation).Select(user => session.GetMailbox(user.Mailbox, cancellation));

    /// <inheritdoc/>
    protected override string NameOf(AmiMailbox item) => item.Mailbox;
}
