using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Live;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Follows calls from their beginning to their outcome.</summary>
[Cmdlet(VerbsCommon.Watch, "AmiCall")]
[OutputType(typeof(AmiCall))]
public sealed class WatchAmiCallCommand : AmiWatchCmdlet<AmiCall>
{
    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> EventNames => CallEvents.Names;

    /// <inheritdoc/>
    protected override AmiLiveModel<AmiCall> Follow(AmiSession session, CancellationToken cancellation) =>
        session.FollowCalls(cancellation: cancellation);
}
