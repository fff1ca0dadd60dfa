using System.Collections.Generic;

namespace AsteriskAmi.Telemetry;

/// <summary>Where actions come from and go to.</summary>
internal sealed class ActionOrigin
{
    internal ActionOrigin(string session, ServerTotals server)
    {
        Session = session;
        Address = server.Address;
        Port = server.Port;
    }

    internal string Session { get; }

    internal KeyValuePair<string, object?> Address { get; }

    internal KeyValuePair<string, object?> Port { get; }
}
