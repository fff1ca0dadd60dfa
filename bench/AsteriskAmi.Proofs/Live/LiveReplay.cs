using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using AsteriskAmi.Live;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Proofs.Live;

/// <summary>
/// Plays recorded events into the books of live models again and again, each round with ids of its own, as a server sends
/// them in a day, and sees that the memory stays flat.
/// </summary>
internal static class LiveReplay
{
    private const double AllowedGrowth = 2;

    internal static int Run(Arguments options)
    {
        int rounds = options.Number("rounds", 270);
        var calls = new CallBook(null);
        var queues = new QueueBook(null, null);
        var agents = new AgentBook(null);
        var memory = new List<double>();
        long events = 0;
        long ended = 0;
        TimeSpan processor = TimeSpan.Zero;
        for (int round = 0; round < rounds; round++)
        {
            List<AmiMessage> messages = Round(round);
            events += messages.Count;
            TimeSpan begun = Process.GetCurrentProcess().TotalProcessorTime;
            ended += Play(messages, calls, queues, agents);
            processor += Process.GetCurrentProcess().TotalProcessorTime - begun;

            // The recording ends amid calls: those are gone when the server is asked.
            calls.Fill(new CallLists([], new Dictionary<string, string>(), new Dictionary<string, string>()), DateTimeOffset.UtcNow, []);
            queues.Fill([], DateTimeOffset.UtcNow);
            agents.Fill([], DateTimeOffset.UtcNow);
            messages.Clear();
            if ((round + 1) % Math.Max(1, rounds / 9) == 0)
            {
                memory.Add(GC.GetTotalMemory(forceFullCollection: true) / 1048576.0);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{events,9} events, {ended,7} calls ended: {memory[^1]:0.00} MiB, {calls.LegCount} channels"));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"three books: {processor.TotalMilliseconds * 1000 / events:0.00} ms of processor time for 1,000 events"));
        bool isFlat = memory[^1] - memory.Skip(1).First() < AllowedGrowth;
        Console.WriteLine(isFlat ? "Flat." : "VIOLATED: the memory grows");
        return isFlat ? 0 : 1;
    }

    private static long Play(List<AmiMessage> messages, CallBook calls, QueueBook queues, AgentBook agents)
    {
        var names = new HashSet<string>(calls.EventNames);
        var queueNames = new HashSet<string>(queues.EventNames);
        var ended = new List<AmiCall>();
        var queueChanges = new List<AmiQueueActivity>();
        var agentChanges = new List<AmiAgentActivity>();
        foreach (AmiMessage message in messages)
        {
            DateTimeOffset now = DateTimeOffset.UtcNow;
            if (names.Contains(message.EventName!))
            {
                calls.Apply(message, now, ended);
            }

            if (queueNames.Contains(message.EventName!))
            {
                queues.Apply(message, now, queueChanges);
                agents.Apply(message, now, agentChanges);
            }
        }

        return ended.Count(call => call.State == AmiCallState.Ended);
    }

    /// <summary>The recorded events with the ids of one round: the recording's begin with 17953450.</summary>
    private static List<AmiMessage> Round(int round)
    {
        string prefix = string.Create(CultureInfo.InvariantCulture, $": {10_000_000 + round}");
        var reader = new AmiMessageReader();
        var messages = new List<AmiMessage>();
        foreach (string text in RecordedEvents.All)
        {
            reader.Append(Encoding.UTF8.GetBytes(text.Replace(": 17953450", prefix, StringComparison.Ordinal)));
            while (reader.TryRead(out AmiMessage message))
            {
                messages.Add(message);
            }
        }

        return messages;
    }
}
