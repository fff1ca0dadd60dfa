using System;
using System.Management.Automation;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// Lets a switch come from a table: the words true and false, and an empty cell for false. Without it PowerShell drops
/// such a text without a word and goes on.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SwitchArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        string? text = ParameterText.Of(inputData);
        return string.IsNullOrWhiteSpace(text) ? new SwitchParameter(false)
            : bool.TryParse(text, out bool given) ? new SwitchParameter(given)
            : throw new ArgumentTransformationMetadataException($"'{text}' is neither true nor false.");
    }
}
