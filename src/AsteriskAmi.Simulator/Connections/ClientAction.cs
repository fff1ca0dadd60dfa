using System;
using System.Collections.Generic;

namespace AsteriskAmi.Simulator.Connections;

/// <summary>What was wrong with an action before anybody looked at its content.</summary>
internal enum ActionFault
{
    None,
    LineTooLong,
    TooManyLines,
}

/// <summary>One action as a client sent it.</summary>
internal sealed class ClientAction
{
    internal ClientAction(List<KeyValuePair<string, string>> headers, ActionFault fault)
    {
        Headers = headers;
        Fault = fault;
        Name = this["Action"];
        ActionId = Find("ActionID");
    }

    /// <summary>The headers in their order, Action and ActionID among them.</summary>
    internal List<KeyValuePair<string, string>> Headers { get; }

    internal ActionFault Fault { get; }

    /// <summary>The action's name; empty when it has none.</summary>
    internal string Name { get; }

    /// <summary>The ActionID to give back, or null.</summary>
    internal string? ActionId { get; }

    /// <summary>The first value of a header that is not empty; empty when it is missing.</summary>
    internal string this[string name] => Find(name) ?? string.Empty;

    internal bool Has(string name) => this[name].Length > 0;

    internal IEnumerable<string> All(string name)
    {
        foreach (KeyValuePair<string, string> header in Headers)
        {
            if (string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase))
            {
                yield return header.Value;
            }
        }
    }

    private string? Find(string name)
    {
        foreach (string value in All(name))
        {
            if (value.Length > 0)
            {
                return value;
            }
        }

        return null;
    }
}
