using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Catalog;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Cmdlets;

/// <summary>The parameters of an action that the catalog knows, as parameters of the cmdlet that sends it.</summary>
internal static class ActionParameters
{
    private const string TimeoutSeconds = "TimeoutSeconds";

    // Those of Invoke-AmiAction itself, which win.
    private static readonly HashSet<string> _taken = new(
        Cmdlet.CommonParameters.Concat(Cmdlet.OptionalCommonParameters).Concat(new[]
        {
            "Name", "Action", "Parameters", "Parameter", "Header", TimeoutSeconds, "Session", "InputObject",
        }),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Makes a parameter of each of the action's, except of those whose names are taken or are patterns; and
    /// TimeoutSeconds. PowerShell binds the parameters of the class first, and takes -Timeout for the beginning of
    /// -TimeoutSeconds if that is one of them: here the whole name of the action's own Timeout wins.
    /// </summary>
    internal static RuntimeDefinedParameterDictionary For(string action)
    {
        var made = new RuntimeDefinedParameterDictionary
        {
            {
                TimeoutSeconds,
                new RuntimeDefinedParameter(
                    TimeoutSeconds,
                    typeof(int),
                    new Collection<Attribute> { new ParameterAttribute(), new ValidateRangeAttribute(1, 86400) })
            },
        };
        foreach (AmiActionParameter parameter in AmiCatalog.FindAction(action)?.Parameters ?? Array.Empty<AmiActionParameter>())
        {
            if (!_taken.Contains(parameter.Name) && IsPlain(parameter.Name))
            {
                // Not mandatory: the cmdlet names all that are missing at once, and they may come in -Parameters.
                var attributes = new Collection<Attribute>
                {
                    new ParameterAttribute(),
                    new ArgumentCompleterAttribute(typeof(ActionValueCompleter)),
                };
                made.Add(
                    parameter.Name,
                    new RuntimeDefinedParameter(
                        parameter.Name, parameter.IsRepeatable ? typeof(string[]) : typeof(string), attributes));
            }
        }

        return made;
    }

    /// <summary>How long the server may stay silent, in seconds; null when that was not given.</summary>
    internal static int? TimeoutSecondsOf(RuntimeDefinedParameterDictionary parameters) =>
        parameters[TimeoutSeconds].IsSet ? (int)parameters[TimeoutSeconds].Value : null;

    /// <summary>Adds the values that were given to the action's parameters.</summary>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>: a header was given in both ways.</exception>
    internal static void AddTo(AmiAction action, RuntimeDefinedParameterDictionary? parameters)
    {
        IEnumerable<RuntimeDefinedParameter> given = parameters?.Values.Where(p => p.IsSet && p.Name != TimeoutSeconds)
            ?? Array.Empty<RuntimeDefinedParameter>();
        foreach (RuntimeDefinedParameter parameter in given)
        {
            if (Has(action, parameter.Name))
            {
                throw new AmiException(
                    AmiErrorCode.InvalidHeader,
                    $"The header {parameter.Name} is given as -{parameter.Name} and in -Parameters. Give it once.");
            }

            IEnumerable values = parameter.Value is string[] many ? many : new[] { parameter.Value };
            foreach (object? value in values)
            {
                action.Add(parameter.Name, ParameterText.Of(value));
            }
        }
    }

    /// <summary>Refuses an action that lacks a parameter it cannot do without, naming all that it lacks.</summary>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>.</exception>
    internal static void Check(AmiAction action)
    {
        string[] missing = (AmiCatalog.FindAction(action.Name)?.Parameters ?? Array.Empty<AmiActionParameter>())
            .Where(p => p.IsRequired && !Has(action, p.Name))
            .Select(p => p.Name)
            .ToArray();
        if (missing.Length > 0)
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader,
                $"{action.Name} lacks {string.Join(", ", missing)}. Give {string.Join(" ", missing.Select(p => $"-{p}"))}, or the same in -Parameters. Nothing was sent.");
        }
    }

    private static bool Has(AmiAction action, string header) =>
        action.Headers.Any(h => string.Equals(h.Key, header, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a name is one header's, and no pattern such as Cat-000000 or UnitAmount(0).</summary>
    private static bool IsPlain(string name) =>
        name.All(c => char.IsLetterOrDigit(c) || c == '-') && !name.EndsWith("-000000", StringComparison.Ordinal);
}
