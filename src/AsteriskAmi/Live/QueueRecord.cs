using System;
using System.Collections.Generic;
using System.Linq;

namespace AsteriskAmi.Live;

/// <summary>What is known of a queue now, and what has happened in it since the beginning.</summary>
internal sealed class QueueRecord
{
    internal QueueRecord(string name) => Name = name;

    internal string Name { get; }

    internal Dictionary<string, MemberRecord> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>Since when the callers who are there wait, by unique id.</summary>
    internal Dictionary<string, DateTimeOffset> Waiting { get; } = new(StringComparer.Ordinal);

    /// <summary>Callers who have just left, and until when that may have been because a member takes the call.</summary>
    internal Dictionary<string, DateTimeOffset> Leaving { get; } = new(StringComparer.Ordinal);

    /// <summary>Within what time a call should be answered.</summary>
    internal TimeSpan ServiceLevel { get; set; }

    /// <summary>Calls that a member took and that are over, and how many the server had counted in the beginning.</summary>
    internal int Completed { get; set; }

    internal int CompletedBefore { get; set; }

    internal int Abandoned { get; set; }

    internal int AbandonedBefore { get; set; }

    /// <summary>Callers who left for another reason than that they hung up or were answered.</summary>
    internal int Left { get; set; }

    /// <summary>Calls of which was seen that a member took them, with their time to wait, and how many were in time.</summary>
    internal int Connected { get; private set; }

    internal int ConnectedInTime { get; private set; }

    internal TimeSpan TotalWait { get; private set; }

    /// <summary>Calls of which was seen that they ended, with their time to talk.</summary>
    internal int Talks { get; private set; }

    internal TimeSpan TotalTalk { get; private set; }

    internal object? Told { get; set; }

    internal int Answered => Completed + Count(AmiAgentState.Talking);

    internal int Count(AmiAgentState state) => Members.Values.Count(member => member.State == state);

    internal TimeSpan LongestWaitAt(DateTimeOffset now) => Waiting.Count == 0 ? TimeSpan.Zero : now - Waiting.Values.Min();

    internal void Connect(TimeSpan wait)
    {
        Connected++;
        TotalWait += wait;
        if (wait <= ServiceLevel)
        {
            ConnectedInTime++;
        }
    }

    internal void Complete(TimeSpan talk)
    {
        Completed++;
        Talks++;
        TotalTalk += talk;
    }
}
