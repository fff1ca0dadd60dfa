using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Bridges;
using AsteriskAmi.Calls;
using AsteriskAmi.Live;
using AsteriskAmi.Server;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// The channels that objects of the pipeline name, gathered so that each server is asked once. Names are taken as they are,
/// since they may hold asterisks.
/// </summary>
internal sealed class PipedChannels
{
    private readonly Dictionary<AmiSession, HashSet<string>> _wanted = new();
    private readonly Dictionary<AmiSession, HashSet<string>> _missing = new();
    private readonly List<AmiSession> _servers = new();

    /// <summary>The sessions all of whose channels are wanted.</summary>
    internal IReadOnlyList<AmiSession> Servers => _servers;

    /// <summary>The sessions of which some channels are wanted.</summary>
    internal IReadOnlyList<AmiSession> Named => _wanted.Keys.ToArray();

    /// <summary>Whether an object stands for a whole server: a session, its name or Id, or an object of Get-AmiServer.</summary>
    internal static bool IsServer(PSObject input) => input.BaseObject is AmiSession or AmiServer or string or int;

    internal void AddServers(IReadOnlyList<AmiSession> sessions) => _servers.AddRange(sessions.Except(_servers));

    /// <param name="input">The object.</param>
    /// <param name="session">The session for objects that have none of their own.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>: the object names none.</exception>
    internal void Add(PSObject input, AmiSession session)
    {
        switch (input.BaseObject)
        {
            case AmiBridge bridge:
                Add(bridge.Session, bridge.Channels.Select(channel => channel.Channel));
                break;
            case AmiCall call:
                Add(call.Session ?? session, call.Legs.Select(leg => leg.Channel));
                break;
            default:
                var channel = ChannelInput.Of(input, session);
                Add(channel.Session, new[] { channel.Name });
                break;
        }
    }

    /// <summary>Whether a channel was named, by its name or its unique id. Notes that it is there.</summary>
    internal bool Wants(AmiSession session, AmiChannel channel)
    {
        _missing[session].Remove(channel.Name);
        _missing[session].Remove(channel.Uniqueid);
        return _wanted[session].Contains(channel.Name) || _wanted[session].Contains(channel.Uniqueid);
    }

    /// <summary>Writes an error for each name that no channel has.</summary>
    internal void WriteMissing(Cmdlet cmdlet, string noun, string cure)
    {
        foreach (string name in _missing.Values.SelectMany(names => names))
        {
            cmdlet.WriteError(AmiErrors.Record(AmiErrorCode.NotFound, $"There is no {noun} '{name}'. {cure}", name));
        }
    }

    private void Add(AmiSession session, IEnumerable<string> names)
    {
        if (!_wanted.TryGetValue(session, out HashSet<string>? wanted))
        {
            _wanted.Add(session, wanted = new HashSet<string>(StringComparer.OrdinalIgnoreCase));
            _missing.Add(session, new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        }

        foreach (string name in names)
        {
            wanted.Add(name);
            _missing[session].Add(name);
        }
    }
}
