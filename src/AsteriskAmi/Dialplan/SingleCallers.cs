using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Dialplan;

/// <summary>
/// Extensions with steps for single callers, from which nothing may be removed without a number: Asterisk 16 and 22 free what
/// they still use, and crash at the next reload of the dialplan, even where they refuse the removal.
/// </summary>
internal static class SingleCallers
{
    // "  '77' (CID match '0301234') =>  1. NoOp()" (main/pbx.c, show_dialplan_helper).
    private static readonly Regex _line = new(
        "^ +'(?<extension>.+)' \\(CID match '(?<number>.+)'\\) => ", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    // The console splits a command at blanks, and takes what stands before @ for an extension.
    private static readonly Regex _plain = new(@"^[^\s""\\@]+$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Refuses a removal that would harm the server. Only the console tells: an account that may not ask it is believed.</summary>
    /// <param name="session">The session.</param>
    /// <param name="context">The context.</param>
    /// <param name="extension">The extension, as it is to be removed.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>: it has some; and as for <see cref="AmiSession.Invoke"/>.</exception>
    internal static void ThrowIfAny(AmiSession session, string context, string extension, CancellationToken cancellation)
    {
        if (extension.IndexOf('/') >= 0 || !_plain.IsMatch(context))
        {
            return;
        }

        string[] own = Numbers(session, context, extension, cancellation);
        if (own.Length > 0)
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader,
                $"Extension '{extension}' of context '{context}' has steps for single callers, and Asterisk crashes at the next reload of the dialplan when something is removed from such an extension without a number. Remove those first: {string.Join(", ", own.Select(number => $"{extension}/{number}"))}.");
        }
    }

    private static string[] Numbers(AmiSession session, string context, string extension, CancellationToken cancellation)
    {
        try
        {
            AmiMessage shown = session.Invoke(new AmiAction("Command").Add("Command", "dialplan show " + context), cancellation);
            return shown.GetOutput().Select(line => _line.Match(line))
                .Where(match => match.Success && match.Groups["extension"].Value == extension)
                .Select(match => match.Groups["number"].Value)
                .ToArray();
        }
        catch (AmiException e) when (e.Code is AmiErrorCode.PermissionDenied or AmiErrorCode.ActionFailed)
        {
            // Of a context that is not there the removal itself tells.
            StepLog.Current?.Add($"Whether '{extension}' of '{context}' has steps for single callers cannot be known: {e.Message}");
            return Array.Empty<string>();
        }
    }
}
