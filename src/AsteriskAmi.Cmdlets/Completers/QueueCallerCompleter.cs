using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the channels of those who wait in the queue on the line, or in any.</summary>
public sealed class QueueCallerCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => QueueOnLine.Read(bound, session, stop).SelectMany(queue => queue.Callers).Select(caller => caller.Channel));
}
