using System;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Sends the digits of a telephone into calls.</summary>
[Cmdlet(VerbsCommunications.Send, "AmiDtmf", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[SendsAction("PlayDTMF")]
[OutputType(typeof(AmiChannel), typeof(string))]
public sealed class SendAmiDtmfCommand : AmiChannelActionCmdlet
{
    private const int DefaultTime = 100;

    /// <summary>The digits: 0 to 9, *, # and A to D.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("Digit")]
    public string Digits { get; set; } = string.Empty;

    /// <summary>How long each sounds, in milliseconds.</summary>
    [Parameter]
    [Alias("DurationMs")]
    [ValidateRange(DefaultTime, 60_000)]
    public int DurationMilliseconds { get; set; } = DefaultTime;

    /// <summary>How long it is silent between two, in milliseconds.</summary>
    [Parameter]
    [Alias("PauseMs")]
    [ValidateRange(0, 60_000)]
    public int PauseMilliseconds { get; set; } = DefaultTime;

    /// <summary>Lets the server take the digits as if the channel's telephone had sent them.</summary>
    [Parameter]
    public SwitchParameter Receive { get; set; }

    private protected override string Operation => (Receive ? "Receive digits " : "Send digits ") + Digits;

    /// <inheritdoc/>
    private protected override string? Act(AmiSession session, ChannelInput channel, CancellationToken cancellation)
    {
        var digits = new AmiDigits(Digits)
        {
            Duration = TimeSpan.FromMilliseconds(DurationMilliseconds),
            Pause = TimeSpan.FromMilliseconds(PauseMilliseconds),
            Received = Receive,
        };
        session.SendDigits(channel.Name, digits, cancellation);
        return null;
    }
}
