using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Calls;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// A cmdlet that does something to channels: to objects from Get-AmiChannel, to the Channel of an event, or to those
/// whose names match. The name in an object is taken as it is, since names may hold asterisks (Local/*97@phones).
/// </summary>
public abstract class AmiChannelActionCmdlet : AmiSessionCmdlet
{
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>The channels' names; a pattern that fits several asks before it acts.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    public string[] Name { get; set; } = Array.Empty<string>();

    /// <summary>The channel by the pipeline: an object of Get-AmiChannel, an event or any object with a Channel, or a name.</summary>
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

    /// <summary>Does it to one channel.</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The channel's name.</param>
    protected abstract void Act(AmiSession session, string channel);

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session)
    {
        if (InputObject is null)
        {
            foreach (string name in Name)
            {
                ActOnMatching(session, name);
            }
        }
        else if (InputObject.BaseObject is AmiChannel channel)
        {
            ActOn(channel.Session, channel.Name, channel);
        }
        else if (InputObject.BaseObject is string name)
        {
            ActOnMatching(session, name);
        }
        else if (InputObject.Properties["Channel"]?.Value is string { Length: > 0 } named)
        {
            ActOn(session, named, InputObject);
        }
        else
        {
            WriteFailure(AmiErrorCode.NotFound, $"'{InputObject}' names no channel. Pipe in objects of Get-AmiChannel, objects with a Channel property, or names.", InputObject);
        }
    }

    private void ActOnMatching(AmiSession session, string name)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(name))
        {
            ActOn(session, name, name);
            return;
        }

        List<AmiChannel> all = session.GetChannels(StopToken).ToList();
        var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
        List<AmiChannel> meant = all.Where(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (meant.Count == 0)
        {
            meant = all.Where(c => pattern.IsMatch(c.Name)).ToList();
        }

        bool many = meant.Count > 1 && !Force;
        if (many && !MyInvocation.BoundParameters.ContainsKey("WhatIf") && !MyInvocation.BoundParameters.ContainsKey("Confirm")
            && !ShouldContinue($"{Operation} {meant.Count} channels that match '{name}'?", "AsteriskAmi", ref _yesToAll, ref _noToAll))
        {
            return;
        }

        foreach (AmiChannel channel in meant)
        {
            ActOn(session, channel.Name, channel);
        }
    }

    private void ActOn(AmiSession session, string channel, object target) => Guard(target, () =>
    {
        if (ShouldProcess($"{channel} on {session.Name}", Operation))
        {
            Act(session, channel);
            if (PassThru)
            {
                WriteObject(target);
            }
        }
    });
}
