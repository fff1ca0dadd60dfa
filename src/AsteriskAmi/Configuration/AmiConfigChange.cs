using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Configuration;

/// <summary>
/// A change of a configuration file that was worked out from what the file has now: it can be looked at before it is done.
/// </summary>
public sealed class AmiConfigChange
{
    private readonly AmiSession _session;
    private readonly ConfigFile _before;
    private readonly AmiAction _action;
    private readonly (string Variable, string Value)? _asked;
    private readonly List<(string Category, string Variable, string Value)> _removed;
    private readonly List<AmiConfigLine> _redundant;

    /// <param name="session">The session.</param>
    /// <param name="before">The file as it is.</param>
    /// <param name="category">The category that is changed.</param>
    /// <param name="action">What does it.</param>
    /// <param name="description">What it does.</param>
    /// <param name="asked">The line that is to be there afterwards, with an empty name for a category; null for none.</param>
    /// <param name="removed">The lines that are not to be there afterwards.</param>
    /// <param name="removedCategory">The category that is not; null for none.</param>
    internal AmiConfigChange(
        AmiSession session,
        ConfigFile before,
        string category,
        AmiAction action,
        string description,
        (string Variable, string Value)? asked,
        IEnumerable<AmiConfigLine>? removed = null,
        string? removedCategory = null)
    {
        _session = session;
        _before = before;
        _action = action;
        _asked = asked;
        _removed = (removed ?? Enumerable.Empty<AmiConfigLine>()).Select(Entry).ToList();
        if (removedCategory is not null)
        {
            _removed.Add(Entry(removedCategory, string.Empty, string.Empty));
        }

        _redundant = before.Categories.SelectMany(one => one.RedundantLines).Where(line => !_removed.Contains(Entry(line))).ToList();
        Category = category;
        Description = description + (Dropped.Count == 0 ? string.Empty : "; drop what the category inherits as well: " + string.Join(", ", Dropped));
    }

    /// <summary>The file's name.</summary>
    public string File => _before.Name;

    /// <summary>The category.</summary>
    public string Category { get; }

    /// <summary>What the file has now and what it will have; secrets are replaced.</summary>
    public string Description { get; }

    /// <summary>
    /// The lines that Asterisk leaves out when it writes the file, since their categories inherit the same from a template;
    /// secrets are replaced. Where the order of lines matters they may be missed.
    /// </summary>
    public IReadOnlyList<string> Dropped => _redundant.ConvertAll(line => Shown(Entry(line)));

    /// <summary>
    /// Does it, and reads the file again. Asterisk writes the whole file anew, and can change more than was asked.
    /// </summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The categories of that name, as the file has them then.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.ActionFailed"/>: the server did not write the file, or it does not hold just what was asked; and as
    /// for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public IReadOnlyList<AmiConfigCategory> Apply(CancellationToken cancellation = default)
    {
        ConfigErrors.Explain(() => _session.Invoke(_action, cancellation), File);
        ConfigFile after = ConfigActions.ReadFile(_session, File, cancellation);
        CheckNothingElse(after);
        return after.Find(Category, null);
    }

    // Lines that were comments can come to life: Asterisk drops the marks of block comments, and writes what is included by a
    // pattern twice.
    private void CheckNothingElse(ConfigFile after)
    {
        List<(string Category, string Variable, string Value)> surplus = Entries(after);
        List<(string Category, string Variable, string Value)> lost = Entries(_before);
        _removed.ForEach(entry => lost.Remove(entry));
        if (_asked is { } asked)
        {
            // A line that is equal to an inherited one is not written.
            (string, string, string) entry = Entry(Category, asked.Variable, asked.Value);
            if (!surplus.Remove(entry) && !after.Find(Category, null).Any(category => category.Inherits(asked.Variable, asked.Value)))
            {
                throw new AmiException(
                    AmiErrorCode.ActionFailed, $"{File} was written, but does not hold {Shown(entry)} as it was asked. Look at the file on the server.");
            }
        }

        lost.RemoveAll(surplus.Remove);
        _redundant.ForEach(line => lost.Remove(Entry(line)));
        if (surplus.Count > 0)
        {
            throw new AmiException(
                AmiErrorCode.ActionFailed,
                $"{File} was written, but now holds more than was asked: {Shown(surplus)}. Asterisk writes the whole file anew; it drops the "
                + "marks of block comments (;-- --;) and doubles files that are included by a pattern. Mend the file on the server before it is loaded.");
        }

        if (lost.Count > 0)
        {
            throw new AmiException(
                AmiErrorCode.ActionFailed,
                $"{File} was written, but no longer holds {Shown(lost)}. Somebody else may have changed it at the same time. Mend the file on the server before it is loaded.");
        }
    }

    private static string Shown(List<(string Category, string Variable, string Value)> entries) =>
        Shown(entries[0]) + (entries.Count > 1 ? $", and {entries.Count - 1} more" : string.Empty);

    private static string Shown((string Category, string Variable, string Value) entry) =>
        $"[{entry.Category}]" + (entry.Variable.Length == 0 ? string.Empty : $" {entry.Variable} = {SecretText.RedactSetting(entry.Variable, entry.Value)}");

    private static List<(string Category, string Variable, string Value)> Entries(ConfigFile file) => file.Categories
        .SelectMany(category => category.OwnLines
            .Select(Entry)
            .Concat(new[] { Entry(category.Category, string.Empty, string.Empty) }))
        .ToList();

    private static (string Category, string Variable, string Value) Entry(AmiConfigLine line) => Entry(line.Category, line.Variable, line.Value);

    private static (string Category, string Variable, string Value) Entry(string category, string variable, string value) =>
        (category.ToLowerInvariant(), variable.ToLowerInvariant(), value);
}
