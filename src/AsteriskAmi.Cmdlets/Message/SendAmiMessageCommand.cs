using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using AsteriskAmi.Messages;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Sends text messages outside of calls.</summary>
[Cmdlet(VerbsCommunications.Send, "AmiMessage", SupportsShouldProcess = true)]
[SendsAction("MessageSend")]
[OutputType(typeof(void))]
public sealed class SendAmiMessageCommand : AmiActCmdlet
{
    /// <summary>Whom it is for, with the technology (pjsip:1001).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string To { get; set; } = string.Empty;

    /// <summary>The text; may have several lines.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Body { get; set; } = string.Empty;

    /// <summary>From whom it is (sip:office@example.org).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? From { get; set; }

    /// <summary>Variables that go with it, for SIP headers of the message: an ordered hashtable, or texts of the form NAME=value.</summary>
    [Parameter]
    [VariableArgument]
    public IDictionary? Variable { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session)
    {
        (string to, string? from, string body) = (To, From, Body);
        var variables = new List<KeyValuePair<string, string>>();
        VariableArgumentAttribute.AddTo(variables, Variable);
        Do(session, to, "Send a message", stop => session.SendMessage(to, from, body, variables, stop));
    }
}
