using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;
using AsteriskAmi.Catalog;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// Completes the value of an action's parameter: those that the catalog knows, or the channels or queues of the server.
/// </summary>
public sealed class ActionValueCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string action = ParameterText.Of((fakeBoundParameters ?? throw new ArgumentNullException(nameof(fakeBoundParameters)))["Name"])
            ?? string.Empty;
        IReadOnlyList<string> values = AmiCatalog.FindAction(action)?.Find(parameterName)?.Values ?? Array.Empty<string>();
        AmiCompleter? live = parameterName switch
        {
            "Channel" => new ChannelCompleter(),
            "Queue" => new QueueCompleter(),
            _ => null,
        };
        return values.Count > 0 || live is null
            ? AmiCompleter.Matching(wordToComplete, values)
            : live.CompleteArgument(commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters);
    }
}
