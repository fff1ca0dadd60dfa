using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Live;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Proofs.Live;

/// <summary>Holds the queues and members that the models show against what the server says of them. The server began with the run.</summary>
internal static class QueueComparison
{
    /// <summary>Says where they differ.</summary>
    internal static IEnumerable<string> Run(AmiSession session, IReadOnlyList<AmiQueueActivity> queues, IReadOnlyList<AmiAgentActivity> agents)
    {
        foreach (AmiQueue server in session.GetQueues())
        {
            AmiQueueActivity? model = queues.FirstOrDefault(queue => queue.Queue == server.Name);
            string here = $"completed {model?.Completed}, abandoned {model?.Abandoned}, waiting {model?.Waiting}";
            string there = $"completed {server.Completed}, abandoned {server.Abandoned}, waiting {server.Calls}";
            if (here != there)
            {
                yield return $"queue {server.Name}: {here}; by the server {there}";
            }

            foreach (AmiQueueMember member in server.Members)
            {
                AmiAgentActivity? agent = agents.FirstOrDefault(other => other.Queue == server.Name && other.Interface == member.Interface);
                here = $"calls {agent?.CallsTaken}, {agent?.State}";
                there = $"calls {member.CallsTaken}, {(member.InCall ? AmiAgentState.Talking : AmiAgentState.Available)}";
                if (here != there)
                {
                    yield return $"{member.Interface} of {server.Name}: {here}; by the server {there}";
                }
            }
        }
    }

    internal static string Show(IEnumerable<AmiQueueActivity> queues) => string.Join("; ", queues.Select(queue =>
        $"{queue.Queue}: answered {queue.Answered}, completed {queue.Completed}, abandoned {queue.Abandoned}, left {queue.Left}, in time {queue.ServiceLevelPercent:0.#} %, average wait {queue.AverageWait?.TotalSeconds:0.0} s, talk {queue.AverageTalk?.TotalSeconds:0.0} s"));
}
