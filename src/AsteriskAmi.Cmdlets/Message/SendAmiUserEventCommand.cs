using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using AsteriskAmi.Messages;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Sends an event of one's own to everybody who follows the server's events.</summary>
[Cmdlet(VerbsCommunications.Send, "AmiUserEvent", SupportsShouldProcess = true)]
[SendsAction("UserEvent")]
[OutputType(typeof(void))]
public sealed class SendAmiUserEventCommand : AmiActCmdlet
{
    /// <summary>The event's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("UserEvent")]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = string.Empty;

    /// <summary>Its headers: an ordered hashtable, or texts of the form NAME=value.</summary>
    [Parameter(Position = 1)]
    [VariableArgument]
    public IDictionary? Header { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session)
    {
        var headers = new List<KeyValuePair<string, string>>();
        VariableArgumentAttribute.AddTo(headers, Header);
        Do(session, null, "Send user event " + Name, stop => session.SendUserEvent(Name, headers, stop));
    }
}
