using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Recording;
using AsteriskAmi.Session;

namespace AsteriskAmi.Conferences;

/// <summary>What can be asked of conferences and done to them (ConfBridge, module app_confbridge).</summary>
public static class ConferenceActions
{
    // Asterisk takes these for channels (apps/app_confbridge.c, generic_mute_unmute_user and action_confbridgekick).
    private static readonly string[] _everybody = { "all", "participants" };

    /// <summary>Lists the conferences.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The conferences.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static IReadOnlyList<AmiConference> GetConferences(this AmiSession session, CancellationToken cancellation = default)
    {
        try
        {
            return session.InvokeList(new AmiAction("ConfbridgeListRooms"), cancellation)
                .Select(item => new AmiConference(item, session))
                .ToList();
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.NotFound)
        {
            // "No active conferences." is how it says that the list is empty.
            return Array.Empty<AmiConference>();
        }
    }

    /// <summary>Lists who is in a conference, those who wait for somebody marked included.</summary>
    /// <param name="session">The session.</param>
    /// <param name="conference">The conference's name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The members, as they come.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>: there is no such conference; and as for <see cref="AmiSession.InvokeList"/>.
    /// </exception>
    public static IEnumerable<AmiConferenceMember> GetConferenceMembers(
        this AmiSession session, string conference, CancellationToken cancellation = default) =>
        session.InvokeList(new AmiAction("ConfbridgeList").Add("Conference", conference), cancellation)
            .Select(item => new AmiConferenceMember(item, session));

    /// <summary>Lists who is in conferences.</summary>
    /// <param name="session">The session.</param>
    /// <param name="isWanted">Tells by a conference's name whether it is wanted; null for all.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The members, conference after conference: each is asked.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static IEnumerable<AmiConferenceMember> GetConferenceMembers(
        this AmiSession session, Func<string, bool>? isWanted = null, CancellationToken cancellation = default) =>
        session.GetConferences(cancellation)
            .Where(conference => isWanted?.Invoke(conference.Conference) != false)
            .SelectMany(conference => MembersNow(session, conference.Conference, cancellation));

    /// <summary>Lets nobody join a conference but admins.</summary>
    /// <param name="session">The session.</param>
    /// <param name="conference">The conference's name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.Invoke"/>.</exception>
    public static void LockConference(this AmiSession session, string conference, CancellationToken cancellation = default) =>
        session.Invoke(new AmiAction("ConfbridgeLock").Add("Conference", conference), cancellation);

    /// <summary>Lets everybody join a conference again.</summary>
    /// <param name="session">The session.</param>
    /// <param name="conference">The conference's name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.Invoke"/>.</exception>
    public static void UnlockConference(this AmiSession session, string conference, CancellationToken cancellation = default) =>
        session.Invoke(new AmiAction("ConfbridgeUnlock").Add("Conference", conference), cancellation);

    /// <summary>Lets nobody hear a member of a conference.</summary>
    /// <param name="session">The session.</param>
    /// <param name="conference">The conference's name.</param>
    /// <param name="channel">The whole name of the member's channel: Asterisk takes the first whose name begins so.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.Invoke"/>.</exception>
    public static void MuteConferenceMember(
        this AmiSession session, string conference, string channel, CancellationToken cancellation = default) =>
        session.Invoke(Of(new AmiAction("ConfbridgeMute"), conference, channel), cancellation);

    /// <summary>Lets a member of a conference be heard again.</summary>
    /// <param name="session">The session.</param>
    /// <param name="conference">The conference's name.</param>
    /// <param name="channel">The whole name of the member's channel: Asterisk takes the first whose name begins so.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.Invoke"/>.</exception>
    public static void UnmuteConferenceMember(
        this AmiSession session, string conference, string channel, CancellationToken cancellation = default) =>
        session.Invoke(Of(new AmiAction("ConfbridgeUnmute"), conference, channel), cancellation);

    /// <summary>Puts a member out of a conference. Its channel goes on in the dialplan.</summary>
    /// <param name="session">The session.</param>
    /// <param name="conference">The conference's name.</param>
    /// <param name="channel">The whole name of the member's channel: Asterisk takes the first whose name begins so.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.Invoke"/>.</exception>
    public static void RemoveConferenceMember(
        this AmiSession session, string conference, string channel, CancellationToken cancellation = default) =>
        session.Invoke(Of(new AmiAction("ConfbridgeKick"), conference, channel), cancellation);

    /// <summary>Shows all in a conference the picture of one member.</summary>
    /// <param name="session">The session.</param>
    /// <param name="conference">The conference's name.</param>
    /// <param name="channel">The whole name of the member's channel: Asterisk takes the first whose name begins so.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.Invoke"/>.</exception>
    public static void SetConferenceVideoSource(
        this AmiSession session, string conference, string channel, CancellationToken cancellation = default) =>
        session.Invoke(Of(new AmiAction("ConfbridgeSetSingleVideoSrc"), conference, channel), cancellation);

    /// <summary>Begins to record a conference.</summary>
    /// <param name="session">The session.</param>
    /// <param name="conference">The conference's name.</param>
    /// <param name="file">
    /// The file, whose ending says the format (wav, gsm...); Asterisk puts the time into its name unless the conference is set
    /// up otherwise. A name without a leading slash is one in the server's folder for recordings. Null for the file that the
    /// conference is set up with.
    /// </param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>; <see cref="AmiErrorCode.ActionFailed"/>: it is recorded already; and as for
    /// <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void StartConferenceRecording(
        this AmiSession session, string conference, string? file = null, CancellationToken cancellation = default)
    {
        if (file is not null)
        {
            RecordingText.Check("file", file);
        }

        session.Invoke(
            new AmiAction("ConfbridgeStartRecord").Add("Conference", conference).AddOptional("RecordFile", file), cancellation);
    }

    /// <summary>Ends the recording of a conference.</summary>
    /// <param name="session">The session.</param>
    /// <param name="conference">The conference's name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>; <see cref="AmiErrorCode.ActionFailed"/>: it is not recorded; and as for
    /// <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void StopConferenceRecording(this AmiSession session, string conference, CancellationToken cancellation = default) =>
        session.Invoke(
            new AmiAction("ConfbridgeStopRecord").Add("Conference", conference),
            "Internal error while stopping recording",
            "It is not recorded.",
            cancellation);

    private static IReadOnlyList<AmiConferenceMember> MembersNow(AmiSession session, string conference, CancellationToken cancellation)
    {
        try
        {
            return session.GetConferenceMembers(conference, cancellation).ToList();
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.NotFound)
        {
            // It ended since it was listed.
            return Array.Empty<AmiConferenceMember>();
        }
    }

    private static AmiAction Of(AmiAction action, string conference, string channel) =>
        Array.Exists(_everybody, word => string.Equals(word, channel, StringComparison.OrdinalIgnoreCase))
            ? throw new AmiException(
                AmiErrorCode.InvalidHeader,
                $"'{channel}' is no channel: Asterisk would take it for everybody in the conference. Give the names of channels, or * for all.")
            : action.Add("Conference", conference).Add("Channel", channel);
}
