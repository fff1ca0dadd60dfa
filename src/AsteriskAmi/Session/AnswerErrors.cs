using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using AsteriskAmi.Catalog;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Session;

/// <summary>Turns an answer that reports an error into the exception that says what to do about it.</summary>
internal static class AnswerErrors
{
    private static readonly Regex _notFound = new(
        @"(^|: )no such|\bnot found\b|could not be found|by that name found|^no active conferences|^did not find|does not exist|unable to (find|locate|retrieve)|: not there$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    // The headers that say what an action was about. Not all of them: others may hold secrets.
    private static readonly HashSet<string> _tells = new(StringComparer.OrdinalIgnoreCase)
    {
        "Agent", "BridgeUniqueid", "Caller", "Channel", "Command", "Conference", "Context", "Endpoint", "Exten", "Extension", "Family", "Filename", "Interface", "Mailbox", "MixMonitorID",
        "Module", "Parkinglot", "Peer", "Queue", "Registration", "Variable",
    };

    // What lists the things that a header names, the most telling header first.
    private static readonly (string Header, string Cmdlet)[] _lists =
    {
        ("Interface", "Get-AmiQueueMember"), ("Caller", "Get-AmiQueueCaller"), ("Registration", "Get-AmiRegistration"), ("Agent", "Get-AmiAgent"),
        ("Endpoint", "Get-AmiEndpoint"), ("Mailbox", "Get-AmiVoicemailUser"), ("Conference", "Get-AmiConference"), ("Parkinglot", "Get-AmiParkingLot"),
        ("BridgeUniqueid", "Get-AmiBridge"), ("Module", "Get-AmiModule"), ("Filename", "Get-AmiConfig"), ("Family", "Get-AmiDatabaseEntry"),
        ("Context", "Get-AmiDialplan"), ("Queue", "Get-AmiQueueSummary"), ("Channel", "Get-AmiChannel"),
    };

    /// <param name="action">The action.</param>
    /// <param name="account">Who sent it.</param>
    /// <param name="serverVersion">The server's version or branch; null when it is not known.</param>
    /// <param name="answer">The answer.</param>
    internal static AmiException ToException(AmiAction action, string account, string? serverVersion, AmiMessage answer)
    {
        string what = Describe(action);
        // A Command that fails says why in what it printed (Asterisk 14 and later).
        IReadOnlyList<string> output = answer.GetOutput();
        string message = output.Count > 0 ? string.Join(" ", output).Trim()
            : answer.GetHeader("Message") is { Length: > 0 } text ? text
            : "no reason given";
        if (message.StartsWith("Permission denied", StringComparison.OrdinalIgnoreCase))
        {
            return new AmiException(
                AmiErrorCode.PermissionDenied,
                $"The account '{account}' may not send {action.Name} ('{message}'). {ActionAdvice.Denied(action.Name)}",
                answer);
        }

        if (output.Count > 0)
        {
            return new AmiException(AmiErrorCode.ActionFailed, $"{what} failed: the server printed '{message}'.", answer);
        }

        if (message.StartsWith("Invalid/unknown command", StringComparison.OrdinalIgnoreCase))
        {
            return new AmiException(
                AmiErrorCode.ActionFailed,
                $"The server knows no action '{action.Name}' ('{message}'). {ActionAdvice.Unknown(action.Name, serverVersion)}",
                answer);
        }

        return _notFound.IsMatch(message)
            ? new AmiException(AmiErrorCode.NotFound, $"{what}: the server answered '{message}'. Check the name; it may have ended or changed meanwhile.{ListOf(action)}", answer)
            : new AmiException(AmiErrorCode.ActionFailed, $"{what} failed: the server answered '{message}'.", answer);
    }

    private static string ListOf(AmiAction action)
    {
        string? cmdlet = _lists.FirstOrDefault(list => action.Headers.Any(h => string.Equals(h.Key, list.Header, StringComparison.OrdinalIgnoreCase))).Cmdlet;
        return cmdlet is null ? string.Empty : $" {cmdlet} lists what there is.";
    }

    // A variable's value may be a secret; its name is not.
    private static string NoValue(KeyValuePair<string, string> header) =>
        string.Equals(header.Key, "Variable", StringComparison.OrdinalIgnoreCase) ? header.Value.Split('=')[0] : header.Value;

    private static string Describe(AmiAction action)
    {
        string about = string.Join(
            ", ",
            action.Headers.Where(h => _tells.Contains(h.Key)).Select(h => h.Key + ": " + NoValue(h)));
        return about.Length == 0 ? action.Name : $"{action.Name} ({about})";
    }
}
