using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Session;
using AsteriskAmi.Voicemail;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists mailboxes as they are set up, with whom they belong to.</summary>
[Cmdlet(VerbsCommon.Get, "AmiVoicemailUser")]
[SendsAction("VoicemailUsersList", "VoicemailUserStatus")]
[OutputType(typeof(AmiVoicemailUser))]
public sealed class GetAmiVoicemailUserCommand : AmiMailboxCmdlet<AmiVoicemailUser>
{
    /// <inheritdoc/>
    protected override IEnumerable<AmiVoicemailUser> Read(AmiSession session, CancellationToken cancellation) =>
        Users(session, cancellation);

    /// <inheritdoc/>
    protected override string NameOf(AmiVoicemailUser item) => item.Mailbox;
}
