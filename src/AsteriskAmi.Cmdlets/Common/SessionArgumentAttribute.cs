using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
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
        if (given is null)
        {
            throw new ArgumentTransformationMetadataException(
                "The session that was given is $null. Was Connect-Ami successful? Leave -Session out to use the only open one.");
        }

        PSObject input = PSObject.AsPSObject(given);
        try
        {
            return SessionInput.Find(input, takesTexts: true)
                ?? SessionInput.Named(Convert.ToString(input.BaseObject, CultureInfo.InvariantCulture) ?? string.Empty);
        }
        catch (AmiException e)
        {
            // A row or another object that comes by the pipeline may be meant for other parameters: with this inner
            // exception PowerShell goes on to those.
            throw given is PSObject { BaseObject: not string and not int } && !SessionInput.IsCopy(input)
                ? new ArgumentTransformationMetadataException(e.Message, new PSInvalidCastException(e.Message))
                : new ArgumentTransformationMetadataException(e.Message);
        }
    }
}
