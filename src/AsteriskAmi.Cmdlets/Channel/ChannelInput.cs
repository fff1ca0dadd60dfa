using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Bridges;
using AsteriskAmi.Calls;
using AsteriskAmi.Live;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A channel as somebody named it.</summary>
internal sealed class ChannelInput
{
    /// <param name="session">The session of its server.</param>
    /// <param name="name">Its name, or its unique id.</param>
    /// <param name="listed">The channel as it was listed a moment ago; null for one that was only named.</param>
    /// <param name="source">What named it.</param>
    internal ChannelInput(AmiSession session, string name, AmiChannel? listed, object source)
    {
        Session = session;
        Name = name;
        Listed = listed;
        Source = source;
    }

    internal AmiSession Session { get; }

    internal string Name { get; }

    internal AmiChannel? Listed { get; }

    internal object Source { get; }

    /// <summary>Finds the channel that an object names.</summary>
    /// <param name="input">The object.</param>
    /// <param name="session">The session for objects that have none of their own.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>: the object names none.</exception>
    internal static ChannelInput Of(PSObject input, AmiSession session)
    {
        if (input.BaseObject is AmiCall or AmiBridge)
        {
            throw new AmiException(
                AmiErrorCode.NotFound,
                $"'{input}' is no channel but has several. Pipe it to Get-AmiChannel first, and choose among them.");
        }

        string name = NameIn(input) ?? throw NoneIn(input);
        return input.BaseObject switch
        {
            AmiChannel channel => new ChannelInput(channel.Session, name, channel, channel),
            AmiOriginatedCall call => new ChannelInput(call.Session, name, null, call),
            AmiOriginateResult result => new ChannelInput(result.Session, name, null, result),
            _ => new ChannelInput(session, name, null, input),
        };
    }

    /// <summary>Whether an object is of one server, so that the channel is looked for there and nowhere else.</summary>
    internal static bool HasSession(PSObject input) => input.BaseObject is AmiChannel or AmiOriginatedCall or AmiOriginateResult;

    /// <summary>The names of the channels that an object names: those of a bridge or a call, or one; null where it names none.</summary>
    internal static IReadOnlyList<string>? NamesIn(PSObject input) => input.BaseObject switch
    {
        AmiBridge bridge => bridge.Channels.Select(channel => channel.Channel).ToArray(),
        AmiCall call => call.Legs.Select(leg => leg.Channel).ToArray(),
        _ => NameIn(input) is string name ? new[] { name } : null,
    };

    /// <summary>The error for an object that names no channel.</summary>
    internal static AmiException NoneIn(PSObject input) => new(
        AmiErrorCode.NotFound, $"'{input}' names no channel. Pipe in objects of Get-AmiChannel, objects with a Channel, or names.");

    private static string? NameIn(PSObject input) => input.BaseObject switch
    {
        string text => string.IsNullOrWhiteSpace(text) ? null : text,
        // Its channel is whom it calls; the new channel is known by its id.
        AmiOriginatedCall call => call.Uniqueid,
        AmiOriginateResult result => result.Uniqueid,
        // A Name may be that of anything: that of a channel stands beside a Uniqueid.
        _ => PipedObjects.TextOf(input, "Channel") ?? PipedObjects.StoredNameOf<AmiChannel>(input)
            ?? (input.Properties["Uniqueid"] is null ? null : PipedObjects.TextOf(input, "Name")),
    };
}
