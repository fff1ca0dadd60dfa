using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Events;

namespace AsteriskAmi.Proofs.Filters;

/// <summary>Filters of every kind. <see cref="FilterEvents"/> raises events for them.</summary>
internal static class FilterCases
{
    /// <summary>What is told apart, and the filter.</summary>
    internal static IReadOnlyList<(string What, AmiEventFilter Filter)> All { get; } =
    [
        ("a name", new() { Names = ["UserEvent"] }),
        ("names in another case, with wildcards", new() { Names = ["user*", "NEW?hannel", "[hx]angup"] }),
        ("excluded names", new() { Exclude = ["VarSet", "Newexten"] }),
        ("excluded names with wildcards", new() { Exclude = ["var*", "New[a-e]xten", "Local*", "New?tate"] }),
        ("names without some", new() { Names = ["New*"], Exclude = ["Newexten"] }),
        ("a channel", new() { Channels = ["local/*@test-*;1"] }),
        ("a channel in any header", new() { Names = ["*Event", "Dial*", "Local*"], Channels = ["*;2", "Fake/1", "odd/?"] }),
        ("a queue", new() { Queues = ["support"] }),
        ("a header", new() { Headers = Header("kind", "One") }),
        ("one of several values", new() { Headers = Header("Kind", "one", "t*") }),
        ("two headers in either order", new() { Headers = Header("Kind", "one").Concat(Header("Size", "4?")).ToDictionary() }),
        ("three headers in any order", new() { Queues = ["sup*"], Headers = Header("Kind", "one").Concat(Header("Size", "4?")).ToDictionary() }),
        ("a name, a channel and a queue", new() { Names = ["User*"], Channels = ["fake/*"], Queues = ["sup*"] }),
        ("what is special in expressions", new() { Headers = Header("Text", "a.b(c)+d|e{2}^$\\") }),
        ("what is special in patterns, behind a backtick", new() { Headers = Header("Stars", "`**`?`[") }),
        ("a value that is empty", new() { Headers = Header("Empty", "") }),
        ("a set of letters", new() { Headers = Header("Kind", "[n-p]n[]e]", "[n-p]ne") }),
        ("a set that ends in another case", new() { Headers = Header("Sign", "[0-z]") }),
        ("letters beyond ASCII", new() { Headers = Header("Text", "Jürgen*") }),
        ("letters beyond ASCII in another case", new() { Headers = Header("Text", "jÜRGEN*", "ΣΊΣΥΦΟΣ") }),
        ("one letter, whatever it is", new() { Headers = Header("Text", "J?rgen*") }),
        ("two letters", new() { Headers = Header("Text", "J??rgen") }),
        ("letters between two others", new() { Headers = Header("Text", "??n??ch?n") }),
        ("a set beyond ASCII", new() { Headers = Header("Text", "J[äöü]rgen*") }),
        ("a range beyond ASCII", new() { Headers = Header("Text", "J[à-ü]rgen*") }),
        ("a range of many scripts", new() { Headers = Header("Text", "J[z-龥]rgen*") }),
        ("a letter of ASCII is none beyond it", new() { Headers = Header("Text", "Mass", "Kelvin") }),
        ("a tab in a value", new() { Headers = Header("Text", "a*z", "a?z") }),
        ("text that looks like a header", new() { Headers = Header("Inner", "yes") }),
    ];

    private static Dictionary<string, IReadOnlyCollection<string>> Header(string name, params string[] values) => new() { [name] = values };
}
