using System.Collections.Generic;
using System.Management.Automation;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that changes members of queues, in one queue or in all that they are in.</summary>
public abstract class AmiQueueMemberChangeCmdlet : AmiQueueMemberCmdlet
{
    /// <summary>The queues' names; all queues that the members are in unless given.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public override string[]? Queue { get; set; }

    /// <summary>By the pipeline: members and whatever else has an Interface; for the -Interface that is given, queues and sessions.</summary>
    [Parameter(ValueFromPipeline = true)]
    public override PSObject? InputObject { get; set; }

    /// <summary>Gives the members back, as the server has them then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool GivesBack => PassThru;

    // A queue's own name is its Name. To take only its session would be to act in all queues.
    private protected override IEnumerable<string?> QueuesToActIn =>
        InputObject is not null && PipedObjects.StoredNameOf<AmiQueue>(InputObject) is string queue ? new[] { queue } : base.QueuesToActIn;

    private protected override void ProcessInput(PSObject input)
    {
        if (PipedObjects.StoredNameOf<AmiQueue>(input) is null)
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader,
                $"'{input}' says nothing of a queue: {MyInvocation.MyCommand.Name} would act in all queues. Pipe in queues or members, or name the queues with -Queue.");
        }

        ThrowIfNamedToo(input, nameof(Queue));
        ProcessSessions(SessionsFor(input));
    }

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session)
    {
        if (Queue is null && InputObject is not null && PipedObjects.IsOrWas<AmiQueueMember>(InputObject))
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader,
                $"'{InputObject}' is a member of one queue and has lost its Queue: {MyInvocation.MyCommand.Name} would act in all queues. Select the property Queue too, or name the queues with -Queue; for all queues give the -Interface.");
        }

        base.ProcessSession(session);
    }
}
