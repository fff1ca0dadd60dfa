using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Changes when members of queues are called.</summary>
[Cmdlet(VerbsCommon.Set, "AmiQueueMember", SupportsShouldProcess = true)]
[SendsAction("QueuePenalty", "QueueMemberRingInUse")]
[OutputType(typeof(AmiQueueMember))]
public sealed class SetAmiQueueMemberCommand : AmiQueueMemberChangeCmdlet
{
    /// <summary>Members with a lower penalty are called first.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Penalty { get; set; }

    /// <summary>Whether they are called while they are in another call.</summary>
    [Parameter]
    public bool? RingInUse { get; set; }

    private protected override string Operation =>
        (Penalty is null ? string.Empty : $"Set penalty {Penalty}")
        + (Penalty is null || RingInUse is null ? string.Empty : ", ")
        + (RingInUse is null ? string.Empty : $"Set ring in use {RingInUse}");

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session)
    {
        if (Penalty is null && RingInUse is null)
        {
            throw new AmiException(AmiErrorCode.InvalidHeader, "There is nothing to set. Give -Penalty, -RingInUse or both.");
        }

        base.ProcessSession(session);
    }

    /// <inheritdoc/>
    private protected override void Act(AmiSession session, string interfaceName, string? queue, CancellationToken cancellation)
    {
        if (Penalty is int penalty)
        {
            session.SetQueueMemberPenalty(interfaceName, queue, penalty, cancellation);
        }

        if (RingInUse is bool ringInUse)
        {
            session.SetQueueMemberRingInUse(interfaceName, queue, ringInUse, cancellation);
        }
    }
}
