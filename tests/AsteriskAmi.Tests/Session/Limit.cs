using System;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace AsteriskAmi.Tests.Session;

/// <summary>What bounds the tests: nothing waits longer than <see cref="Patience"/>.</summary>
internal static class Limit
{
    /// <summary>How long a test waits for something that should come at once. A busy machine may need some of it.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The running test's own token.</summary>
    internal static CancellationToken Token => TestContext.Current.CancellationToken;

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
}
