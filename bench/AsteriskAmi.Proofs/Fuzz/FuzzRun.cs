using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace AsteriskAmi.Proofs.Fuzz;

/// <summary>
/// Random mutation of recorded streams, without coverage guidance: one thread on the reader, some on whole sessions,
/// which wait most of the time.
/// </summary>
internal sealed class FuzzRun
{
    private const int SessionSeedOffset = 500_000_000;
    private const int SessionThreads = 4;
    private const long MostManagedBytes = 200L * 1024 * 1024;

    private readonly int _seed;
    private readonly TimeSpan _time;
    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly SortedDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private volatile bool _violated;
    private long _readerCases;
    private long _readerBytes;
    private long _messages;
    private long _overLimit;
    private long _sessionCases;
    private long _sessionBytes;
    private long _events;
    private long _wentOn;
    private long _peakManaged;
    private long _peakWorkingSet;

    private FuzzRun(int seed, TimeSpan time)
    {
        _seed = seed;
        _time = time;
    }

    private bool IsOver => _violated || Stopwatch.GetElapsedTime(_begin) >= _time;

    internal static int Run(Arguments options)
    {
        int seed = options.Number("seed", Random.Shared.Next(1, 1_000_000));
        var run = new FuzzRun(seed, TimeSpan.FromSeconds(options.Number("seconds", 60)));
        int only = options.Number("case", -1);
        if (only >= 0)
        {
            run.CheckReader(only);
            return run._violated ? 1 : 0;
        }

        return run.All();
    }

    private int All()
    {
        Console.WriteLine($"Fuzzing for {_time.TotalSeconds:0} s, seed {_seed}: random mutation of recorded streams, no coverage guidance.");
        AppDomain.CurrentDomain.UnhandledException += (_, e) => Console.Error.WriteLine($"VIOLATION: escaped a thread (seed {_seed}): {e.ExceptionObject}");
        TaskScheduler.UnobservedTaskException += (_, e) => Violate("a task's exception that nobody saw", e.Exception.ToString());
        try
        {
            GrowthCheck.Run();
        }
        catch (ViolationException e)
        {
            Violate("growth", e.Message);
        }

        using var readerDog = new Watchdog("the reader");
        var sessions = new Thread[SessionThreads];
        for (int i = 0; i < SessionThreads; i++)
        {
            int first = i;
            sessions[i] = new Thread(() => FuzzSessions(first)) { IsBackground = true };
            sessions[i].Start();
        }

        FuzzReader(readerDog);
        foreach (Thread thread in sessions)
        {
            thread.Join();
        }

        Report();
        return _violated ? 1 : 0;
    }

    private void FuzzReader(Watchdog dog)
    {
        for (int i = 0; !IsOver; i++)
        {
            dog.Begin($"case {i} of seed {_seed}");
            CheckReader(i);
            if (i % 5_000 == 0)
            {
                CheckMemory();
            }
        }

        dog.Dispose();
    }

    private void CheckReader(int number)
    {
        var one = new ReaderCase(_seed + number);
        try
        {
            one.Check();
            _readerCases++;
            _readerBytes += one.Stream.Length;
            _messages += one.Messages;
            _overLimit += one.WentOverLimit ? 1 : 0;
        }
        catch (ViolationException e)
        {
            Violate($"fuzz --case {number} --seed {_seed}", e.Message);
            ReaderCase least = one.Minimise();
            Console.Error.WriteLine($"Minimised to {least.Stream.Length} bytes, limit {least.Limit}, in {least.Pieces.Count} pieces:\n    {Shown.Bytes(least.Stream)}");
        }
    }

    private void FuzzSessions(int first)
    {
        using var dog = new Watchdog("a session");
        for (int i = first; !IsOver; i += SessionThreads)
        {
            dog.Begin($"case {i} of seed {_seed}");
            var one = new SessionCase(SessionSeedOffset + _seed + i);
            try
            {
                one.Check();
            }
            catch (Exception e)
            {
                Violate($"session case {i} of seed {_seed}", e.ToString());
            }

            Count(one);
        }
    }

    private void Count(SessionCase one)
    {
        lock (_failures)
        {
            _sessionCases++;
            _sessionBytes += one.Bytes;
            _events += one.Events;
            _wentOn += one.WentOn ? 1 : 0;
            foreach (KeyValuePair<string, int> failure in one.Failures)
            {
                _failures[failure.Key] = _failures.GetValueOrDefault(failure.Key) + failure.Value;
            }
        }
    }

    private void CheckMemory()
    {
        long managed = GC.GetTotalMemory(forceFullCollection: true);
        _peakManaged = Math.Max(_peakManaged, managed);
        _peakWorkingSet = Math.Max(_peakWorkingSet, Environment.WorkingSet);
        if (managed > MostManagedBytes)
        {
            Violate("memory", $"{managed:N0} bytes are held after a collection");
        }
    }

    private void Violate(string where, string what)
    {
        _violated = true;
        Console.Error.WriteLine($"VIOLATION ({where}): {what}");
    }

    private void Report()
    {
        CheckMemory();
        Console.WriteLine($"reader    {_readerCases:N0} cases, {_readerBytes:N0} bytes, {_messages:N0} messages, {_overLimit:N0} over the limit (ProtocolError), each read whole, in pieces and by the reference");
        Console.WriteLine($"sessions  {_sessionCases:N0} cases, {_sessionBytes:N0} bytes, {_events:N0} events; {_wentOn:N0} went on, the others ended with their reason");
        foreach (KeyValuePair<string, int> failure in _failures)
        {
            Console.WriteLine($"          {failure.Value,10:N0} {failure.Key}");
        }

        Console.WriteLine($"memory    {_peakManaged / 1048576.0:0.0} MiB managed after a collection, {_peakWorkingSet / 1048576.0:0.0} MiB working set, at the most");
        Console.WriteLine(_violated ? "VIOLATED" : "No crash, no hang, no difference, no growth.");
    }
}
