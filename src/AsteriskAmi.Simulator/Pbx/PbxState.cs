using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Calls;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Queues;
using AsteriskAmi.Simulator.Replay;

namespace AsteriskAmi.Simulator.Pbx;

/// <summary>
/// Everything that the simulated PBX knows. One lock (<see cref="Sync"/>) guards it: clients' actions and the
/// scheduler's work hold it, so nothing in here needs a lock of its own.
/// </summary>
internal sealed class PbxState
{
    private readonly long _epoch = UnixSeconds(DateTime.UtcNow);

    // Copied when it changes: a client may go away while an event is on its way to all of them.
    private IEventSink[] _sinks = Array.Empty<IEventSink>();
    private int _lastUniqueid = -1;
    private int _lastLocal = -1;

    internal PbxState()
    {
        Scheduler = new Scheduler(Sync);
        Dialplan = Dialplan.Parse(DialplanText.Extensions);
        DeviceStates = new DeviceStates(this);
        Presences = new Presences(this);
        Queues = QueueDefaults.Create(this);
        Parking = new ParkingLot(this);
        Calls = new CallEngine(this);
        Globals["PLACE"] = "test bench";
    }

    internal object Sync { get; } = new();

    internal Scheduler Scheduler { get; }

    internal DateTime Started { get; } = DateTime.UtcNow;

    internal DateTime Reloaded { get; set; } = DateTime.UtcNow;

    internal Dialplan Dialplan { get; }

    internal List<Channel> Channels { get; } = new();

    internal List<Bridge> Bridges { get; } = new();

    internal List<Conference> Conferences { get; } = new();

    internal ParkingLot Parking { get; }

    internal IReadOnlyList<CallQueue> Queues { get; }

    internal DeviceStates DeviceStates { get; }

    internal Presences Presences { get; }

    internal AstDatabase Database { get; } = new();

    internal CallEngine Calls { get; }

    internal Dictionary<string, string> Globals { get; } = new(StringComparer.Ordinal);

    /// <summary>Plays a transcript in place of the PBX; null when there is none.</summary>
    internal ReplayPlayer? Player { get; set; }

    /// <summary>How many calls there have been: channels that ran through the dialplan.</summary>
    internal int CallsProcessed { get; set; }

    /// <summary>How many channels run through the dialplan now.</summary>
    internal int ActiveCalls => Channels.Count(channel => channel.Mode == ChannelMode.Dialplan);

    internal static long UnixSeconds(DateTime time) => (time.Ticks - 621355968000000000L) / TimeSpan.TicksPerSecond;

    /// <summary>A time with microseconds, as the Timestamp of a Pong.</summary>
    internal static string UnixMicroseconds(DateTime time)
    {
        long ticks = time.Ticks - 621355968000000000L;
        return string.Format(
            CultureInfo.InvariantCulture,
            "{0}.{1:D6}",
            ticks / TimeSpan.TicksPerSecond,
            ticks % TimeSpan.TicksPerSecond / 10);
    }

    internal string NextUniqueid() =>
        string.Format(CultureInfo.InvariantCulture, "{0}.{1}", _epoch, ++_lastUniqueid);

    internal string NextLocalNumber() => (++_lastLocal).ToString("x8", CultureInfo.InvariantCulture);

    internal Channel? FindChannel(string nameOrUniqueid) => Channels.FirstOrDefault(channel =>
        string.Equals(channel.Name, nameOrUniqueid, StringComparison.OrdinalIgnoreCase)
        || string.Equals(channel.Uniqueid, nameOrUniqueid, StringComparison.Ordinal));

    internal CallQueue? FindQueue(string name) =>
        Queues.FirstOrDefault(queue => string.Equals(queue.Name, name, StringComparison.OrdinalIgnoreCase));

    internal void AddSink(IEventSink sink) => _sinks = _sinks.Append(sink).ToArray();

    internal void RemoveSink(IEventSink sink) => _sinks = _sinks.Where(other => other != sink).ToArray();

    internal bool IsLoggedIn(AmiSimulatorAccount account) =>
        _sinks.OfType<ClientConnection>().Any(client => client.Account == account);

    /// <summary>Waits until most of what was sent has gone to each client, or that is cut off. Call without the lock.</summary>
    internal void WaitForRoom()
    {
        ClientConnection[] clients;
        lock (Sync)
        {
            clients = _sinks.OfType<ClientConnection>().ToArray();
        }

        foreach (ClientConnection client in clients)
        {
            client.WaitForRoom();
        }
    }

    /// <summary>Sends an event to every client that may see it.</summary>
    internal void Publish(Frame frame)
    {
        foreach (IEventSink sink in _sinks)
        {
            sink.OnEvent(frame);
        }
    }

    /// <summary>Sends an event about a channel: its headers, then those that are added.</summary>
    internal void Publish(string name, int eventClass, Channel channel, params (string Name, string Value)[] more)
    {
        Frame frame = Frame.Event(name, eventClass).Add(string.Empty, channel);
        foreach ((string header, string value) in more)
        {
            frame.Add(header, value);
        }

        Publish(frame);
    }

    internal void SetVariable(Channel channel, string name, string value)
    {
        channel.SetVariable(name, value);
        Publish("VarSet", EventClasses.Dialplan, channel, ("Variable", name), ("Value", value));
    }
}
