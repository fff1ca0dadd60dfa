using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Joins AMI events to PowerShell's own: Get-Event, Wait-Event, Unregister-Event and -Action work on them.</summary>
[Cmdlet(VerbsLifecycle.Register, "AmiEvent")]
[OutputType(typeof(PSEventJob))]
public sealed class RegisterAmiEventCommand : AmiEventCmdlet
{
    /// <summary>A name for the registration; made up unless given.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string SourceIdentifier { get; set; } = Guid.NewGuid().ToString();

    /// <summary>What to run for each batch of events; without it they wait for Get-Event.</summary>
    [Parameter(Position = 2)]
    public ScriptBlock? Action { get; set; }

    /// <summary>Says of an event, which it finds as $_, whether it is wanted.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? Where { get; set; }

    /// <summary>Data to hand on with each event.</summary>
    [Parameter]
    public PSObject? MessageData { get; set; }

    /// <summary>Hides the registration from Get-EventSubscriber.</summary>
    [Parameter]
    public SwitchParameter SupportEvent { get; set; }

    /// <summary>Forwards the events to the caller's session when this one is remote.</summary>
    [Parameter]
    public SwitchParameter Forward { get; set; }

    /// <summary>Ends the registration after this many batches; never unless given.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MaxTriggerCount { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSessions(IReadOnlyList<AmiSession> sessions)
    {
        if (Events.GetEventSubscribers(SourceIdentifier).Any())
        {
            WriteError(new ErrorRecord(
                new ArgumentException($"There is a registration with the source identifier '{SourceIdentifier}' already. Choose another, or end that one with Unregister-Event."),
                "SUBSCRIBER_EXISTS",
                ErrorCategory.InvalidArgument,
                SourceIdentifier));
            return;
        }

        if (Forward && Action is not null)
        {
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException("An action runs here, and -Forward sends the events elsewhere. Give one of them."),
                "ACTION_AND_FORWARD_NOT_SUPPORTED",
                ErrorCategory.InvalidOperation,
                null));
        }

        AmiSession[] open = sessions.Where(IsOpen).ToArray();
        if (open.Length == 0)
        {
            return;
        }

        WarnOfMissing(open);
        var forwarder = new AmiEventForwarder(open, Filter(), MaxTriggerCount, runsCode: Action is not null);
        PSEventManager events = Events;
        PSEventSubscriber subscriber = events.SubscribeEvent(
            forwarder,
            nameof(AmiEventForwarder.EventReceived),
            SourceIdentifier,
            MessageData,
            Action,
            SupportEvent,
            Forward,
            MaxTriggerCount);
        subscriber.Unsubscribed += (_, _) => forwarder.Dispose();
        EventChooser? chooser = Where is null ? null
            : new EventChooser(events, Where, Action is null ? null : subscriber.Action.Error.Add);

        // In the forwarder's own thread, so that they come in their order and nothing waits for the thread pool.
        string identifier = SourceIdentifier;
        PSObject? data = MessageData;
        forwarder.Start(
            batch => events.GenerateEvent(
                identifier, forwarder, new object[] { forwarder, batch }, data, processInCurrentThread: true, waitForCompletionInCurrentThread: false),
            chooser);
        if (Action is not null && !SupportEvent)
        {
            WriteObject(subscriber.Action);
        }
    }
}
