using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// What a cmdlet says of an object of the pipeline from which it takes nothing. The object means something: a cmdlet that
/// took only the object's session, and worked on all that its server has, would do what nobody asked for.
/// </summary>
internal static class PipedObjects
{
    /// <summary>The text that an object has under a property; null where it has none. A script may have wrapped it.</summary>
    internal static string? TextOf(PSObject input, string property) =>
        ValueOf(input, property) is string { Length: > 0 } text ? text : null;

    /// <summary>What an object has under a property, without PowerShell's wrapping.</summary>
    internal static object? ValueOf(PSObject input, string property)
    {
        object? value = input.Properties[property]?.Value;
        return value is PSObject wrapped ? wrapped.BaseObject : value;
    }

    /// <summary>Whether an object is a T, or was one before it was stored in a file, handed to another process or selected from.</summary>
    internal static bool IsOrWas<T>(PSObject input)
    {
        string type = typeof(T).FullName!;
        return input.TypeNames.Any(name => name.EndsWith(type, StringComparison.Ordinal) || name.EndsWith(type + "Detail", StringComparison.Ordinal));
    }

    /// <summary>The name of what is or was a T; null for anything else.</summary>
    internal static string? StoredNameOf<T>(PSObject input) => IsOrWas<T>(input) ? TextOf(input, "Name") : null;

    /// <summary>The error for an object.</summary>
    internal static AmiException Refusal(PSCmdlet cmdlet, PSObject input)
    {
        string name = cmdlet.MyInvocation.MyCommand.Name;
        string[] choices = Choices(cmdlet);
        string[] taken = Taken(cmdlet);
        string objects = taken.Length > 0 ? $"objects with {OneOf(taken)}, or " : string.Empty;
        return new AmiException(
            AmiErrorCode.InvalidHeader,
            choices.Length == 0
                ? $"'{input}' is no session, and {name} works on nothing else. Pipe in sessions (Get-AmiSession), or give -Session instead."
                : $"'{input}' is no session, and nothing in it says what {name} is to work on. Name that with {OneOf(choices)}, "
                    + $"or pipe in {objects}sessions: they stand for all that their servers have.");
    }

    /// <summary>What to do about a text that is no session's name; nothing where there is nothing to name.</summary>
    internal static string TextCure(PSCmdlet cmdlet)
    {
        string[] choices = Choices(cmdlet);
        return choices.Length == 0 ? string.Empty : $" A text that is piped in names a session; name other things with {OneOf(choices)}.";
    }

    /// <summary>The parameters that choose among what there is: those that take wildcards, and the first.</summary>
    private static string[] Choices(PSCmdlet cmdlet) => Parameters(cmdlet)
        .Where(parameter => parameter.Attributes.Any(
            attribute => attribute is SupportsWildcardsAttribute or ParameterAttribute { Position: 0, Mandatory: false }))
        .Select(parameter => "-" + parameter.Name)
        .ToArray();

    /// <summary>The parameters that take a property of what is piped in.</summary>
    private static string[] Taken(PSCmdlet cmdlet) => Parameters(cmdlet)
        .Where(parameter => parameter.ParameterSets.Values.Any(set => set.ValueFromPipelineByPropertyName))
        .Select(parameter => parameter.Name)
        .ToArray();

    private static IEnumerable<ParameterMetadata> Parameters(PSCmdlet cmdlet) => cmdlet.MyInvocation.MyCommand.Parameters.Values
        .Where(parameter => parameter.Name is not nameof(AmiSessionCmdlet.Session) and not nameof(AmiSessionCmdlet.InputObject));

    private static string OneOf(IEnumerable<string> names)
    {
        string[] all = names.ToArray();
        return all.Length == 1 ? all[0] : string.Join(", ", all.Take(all.Length - 1)) + " or " + all[all.Length - 1];
    }
}
