using System;
using System.Linq;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Calls;

/// <summary>Sends channels elsewhere: in the dialplan, or by a transfer as a telephone makes it.</summary>
public static class TransferActions
{
    private const string TalksToNobody =
        "The channel talks to nobody, so there is nothing to transfer. Get-AmiChannel shows in BridgeId which channels are in a call.";

    /// <summary>Sends a channel to another place in the dialplan.</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The channel's whole name, or its unique id.</param>
    /// <param name="place">Where to.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.Invoke"/>.</exception>
    public static void Redirect(
        this AmiSession session, string channel, AmiDialplanPlace place, CancellationToken cancellation = default) =>
        session.Invoke(RedirectTo(channel, place), cancellation);

    /// <summary>Sends both legs of a call to other places in the dialplan, at the same time so that none is hung up.</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">One leg: a channel's whole name, or its unique id.</param>
    /// <param name="place">Where it goes.</param>
    /// <param name="extraChannel">The other leg.</param>
    /// <param name="extraPlace">Where that goes.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.Invoke"/>.</exception>
    public static void RedirectBoth(
        this AmiSession session,
        string channel,
        AmiDialplanPlace place,
        string extraChannel,
        AmiDialplanPlace extraPlace,
        CancellationToken cancellation = default)
    {
        if (extraPlace is null)
        {
            throw new ArgumentNullException(nameof(extraPlace));
        }

        session.Invoke(
            RedirectTo(channel, place)
                .Add("ExtraChannel", extraChannel)
                .Add("ExtraContext", extraPlace.Context)
                .Add("ExtraExten", extraPlace.Extension)
                .Add("ExtraPriority", extraPlace.Priority),
            cancellation);
    }

    /// <summary>Sends the others in a channel's call to an extension, as if the channel's telephone transferred them.</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The whole name, or the unique id, of the channel that transfers.</param>
    /// <param name="context">The extension's context; null for the channel's own.</param>
    /// <param name="extension">The extension.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>; <see cref="AmiErrorCode.ActionFailed"/>: the channel is in no call; and as for
    /// <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void BlindTransfer(
        this AmiSession session, string channel, string? context, string extension, CancellationToken cancellation = default) =>
        session.Invoke(
            To(new AmiAction("BlindTransfer"), channel, context, extension),
            "Transfer invalid",
            TalksToNobody,
            cancellation);

    /// <summary>
    /// Lets a channel call an extension while the others of its call wait; when it hangs up they are connected with whom it
    /// called. Asterisk dials the digits of its transfer feature (features.conf, atxfer), so the call must allow the
    /// channel to transfer (options t and T of Dial), and the extension must be one that can be dialed.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The whole name, or the unique id, of the channel that transfers.</param>
    /// <param name="context">The extension's context; null for the channel's own.</param>
    /// <param name="extension">The extension: digits, *, # and A to D.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>; <see cref="AmiErrorCode.ActionFailed"/>: the channel is in no call;
    /// <see cref="AmiErrorCode.InvalidHeader"/>: the extension cannot be dialed; and as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void AttendedTransfer(
        this AmiSession session, string channel, string? context, string extension, CancellationToken cancellation = default)
    {
        if (extension is null)
        {
            throw new ArgumentNullException(nameof(extension));
        }

        if (!AmiDigits.AreDigits(extension))
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader,
                $"'{extension}' cannot be dialed, and an attended transfer dials it. Give an extension of digits, *, # and A to D.");
        }

        CheckInCall(session, "Atxfer", channel, cancellation);
        session.Invoke(To(new AmiAction("Atxfer"), channel, context, extension), cancellation);
    }

    /// <summary>
    /// Gives an attended transfer up: the call to the new party ends and the old one goes on. Asterisk dials the digits of its
    /// feature for that (features.conf, atxferabort).
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The whole name, or the unique id, of the channel that transfers.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>; <see cref="AmiErrorCode.ActionFailed"/>: the channel is in no call; and as for
    /// <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void CancelAttendedTransfer(this AmiSession session, string channel, CancellationToken cancellation = default)
    {
        CheckInCall(session, "CancelAtxfer", channel, cancellation);
        session.Invoke(new AmiAction("CancelAtxfer").Add("Channel", channel), cancellation);
    }

    // Asterisk answers Success for a channel that is in no bridge: the digits would wait in it, to do something later.
    private static void CheckInCall(AmiSession session, string action, string channel, CancellationToken cancellation)
    {
        AmiAction status = new AmiAction("Status").Add("Channel", channel);
        if (!session.InvokeList(status, cancellation).Any(item => HeaderValue.Text(item, "BridgeID").Length > 0))
        {
            throw new AmiException(
                AmiErrorCode.ActionFailed,
                $"{action} (Channel: {channel}) was not sent. {TalksToNobody}");
        }
    }

    private static AmiAction RedirectTo(string channel, AmiDialplanPlace place)
    {
        if (place is null)
        {
            throw new ArgumentNullException(nameof(place));
        }

        return To(new AmiAction("Redirect"), channel, place.Context, place.Extension).Add("Priority", place.Priority);
    }

    private static AmiAction To(AmiAction action, string channel, string? context, string extension) =>
        action.Add("Channel", channel).AddOptional("Context", context).Add("Exten", extension);
}
