using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Session;

namespace AsteriskAmi.Live;

/// <summary>The members of a server's queues: what each does and has done.</summary>
internal sealed class AgentBook : FloorBook<AmiAgentActivity>
{
    internal AgentBook(AmiSession? session)
        : base(session, null, sinceReset: false)
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<AmiAgentActivity> Snapshot(DateTimeOffset now) =>
        Floor.Members.Select(member => new AmiAgentActivity(member, now, Session)).ToArray();

    /// <inheritdoc/>
    protected override void Show(QueueRecord queue, DateTimeOffset now, ICollection<AmiAgentActivity> changes)
    {
        foreach (MemberRecord member in queue.Members.Values)
        {
            object shown = (member.State, member.Caller, member.IsPaused, member.PauseReason, member.CallsTaken, member.Missed);
            if (!shown.Equals(member.Told))
            {
                member.Told = shown;
                changes.Add(new AmiAgentActivity(member, now, Session));
            }
        }
    }
}
