using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Sends text messages to the telephones of channels.</summary>
[Cmdlet(VerbsCommunications.Send, "AmiText", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[SendsAction("SendText")]
[OutputType(typeof(AmiChannel), typeof(string))]
public sealed class SendAmiTextCommand : AmiChannelActionCmdlet
{
    /// <summary>The text, in one line.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("Text")]
    [ValidateNotNullOrEmpty]
    public string Message { get; set; } = string.Empty;

    /// <summary>What kind of text it is; text/plain unless given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ContentType { get; set; }

    private protected override string Operation => "Send a text";

    /// <inheritdoc/>
    private protected override string? Act(AmiSession session, ChannelInput channel, CancellationToken cancellation)
    {
        session.SendText(channel.Name, Message, ContentType, cancellation);
        return null;
    }
}
