using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Calls;

/// <summary>Runs AGI commands on channels that wait for them in the dialplan, in AGI(agi:async).</summary>
public static class AgiActions
{
    /// <summary>The events that tell the result.</summary>
    internal static readonly IReadOnlyCollection<string> Events = new[] { "AsyncAGIExec", "AsyncAGIEnd" };

    /// <summary>Runs a command on a channel and waits for what it gives.</summary>
    /// <param name="session">The session; its account needs write=agi, and read=agi to see the result.</param>
    /// <param name="channel">The channel's whole name, or its unique id.</param>
    /// <param name="command">The command with its arguments (GET VARIABLE EXTEN).</param>
    /// <param name="timeout">How long it may take until its result is there; commands that wait for people take their time.</param>
    /// <param name="cancellation">Ends the wait, not the command.</param>
    /// <returns>The result.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.ActionFailed"/>: the channel is not in AGI(agi:async), or left it before the result was there, or
    /// Asterisk does not know the command or how it is used; <see cref="AmiErrorCode.Timeout"/>;
    /// <see cref="AmiErrorCode.ConnectionLost"/>; and as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static AmiAgiResult InvokeAgi(
        this AmiSession session, string channel, string command, TimeSpan timeout, CancellationToken cancellation = default)
    {
        if (session is null)
        {
            throw new ArgumentNullException(nameof(session));
        }

        string id = UniqueId.Next();
        using AmiSubscription events = session.Subscribe(Events);
        session.Invoke(
            new AmiAction("AGI").Add("Channel", channel).Add("Command", command).Add("CommandID", id),
            "Failed to add AGI command",
            "The channel does not wait for commands: the dialplan sends it there with AGI(agi:async).",
            cancellation);
        Deadline deadline = Deadline.After(timeout);
        while (events.TryTake(out AmiMessage message, deadline.Left, cancellation))
        {
            switch (message.EventName)
            {
                case "AsyncAGIExec" when message.GetHeader("CommandId") == id:
                    return Checked(new AmiAgiResult(
                        channel, command, id, Uri.UnescapeDataString(HeaderValue.Text(message, "Result")), session));
                case "AsyncAGIEnd" when IsAbout(message, channel):
                    throw new AmiException(
                        AmiErrorCode.ActionFailed,
                        $"The channel '{channel}' left AGI(agi:async) before the result of '{command}' was there. It may have ended.");
                case AmiSubscription.ConnectionLostMarkerName:
                    throw new AmiException(
                        AmiErrorCode.ConnectionLost,
                        $"The connection was lost before the result of '{command}' was there: {message.GetHeader("Reason")}");
            }
        }

        session.ThrowIfClosed();
        throw new AmiException(
            AmiErrorCode.Timeout,
            string.Format(
                CultureInfo.InvariantCulture,
                "The result of '{0}' on '{1}' did not come within {2:0.###} s; the command may still run. Give it more time with -TimeoutSeconds. The account '{3}' sees results only with read=agi in manager.conf, and if no event mask or filter hides AsyncAGIExec.",
                command,
                channel,
                timeout.TotalSeconds,
                session.UserName));
    }

    private static bool IsAbout(AmiMessage message, string channel) =>
        string.Equals(message.GetHeader("Channel"), channel, StringComparison.OrdinalIgnoreCase) || message.GetHeader("Uniqueid") == channel;

    private static AmiAgiResult Checked(AmiAgiResult result) => result.Code == 200
        ? result
        : throw new AmiException(
            AmiErrorCode.ActionFailed, $"The AGI command '{result.Command}' failed on '{result.Channel}': Asterisk answered '{result.Text}'.");
}
