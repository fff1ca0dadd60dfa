using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Threading;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes a name as it is typed, quoted where PowerShell needs it.</summary>
public abstract class AmiCompleter : IArgumentCompleter
{
    // Tab must never make the prompt wait.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);
    private static readonly char[] _needQuotes = " ;,@#&|()[]{}<>$`'\"*?".ToCharArray();

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        try
        {
            return Matching(wordToComplete, Names(fakeBoundParameters).ToList());
        }
        catch (Exception e) when (e is AmiException or OperationCanceledException or ArgumentTransformationMetadataException)
        {
            // Where nothing can be asked there is nothing to offer; the cmdlet itself will say why.
            return Array.Empty<CompletionResult>();
        }
    }

    /// <summary>Gives all names that could be meant.</summary>
    /// <param name="bound">The parameters that stand on the line already.</param>
    /// <returns>The names.</returns>
    protected abstract IEnumerable<string> Names(IDictionary bound);

    /// <summary>Asks the session on the line, or the default one, within a time that a person does not notice.</summary>
    private protected static List<string> Ask(IDictionary bound, Func<AmiSession, CancellationToken, IEnumerable<string>> ask)
    {
        AmiSession session = SessionOf(bound);
        var found = new List<string>();
        using var stop = new CancellationTokenSource(_patience);
        found.AddRange(ask(session, stop.Token));
        return found;
    }

    /// <summary>Offers those of the names that fit what was typed.</summary>
    internal static IEnumerable<CompletionResult> Matching(string? wordToComplete, IEnumerable<string> names)
    {
        string typed = (wordToComplete ?? string.Empty).Trim('\'', '"');
        var pattern = new WildcardPattern(WildcardPattern.Escape(typed).Replace("`*", "*") + "*", WildcardOptions.IgnoreCase);
        return names
            .Where(name => name.Length > 0 && pattern.IsMatch(name))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Select(name => new CompletionResult(Quote(name), name, CompletionResultType.ParameterValue, name));
    }

    private static AmiSession SessionOf(IDictionary bound)
    {
        object? given = bound.Contains("Session") ? new SessionArgumentAttribute().Transform(null!, bound["Session"]!) : null;

        // With several open and none chosen yet, the first is as good as any to learn names from.
        return (given as AmiSession[])?[0]
            ?? SessionRegistry.All().FirstOrDefault(s => s.State == AmiSessionState.Connected)
            ?? SessionRegistry.Default();
    }

    private static string Quote(string name) =>
        name.IndexOfAny(_needQuotes) < 0 ? name : "'" + name.Replace("'", "''") + "'";
}
