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
        if (plain is IEnumerable items and not string)
        {
            var all = new List<AmiSession>();
            foreach (object? item in items)
            {
                all.AddRange(Find(item is PSObject inner ? inner.BaseObject : item));
            }

            return all.ToArray();
        }

        AmiSession[] found = Find(plain).ToArray();
        return found.Length == 1 ? found[0] : found;
    }

    private static AmiSession[] Find(object? given)
    {
        if (given is AmiSession session)
        {
            return new[] { session };
        }

        if (given is null)
        {
            throw new ArgumentTransformationMetadataException(
                "The session that was given is $null. Was Connect-Ami successful? Leave -Session out to use the only open one.");
        }

        string text = Convert.ToString(given, CultureInfo.InvariantCulture) ?? string.Empty;
        AmiSession[] all = SessionRegistry.All();
        var pattern = new WildcardPattern(text, WildcardOptions.IgnoreCase);
        AmiSession[] found = all.Where(s => pattern.IsMatch(s.Name)).ToArray();
        if (found.Length == 0)
        {
            found = all.Where(s => s.Id.ToString(CultureInfo.InvariantCulture) == text).ToArray();
        }

        return found.Length > 0
            ? found
            : throw new ArgumentTransformationMetadataException(
                all.Length == 0
                    ? $"There is no session '{text}': none is open in this runspace. Open one with Connect-Ami."
                    : $"There is no session '{text}'. Those of this runspace are: {string.Join(", ", all.Select(s => s.Name))}.");
    }
}
