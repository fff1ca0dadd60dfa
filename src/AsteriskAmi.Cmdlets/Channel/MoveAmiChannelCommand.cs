using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Sends channels to another place in the dialplan, or transfers the others of their calls there.</summary>
[Cmdlet(VerbsCommon.Move, "AmiChannel", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[SendsAction("Redirect", "BlindTransfer", "Atxfer")]
[OutputType(typeof(AmiChannel), typeof(string))]
public sealed class MoveAmiChannelCommand : AmiChannelActionCmdlet
{
    private static readonly string[] _forRedirect = { nameof(Priority), nameof(ExtraChannel) };
    private static readonly string[] _forExtra = { nameof(ExtraExtension), nameof(ExtraContext), nameof(ExtraPriority) };

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

    /// <summary>The other leg of the call, to be moved at the same time.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    public string? ExtraChannel { get; set; }

    /// <summary>The other leg's extension; that of the first unless given.</summary>
    [Parameter]
    [Alias("ExtraExten")]
    [ValidateNotNullOrEmpty]
    public string? ExtraExtension { get; set; }

    /// <summary>The other leg's context; that of the first unless given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ExtraContext { get; set; }

    /// <summary>The other leg's priority; that of the first unless given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ExtraPriority { get; set; }

    /// <summary>Leaves the channel and transfers the others of its call.</summary>
    [Parameter]
    public SwitchParameter Blind { get; set; }

    /// <summary>Lets the channel call the extension first; when it hangs up the others are connected with whom it called.</summary>
    [Parameter]
    public SwitchParameter Attended { get; set; }

    private protected override string Operation =>
        (Blind ? "Transfer the others of its call to " : Attended ? "Transfer attended to " : "Move to ")
        + (Context is null ? Extension : Extension + "@" + Context)
        + (Blind || Attended ? string.Empty : ", priority " + Priority)
        + (ExtraChannel is null ? string.Empty : ", and " + ExtraChannel + " too");

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Blind && Attended)
        {
            Refuse("-Blind and -Attended are two kinds of transfer. Give one of them.");
        }

        if ((Blind || Attended) && FirstBound(_forRedirect) is string redirect)
        {
            Refuse($"-{redirect} is for moving a channel, and goes with neither -Blind nor -Attended. Leave one of them out.");
        }

        if (ExtraChannel is null && FirstBound(_forExtra) is string extra)
        {
            Refuse($"-{extra} says where -ExtraChannel goes, and that is missing. Name the other leg with it.");
        }
    }

    /// <inheritdoc/>
    private protected override string? Act(AmiSession session, ChannelInput channel, CancellationToken cancellation)
    {
        if (Blind)
        {
            session.BlindTransfer(channel.Name, Context, Extension, cancellation);
        }
        else if (Attended)
        {
            session.AttendedTransfer(channel.Name, Context, Extension, cancellation);
        }
        else
        {
            Redirect(session, channel, cancellation);
        }

        return null;
    }

    private void Redirect(AmiSession session, ChannelInput channel, CancellationToken cancellation)
    {
        var place = new AmiDialplanPlace(Context ?? ContextOf(session, channel, cancellation), Extension, Priority);
        if (ExtraChannel is null)
        {
            session.Redirect(channel.Name, place, cancellation);
            return;
        }

        var extra = new AmiDialplanPlace(ExtraContext ?? place.Context, ExtraExtension ?? Extension, ExtraPriority ?? Priority);
        session.RedirectBoth(channel.Name, place, ExtraChannel, extra, cancellation);
    }

    private static string ContextOf(AmiSession session, ChannelInput channel, CancellationToken cancellation)
    {
        AmiChannel? found = channel.Listed ?? session.GetChannels(cancellation).FirstOrDefault(c => c.IsCalled(channel.Name));
        return found?.Context ?? throw new AmiException(
            AmiErrorCode.NotFound, $"There is no channel '{channel.Name}'. It may have ended; Get-AmiChannel lists all.");
    }

    private string? FirstBound(string[] parameters) => parameters.FirstOrDefault(MyInvocation.BoundParameters.ContainsKey);

    private void Refuse(string why) => ThrowTerminatingError(AmiErrors.Record(AmiErrorCode.InvalidHeader, why, null));
}
