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
public abstract class AmiChannelInputCmdlet : AmiActCmdlet
{
    /// <summary>The channel by the pipeline: an object of Get-AmiChannel or Invoke-AmiOriginate, an event or any object with a Channel, or a name.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public override PSObject? InputObject { get; set; }

    /// <summary>Does not ask when a pattern fits several channels.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The names and patterns that stand on the command line; none where a channel comes by the pipeline.</summary>
    private protected abstract IReadOnlyList<string> Names { get; }

    /// <summary>What is done, for the question that -Confirm and -WhatIf show.</summary>
    private protected abstract string Operation { get; }

    /// <summary>Does it to one channel. May run on another thread and must use nothing of a cmdlet but the parameters.</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="cancellation">Cancelled by Ctrl+C.</param>
    /// <returns>What is written; a VerboseRecord goes to its own stream.</returns>
    private protected abstract IEnumerable<object> Work(AmiSession session, ChannelInput channel, CancellationToken cancellation);

    // All channels of a server are named by -Name *.
    private protected override AmiSession[]? SessionsIn(PSObject input) => null;

    private protected override void ProcessInput(PSObject input) => ProcessSessions(SessionsFor(input));

    /// <inheritdoc/>
    protected override void ProcessSessions(IReadOnlyList<AmiSession> sessions)
    {
        if (InputObject is null)
        {
            foreach (string name in Names)
            {
                ActOnMatching(sessions, name);
            }
        }
        else if (InputObject.BaseObject is string name && !string.IsNullOrWhiteSpace(name))
        {
            ActOnMatching(sessions, name);
        }
        else
        {
            // Once, whatever -Session names besides: it is on one server.
            base.ProcessSessions(ChannelInput.HasSession(InputObject) ? sessions.Take(1).ToArray() : sessions);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session) =>
        Guard(InputObject, () => ActOn(ChannelInput.Of(InputObject!, session)));

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
                ActOn(new ChannelInput(session, name, null, name));
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

        if (!AgreesToAll(meant.Count, Force, $"{Operation} {meant.Count} channels that match '{name}'?"))
        {
            return;
        }

        foreach (AmiChannel channel in meant)
        {
            ActOn(new ChannelInput(channel.Session, channel.Name, channel, channel));
        }
    }

    private void ActOn(ChannelInput channel) =>
        Do(channel.Session, channel.Name, Operation, stop => Work(channel.Session, channel, stop), channel.Source);
}
