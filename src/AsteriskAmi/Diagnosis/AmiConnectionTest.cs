using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;
using System.Threading;
using AsteriskAmi.Session;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Diagnosis;

/// <summary>
/// Checks whether and how well a server can be used: from the name over the connection, TLS and the login to what the
/// account may do. It opens one connection as a session does, and closes it. Where the account may, it sends one
/// UserEvent, AmiConnectionCheck, which other clients of the server see; nothing else changes anything.
/// </summary>
public static class AmiConnectionTest
{
    /// <summary>Checks an endpoint, step by step.</summary>
    /// <param name="options">
    /// Where to connect, and as whom. Without a user name and a secret the check ends before the login.
    /// <see cref="AmiConnectOptions.ConnectTimeout"/> limits connecting, and again the login;
    /// <see cref="AmiConnectOptions.ActionTimeout"/> every answer after it.
    /// </param>
    /// <param name="cancellation">Ends the check.</param>
    /// <returns>The steps, each as it is done; nothing is sent before they are asked for.</returns>
    /// <exception cref="AmiException">While the steps are read: the options cannot be used.</exception>
    /// <exception cref="OperationCanceledException">While the steps are read: the check was cancelled.</exception>
    public static IEnumerable<AmiConnectionCheck> Run(AmiConnectOptions options, CancellationToken cancellation = default) =>
        Stream(options ?? throw new ArgumentNullException(nameof(options)), cancellation);

    private static IEnumerable<AmiConnectionCheck> Stream(AmiConnectOptions options, CancellationToken cancellation)
    {
        // Not disposed: the thread may still look at it on its way out.
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var steps = new BlockingCollection<AmiConnectionCheck>();
        Exception? failure = null;
        StepLog? log = StepLog.Current;
        var thread = new Thread(() =>
        {
            StepLog.Current = log;
            try
            {
                new ConnectionRun(options, steps.Add).Run(stop.Token);
            }
            catch (Exception e)
            {
                // Nothing may escape a thread: whoever reads the steps is told.
                failure = e;
            }

            steps.CompleteAdding();
        });
        thread.IsBackground = true;
        thread.Name = "AMI check " + options.ComputerName;
        thread.Start();
        try
        {
            foreach (AmiConnectionCheck step in steps.GetConsumingEnumerable(stop.Token))
            {
                log?.Tell();
                yield return step;
            }
        }
        finally
        {
            stop.Cancel();
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Capture(failure).Throw();
        }
    }
}
