using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that does something to members of queues, which are known by their interface and their queue.</summary>
public abstract class AmiQueueMemberCmdlet : AmiActCmdlet
{
    /// <summary>What is called to reach the members: PJSIP/1001, Local/1001@phones.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueMemberCompleter))]
    public string[] Interface { get; set; } = Array.Empty<string>();

    /// <summary>The queues' names. Where it is optional, null stands for all queues that the member is in.</summary>
    public abstract string[]? Queue { get; set; }

    /// <summary>What is done, for the question that -Confirm and -WhatIf show.</summary>
    private protected abstract string Operation { get; }

    /// <summary>Whether the member is read afterwards and written.</summary>
    private protected virtual bool GivesBack => false;

    /// <summary>The queues to act in; null stands for all.</summary>
    private protected virtual IEnumerable<string?> QueuesToActIn => Queue ?? new string?[] { null };

    /// <summary>Does it to one member. May run on another thread and must use nothing of a cmdlet but the parameters.</summary>
    private protected abstract void Act(AmiSession session, string interfaceName, string? queue, CancellationToken cancellation);

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session)
    {
        foreach (string? queue in QueuesToActIn)
        {
            foreach (string name in Interface)
            {
                Do(session, $"{name} in {queue ?? "all queues"}", Operation, stop => Work(session, name, queue, stop), name);
            }
        }
    }

    private IEnumerable<object> Work(AmiSession session, string interfaceName, string? queue, CancellationToken cancellation)
    {
        Act(session, interfaceName, queue, cancellation);
        if (GivesBack)
        {
            foreach (AmiQueueMember member in session.GetQueueMembers(interfaceName, queue, cancellation))
            {
                yield return member;
            }
        }
    }
}
