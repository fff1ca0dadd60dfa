using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using AsteriskAmi.Live;
using AsteriskAmi.Proofs.Faults;

namespace AsteriskAmi.Proofs.Live;

/// <summary>Calls that come in to the server by SIP, made by sipp: one process for each kind of call, without media.</summary>
internal sealed class SippCalls : IDisposable
{
    internal const string Queue = "sipp-queue";

    internal static readonly IReadOnlyList<SippKind> All =
    [
        new("answered", "sipp-answer", AmiCallResult.Answered),
        new("answered", "sipp-dial", AmiCallResult.Answered),
        new("ended", "sipp-end", AmiCallResult.Answered),
        new("cancelled", "sipp-ring", AmiCallResult.Abandoned),
        new("cancelled", "sipp-dial-ring", AmiCallResult.Abandoned),
        new("refused", "sipp-busy", AmiCallResult.Busy),
        new("refused", "sipp-dial-busy", AmiCallResult.Busy),
        new("refused", "sipp-congestion", AmiCallResult.Congestion),
        new("refused", "sipp-rang", AmiCallResult.NoAnswer),
        new("refused", "sipp-dial-rang", AmiCallResult.NoAnswer),
        new("refused", "sipp-unknown", AmiCallResult.Failed),
        new("answered", Queue, AmiCallResult.Answered, 4000),
        new("answered", "sipp-queue-support", AmiCallResult.Abandoned),
        new("answered", "sipp-park", AmiCallResult.Abandoned),
        new("answered", "sipp-conference", AmiCallResult.Answered),
        new("transferred", "sipp-transfer", AmiCallResult.Answered),
    ];

    /// <summary>Lines of the dialplan that the calls need.</summary>
    internal static readonly IReadOnlyList<string> Extensions =
    [
        "sipp-answer,1,Answer()", "sipp-answer,2,Wait(60)",
        "sipp-dial,1,Dial(Local/answer@test,30)", "sipp-dial,2,Hangup()",
        "sipp-end,1,Answer()", "sipp-end,2,Wait(1)", "sipp-end,3,Hangup()",
        "sipp-ring,1,Ringing()", "sipp-ring,2,Wait(60)",
        "sipp-dial-ring,1,Dial(Local/noanswer@test,30)", "sipp-dial-ring,2,Hangup()",
        "sipp-busy,1,Busy(10)",
        "sipp-dial-busy,1,Dial(Local/busy@test,10)", "sipp-dial-busy,2,Busy(10)",
        "sipp-congestion,1,Congestion(10)",
        "sipp-rang,1,Ringing()", "sipp-rang,2,Wait(1)", "sipp-rang,3,Hangup()",
        "sipp-dial-rang,1,Dial(Local/noanswer@test,1)", "sipp-dial-rang,2,Hangup()",
        "sipp-unknown,1,Hangup(1)",
        "sipp-queue,1,Answer()", "sipp-queue,2,Queue(sales)", "sipp-queue,3,Hangup()",
        "sipp-queue-support,1,Answer()", "sipp-queue-support,2,Queue(support)", "sipp-queue-support,3,Hangup()",
        "sipp-park,1,Answer()", "sipp-park,2,Park(default)",
        "sipp-conference,1,Answer()", "sipp-conference,2,ConfBridge(sipp-room,test_bridge,test_user)",
        "sipp-transfer,1,Dial(Local/answer@test,30,tT)", "sipp-transfer,2,Hangup()",
    ];

    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "Sipp");

    private readonly string _logs = Directory.CreateTempSubdirectory("sipp").FullName;
    private readonly List<(SippKind Kind, Process Process)> _running = [];

    /// <summary>Begins to make calls of all kinds.</summary>
    /// <param name="sipPort">The server's port.</param>
    /// <param name="count">How many calls.</param>
    /// <param name="duration">In what time they are begun.</param>
    internal SippCalls(int sipPort, int count, TimeSpan duration)
    {
        foreach ((SippKind kind, int index) in All.Select((kind, index) => (kind, index)))
        {
            int calls = (count / All.Count) + (index < count % All.Count ? 1 : 0);
            if (calls > 0)
            {
                _running.Add((kind, Start(kind, sipPort, calls, duration)));
            }
        }
    }

    /// <summary>Whether this machine has sipp.</summary>
    internal static bool IsThere =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "sipp")));

    /// <summary>Waits until all calls are over.</summary>
    /// <returns>What sipp says went wrong.</returns>
    internal IReadOnlyList<string> Join()
    {
        var failures = new List<string>();
        foreach ((SippKind kind, Process process) in _running)
        {
            if (!FaultRig.Until(() => process.HasExited) || process.ExitCode != 0)
            {
                failures.Add($"sipp for {kind.Extension} {(process.HasExited ? $"ended with {process.ExitCode}" : "does not end")}: {LastError(kind)}");
            }
        }

        return failures;
    }

    public void Dispose()
    {
        foreach ((_, Process process) in _running)
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }

            process.Dispose();
        }

        Directory.Delete(_logs, recursive: true);
    }

    private Process Start(SippKind kind, int sipPort, int calls, TimeSpan duration)
    {
        string period = ((long)(duration / calls).TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{sipPort}"), "-i", "127.0.0.1", "-nostdin",
            "-sf", Path.Combine(_folder, kind.Scenario + ".xml"), "-s", kind.Extension,
            "-d", kind.Milliseconds.ToString(CultureInfo.InvariantCulture), "-m", calls.ToString(CultureInfo.InvariantCulture), "-r", "1", "-rp", period,
            "-timeout", string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds + 60:0}s"), "-timeout_error",
            "-trace_err", "-error_file", ErrorFile(kind),
        ];

        // It draws its statistics on the screen all the time.
        var start = new ProcessStartInfo("sh", ["-c", "exec sipp \"$@\" >/dev/null 2>&1", "sipp", .. arguments]);
        return Process.Start(start)!;
    }

    private string LastError(SippKind kind) => File.Exists(ErrorFile(kind)) ? string.Join(' ', File.ReadAllLines(ErrorFile(kind)).Take(4)) : "it says nothing";

    private string ErrorFile(SippKind kind) => Path.Combine(_logs, kind.Extension + ".log");
}
