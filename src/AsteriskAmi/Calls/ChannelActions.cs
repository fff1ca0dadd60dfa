using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
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

    /// <summary>Reads channels with all that Asterisk tells of them, their variables included (action Status).</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">One channel's whole name or unique id, or null for all.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The channels, as they come.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>: there is no such channel; and as for <see cref="AmiSession.InvokeList"/>.
    /// </exception>
    public static IEnumerable<AmiChannelDetail> GetChannelDetails(
        this AmiSession session, string? channel = null, CancellationToken cancellation = default)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        AmiAction action = new AmiAction("Status").AddOptional("Channel", channel).Add("AllVariables", "true");
        foreach (AmiMessage item in session.InvokeList(action, cancellation))
        {
            var detail = new AmiChannelDetail(item, session);
            if (seen.Add(detail.Name))
            {
                yield return detail;
            }
        }
    }

    /// <summary>
    /// Finds the channels that are connected with one now: over bridges, and from each half of a Local channel to the other.
    /// </summary>
    /// <param name="channels">All channels of one server.</param>
    /// <param name="channel">The one's whole name or unique id.</param>
    /// <returns>The others, nearest first; null when the one is not among the channels.</returns>
    public static IReadOnlyList<AmiChannel>? ConnectedTo(this IReadOnlyList<AmiChannel> channels, string channel)
    {
        AmiChannel? start = channels.FirstOrDefault(c => c.IsCalled(channel));
        if (start is null)
        {
            return null;
        }

        var found = new List<AmiChannel> { start };
        for (int i = 0; i < found.Count; i++)
        {
            AmiChannel from = found[i];
            found.AddRange(channels.Where(c => IsNextTo(c, from)).Except(found));
        }

        return found.Skip(1).ToList();
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

    /// <summary>Connects two channels with each other. Each leaves the call that it is in.</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">One channel's whole name, or its unique id.</param>
    /// <param name="other">The other's.</param>
    /// <param name="tone">Which of them hear a tone.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.Invoke"/>.</exception>
    public static void Bridge(
        this AmiSession session,
        string channel,
        string other,
        AmiBridgeTone tone = AmiBridgeTone.No,
        CancellationToken cancellation = default)
    {
        if (string.Equals(channel, other, StringComparison.OrdinalIgnoreCase))
        {
            throw new AmiException(AmiErrorCode.InvalidHeader, $"'{channel}' cannot be connected with itself. Name another channel.");
        }

        session.Invoke(
            new AmiAction("Bridge").Add("Channel1", channel).Add("Channel2", other).Add("Tone", tone.ToString()), cancellation);
    }

    /// <summary>Sets how long a channel may still live.</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The channel's whole name, or its unique id.</param>
    /// <param name="time">From now until Asterisk hangs it up; zero for no limit.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.Invoke"/>.</exception>
    public static void SetTimeout(this AmiSession session, string channel, TimeSpan time, CancellationToken cancellation = default)
    {
        if (time <= TimeSpan.Zero)
        {
            // AbsoluteTimeout takes no zero ("No timeout specified"); the function of the dialplan does.
            session.SetVariable("TIMEOUT(absolute)", "0", channel, cancellation);
            return;
        }

        session.Invoke(
            new AmiAction("AbsoluteTimeout")
                .Add("Channel", channel)
                .Add("Timeout", time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)),
            cancellation);
    }

    /// <summary>Silences a channel, or lets it be heard again.</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The channel's whole name, or its unique id.</param>
    /// <param name="direction">Which way.</param>
    /// <param name="muted">Whether it is to be silent.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.Invoke"/>.</exception>
    public static void Mute(
        this AmiSession session, string channel, AmiMuteDirection direction, bool muted, CancellationToken cancellation = default)
    {
        string way = direction switch
        {
            AmiMuteDirection.In => "in",
            AmiMuteDirection.Out => "out",
            _ => "all",
        };
        session.Invoke(
            new AmiAction("MuteAudio").Add("Channel", channel).Add("Direction", way).Add("State", muted ? "on" : "off"), cancellation);
    }

    /// <summary>Sends a text message into a call, to the telephone of a channel.</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The channel's whole name, or its unique id.</param>
    /// <param name="message">The text, in one line.</param>
    /// <param name="contentType">What kind of text it is (text/html); null for text/plain.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.Invoke"/>.</exception>
    public static void SendText(
        this AmiSession session, string channel, string message, string? contentType = null, CancellationToken cancellation = default) =>
        session.Invoke(
            new AmiAction("SendText").Add("Channel", channel).Add("Message", message).AddOptional("Content-Type", contentType), cancellation);

    private static bool IsNextTo(AmiChannel one, AmiChannel other) =>
        (one.BridgeId.Length > 0 && one.BridgeId == other.BridgeId)
        || (one.LocalName is not null && one.LocalName == other.LocalName);
}
