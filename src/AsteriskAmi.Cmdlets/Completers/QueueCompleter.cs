using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Queues;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of the server's queues.</summary>
public sealed class QueueCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => session.GetQueues(null, stop).Select(q => q.Name));
}
