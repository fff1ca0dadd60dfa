using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using AsteriskAmi.Proofs.Faults;

namespace AsteriskAmi.Proofs.Live;

/// <summary>
/// What the server itself records of calls: its CDRs, on a connection of its own that shares nothing with the library. Which
/// channels are one call follows from the Linkedids that Asterisk gives them.
/// </summary>
internal sealed class CallRecords : IDisposable
{
    private readonly object _gate = new();
    private readonly RawAmi _client;
    private readonly Action<Dictionary<string, string>> _see;
    private readonly Dictionary<string, string> _parents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CallDetail>> _details = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _extensions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (DateTime From, DateTime To)> _lives = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _transfers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _connected = new(StringComparer.Ordinal);
    private int _open;
    private volatile bool _disposed;

    /// <param name="port">The server's port.</param>
    /// <param name="see">Sees every event, on the thread that reads.</param>
    internal CallRecords(int port, Action<Dictionary<string, string>> see)
    {
        _see = see;
        _client = new RawAmi(port, "call,cdr,agent");
        new Thread(Run) { IsBackground = true, Name = "records" }.Start();
    }

    /// <summary>Why reading ended; null while it goes on.</summary>
    internal string? Failure { get; private set; }

    /// <summary>How many channels there are now.</summary>
    internal int OpenChannels
    {
        get
        {
            lock (_gate)
            {
                return _open;
            }
        }
    }

    /// <summary>The ids of all channels, call by call.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> Calls()
    {
        lock (_gate)
        {
            return _lives.Keys.GroupBy(Root).Select(group => (IReadOnlyList<string>)group.ToArray()).ToArray();
        }
    }

    internal IReadOnlyList<CallDetail> Details(string uniqueid)
    {
        lock (_gate)
        {
            return _details.TryGetValue(uniqueid, out List<CallDetail>? list) ? list.ToArray() : [];
        }
    }

    internal string ExtensionOf(string uniqueid)
    {
        lock (_gate)
        {
            return _extensions.GetValueOrDefault(uniqueid, string.Empty);
        }
    }

    /// <summary>From when to when a channel was there.</summary>
    internal (DateTime From, DateTime To) LifeOf(string uniqueid)
    {
        lock (_gate)
        {
            return _lives[uniqueid];
        }
    }

    /// <summary>How often a channel's call was transferred by it.</summary>
    internal int Transfers(string uniqueid)
    {
        lock (_gate)
        {
            return _transfers.GetValueOrDefault(uniqueid);
        }
    }

    /// <summary>Whether a member of a queue took the call of this channel.</summary>
    internal bool WasTaken(string uniqueid)
    {
        lock (_gate)
        {
            return _connected.Contains(uniqueid);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _client.Dispose();
    }

    private void Run()
    {
        try
        {
            while (true)
            {
                Dictionary<string, string> message = _client.Read();
                if (message.ContainsKey("Event"))
                {
                    Take(message);
                    _see(message);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            Failure = _disposed ? null : e.Message;
        }
    }

    private void Take(Dictionary<string, string> message)
    {
        lock (_gate)
        {
            string id = message.GetValueOrDefault("Uniqueid", string.Empty);
            if (id.Length > 0 && message.TryGetValue("Linkedid", out string? linkedid))
            {
                _parents[Root(id)] = Root(linkedid);
            }

            switch (message["Event"])
            {
                case "Newchannel":
                    _open++;
                    _lives[id] = (DateTime.Now, DateTime.MaxValue);
                    _extensions[id] = message["Exten"];
                    break;
                case "Hangup":
                    _open--;
                    _lives[id] = (_lives[id].From, DateTime.Now);
                    break;
                case "AgentConnect":
                    _connected.Add(id);
                    break;
                case "BlindTransfer" when message["Result"] == "Success":
                    Count(message["TransfererUniqueid"]);
                    break;
                case "AttendedTransfer" when message["Result"] == "Success":
                    Count(message["OrigTransfererUniqueid"]);
                    break;
                case "Cdr":
                    Add(message);
                    break;
            }
        }
    }

    private void Count(string uniqueid) => _transfers[uniqueid] = _transfers.GetValueOrDefault(uniqueid) + 1;

    // Cdr events name the id in capitals: RawAmi's headers are found in any case.
    private void Add(Dictionary<string, string> message)
    {
        string id = message["UniqueID"];
        if (!_details.TryGetValue(id, out List<CallDetail>? list))
        {
            _details[id] = list = [];
        }

        list.Add(new CallDetail(Moment(message["StartTime"])!.Value, Moment(message["AnswerTime"]), Moment(message["EndTime"])!.Value, message["Disposition"]));
    }

    private string Root(string id)
    {
        while (_parents.TryGetValue(id, out string? parent) && parent != id)
        {
            id = parent;
        }

        return id;
    }

    private static DateTime? Moment(string text) =>
        text.Length == 0 ? null : DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
