using System;
using System.Collections;
using System.Management.Automation;
using AsteriskAmi.Endpoints;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Sends SIP NOTIFY messages: have telephones load their configuration, restart...</summary>
[Cmdlet(VerbsCommunications.Send, "AmiNotify", SupportsShouldProcess = true, DefaultParameterSetName = "Endpoint")]
[SendsAction("PJSIPNotify", "SIPnotify")]
[OutputType(typeof(void))]
public sealed class SendAmiNotifyCommand : AmiActCmdlet
{
    /// <summary>The PJSIP endpoints to whose contacts it goes.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Endpoint", ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    public string[] Endpoint { get; set; } = Array.Empty<string>();

    /// <summary>The SIP addresses to which it goes.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Uri")]
    [ValidateNotNullOrEmpty]
    public string[] Uri { get; set; } = Array.Empty<string>();

    /// <summary>The PJSIP channels in whose calls it goes.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Channel")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    public string[] Channel { get; set; } = Array.Empty<string>();

    /// <summary>The peers of chan_sip to which it goes.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Peer")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PeerCompleter))]
    public string[] Peer { get; set; } = Array.Empty<string>();

    /// <summary>What happened: the SIP header Event (check-sync).</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Event { get; set; }

    /// <summary>Further SIP headers: an ordered hashtable, or texts of the form NAME=value.</summary>
    [Parameter]
    [VariableArgument]
    public IDictionary? Variable { get; set; }

    /// <summary>What it says; may have several lines.</summary>
    [Parameter]
    public string? Content { get; set; }

    /// <summary>What kind of text that is; text/plain unless given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ContentType { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session)
    {
        switch (ParameterSetName)
        {
            case "Uri":
                Array.ForEach(Uri, uri => Send(session, AmiNotification.ToUri(uri)));
                break;
            case "Channel":
                Array.ForEach(Channel, channel => Send(session, AmiNotification.ToChannel(channel)));
                break;
            case "Peer":
                Array.ForEach(Peer, name => Send(session, AmiNotification.ToPeer(name)));
                break;
            default:
                Array.ForEach(Endpoint, name => Send(session, AmiNotification.ToEndpoint(name)));
                break;
        }
    }

    private void Send(AmiSession session, AmiNotification notification)
    {
        if (Event is not null)
        {
            notification.Headers.Add(new("Event", Event));
        }

        VariableArgumentAttribute.AddTo(notification.Headers, Variable);
        notification.Content = Content;
        notification.ContentType = ContentType ?? notification.ContentType;
        Do(session, notification.To, "Send a SIP notification", stop => session.SendNotification(notification, stop));
    }
}
