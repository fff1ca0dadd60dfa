using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Queues;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of the server's rules for queues.</summary>
public sealed class QueueRuleCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => session.GetQueueRules(stop).Select(rule => rule.Name));
}
