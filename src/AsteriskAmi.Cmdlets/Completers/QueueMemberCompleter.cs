using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the interfaces of the members of the queue on the line, or of all queues.</summary>
public sealed class QueueMemberCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => QueueOnLine.Read(bound, session, stop).SelectMany(queue => queue.Members).Select(member => member.Interface));
}
