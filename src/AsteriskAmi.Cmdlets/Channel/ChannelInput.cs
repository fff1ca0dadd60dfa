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

    /// <summary>
    /// Finds the channel that an object names. An event has it under Channel; one that was stored in a file or selected has it
    /// under Name.
    /// </summary>
    /// <param name="input">The object.</param>
    /// <param name="session">The session for objects that have none of their own.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>: the object names none.</exception>
    internal static ChannelInput Of(PSObject input, AmiSession session)
    {
        switch (input.BaseObject)
        {
            case string name:
                return new ChannelInput(session, name, null, input);
            case AmiChannel channel:
                return new ChannelInput(channel.Session, channel.Name, channel, channel);
            case AmiOriginatedCall call:
                // Its channel is whom it calls; the new channel is known by its id.
                return new ChannelInput(call.Session, call.Uniqueid, null, call);
            case AmiOriginateResult result:
                return new ChannelInput(result.Session, result.Uniqueid, null, result);
            case AmiCall or AmiBridge:
                throw new AmiException(
                    AmiErrorCode.NotFound,
                    $"'{input}' is no channel but has several. Pipe it to Get-AmiChannel first, and choose among them.");
        }

        return (input.Properties["Channel"] ?? input.Properties["Name"])?.Value is string { Length: > 0 } named
            ? new ChannelInput(session, named, null, input)
            : throw new AmiException(
                AmiErrorCode.NotFound,
                $"'{input}' names no channel. Pipe in objects of Get-AmiChannel, objects with a Channel or a Name, or names.");
    }
}
