using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using AsteriskAmi.Proofs.Faults;

namespace AsteriskAmi.Proofs.Live;

/// <summary>
/// What the calls of each queue waited and talked, by events on a connection of its own: the true averages, and those that
/// Asterisk keeps (app_queue.c: three parts of the old average and one of the new value, in whole seconds; the new value alone
/// until a call is over).
/// </summary>
internal sealed class MovingAverages : IDisposable
{
    private readonly object _gate = new();
    private readonly Dictionary<string, (int Count, int Sum, int Moving)> _values = new(StringComparer.Ordinal);
    private readonly RawAmi _client;

    internal MovingAverages(int port)
    {
        _client = new RawAmi(port, "agent");
        new Thread(Run) { IsBackground = true, Name = "averages" }.Start();
    }

    internal (double? True, int Moving) Hold(string queue) => Of("AgentConnect " + queue);

    internal (double? True, int Moving) Talk(string queue) => Of("AgentComplete " + queue);

    public void Dispose() => _client.Dispose();

    private (double? True, int Moving) Of(string key)
    {
        lock (_gate)
        {
            return _values.TryGetValue(key, out (int Count, int Sum, int Moving) value) ? ((double)value.Sum / value.Count, value.Moving) : (null, 0);
        }
    }

    private void Run()
    {
        try
        {
            while (true)
            {
                Dictionary<string, string> message = _client.Read();
                string name = message.GetValueOrDefault("Event", string.Empty);
                if (name is "AgentConnect" or "AgentComplete")
                {
                    Add(name, message["Queue"], int.Parse(message[name == "AgentConnect" ? "HoldTime" : "TalkTime"], CultureInfo.InvariantCulture));
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Disposed. Before that, values would be missing, and the comparison shows it.
        }
    }

    private void Add(string name, string queue, int value)
    {
        lock (_gate)
        {
            bool isFirst = !_values.ContainsKey("AgentComplete " + queue);
            (int count, int sum, int moving) = _values.GetValueOrDefault($"{name} {queue}");
            _values[$"{name} {queue}"] = (count + 1, sum + value, isFirst ? value : ((moving * 3) + value) >> 2);
        }
    }
}
