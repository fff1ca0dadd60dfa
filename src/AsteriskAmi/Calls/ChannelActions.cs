using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Calls;

/// <summary>What can be asked of channels and done to them.</summary>
public static class ChannelActions
{
    /// <summary>Lists the channels.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The channels, as they come.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static IEnumerable<AmiChannel> GetChannels(this AmiSession session, CancellationToken cancellation = default)
    {
        // A channel that changes while Asterisk walks its list can be listed twice; two can never have the same name.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (AmiMessage item in session.InvokeList(new AmiAction("CoreShowChannels"), cancellation))
        {
            var channel = new AmiChannel(item, session);
            if (seen.Add(channel.Name))
            {
                yield return channel;
            }
        }
    }

    /// <summary>Hangs a channel up.</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The channel's whole name, or its unique id.</param>
    /// <param name="cause">The hangup cause (Q.850, 0 to 127), or null for Asterisk's own.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.Invoke"/>.</exception>
    public static void Hangup(this AmiSession session, string channel, int? cause = null, CancellationToken cancellation = default)
    {
        if (channel.StartsWith("/", StringComparison.Ordinal))
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader,
                $"'{channel}' begins with a slash: Asterisk would take it for a regular expression and hang up every channel that it fits. Give a channel's name; Stop-AmiChannel takes patterns with * and ?.");
        }

        session.Invoke(
            new AmiAction("Hangup")
                .Add("Channel", channel)
                .AddOptional("Cause", cause?.ToString(CultureInfo.InvariantCulture)),
            cancellation);
    }

    /// <summary>Sends a channel to another place in the dialplan.</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The channel's whole name.</param>
    /// <param name="context">The context.</param>
    /// <param name="extension">The extension.</param>
    /// <param name="priority">The priority, a number or a label.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.Invoke"/>.</exception>
    public static void Redirect(
        this AmiSession session,
        string channel,
        string context,
        string extension,
        string priority,
        CancellationToken cancellation = default) =>
        session.Invoke(
            new AmiAction("Redirect")
                .Add("Channel", channel)
                .Add("Context", context)
                .Add("Exten", extension)
                .Add("Priority", priority),
            cancellation);
}
