using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Server;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Finds the sessions that an object or a text stands for.</summary>
internal static class SessionInput
{
    /// <summary>Where an object was read; null for one that does not tell.</summary>
    internal static AmiSession? SourceOf(PSObject? input) => input is null ? null : PipedObjects.ValueOf(input, "Session") as AmiSession;

    /// <summary>Whether an object is what is left of a session in a file or in another process.</summary>
    internal static bool IsCopy(PSObject input) => CopiedName(input) is not null;

    /// <summary>The sessions that an object stands for: itself, the one whose copy it is, or that of the server that it tells of.</summary>
    /// <param name="input">The object; a list of such objects stands for the sessions of all.</param>
    /// <param name="takesTexts">Whether texts and numbers stand for sessions too, as names (wildcards allowed) and Ids.</param>
    /// <returns>The sessions; null where it stands for none.</returns>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>: no session of this runspace has that name or Id, or it leads to another server than the copy.</exception>
    internal static AmiSession[]? Find(PSObject input, bool takesTexts)
    {
        switch (input.BaseObject)
        {
            case AmiSession session:
                return new[] { session };
            case AmiServer server:
                return new[] { server.Session };
            case string or int or long:
                return takesTexts ? Named(Convert.ToString(input.BaseObject, CultureInfo.InvariantCulture)!) : null;
            case IEnumerable items and not IDictionary:
                AmiSession[]?[] found = items.Cast<object?>().Select(item => item is null ? null : Find(PSObject.AsPSObject(item), takesTexts)).ToArray();
                return found.Length == 0 || found.Contains(null) ? null : found.SelectMany(sessions => sessions!).ToArray();
            default:
                return CopiedName(input) is string name ? OfCopy(input, name) : null;
        }
    }

    /// <summary>The sessions of this runspace with a name, by pattern or Id.</summary>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>.</exception>
    internal static AmiSession[] Named(string text, bool isCopy = false)
    {
        AmiSession[] all = SessionRegistry.All();
        AmiSession[] found = all.Where(s => string.Equals(s.Name, text, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (found.Length == 0 && WildcardPattern.ContainsWildcardCharacters(text))
        {
            var pattern = new WildcardPattern(text, WildcardOptions.IgnoreCase);
            found = all.Where(s => pattern.IsMatch(s.Name)).ToArray();
        }

        if (found.Length == 0)
        {
            found = all.Where(s => s.Id.ToString(CultureInfo.InvariantCulture) == text).ToArray();
        }

        return found.Length > 0 ? found : throw new AmiException(AmiErrorCode.NotFound, NotFound(text, all, isCopy));
    }

    // A copy has the properties, and its name tells which it is of. What was read from a session has that session, and is none.
    private static string? CopiedName(PSObject input) =>
        input.Properties["UserName"] is null || input.Properties["Session"] is not null ? null : PipedObjects.TextOf(input, "Name");

    // In another process the name may have been that of a session with another server.
    private static AmiSession[] OfCopy(PSObject input, string name)
    {
        AmiSession[] named = Named(name, isCopy: true);
        string? computer = PipedObjects.TextOf(input, "ComputerName");
        string port = Convert.ToString(PipedObjects.ValueOf(input, "Port"), CultureInfo.InvariantCulture) ?? string.Empty;
        AmiSession? other = Array.Find(named, session =>
            (computer is not null && !string.Equals(computer, session.ComputerName, StringComparison.OrdinalIgnoreCase))
            || (port.Length > 0 && port != session.Port.ToString(CultureInfo.InvariantCulture)));
        return other is null ? named : throw new AmiException(
            AmiErrorCode.NotFound,
            $"What was given is a copy of session '{name}' with {computer}:{port} that came from a file or another process, "
                + $"and session '{other.Name}' is one with {other.ComputerName}:{other.Port}. Give the session that is meant with -Session, and the session of the copy its own name (Connect-Ami -Name).");
    }

    private static string NotFound(string text, AmiSession[] all, bool isCopy)
    {
        if (isCopy)
        {
            return $"What was given is a copy of session '{text}' that came from a file or another process (Start-Job, Invoke-Command), "
                + "and a connection cannot be copied. Run Connect-Ami there, or use ForEach-Object -Parallel or Start-ThreadJob: they can use the session itself.";
        }

        return all.Length == 0
            ? $"There is no session '{text}': none is open in this runspace. Open one with Connect-Ami."
            : $"There is no session '{text}'. Those of this runspace are: {SessionRegistry.Names(all)}.";
    }
}
