using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Waits for one event, and does what brings it about meanwhile, so that it cannot come too early to be seen.</summary>
[Cmdlet(VerbsLifecycle.Wait, "AmiEvent")]
[OutputType(typeof(AmiMessage))]
public sealed class WaitAmiEventCommand : AmiEventCmdlet
{
    private const int BatchSize = 512;

    /// <summary>Says of an event, which it finds as $_, whether it is the one.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? Where { get; set; }

    /// <summary>What to do once the events are followed: the command that brings the event about.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? During { get; set; }

    /// <summary>How long to wait, in seconds, from the end of what is done meanwhile.</summary>
    [Parameter]
    [ValidateRange(1, 31_536_000)]
    public int TimeoutSeconds { get; set; } = 60;

    /// <inheritdoc/>
    protected override void ProcessSessions(IReadOnlyList<AmiSession> sessions)
    {
        AmiSession[] open = sessions.Where(IsOpen).ToArray();
        if (open.Length > 0)
        {
            Guard(open.Length == 1 ? open[0] : null, () => Wait(open));
        }
    }

    private void Wait(AmiSession[] sessions)
    {
        using var merge = new EventMerge(sessions, Filter(), AmiSubscription.DefaultCapacity, AmiOverflowPolicy.DropOldest, BatchSize, StopToken);
        WarnOfMissing(sessions);
        Run(During);
        int failed = 0;
        foreach (EventPart part in merge.Parts(Deadline.After(TimeSpan.FromSeconds(TimeoutSeconds))))
        {
            if (part.Failure is not null)
            {
                WriteError(AmiErrors.Record(part.Failure, part.Session, part.Session));
                failed++;
            }
            else if (part.Events.FirstOrDefault(IsIt) is AmiMessage found)
            {
                WriteObject(found);
                return;
            }
        }

        if (failed < sessions.Length)
        {
            throw new AmiException(AmiErrorCode.Timeout, string.Format(
                CultureInfo.InvariantCulture,
                "No such event came within {0} s. Give more time with -TimeoutSeconds, or look with Watch-AmiEvent at what comes. The account sees only events of the classes that it may read (read= in manager.conf), and filters of the session hide more (Get-AmiEventFilter).",
                TimeoutSeconds));
        }
    }

    /// <summary>Runs the script block in its own scope. Its errors are passed on, its output is not the event.</summary>
    private void Run(ScriptBlock? during)
    {
        if (during is null)
        {
            return;
        }

        foreach (PSObject output in InvokeCommand.InvokeScript("& $args[0] 2>&1", false, PipelineResultTypes.None, null, during))
        {
            if (output?.BaseObject is ErrorRecord error)
            {
                WriteError(error);
            }
        }
    }

    private bool IsIt(AmiMessage message)
    {
        if (WarningOf(message) is string warning)
        {
            WriteWarning(warning);
            return false;
        }

        return Where is null || IsTrue(Where, message);
    }
}
