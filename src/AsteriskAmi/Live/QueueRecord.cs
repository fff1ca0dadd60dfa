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

    /// <summary>Callers of whom it was known that they wait, and who are not in the server's last list: if they gave up, it has counted them.</summary>
    internal HashSet<string> AbandonsListed { get; } = new(StringComparer.Ordinal);

    /// <summary>Calls of which it was known that a member talks, and that were over in the server's last list: it has counted them.</summary>
    internal HashSet<string> CompletesListed { get; } = new(StringComparer.Ordinal);

    /// <summary>Within what time a call should be answered.</summary>
    internal TimeSpan ServiceLevel { get; set; }

    /// <summary>How long the queue leaves members alone after a call who have no time of their own.</summary>
    internal TimeSpan WrapUpTime { get; set; }

    /// <summary>Calls that a member took and that are over, and how many the server had counted in the beginning.</summary>
    internal int Completed { get; set; }

    internal int CompletedBefore { get; set; }

    internal int Abandoned { get; set; }

    internal int AbandonedBefore { get; set; }

    /// <summary>Callers who left for another reason than that they hung up or were answered.</summary>
    internal int Left { get; set; }

    /// <summary>Calls that a member took, and how many of them in time: those that were seen, and those that the server told of.</summary>
    internal int Connected { get; private set; }

    internal int ConnectedInTime { get; private set; }

    /// <summary>Calls of which was seen that a member took them, with their time to wait.</summary>
    internal int Waits { get; private set; }

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
        Waits++;
        TotalWait += wait;
        if (wait <= ServiceLevel)
        {
            ConnectedInTime++;
        }
    }

    /// <summary>Takes in calls that were answered before this was begun.</summary>
    internal void ConnectBefore(int calls, int inTime)
    {
        Connected += calls;
        ConnectedInTime += inTime;
    }

    /// <summary>Takes in that a call is over.</summary>
    /// <param name="more">How many calls that makes: none when the server's count has it already.</param>
    /// <param name="talk">How long they talked.</param>
    internal void Complete(int more, TimeSpan talk)
    {
        Completed += more;
        Talks++;
        TotalTalk += talk;
    }

    /// <summary>Counts from nothing again.</summary>
    internal void Restart()
    {
        CompletedBefore += Completed;
        AbandonedBefore += Abandoned;
        Completed = Abandoned = Left = Connected = ConnectedInTime = Waits = Talks = 0;
        TotalWait = TotalTalk = TimeSpan.Zero;
    }
}
