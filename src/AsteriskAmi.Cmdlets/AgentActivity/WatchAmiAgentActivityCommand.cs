using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Live;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Follows the members of queues: what each does, and has done from now on.</summary>
[Cmdlet(VerbsCommon.Watch, "AmiAgentActivity")]
[OutputType(typeof(AmiAgentActivity))]
public sealed class WatchAmiAgentActivityCommand : AmiWatchCmdlet<AmiAgentActivity>
{
    private NameSelection? _names;
    private NameSelection? _queues;

    /// <summary>The members' names or interfaces.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>The queues' names.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[]? Queue { get; set; }

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> EventNames => QueueFloor.EventNames;

    /// <inheritdoc/>
    protected override AmiLiveModel<AmiAgentActivity> Follow(AmiSession session, CancellationToken cancellation) =>
        session.FollowAgents(cancellation: cancellation);

    /// <inheritdoc/>
    protected override bool IsWanted(AmiAgentActivity item)
    {
        _names ??= new NameSelection(Name);
        _queues ??= new NameSelection(Queue);
        return (_names.Fits(item.Name) || _names.Fits(item.Interface)) && _queues.Fits(item.Queue);
    }
}
