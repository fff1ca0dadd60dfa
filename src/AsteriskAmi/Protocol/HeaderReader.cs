using System;

namespace AsteriskAmi.Protocol;

/// <summary>
/// Reads the headers of one message one after the other: each is looked for behind the one before it and only then from
/// the beginning, so that a record reads its headers fastest in the server's order. For headers that do not repeat.
/// </summary>
internal ref struct HeaderReader
{
    private readonly AmiMessage _message;
    private int _next;

    internal HeaderReader(AmiMessage message)
    {
        _message = message;
        _next = 0;
    }

    /// <inheritdoc cref="HeaderValue.Text"/>
    internal string Text(string name) => Find(name) ?? string.Empty;

    /// <inheritdoc cref="HeaderValue.Party(AmiMessage, string)"/>
    internal string Party(string name) => HeaderValue.Party(Text(name));

    /// <inheritdoc cref="HeaderValue.Integer(AmiMessage, string)"/>
    internal int Integer(string name) => HeaderValue.Integer(Find(name));

    /// <inheritdoc cref="HeaderValue.Duration(AmiMessage, string)"/>
    internal TimeSpan Duration(string name) => HeaderValue.Duration(Text(name));

    private string? Find(string name) => _message.FindHeader(name, ref _next);
}
