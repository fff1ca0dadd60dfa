using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Sets a variable of channels or of the whole server, or a function of the dialplan.</summary>
[Cmdlet(VerbsCommon.Set, "AmiVariable", SupportsShouldProcess = true, DefaultParameterSetName = "Global")]
[SendsAction("Setvar")]
[OutputType(typeof(AmiVariable))]
public sealed class SetAmiVariableCommand : AmiChannelInputCmdlet
{
    /// <summary>The variable's name; a function with its arguments: CALLERID(num). That of a piped variable unless given.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Global")]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Channel")]
    [Parameter(Position = 0, ParameterSetName = "InputObject")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VariableCompleter))]
    public string? Name { get; set; }

    /// <summary>Its value.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [AllowEmptyString]
    public string Value { get; set; } = string.Empty;

    /// <summary>The names of the channels whose variable it is; a pattern that fits several asks before it acts.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Channel")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    public string[] Channel { get; set; } = Array.Empty<string>();

    /// <summary>Gives the variable back, as the server has it then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IReadOnlyList<string> Names => Channel;

    private protected override string Operation => "Set variable " + NameToSet;

    private string NameToSet => Name ?? (InputObject?.BaseObject as AmiVariable)?.Name ?? throw new AmiException(
        AmiErrorCode.InvalidHeader, "There is no variable to set. Give its -Name, or pipe in a variable of Get-AmiVariable.");

    private bool IsGlobal => InputObject is null ? ParameterSetName != "Channel" : InputObject.BaseObject is AmiVariable { Channel: null };

    private protected override AmiSession[]? SessionsIn(PSObject input) => SessionInput.Find(input, takesTexts: false);

    /// <inheritdoc/>
    protected override void ProcessSessions(IReadOnlyList<AmiSession> sessions)
    {
        if (!IsGlobal)
        {
            base.ProcessSessions(sessions);
            return;
        }

        foreach (AmiSession session in sessions)
        {
            Guard(InputObject, () => Do(session, null, Operation, stop => Set(session, null, stop), InputObject));
        }

        DoAsked();
    }

    /// <inheritdoc/>
    private protected override IEnumerable<object> Work(AmiSession session, ChannelInput channel, CancellationToken cancellation) =>
        Set(session, channel.Name, cancellation);

    private IEnumerable<object> Set(AmiSession session, string? channel, CancellationToken cancellation)
    {
        session.SetVariable(NameToSet, Value, channel, cancellation);
        if (PassThru)
        {
            yield return session.GetVariable(NameToSet, channel, cancellation);
        }
    }
}
