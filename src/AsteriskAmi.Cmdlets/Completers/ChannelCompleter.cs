using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Calls;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of the channels that exist now.</summary>
public sealed class ChannelCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => session.GetChannels(stop).Select(c => c.Name));
}
