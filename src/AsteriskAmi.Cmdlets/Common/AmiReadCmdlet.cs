using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that only reads, from any number of sessions at once.</summary>
/// <typeparam name="T">What it reads.</typeparam>
public abstract class AmiReadCmdlet<T> : AmiSessionCmdlet
{
    /// <summary>By the pipeline: sessions, their names (wildcards allowed) or Ids, or objects of Get-AmiServer.</summary>
    [Parameter(ValueFromPipeline = true)]
    public override PSObject? InputObject { get; set; }

    /// <summary>Reads from one session. With several it runs on another thread and must use nothing of a cmdlet.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Cancelled by Ctrl+C.</param>
    /// <returns>What it reads, as it comes.</returns>
    protected abstract IEnumerable<T> Read(AmiSession session, CancellationToken cancellation);

    /// <inheritdoc/>
    protected override void ProcessSessions(IReadOnlyList<AmiSession> sessions) =>
        Each(sessions, Read, (_, item) => WriteObject(item));

    /// <summary>Writes what objects of the pipeline have named, and an error for each name that nothing has.</summary>
    private protected void WritePiped(PipedNames piped, Func<T, string[]> idsOf, string noun, string cure)
    {
        if (piped.Sessions.Count == 0)
        {
            return;
        }

        int read = Each(piped.Sessions, Read, (session, item) =>
        {
            if (piped.Wants(session, idsOf(item)))
            {
                WriteObject(item);
            }
        });
        if (read > 0)
        {
            piped.WriteMissing(this, noun, cure);
        }
    }
}
