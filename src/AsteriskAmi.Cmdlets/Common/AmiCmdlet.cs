using System;
using System.Management.Automation;
using System.Threading;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// What all cmdlets share: Ctrl+C ends every wait, a failure becomes an error record while the pipeline goes on, and
/// -Verbose and -Debug tell what sessions do for it.
/// </summary>
public abstract class AmiCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly object _gate = new();
    private readonly CmdletSteps _steps;
    private bool _disposed;

    /// <summary>Creates a cmdlet.</summary>
    protected AmiCmdlet() => _steps = new CmdletSteps(this);

    /// <summary>Cancelled by Ctrl+C.</summary>
    protected CancellationToken StopToken => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the cmdlet holds.</summary>
    /// <param name="disposing">True unless called by a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Dispose();
            _steps.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _stop.Cancel();
            }
        }
    }

    /// <summary>Does work for one item. A failure is written as an error, and the pipeline goes on.</summary>
    /// <param name="target">The item.</param>
    /// <param name="work">The work.</param>
    protected void Guard(object? target, Action work)
    {
        if (work is null)
        {
            throw new ArgumentNullException(nameof(work));
        }

        try
        {
            _steps.Run(work);
            TranscriptRegistry.WarnOfFailures(this);
        }
        catch (AmiException e)
        {
            WriteError(AmiErrors.Record(e, target));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>
    /// Writes a step if -Verbose asks for it. Where only -Debug does, PowerShell would ask at each whether to go on.
    /// </summary>
    private protected new void WriteVerbose(string text)
    {
        if (_steps.IsVerbose)
        {
            base.WriteVerbose(text);
        }
    }

    /// <summary>Writes an error for one item.</summary>
    private protected void WriteFailure(AmiErrorCode code, string message, object? target) =>
        WriteError(AmiErrors.Record(code, message, target));
}
