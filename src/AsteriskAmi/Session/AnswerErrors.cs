using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Session;

/// <summary>Turns an answer that reports an error into the exception that says what to do about it.</summary>
internal static class AnswerErrors
{
    private static readonly Regex _notFound = new(
        @"^no such|\bnot found\b|does not exist|unable to (find|locate)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    internal static AmiException ToException(string action, string account, AmiMessage answer)
    {
        // A Command that fails says why in what it printed (Asterisk 14 and later).
        IReadOnlyList<string> output = answer.GetOutput();
        string message = output.Count > 0 ? string.Join(" ", output).Trim()
            : answer.GetHeader("Message") is { Length: > 0 } text ? text
            : "no reason given";
        if (message.StartsWith("Permission denied", StringComparison.OrdinalIgnoreCase))
        {
            return new AmiException(
                AmiErrorCode.PermissionDenied,
                $"The account '{account}' may not send {action} ('{message}'). Give it the privilege in manager.conf (the account's write= line), or log in with another account. Invoke-AmiAction ListCommands shows what each action needs.",
                answer);
        }

        if (message.StartsWith("Invalid/unknown command", StringComparison.OrdinalIgnoreCase))
        {
            return new AmiException(
                AmiErrorCode.ActionFailed,
                $"The server knows no action '{action}' ('{message}'). Check the name; the action's module may not be loaded. Invoke-AmiAction ListCommands shows those it has.",
                answer);
        }

        return _notFound.IsMatch(message)
            ? new AmiException(AmiErrorCode.NotFound, $"{action}: the server answered '{message}'. Check the name; it may have ended or changed meanwhile.", answer)
            : new AmiException(AmiErrorCode.ActionFailed, $"{action} failed: the server answered '{message}'.", answer);
    }
}
