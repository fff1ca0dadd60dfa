using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lets -Variable take texts of the form NAME=value, as a table read from a file has them, besides a hashtable.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class VariableArgumentAttribute : ArgumentTransformationAttribute
{
    /// <summary>Adds what was given to a list, in its order. A value that is an array stands for several of the name.</summary>
    internal static void AddTo(ICollection<KeyValuePair<string, string>> list, IDictionary? given)
    {
        foreach (DictionaryEntry pair in given ?? new Hashtable())
        {
            object? plain = pair.Value is PSObject wrapped ? wrapped.BaseObject : pair.Value;
            foreach (object? value in plain is object[] many ? many : new[] { pair.Value })
            {
                list.Add(new KeyValuePair<string, string>(ParameterText.Of(pair.Key) ?? string.Empty, ParameterText.Of(value) ?? string.Empty));
            }
        }
    }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? plain = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (plain is null or IDictionary)
        {
            return plain!;
        }

        var variables = new OrderedDictionary(StringComparer.Ordinal);
        IEnumerable texts = plain is IEnumerable many and not string ? many : new[] { plain };
        foreach (string? text in texts.Cast<object?>().Select(ParameterText.Of))
        {
            if (string.IsNullOrEmpty(text))
            {
                continue;
            }

            int equals = text!.IndexOf('=');
            if (equals < 1)
            {
                throw new ArgumentTransformationMetadataException(
                    $"The variable '{text}' is not of the form NAME=value. Give a hashtable (@{{ NAME = 'value' }}) or texts of that form.");
            }

            variables[text.Substring(0, equals)] = text.Substring(equals + 1);
        }

        return variables;
    }
}
