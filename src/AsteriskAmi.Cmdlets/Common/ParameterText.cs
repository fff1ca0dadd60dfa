using System;
using System.Globalization;
using System.Management.Automation;

namespace AsteriskAmi.Cmdlets;

/// <summary>Turns what people give as a value into the text that AMI takes for it.</summary>
internal static class ParameterText
{
    internal static string? Of(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        SwitchParameter given => given ? "true" : "false",
        object other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };
}
