using System;
using System.Globalization;
using System.Management.Automation;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// Lets a number come from a table: an empty cell stands for the default, and a text that is no number is an error.
/// Without it PowerShell drops such a text without a word and goes on.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class NumberArgumentAttribute : ArgumentTransformationAttribute
{
    /// <summary>Creates the attribute.</summary>
    /// <param name="defaultValue">What an empty cell stands for.</param>
    public NumberArgumentAttribute(int defaultValue)
    {
        DefaultValue = defaultValue;
    }

    /// <summary>What an empty cell stands for.</summary>
    public int DefaultValue { get; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        string? text = ParameterText.Of(inputData);
        if (string.IsNullOrWhiteSpace(text))
        {
            return DefaultValue;
        }

        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new ArgumentTransformationMetadataException($"'{text}' is not a whole number.");
    }
}
