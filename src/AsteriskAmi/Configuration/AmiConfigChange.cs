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

    internal AmiConfigChange(
        AmiSession session, ConfigFile before, string category, AmiAction action, string description, (string Variable, string Value)? asked)
    {
        _session = session;
        _before = before;
        _action = action;
        _asked = asked;
        Category = category;
        Description = description;
    }

    /// <summary>The file's name.</summary>
    public string File => _before.Name;

    /// <summary>The category.</summary>
    public string Category { get; }

    /// <summary>What the file has now and what it will have; secrets are replaced.</summary>
    public string Description { get; }

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
        Entries(_before).ForEach(entry => surplus.Remove(entry));
        if (_asked is { } asked)
        {
            surplus.Remove(Entry(Category, asked.Variable, asked.Value));
            if (!after.Find(Category, null).Any(category => asked.Variable.Length == 0 || category.Has(asked.Variable, asked.Value)))
            {
                throw new AmiException(
                    AmiErrorCode.ActionFailed, $"{File} was written, but [{Category}] does not hold {asked.Variable} as it was asked. Look at the file on the server.");
            }
        }

        if (surplus.Count > 0)
        {
            (string category, string variable, string value) = surplus[0];
            string line = variable.Length == 0 ? string.Empty : $" {variable} = {SecretText.RedactSetting(variable, value)}";
            throw new AmiException(
                AmiErrorCode.ActionFailed,
                $"{File} was written, but now holds more than was asked: [{category}]{line}"
                + (surplus.Count > 1 ? $", and {surplus.Count - 1} more" : string.Empty)
                + ". Asterisk writes the whole file anew; it drops the marks of block comments (;-- --;) and doubles files that are "
                + "included by a pattern. Mend the file on the server before it is loaded.");
        }
    }

    private static List<(string Category, string Variable, string Value)> Entries(ConfigFile file) => file.Categories
        .SelectMany(category => category.OwnLines
            .Select(line => Entry(category.Category, line.Variable, line.Value))
            .Concat(new[] { Entry(category.Category, string.Empty, string.Empty) }))
        .ToList();

    private static (string Category, string Variable, string Value) Entry(string category, string variable, string value) =>
        (category.ToLowerInvariant(), variable.ToLowerInvariant(), value);
}
