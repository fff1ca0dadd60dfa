using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Adds members to queues.</summary>
[Cmdlet(VerbsCommon.Add, "AmiQueueMember", SupportsShouldProcess = true)]
[SendsAction("QueueAdd")]
[OutputType(typeof(AmiQueueMember))]
public sealed class AddAmiQueueMemberCommand : AmiQueueMemberCmdlet
{
    /// <summary>The queues' names.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public override string[]? Queue { get; set; }

    /// <summary>The member's name; its interface unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    public string? MemberName { get; set; }

    /// <summary>Members with a lower penalty are called first.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NumberArgument(0)]
    [ValidateRange(0, int.MaxValue)]
    public int Penalty { get; set; }

    /// <summary>Whether it is to take no calls yet.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SwitchArgument]
    public SwitchParameter Paused { get; set; }

    /// <summary>Why it takes no calls yet.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("PausedReason")]
    public string? Reason { get; set; }

    /// <summary>The device whose state stands for the member's; its interface unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? StateInterface { get; set; }

    /// <summary>Gives the members back, as the server has them then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Operation => "Add queue member";

    private protected override bool GivesBack => PassThru;

    /// <inheritdoc/>
    private protected override void Act(AmiSession session, string interfaceName, string? queue, CancellationToken cancellation) =>
        session.AddQueueMember(
            queue!,
            new AmiNewQueueMember(interfaceName)
            {
                Name = MemberName,
                StateInterface = StateInterface,
                Penalty = Penalty,
                Paused = Paused,
                PausedReason = Reason,
            },
            cancellation);
}
