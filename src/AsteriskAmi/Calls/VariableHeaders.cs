using System.Collections.Generic;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Calls;

/// <summary>Adds the headers that hold a name and a value: Variable.</summary>
internal static class VariableHeaders
{
    private static readonly char[] _endNames = { '=', ',', '"', '\\' };

    /// <summary>Adds variables, each in a header of its own, in their order.</summary>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>: a name or value cannot be sent.</exception>
    internal static AmiAction AddVariables(this AmiAction action, IEnumerable<KeyValuePair<string, string>> variables)
    {
        foreach (KeyValuePair<string, string> variable in variables)
        {
            if (variable.Key.Length == 0 || variable.Key.IndexOfAny(_endNames) >= 0)
            {
                throw new AmiException(
                    AmiErrorCode.InvalidHeader,
                    $"The variable name '{variable.Key}' is empty or holds one of = , \" \\, which would end the name. Remove it.");
            }

            action.Add("Variable", variable.Key + "=" + Escape(variable.Value ?? string.Empty));
        }

        return action;
    }

    // Asterisk takes a Variable header for a list with commas, with quotes and backslashes to keep text together
    // (main/manager.c, astman_get_variables): unescaped, a value would be cut at its first comma.
    private static string Escape(string value) => value.Replace("\\", "\\\\").Replace(",", "\\,").Replace("\"", "\\\"");
}
