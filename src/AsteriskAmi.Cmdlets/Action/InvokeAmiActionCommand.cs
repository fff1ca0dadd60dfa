using System;
using System.Collections;
using System.Management.Automation;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Sends any action; a list answer comes out item by item.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AmiAction", SupportsShouldProcess = true)]
[OutputType(typeof(AmiMessage))]
public sealed class InvokeAmiActionCommand : AmiServerActCmdlet, IDynamicParameters
{
    private RuntimeDefinedParameterDictionary? _actionParameters;

    /// <summary>The action's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Action")]
    [ArgumentCompleter(typeof(ActionNameCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <summary>The action's headers; an array sends its header once for each value.</summary>
    [Parameter(Position = 1)]
    [Alias("Parameter", "Header")]
    public IDictionary? Parameters { get; set; }

    /// <summary>The parameters of the action, as the catalog knows them, and TimeoutSeconds.</summary>
    /// <returns>The parameters.</returns>
    public object GetDynamicParameters() => _actionParameters = ActionParameters.For(Name);

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session) => Guard(Name, () =>
    {
        AmiAction action = Build();
        Do(session, null, "Send action " + Name, stop => session.Ask(action, stop).ItemsOrMessage(stop), Name);
    });

    private AmiAction Build()
    {
        var action = new AmiAction(Name);
        if (_actionParameters is not null && ActionParameters.TimeoutSecondsOf(_actionParameters) is int seconds)
        {
            action.Timeout = TimeSpan.FromSeconds(seconds);
        }

        foreach (DictionaryEntry entry in Parameters ?? new Hashtable())
        {
            AddTo(action, ParameterText.Of(entry.Key) ?? string.Empty, entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value);
        }

        ActionParameters.AddTo(action, _actionParameters);
        ActionParameters.Check(action);
        return action;
    }

    private static void AddTo(AmiAction action, string name, object? value)
    {
        IEnumerable values = value is IEnumerable many and not string and not IDictionary ? many : new[] { value };
        foreach (object? one in values)
        {
            if ((one is PSObject inner ? inner.BaseObject : one) is IDictionary)
            {
                throw new AmiException(
                    AmiErrorCode.InvalidHeader,
                    $"The value of header {name} is a hashtable. Give a text, or an array of texts to send the header several times.");
            }

            action.Add(name, ParameterText.Of(one));
        }
    }
}
