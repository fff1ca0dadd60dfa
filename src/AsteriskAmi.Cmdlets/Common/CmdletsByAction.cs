using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace AsteriskAmi.Cmdlets;

/// <summary>Which cmdlets send an action.</summary>
internal static class CmdletsByAction
{
    private static readonly Lazy<ILookup<string, string>> _cmdlets = new(Read);

    /// <summary>The cmdlets for an action, with commas between; empty when it has none of its own.</summary>
    internal static string Of(string action) => string.Join(", ", _cmdlets.Value[action]);

    private static ILookup<string, string> Read()
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (Type type in typeof(CmdletsByAction).Assembly.GetExportedTypes())
        {
            if (type.GetCustomAttribute<CmdletAttribute>() is CmdletAttribute cmdlet
                && type.GetCustomAttribute<SendsActionAttribute>() is SendsActionAttribute sends)
            {
                pairs.AddRange(sends.Names.Select(
                    action => new KeyValuePair<string, string>(action, cmdlet.VerbName + "-" + cmdlet.NounName)));
            }
        }

        return pairs.OrderBy(pair => pair.Value, StringComparer.Ordinal)
            .ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
    }
}
