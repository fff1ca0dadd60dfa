using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Calls;

/// <summary>Reads and sets variables and functions of the dialplan.</summary>
public static class VariableActions
{
    /// <summary>Reads a variable or function.</summary>
    /// <param name="session">The session.</param>
    /// <param name="name">Its name, without ${}; a function with its arguments: CALLERID(num).</param>
    /// <param name="channel">The channel's whole name or unique id; null for a variable of the whole server.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The variable; its value is empty when it was never set.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>: there is no such channel; and as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static AmiVariable GetVariable(
        this AmiSession session, string name, string? channel = null, CancellationToken cancellation = default)
    {
        CheckName(name);
        AmiMessage answer = session.Invoke(new AmiAction("Getvar").AddOptional("Channel", channel).Add("Variable", name), cancellation);
        return new AmiVariable(name, HeaderValue.Text(answer, "Value"), channel, session);
    }

    /// <summary>Lists the variables of a channel.</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The channel's whole name, or its unique id.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The variables.</returns>
    /// <exception cref="AmiException">As for <see cref="ChannelActions.GetChannelDetails"/>.</exception>
    public static IEnumerable<AmiVariable> GetVariables(
        this AmiSession session, string channel, CancellationToken cancellation = default) =>
        session.GetChannelDetails(channel, cancellation)
            .SelectMany(detail => detail.Variables)
            .Select(variable => new AmiVariable(variable.Key, variable.Value, channel, session));

    /// <summary>Lists the variables of the whole server. No action does; it is what the console prints.</summary>
    /// <param name="session">The session; its account needs the privilege command.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The variables.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.Invoke"/>.</exception>
    public static IEnumerable<AmiVariable> GetGlobalVariables(this AmiSession session, CancellationToken cancellation = default)
    {
        AmiMessage answer = session.Invoke(new AmiAction("Command").Add("Command", "dialplan show globals"), cancellation);
        foreach (string line in answer.GetOutput())
        {
            // "   PLACE=test bench", and at the end "    -- 1 variable(s)" (main/pbx_variables.c).
            int equals = line.IndexOf('=');
            if (equals > 0 && !line.TrimStart().StartsWith("-- ", StringComparison.Ordinal))
            {
                yield return new AmiVariable(line.Substring(0, equals).Trim(), line.Substring(equals + 1), null, session);
            }
        }
    }

    /// <summary>Sets a variable or function.</summary>
    /// <param name="session">The session.</param>
    /// <param name="name">
    /// Its name, without ${}; a function with its arguments: CALLERID(num). With _ before it channels that the channel calls
    /// get it too, with __ theirs as well.
    /// </param>
    /// <param name="value">Its value.</param>
    /// <param name="channel">The channel's whole name or unique id; null for a variable of the whole server.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>: there is no such channel; <see cref="AmiErrorCode.ActionFailed"/>: there is no such
    /// function, or it cannot be set; <see cref="AmiErrorCode.InvalidHeader"/>: the value begins with a blank, which Asterisk
    /// would drop; and as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void SetVariable(
        this AmiSession session, string name, string value, string? channel = null, CancellationToken cancellation = default)
    {
        CheckName(name);
        if (value?.Length > 0 && value[0] <= ' ')
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader, $"The value of {name} begins with a blank, which Asterisk drops. Remove it.");
        }

        session.Invoke(
            new AmiAction("Setvar").AddOptional("Channel", channel).Add("Variable", name).Add("Value", value),
            "Variable not set",
            "Asterisk has no such function, or it cannot be set; some can be set only with live_dangerously = yes in asterisk.conf.",
            cancellation);
    }

    private static void CheckName(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.StartsWith("${", StringComparison.Ordinal))
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader,
                $"'{name}' is no name of a variable or function. Give it without ${{}}, as PLACE or CALLERID(num).");
        }
    }
}
