using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// A cmdlet that does something to channels: to objects from Get-AmiChannel, to the Channel of an event, or to those
/// whose names match. The name in an object is taken as it is, since names may hold asterisks (Local/*97@phones).
/// </summary>
public abstract class AmiChannelActionCmdlet : AmiActCmdlet
{
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>The channels' names; a pattern that fits several asks before it acts.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    public string[] Name { get; set; } = Array.Empty<string>();

    /// <summary>The channel by the pipeline: an object of Get-AmiChannel or Invoke-AmiOriginate, an event or any object with a Channel or a Name, or a name.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public PSObject? InputObject { get; set; }

    /// <summary>Does not ask when a pattern fits several channels.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives back what was acted on.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is done, for the question that -Confirm and -WhatIf show.</summary>
    private protected abstract string Operation { get; }

    /// <summary>Does it to one channel. May run on another thread and must use nothing of a cmdlet but the parameters.</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The channel's name.</param>
    /// <param name="listed">The channel as it was listed a moment ago; null for one that was only named.</param>
    /// <param name="cancellation">Cancelled by Ctrl+C.</param>
    /// <returns>What -Verbose should say about it; null for nothing.</returns>
    protected abstract string? Act(AmiSession session, string channel, AmiChannel? listed, CancellationToken cancellation);

    /// <inheritdoc/>
    protected override void ProcessSessions(IReadOnlyList<AmiSession> sessions)
    {
        switch (InputObject?.BaseObject)
        {
            case null:
                foreach (string name in Name)
                {
                    ActOnMatching(sessions, name);
                }

                break;
            case string name:
                ActOnMatching(sessions, name);
                break;
            default:
                base.ProcessSessions(sessions);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session)
    {
        switch (InputObject!.BaseObject)
        {
            case AmiChannel channel:
                ActOn(channel.Session, channel.Name, channel, channel);
                break;
            case AmiOriginatedCall call:
                // Its channel is whom it calls; the new channel is known by its id.
                ActOn(call.Session, call.Uniqueid, null, call);
                break;
            case AmiOriginateResult result:
                ActOn(result.Session, result.Uniqueid, null, result);
                break;
            default:
                ActOnNamed(session, InputObject);
                break;
        }
    }

    // An event has its channel under Channel; a channel that was stored in a file or selected has it under Name.
    private void ActOnNamed(AmiSession session, PSObject input)
    {
        if ((input.Properties["Channel"] ?? input.Properties["Name"])?.Value is string { Length: > 0 } channel)
        {
            ActOn(session, channel, null, input);
        }
        else
        {
            WriteFailure(
                AmiErrorCode.NotFound,
                $"'{input}' names no channel. Pipe in objects of Get-AmiChannel, objects with a Channel or a Name, or names.",
                input);
        }
    }

    private void ActOnMatching(IReadOnlyList<AmiSession> sessions, string name)
    {
        if (WildcardPattern.ContainsWildcardCharacters(name))
        {
            ActOnListed(sessions, name);
        }
        else
        {
            foreach (AmiSession session in sessions)
            {
                ActOn(session, name, null, name);
            }
        }

        DoAsked();
    }

    private void ActOnListed(IReadOnlyList<AmiSession> sessions, string name)
    {
        var all = new List<AmiChannel>();
        Each(sessions, (session, stop) => session.GetChannels(stop), (_, channel) => all.Add(channel));
        var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
        List<AmiChannel> meant = all.Where(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (meant.Count == 0)
        {
            meant = all.Where(c => pattern.IsMatch(c.Name)).ToList();
        }

        if (meant.Count > 1 && MustAsk()
            && !ShouldContinue($"{Operation} {meant.Count} channels that match '{name}'?", "AsteriskAmi", ref _yesToAll, ref _noToAll))
        {
            return;
        }

        foreach (AmiChannel channel in meant)
        {
            ActOn(channel.Session, channel.Name, channel, channel);
        }
    }

    /// <summary>
    /// Whether to ask before a pattern takes several: not with -Force, not when -WhatIf acts on none, and not when
    /// -Confirm or the preference has said already whether each is asked for.
    /// </summary>
    private bool MustAsk()
    {
        Dictionary<string, object> bound = MyInvocation.BoundParameters;
        bool whatIf = LanguagePrimitives.IsTrue(
            bound.TryGetValue("WhatIf", out object? given) ? given : GetVariableValue("WhatIfPreference"));
        bool decided = bound.ContainsKey("Confirm")
            || string.Equals(GetVariableValue("ConfirmPreference")?.ToString(), nameof(ConfirmImpact.None), StringComparison.OrdinalIgnoreCase);
        return !Force && !whatIf && !decided;
    }

    private void ActOn(AmiSession session, string channel, AmiChannel? listed, object target) => Do(
        session,
        channel,
        Operation,
        stop =>
        {
            string? note = Act(session, channel, listed, stop);
            IEnumerable<object> output = PassThru ? new[] { target } : Array.Empty<object>();
            return note is null ? output : output.Prepend(new VerboseRecord(note));
        },
        target);
}
