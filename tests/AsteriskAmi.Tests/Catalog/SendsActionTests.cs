using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using AsteriskAmi.Catalog;
using Xunit;

namespace AsteriskAmi.Tests.Catalog;

/// <summary>The sources say which cmdlet sends which action, so that Get-AmiCommand and the coverage table can tell.</summary>
public partial class SendsActionTests
{
    // What sessions and the diagnosis send by themselves is no cmdlet's own.
    private static readonly string[] _others = { "Session", "Diagnosis" };

    [Fact]
    public void Every_action_that_a_cmdlet_sends_is_named_on_it()
    {
        string sources = Path.Combine(Root(), "src");
        var sent = new HashSet<string>(Literals(Path.Combine(sources, "AsteriskAmi.Cmdlets"), Sent()), StringComparer.Ordinal);
        foreach (string folder in Directory.GetDirectories(Path.Combine(sources, "AsteriskAmi")).Where(f => !_others.Contains(Path.GetFileName(f))))
        {
            sent.UnionWith(Literals(folder, Sent()));
        }

        HashSet<string> named = Named(sources);

        Assert.Empty(sent.Except(named).Select(action => $"A cmdlet sends {action}: put [SendsAction(\"{action}\")] on it."));
        Assert.Contains("Redirect", sent);
    }

    [Fact]
    public void Every_action_that_a_cmdlet_names_is_in_the_catalog()
    {
        Assert.All(Named(Path.Combine(Root(), "src")), action => Assert.Equal(action, AmiCatalog.FindAction(action)?.Name));
    }

    private static HashSet<string> Named(string sources) => Literals(Path.Combine(sources, "AsteriskAmi.Cmdlets"), Marked())
        .SelectMany(list => list.Split(','))
        .Select(name => name.Trim(' ', '"'))
        .ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Literals(string folder, Regex pattern) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => pattern.Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value));

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "AsteriskAmi.PS.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests do not run in a clone of the project.");
    }

    [GeneratedRegex("""new AmiAction\("(\w+)"\)""")]
    private static partial Regex Sent();

    [GeneratedRegex("""\[SendsAction\(([^)]+)\)\]""")]
    private static partial Regex Marked();
}
