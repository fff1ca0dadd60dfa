using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Configuration;

/// <summary>Reads and changes the configuration files of a server. Nothing takes effect before the module is reloaded.</summary>
public static class ConfigActions
{
    private const string WithTemplates = "TEMPLATES=include";

    /// <summary>Reads a file: its categories, templates among them, with their variables.</summary>
    /// <param name="session">The session.</param>
    /// <param name="file">The file's name, in the configuration folder: queues.conf.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The categories, in the order of the file; those of included files too.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>: there is no such file; <see cref="AmiErrorCode.ActionFailed"/>: it lies elsewhere; and as
    /// for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static IReadOnlyList<AmiConfigCategory> GetConfig(
        this AmiSession session, string file, CancellationToken cancellation = default) =>
        ReadFile(session, file, cancellation).Categories;

    /// <summary>Works out how to set a variable: its own line is changed, or one is added.</summary>
    /// <param name="session">The session.</param>
    /// <param name="file">The file.</param>
    /// <param name="category">The category.</param>
    /// <param name="variable">The variable's name.</param>
    /// <param name="value">The value that it is to have.</param>
    /// <param name="oldValue">The value that it has now, where the category has several lines of that name; null for its only one.</param>
    /// <param name="filter">Tells the category from others of its name: type=endpoint; null where there is one.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The change; null when the file has that value already.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>: no such category, or no such line; <see cref="AmiErrorCode.InvalidHeader"/>: several are
    /// meant, or what is given cannot stand in a file; and as for <see cref="GetConfig"/>.
    /// </exception>
    public static AmiConfigChange? PlanSet(
        this AmiSession session,
        string file,
        string category,
        string variable,
        string value,
        string? oldValue = null,
        string? filter = null,
        CancellationToken cancellation = default)
    {
        Check(variable, value, filter);
        ConfigFile before = ReadFile(session, file, cancellation);
        AmiConfigCategory found = Only(before, category, filter);
        List<AmiConfigLine> own = found.OwnLines
            .Where(line => ConfigFile.SameName(line.Variable, variable) && (oldValue is null || line.Value == oldValue))
            .ToList();
        if (own.Count > 1 && oldValue is null)
        {
            throw ConfigRules.Invalid(
                $"[{category}] of {file} has {own.Count} lines {variable}. Say with -OldValue which to change, or add one with Add-AmiConfig.");
        }

        AmiConfigLine? line = own.FirstOrDefault();
        if (line is null && oldValue is not null)
        {
            throw new AmiException(
                AmiErrorCode.NotFound, $"[{category}] of {file} has no line {variable} of its own with the value '{Shown(variable, oldValue)}'. Get-AmiConfig shows its lines.");
        }

        AmiConfigLine? effective = line ?? found.Lines.LastOrDefault(one => ConfigFile.SameName(one.Variable, variable));
        if (effective?.Value == value)
        {
            return null;
        }

        // Its only line of that name is not missed where it would say what is inherited at last.
        if (found.OwnLines.Any(one => one != line && ConfigFile.SameName(one.Variable, variable))
            || found.Lines.LastOrDefault(one => one.Inherited && ConfigFile.SameName(one.Variable, variable))?.Value != value)
        {
            ThrowIfInherited(found, variable, value);
        }

        if (line is not null)
        {
            ThrowIfAlike(found, line.Value.Length > 0 ? found.Lines : found.OwnLines, variable, line.Value);
        }

        AmiAction action = Begin(file);
        if (line is { Value.Length: > 0 })
        {
            Step(action, 0, "Update", found, variable, value, line.Value);
        }
        else
        {
            if (line is not null)
            {
                // Without a value to match, Asterisk would change the first of that name, which may be an inherited one.
                Step(action, 0, "Delete", found, variable, null, null);
            }

            Step(action, line is null ? 0 : 1, "Append", found, variable, value, null);
        }

        string now = line is not null ? $"'{variable} = {Shown(variable, line.Value)}' becomes"
            : effective is null ? $"'{variable}' is not there; add"
            : $"'{variable} = {Shown(variable, effective.Value)}' is inherited; add";
        return Change(
            session, before, found, action, $"{now} '{variable} = {Shown(variable, value)}'", (variable, value), line is null ? Array.Empty<AmiConfigLine>() : new[] { line });
    }

    /// <summary>Works out how to add a line to a category, whether or not it has some of that name.</summary>
    /// <param name="session">The session.</param>
    /// <param name="file">The file.</param>
    /// <param name="category">The category.</param>
    /// <param name="variable">The variable's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="withArrow">Whether to write => and not =, as is usual for member, exten and the like.</param>
    /// <param name="filter">Tells the category from others of its name: type=endpoint; null where there is one.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The change.</returns>
    /// <exception cref="AmiException">As for <see cref="PlanSet"/>.</exception>
    public static AmiConfigChange PlanAdd(
        this AmiSession session,
        string file,
        string category,
        string variable,
        string value,
        bool withArrow = false,
        string? filter = null,
        CancellationToken cancellation = default)
    {
        Check(variable, value, filter);
        ConfigFile before = ReadFile(session, file, cancellation);
        AmiConfigCategory found = Only(before, category, filter);
        ThrowIfInherited(found, variable, value);
        AmiAction action = Begin(file);
        Step(action, 0, "Append", found, variable, value, withArrow ? "object" : null);
        string sign = withArrow ? "=>" : "=";
        return Change(session, before, found, action, $"Add '{variable} {sign} {Shown(variable, value)}'", (variable, value));
    }

    /// <summary>Works out how to remove the lines of a name from a category. What it inherits stays.</summary>
    /// <param name="session">The session.</param>
    /// <param name="file">The file.</param>
    /// <param name="category">The category.</param>
    /// <param name="variable">The variable's name.</param>
    /// <param name="value">The value of the lines to remove; null for all of that name.</param>
    /// <param name="filter">Tells the category from others of its name: type=endpoint; null where there is one.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The change.</returns>
    /// <exception cref="AmiException">As for <see cref="PlanSet"/>.</exception>
    public static AmiConfigChange PlanRemove(
        this AmiSession session,
        string file,
        string category,
        string variable,
        string? value = null,
        string? filter = null,
        CancellationToken cancellation = default)
    {
        Check(variable, string.Empty, filter);
        ConfigFile before = ReadFile(session, file, cancellation);
        AmiConfigCategory found = Only(before, category, filter);
        List<AmiConfigLine> lines = found.OwnLines
            .Where(line => ConfigFile.SameName(line.Variable, variable) && (value is null || line.Value == value))
            .ToList();
        if (lines.Count == 0)
        {
            bool inherits = found.Lines.Any(line => ConfigFile.SameName(line.Variable, variable));
            throw new AmiException(
                AmiErrorCode.NotFound,
                $"[{category}] of {file} has no such line {variable} of its own" + (inherits ? "; it inherits one from its template. " : ". ")
                + "Get-AmiConfig shows its lines.");
        }

        if (value?.Length == 0)
        {
            throw ConfigRules.Invalid($"A line {variable} with an empty value cannot be told from others of its name. Leave -Value out to remove all of them.");
        }

        if (value is not null)
        {
            ThrowIfAlike(found, found.OwnLines, variable, value);
        }

        AmiAction action = Begin(file);
        Step(action, 0, "Delete", found, variable, null, value);
        string shown = string.Join(", ", lines.Select(line => $"'{variable} = {Shown(variable, line.Value)}'"));
        return Change(session, before, found, action, "Remove " + shown, null, lines.ToArray());
    }

    /// <summary>Works out how to remove a category with all that stands in it.</summary>
    /// <param name="session">The session.</param>
    /// <param name="file">The file.</param>
    /// <param name="category">The category.</param>
    /// <param name="filter">Tells the category from others of its name: type=endpoint; null where there is one.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The change.</returns>
    /// <exception cref="AmiException">
    /// As for <see cref="PlanSet"/>, and <see cref="AmiErrorCode.ActionFailed"/>: others inherit from it.
    /// </exception>
    public static AmiConfigChange PlanRemoveCategory(
        this AmiSession session, string file, string category, string? filter = null, CancellationToken cancellation = default)
    {
        ConfigRules.CheckFilter(filter);
        ConfigFile before = ReadFile(session, file, cancellation);
        AmiConfigCategory found = Only(before, category, filter);
        string heirs = string.Join(", ", before.Categories
            .Where(one => one.TemplateNames.Contains(category, StringComparer.OrdinalIgnoreCase))
            .Select(one => one.Category));
        if (heirs.Length > 0 && before.Find(category, null).Count == 1)
        {
            throw new AmiException(
                AmiErrorCode.ActionFailed, $"[{category}] of {file} is the template of {heirs}: without it Asterisk could not read the file any more. Remove those first.");
        }

        AmiAction action = Begin(file);
        Step(action, 0, "DelCat", found, null, null, null);
        return new AmiConfigChange(
            session, before, found.Category, action, $"Remove the category with {found.OwnLines.Count()} lines", null, found.OwnLines, found.Category);
    }

    /// <summary>Works out how to make a category.</summary>
    /// <param name="session">The session.</param>
    /// <param name="file">The file.</param>
    /// <param name="category">The category's name.</param>
    /// <param name="isTemplate">Whether it is to be a template.</param>
    /// <param name="templates">The categories that it inherits from; null for none.</param>
    /// <param name="before">The category before which it is to stand; null for the end of the file.</param>
    /// <param name="allowDuplicate">Whether there may be one of that name already.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The change.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.ActionFailed"/>: it is there already; <see cref="AmiErrorCode.NotFound"/>: one that it names is not;
    /// and as for <see cref="PlanSet"/>.
    /// </exception>
    public static AmiConfigChange PlanNewCategory(
        this AmiSession session,
        string file,
        string category,
        bool isTemplate = false,
        IReadOnlyList<string>? templates = null,
        string? before = null,
        bool allowDuplicate = false,
        CancellationToken cancellation = default)
    {
        ConfigRules.CheckCategory(category);
        ConfigFile now = ReadFile(session, file, cancellation);
        string[] parents = (templates ?? Array.Empty<string>()).ToArray();
        foreach (string name in before is null ? parents : parents.Append(before))
        {
            ConfigRules.CheckCategory(name);
            if (now.Find(name, null).Count == 0)
            {
                throw NoCategory(file, name);
            }
        }

        if (!allowDuplicate && now.Find(category, null).Count > 0)
        {
            throw new AmiException(
                AmiErrorCode.ActionFailed, $"{file} has a category [{category}] already. Set-AmiConfig changes it; -AllowDuplicate makes another of that name.");
        }

        var options = new List<string>();
        if (allowDuplicate)
        {
            options.Add("allowdups");
        }

        if (isTemplate)
        {
            options.Add("template");
        }

        if (parents.Length > 0)
        {
            options.Add("inherit=\"" + string.Join(",", parents) + "\"");
        }

        AmiAction action = Begin(file)
            .Add("Action-000000", "NewCat")
            .Add("Cat-000000", category)
            .AddOptional("Match-000000", before)
            .AddOptional("Options-000000", string.Join(",", options));
        string marks = string.Join(",", isTemplate ? parents.Prepend("!") : parents);
        string header = marks.Length == 0 ? $"[{category}]" : $"[{category}]({marks})";
        return new AmiConfigChange(session, now, category, action, before is null ? $"Add {header}" : $"Add {header} before [{before}]", (string.Empty, string.Empty));
    }

    /// <summary>Makes an empty file.</summary>
    /// <param name="session">The session.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.ActionFailed"/>: it exists, or lies elsewhere; and as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void NewConfigFile(this AmiSession session, string file, CancellationToken cancellation = default) =>
        ConfigErrors.Explain(() => session.Invoke(new AmiAction("CreateConfig").Add("Filename", file), cancellation), file);

    internal static ConfigFile ReadFile(AmiSession session, string file, CancellationToken cancellation)
    {
        AmiAction action = new AmiAction("GetConfig").Add("Filename", file).Add("Filter", WithTemplates);
        return ConfigFile.Parse(file, ConfigErrors.Explain(() => session.Invoke(action, cancellation), file), session);
    }

    private static void Check(string variable, string value, string? filter)
    {
        ConfigRules.CheckVariable(variable);
        ConfigRules.CheckValue(variable, value);
        ConfigRules.CheckFilter(filter);
    }

    private static AmiConfigCategory Only(ConfigFile file, string category, string? filter)
    {
        IReadOnlyList<AmiConfigCategory> found = file.Find(category, filter);
        if (found.Count == 0)
        {
            throw NoCategory(file.Name, string.IsNullOrEmpty(filter) ? category : $"{category}] with [{filter}");
        }

        if (found.Count > 1)
        {
            string filters = string.Join(" or ", found.Select(one => one.Filter).Where(one => one.Length > 0).Select(one => "-Filter " + one));
            throw ConfigRules.Invalid(
                $"{file.Name} has {found.Count} categories [{category}]. "
                + (filters.Length > 0 ? $"Say which you mean with {filters}." : "Nothing tells them apart: change the file on the server."));
        }

        if (found[0].Filter.Length == 0 && file.Find(category, null).Count > 1)
        {
            found[0].Filter = filter!;
        }

        return found[0];
    }

    // Asterisk compares values without case, and takes an empty one for any (main/config.c, ast_variable_update and
    // ast_variable_delete): it would change or remove another line.
    private static void ThrowIfAlike(AmiConfigCategory category, IEnumerable<AmiConfigLine> lines, string variable, string value)
    {
        AmiConfigLine? other = lines.FirstOrDefault(line => ConfigFile.SameName(line.Variable, variable)
            && line.Value != value && (value.Length == 0 || ConfigFile.SameName(line.Value, value)));
        if (other is not null)
        {
            throw ConfigRules.Invalid(
                $"[{category.Category}] of {category.File} has '{variable} = {Shown(variable, other.Value)}' beside '{variable} = {Shown(variable, value)}', "
                + "and Asterisk cannot tell the two apart. Change the file on the server.");
        }
    }

    // Asterisk writes no line that is equal to an inherited one, though it may mean something else behind others.
    private static void ThrowIfInherited(AmiConfigCategory category, string variable, string value)
    {
        if (category.Inherits(variable, value))
        {
            throw ConfigRules.Invalid(
                $"[{category.Category}] of {category.File} inherits '{variable} = {Shown(variable, value)}', and Asterisk writes no line beside an equal one that is inherited. "
                + "Change the template, or the file on the server.");
        }
    }

    private static AmiException NoCategory(string file, string category) => new(
        AmiErrorCode.NotFound, $"{file} has no category [{category}]. Get-AmiConfig shows what it has; New-AmiConfigCategory makes one.");

    // Else a change of a template would write its old value into all that inherit from it.
    private static AmiAction Begin(string file) => new AmiAction("UpdateConfig")
        .Add("SrcFilename", file)
        .Add("DstFilename", file)
        .Add("PreserveEffectiveContext", "no");

    private static void Step(
        AmiAction action, int number, string what, AmiConfigCategory category, string? variable, string? value, string? match)
    {
        string at = "-00000" + (char)('0' + number);
        string filter = category.Filter.Length == 0 ? string.Empty : ",^" + category.Filter.Replace("=", "$=^") + "$";
        action.Add("Action" + at, what).Add("Cat" + at, category.Category).AddOptional("Var" + at, variable);
        if (value is not null)
        {
            // A > at the beginning would be taken for the second half of => (main/manager.c, handle_updates).
            action.Add("Value" + at, value.StartsWith(">", StringComparison.Ordinal) ? ">" + value : value);
        }

        action.AddOptional("Match" + at, match).Add("Options" + at, $"catfilter=\"{WithTemplates}{filter}\"");
    }

    private static AmiConfigChange Change(
        AmiSession session,
        ConfigFile before,
        AmiConfigCategory category,
        AmiAction action,
        string description,
        (string Variable, string Value)? asked,
        params AmiConfigLine[] removed) =>
        new(session, before, category.Category, action, description, asked, removed);

    private static string Shown(string variable, string value) => SecretText.RedactSetting(variable, value);
}
