using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lets -Session take a session's name (wildcards allowed) or Id as well as the object.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SessionArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? plain = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        var found = new List<AmiSession>();
        if (plain is IEnumerable items and not string and not IDictionary)
        {
            foreach (object? item in items)
            {
                found.AddRange(Find(item));
            }
        }
        else
        {
            found.AddRange(Find(inputData));
        }

        return found.Count > 0
            ? found.ToArray()
            : throw new ArgumentTransformationMetadataException("The list of sessions that was given is empty. Get-AmiSession lists those of this runspace.");
    }

    private static AmiSession[] Find(object? given)
    {
        object? plain = given is PSObject wrapped ? wrapped.BaseObject : given;
        if (plain is AmiSession session)
        {
            return new[] { session };
        }

        if (plain is null)
        {
            throw new ArgumentTransformationMetadataException(
                "The session that was given is $null. Was Connect-Ami successful? Leave -Session out to use the only open one.");
        }

        // A channel, a queue, an event... remembers where it was read.
        if (PSObject.AsPSObject(given!).Properties["Session"]?.Value is AmiSession source)
        {
            return new[] { source };
        }

        // What was stored in a file or handed to another process comes as an object that only looks like a session: its
        // name tells.
        string? copied = (given as PSObject)?.Properties["UserName"] is null ? null : (given as PSObject)?.Properties["Name"]?.Value as string;
        string text = copied ?? Convert.ToString(plain, CultureInfo.InvariantCulture) ?? string.Empty;
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

        if (found.Length > 0)
        {
            return found;
        }

        string message = NotFound(text, all, copied is not null);

        // A row or another object that comes by the pipeline may be meant for other parameters: with this inner exception
        // PowerShell goes on to those.
        throw given is PSObject { BaseObject: not string and not int } && copied is null
            ? new ArgumentTransformationMetadataException(message, new PSInvalidCastException(message))
            : new ArgumentTransformationMetadataException(message);
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
