using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using Xunit;

namespace AsteriskAmi.Tests.Session;

/// <summary>A process with many sessions gets back all that they used. Nothing else may run beside, to be counted.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[Collection(Name)]
public sealed class ManySessionsTests
{
    private const string Name = "Many sessions";
    private const int Sessions = 100;

    [Fact]
    public async Task Threads_sockets_and_memory_come_back_when_sessions_are_closed()
    {
        // Once before, for all that is made once and kept.
        await Limit.Run(() => OpenAndClose(2)).InTime();
        int threads = Threads();
        int sockets = Sockets();

        List<WeakReference> sessions = await Limit.Run(() => OpenAndClose(Sessions)).WaitAsync(TimeSpan.FromMinutes(1), Limit.Token);

        Assert.Equal(Sessions, sessions.Count);
        Limit.Until(() => Threads() <= threads, "the sessions' threads had ended");
        Limit.Until(() => Sockets() <= sockets, "the sessions' sockets were closed");
        Limit.Until(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return !sessions.Any(session => session.IsAlive);
            },
            "the sessions were collected");
    }

    /// <summary>
    /// Opens sessions and closes them: some with connections in their pool, some that are just looking for their server.
    /// </summary>
    private static List<WeakReference> OpenAndClose(int count)
    {
        using var server = new PoolServer();
        using var gone = new PoolServer();
        var sessions = new List<AmiSession>();
        var events = new List<AmiSubscription>();
        for (int i = 0; i < count; i++)
        {
            PoolServer one = i % 4 == 0 ? gone : server;
            AmiSession session = AmiSession.Connect(
                one.Options(options =>
                {
                    options.Reconnect = true;
                    options.KeepAliveInterval = TimeSpan.FromSeconds(30);
                    options.MaxActionsPerSecond = i % 3 == 0 ? 1000 : 0;
                }),
                Limit.Token);
            session.StateChanged += (_, _) => { };
            events.Add(session.Subscribe());
            sessions.Add(session);
            if (i % 4 == 1)
            {
                AmiExchange held = session.Start(new AmiAction("Slow"), null, Limit.Token);
                Assert.NotNull(session.Invoke(new AmiAction("Some"), Limit.Token));
                Assert.Equal(1, session.PoolConnections);
                Assert.False(held.IsAnswered);
            }
        }

        Assert.True(!OperatingSystem.IsLinux() || Threads() >= count, "There are fewer threads of sessions than sessions.");
        gone.Dispose();
        Limit.Until(() => sessions.Count(s => s.State == AmiSessionState.Reconnecting) == (count + 3) / 4, "some were lost");
        Parallel.ForEach(sessions, session => session.Dispose());
        return [.. sessions.Select(session => new WeakReference(session))];
    }

    /// <summary>How many threads of sessions run; where that cannot be seen, always as many.</summary>
    private static int Threads() => !OperatingSystem.IsLinux() ? 0
        : Directory.GetDirectories("/proc/self/task").Count(task => Read(task + "/comm").StartsWith("AMI ", StringComparison.Ordinal));

    private static int Sockets() => !OperatingSystem.IsLinux() ? 0
        : Directory.GetFiles("/proc/self/fd").Count(file => File.ResolveLinkTarget(file, false)?.Name.StartsWith("socket:", StringComparison.Ordinal) == true);

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            // The thread has ended since it was listed.
            return string.Empty;
        }
    }
}
