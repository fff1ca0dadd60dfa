using System;
using System.Collections.Generic;

namespace AsteriskAmi.Protocol;

/// <summary>
/// An action to send: its name and its headers, in order. Every name and value is checked as it is added, so that an
/// action that exists can be sent without injecting a line.
/// </summary>
public sealed class AmiAction
{
    private readonly List<KeyValuePair<string, string>> _headers = new();

    /// <summary>Creates an action.</summary>
    /// <param name="name">The action's name, as Asterisk knows it (QueueStatus).</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>: the name cannot be sent.</exception>
    public AmiAction(string name)
    {
        HeaderRules.CheckActionName(name);
        Name = name;
    }

    /// <summary>The action's name.</summary>
    public string Name { get; }

    /// <summary>The ActionID to send, or null to have the session make one.</summary>
    public string? ActionId { get; private set; }

    /// <summary>How long the server may stay silent while this action waits for it; null for the session's own time.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>The headers behind Action and ActionID, in the order in which they are sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    /// <summary>Adds a header. The same name may be added again: headers such as Variable repeat.</summary>
    /// <param name="name">The header's name. ActionID sets <see cref="ActionId"/>.</param>
    /// <param name="value">The value; null is sent as an empty value.</param>
    /// <returns>This action.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.InvalidHeader"/>: a CR, LF or NUL in the name or value, a colon in the name, the header
    /// Action, or a line of more than 1024 bytes.
    /// </exception>
    public AmiAction Add(string name, string? value)
    {
        HeaderRules.Check(name, value ?? string.Empty);
        if (string.Equals(name, "ActionID", StringComparison.OrdinalIgnoreCase))
        {
            ActionId = string.IsNullOrEmpty(value) ? null : value;
        }
        else
        {
            _headers.Add(new KeyValuePair<string, string>(name, value ?? string.Empty));
        }

        return this;
    }

    /// <summary>Adds a header unless its value is null or empty.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">The value.</param>
    /// <returns>This action.</returns>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>, as for <see cref="Add"/>.</exception>
    public AmiAction AddOptional(string name, string? value) => string.IsNullOrEmpty(value) ? this : Add(name, value);

    /// <summary>The same action, to be sent again under an ActionID of its own.</summary>
    internal AmiAction WithoutActionId()
    {
        var copy = new AmiAction(Name) { Timeout = Timeout };
        copy._headers.AddRange(_headers);
        return copy;
    }

    /// <summary>The action's name; never its headers, which may hold secrets.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
