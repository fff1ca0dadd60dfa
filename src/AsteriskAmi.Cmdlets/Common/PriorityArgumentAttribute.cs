using System;
using System.Globalization;
using System.Management.Automation;
using AsteriskAmi.Dialplan;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lets a priority of the dialplan be a number or the word hint.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class PriorityArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        string? text = ParameterText.Of(inputData);
        return string.Equals(text, "hint", StringComparison.OrdinalIgnoreCase) ? AmiDialplanEntry.HintPriority
            : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) && number is > 0 or AmiDialplanEntry.HintPriority ? number
            : throw new ArgumentTransformationMetadataException($"'{text}' is no priority. Give a number from 1, or hint.");
    }
}
