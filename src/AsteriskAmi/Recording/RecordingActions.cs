using System;
using System.Globalization;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Recording;

/// <summary>Records calls (MixMonitor).</summary>
public static class RecordingActions
{
    private const string IdVariable = "MIXMONITOR_ID";

    /// <summary>Begins to record a channel: what it says and what it hears.</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The channel's whole name, or its unique id.</param>
    /// <param name="file">
    /// The file, whose ending says the format (wav, gsm...). A name without a leading slash is one in the server's folder for
    /// recordings. Null for one made from the channel's name and the time, a .wav.
    /// </param>
    /// <param name="options">Options of the dialplan application MixMonitor, such as b or r(heard.wav).</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The recording.</returns>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.Invoke"/>.</exception>
    public static AmiRecording StartRecording(
        this AmiSession session, string channel, string? file = null, string? options = null, CancellationToken cancellation = default)
    {
        file ??= FileOf(channel);
        options ??= string.Empty;
        RecordingText.Check("file", file);
        RecordingText.Check("options", options);

        // Only with option i does the answer tell the id; it keeps it in a variable of the channel besides.
        if (options.IndexOf("i(", StringComparison.Ordinal) < 0)
        {
            options += "i(" + IdVariable + ")";
        }

        AmiMessage answer = session.Invoke(
            new AmiAction("MixMonitor").Add("Channel", channel).Add("File", file).Add("Options", options), cancellation);
        return new AmiRecording(
            channel, PathOf(session, channel, cancellation) ?? file, HeaderValue.Text(answer, "MixMonitorID"), session);
    }

    /// <summary>Ends the recording of a channel.</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The channel's whole name, or its unique id.</param>
    /// <param name="mixMonitorId">One recording's id; null for the one that was begun last.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>; <see cref="AmiErrorCode.ActionFailed"/>: it is not recorded; and as for
    /// <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void StopRecording(
        this AmiSession session, string channel, string? mixMonitorId = null, CancellationToken cancellation = default) =>
        session.Invoke(
            new AmiAction("StopMixMonitor").Add("Channel", channel).AddOptional("MixMonitorID", mixMonitorId),
            "Could not stop monitoring",
            "It is not recorded, or that recording has ended.",
            cancellation);

    /// <summary>Lets the recordings of a channel take silence, or sound again.</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The channel's whole name, or its unique id.</param>
    /// <param name="direction">Which part.</param>
    /// <param name="muted">Whether they are to take silence.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>; <see cref="AmiErrorCode.ActionFailed"/>: it is not recorded; and as for
    /// <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void MuteRecording(
        this AmiSession session, string channel, AmiRecordingDirection direction, bool muted, CancellationToken cancellation = default)
    {
        string part = direction switch
        {
            AmiRecordingDirection.Read => "read",
            AmiRecordingDirection.Write => "write",
            _ => "both",
        };
        session.Invoke(
            new AmiAction("MixMonitorMute").Add("Channel", channel).Add("Direction", part).Add("State", muted ? "1" : "0"),
            "Cannot set mute flag",
            "It is not recorded, or that recording has ended.",
            cancellation);
    }

    // Channels' names come again when Asterisk is restarted: with the time no recording overwrites an older one.
    private static string FileOf(string channel) =>
        channel.Replace('/', '-') + DateTime.UtcNow.ToString("'-'yyyyMMdd'-'HHmmss'.wav'", CultureInfo.InvariantCulture);

    private static string? PathOf(AmiSession session, string channel, CancellationToken cancellation)
    {
        try
        {
            return session.GetVariable("MIXMONITOR_FILENAME", channel, cancellation).Value is { Length: > 0 } path ? path : null;
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.NotFound)
        {
            // The channel has ended; what was recorded of it is there all the same.
            return null;
        }
    }
}
