using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace AsteriskAmi.Tests.Session;

/// <summary>An action as it came over the wire.</summary>
internal sealed class FakeAction
{
    internal FakeAction(byte[] bytes)
    {
        Text = Encoding.UTF8.GetString(bytes);
        Lines = Text.Split("\r\n")[..^2];
    }

    /// <summary>All of it, the blank line included.</summary>
    internal string Text { get; }

    internal IReadOnlyList<string> Lines { get; }

    /// <summary>The lines behind Action and ActionID.</summary>
    internal IEnumerable<string> Headers => Lines.Skip(2);

    internal string Name => Value("Action");

    internal string Id => Value("ActionID");

    /// <summary>The value of a header; empty for one that is not there.</summary>
    internal string Value(string name) =>
        Lines.FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.Ordinal))?[(name.Length + 2)..] ?? string.Empty;
}
