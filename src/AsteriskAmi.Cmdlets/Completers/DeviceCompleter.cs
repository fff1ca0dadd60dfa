using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.States;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of the devices whose state the server has seen.</summary>
public sealed class DeviceCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => session.GetDevices(stop).Select(device => device.Name));
}
