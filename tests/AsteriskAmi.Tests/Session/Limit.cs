using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace AsteriskAmi.Tests.Session;

/// <summary>What bounds the tests: nothing waits longer than <see cref="Patience"/>.</summary>
internal static class Limit
{
    /// <summary>How long a test waits for something that should come at once. A busy machine may need some of it.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a server that stays mute is given where that is what is tested: time enough on a busy machine for all
    /// that comes before.
    /// </summary>
    internal static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    /// <summary>How long to connect to a port of another kind: it is asked what it is in the second half of the time.</summary>
    internal static readonly TimeSpan Probing = TimeSpan.FromSeconds(8);

    /// <summary>The running test's own token.</summary>
    internal static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>
    /// Tests block threads of the pool. With as few as this machine has cores, what else needs the pool would wait for
    /// more of them, each of which comes after half a second.
    /// </summary>
    [ModuleInitializer]
    internal static void HaveThreads() => ThreadPool.SetMinThreads(64, 64);

    /// <summary>Runs something that blocks on a thread of its own.</summary>
    internal static Task<T> Run<T>(Func<T> what) =>
        Task.Factory.StartNew(what, Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Runs something that blocks on a thread of its own.</summary>
    internal static Task Run(Action what) =>
        Task.Factory.StartNew(what, Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Waits for the task; fails the test when it takes too long.</summary>
    internal static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Patience, Token);

    /// <summary>Waits for the task; fails the test when it takes too long.</summary>
    internal static Task InTime(this Task task) => task.WaitAsync(Patience, Token);

    /// <summary>Waits until something is so; fails the test when it takes too long.</summary>
    internal static void Until(Func<bool> condition, string what) =>
        Assert.True(SpinWait.SpinUntil(condition, Patience), "It took too long until " + what + ".");

    /// <summary>Waits until what goes up has gone up and then stays as it is, also as seen by many looks of this thread.</summary>
    internal static void UntilStill(Func<long> height, string what)
    {
        long last = 0;
        int looks = 0;
        var since = Stopwatch.StartNew();
        Until(
            () =>
            {
                long now = height();
                if (now != last)
                {
                    last = now;
                    looks = 0;
                    since.Restart();
                }

                return now > 0 && ++looks > 200 && since.Elapsed > TimeSpan.FromMilliseconds(500);
            },
            what);
    }
}
