using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Events;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Gets those who follow the events of sessions: Watch-AmiEvent, Register-AmiEvent and their like.</summary>
[Cmdlet(VerbsCommon.Get, "AmiSubscription")]
[OutputType(typeof(AmiSubscriptionStatus))]
public sealed class GetAmiSubscriptionCommand : AmiReadCmdlet<AmiSubscriptionStatus>
{
    /// <inheritdoc/>
    protected override IEnumerable<AmiSubscriptionStatus> Read(AmiSession session, CancellationToken cancellation) =>
        session.Subscriptions.Select(subscription => new AmiSubscriptionStatus(subscription, session));
}
