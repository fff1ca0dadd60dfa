using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>The queues that -Queue names on a line that is being typed; all without it.</summary>
internal static class QueueOnLine
{
    internal static IEnumerable<AmiQueue> Read(IDictionary bound, AmiSession session, CancellationToken cancellation)
    {
        object? given = bound.Contains("Queue") ? bound["Queue"] : null;
        var selection = new NameSelection(given is null ? null : LanguagePrimitives.ConvertTo<string[]>(given));
        return session.GetQueues(null, cancellation).Where(queue => selection.Fits(queue.Name));
    }
}
