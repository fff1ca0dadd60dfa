using System;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Sends channels to another place in the dialplan (a blind transfer by the PBX itself).</summary>
[Cmdlet(VerbsCommon.Move, "AmiChannel", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[SendsAction("Redirect")]
[OutputType(typeof(AmiChannel), typeof(string))]
public sealed class MoveAmiChannelCommand : AmiChannelActionCmdlet
{
    /// <summary>The extension to go to.</summary>
    [Parameter(Mandatory = true)]
    [Alias("Exten")]
    [ValidateNotNullOrEmpty]
    public string Extension { get; set; } = string.Empty;

    /// <summary>The extension's context; the one the channel is in now unless given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Context { get; set; }

    /// <summary>The priority in the extension: a number or a label.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Priority { get; set; } = "1";

    private protected override string Operation => "Move to " + (Context is null ? Extension : Extension + "@" + Context) + ", priority " + Priority;

    /// <inheritdoc/>
    protected override string? Act(AmiSession session, string channel, AmiChannel? listed, CancellationToken cancellation)
    {
        session.Redirect(channel, Context ?? ContextOf(session, channel, listed, cancellation), Extension, Priority, cancellation);
        return null;
    }

    private static string ContextOf(AmiSession session, string channel, AmiChannel? listed, CancellationToken cancellation)
    {
        AmiChannel? found = listed ?? session.GetChannels(cancellation).FirstOrDefault(
            c => string.Equals(c.Name, channel, StringComparison.OrdinalIgnoreCase) || c.Uniqueid == channel);
        return found?.Context ?? throw new AmiException(
            AmiErrorCode.NotFound, $"There is no channel '{channel}'. It may have ended; Get-AmiChannel lists all.");
    }
}
