using System.Management.Automation;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that changes members of queues, in one queue or in all that they are in.</summary>
public abstract class AmiQueueMemberChangeCmdlet : AmiQueueMemberCmdlet
{
    /// <summary>The queues' names; all queues that the members are in unless given.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public override string[]? Queue { get; set; }

    /// <summary>Gives the members back, as the server has them then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool GivesBack => PassThru;
}
