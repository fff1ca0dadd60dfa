using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Session;
using AsteriskAmi.Voicemail;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lets the server count the messages of mailboxes anew.</summary>
[Cmdlet(VerbsData.Update, "AmiMailbox", SupportsShouldProcess = true)]
[SendsAction("VoicemailRefresh")]
[OutputType(typeof(void))]
public sealed class UpdateAmiMailboxCommand : AmiServerActCmdlet
{
    private const string Operation = "Count the messages anew";

    /// <summary>The mailboxes, wildcards allowed; in context default unless they say so: 100@sales. All unless given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MailboxCompleter))]
    public string[]? Mailbox { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session)
    {
        if (Mailbox is null)
        {
            Do(session, null, Operation, stop => session.RefreshMailbox(null, stop));
        }
        else
        {
            foreach (string name in Mailbox.SelectMany(name => Meant(session, name)))
            {
                Do(session, name, Operation, stop => session.RefreshMailbox(name, stop));
            }
        }
    }

    private IEnumerable<string> Meant(AmiSession session, string name) => WildcardPattern.ContainsWildcardCharacters(name)
        ? session.GetVoicemailUsers(StopToken).Select(user => user.Mailbox).Where(new NameSelection(new[] { name }).Fits)
        : new[] { name };
}
