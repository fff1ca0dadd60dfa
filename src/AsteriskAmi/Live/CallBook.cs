using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Live;

/// <summary>The calls of a server, kept by its events. A call is forgotten when it has ended.</summary>
internal sealed class CallBook : ILiveBook<AmiCall>
{
    private readonly AmiSession? _session;
    private readonly Dictionary<string, CallRecord> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CallRecord> _aliases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LegRecord> _legs = new(StringComparer.Ordinal);
    private readonly RecentlyEnded _ended = new();
    private readonly CallEvents _events;
    private long _order;
    private ICollection<AmiCall> _changes = Array.Empty<AmiCall>();

    internal CallBook(AmiSession? session)
    {
        _session = session;
        _events = new CallEvents(this);
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> EventNames => CallEvents.Names;

    /// <inheritdoc/>
    public DateTimeOffset? Due => null;

    internal int LegCount => _legs.Count;

    /// <inheritdoc/>
    public void Apply(AmiMessage message, DateTimeOffset now, ICollection<AmiCall> changes)
    {
        _changes = changes;
        CallRecord? call = _events.Apply(message, now);
        if (call is not null)
        {
            Review(call, now);
        }
    }

    /// <inheritdoc/>
    public void Tick(DateTimeOffset now, ICollection<AmiCall> changes)
    {
        // Nothing of a call changes by time alone.
    }

    /// <inheritdoc/>
    public void Doubt(DateTimeOffset now)
    {
        foreach (CallRecord call in _calls.Values)
        {
            call.IsDoubtful = true;
        }
    }

    /// <inheritdoc/>
    public LiveFill<AmiCall> Read(AmiSession session, CancellationToken cancellation)
    {
        CallLists lists = CallLists.Read(session, cancellation);
        return new LiveFill<AmiCall>((now, changes) => Fill(lists, now, changes), (_, _) => { });
    }

    /// <inheritdoc/>
    public IReadOnlyList<AmiCall> Snapshot(DateTimeOffset now) =>
        _calls.Values.OrderBy(call => call.Order).Select(call => new AmiCall(call, now, _session)).ToArray();

    /// <summary>Sets the book to what the server's lists say.</summary>
    internal void Fill(CallLists lists, DateTimeOffset now, ICollection<AmiCall> changes)
    {
        _changes = changes;
        CallFill.Apply(this, lists, now);
    }

    internal IReadOnlyList<LegRecord> Legs() => _legs.Values.ToArray();

    internal IReadOnlyList<CallRecord> Calls() => _calls.Values.OrderBy(call => call.Order).ToArray();

    internal LegRecord? FindLeg(string uniqueid) => _legs.TryGetValue(uniqueid, out LegRecord? leg) ? leg : null;

    internal CallRecord? FindCall(string linkedid) =>
        _calls.TryGetValue(linkedid, out CallRecord? call) || _aliases.TryGetValue(linkedid, out call) ? call : null;

    internal IEnumerable<LegRecord> InBridge(string bridge) => _legs.Values.Where(leg => leg.BridgeId == bridge).ToArray();

    internal bool HasEnded(string uniqueid) => _ended.Contains(uniqueid);

    internal CallRecord AddCall(string id, DateTimeOffset start)
    {
        var call = new CallRecord(id, ++_order, start);
        _calls.Add(id, call);
        return call;
    }

    internal LegRecord AddLeg(string uniqueid, CallRecord call)
    {
        var leg = new LegRecord(uniqueid, call);
        _legs.Add(uniqueid, leg);
        call.Legs.Add(leg);
        return leg;
    }

    internal void RemoveLeg(LegRecord leg)
    {
        _ended.Add(leg.Uniqueid);
        _legs.Remove(leg.Uniqueid);
        leg.Call.Legs.Remove(leg);
    }

    /// <summary>Makes one call of two: that whose Linkedid Asterisk has given to the channel that joined them, or the older.</summary>
    /// <returns>The one that remains.</returns>
    internal CallRecord Join(CallRecord one, CallRecord other, string linkedid, DateTimeOffset now)
    {
        CallRecord? named = FindCall(linkedid);
        CallRecord rest = named == one || named == other ? named : one.Order < other.Order ? one : other;
        CallRecord gone = rest == one ? other : one;
        foreach (LegRecord leg in gone.Legs)
        {
            leg.Call = rest;
            rest.Legs.Add(leg);
        }

        foreach (string alias in gone.Aliases.Append(gone.Id))
        {
            rest.Aliases.Add(alias);
            _aliases[alias] = rest;
        }

        rest.IsDoubtful |= gone.IsDoubtful;
        rest.Unborn.UnionWith(gone.Unborn);
        gone.Legs.Clear();
        gone.JoinedTo = rest.Id;
        Review(gone, now);
        return rest;
    }

    /// <summary>Works out the state of a call, ends it when its last leg is gone, and tells what has changed.</summary>
    internal void Review(CallRecord call, DateTimeOffset now)
    {
        if (call.Legs.Count == 0 && call.End is null)
        {
            call.End = now;
            call.Outcome ??= call.JoinedTo.Length > 0 ? AmiCallResult.Joined : CallRules.ResultOf(call);
            _calls.Remove(call.Id);
            if (call.JoinedTo.Length == 0)
            {
                call.Aliases.ForEach(alias => _aliases.Remove(alias));
            }
        }

        call.WasRecorded |= call.IsRecorded;
        call.Enter(CallRules.StateOf(call), now);
        object shown = (call.State, call.From, call.To, call.AnsweredBy, call.Queue, call.Conference, call.ParkingSpace, call.Transfers, call.IsRecorded);
        if (!shown.Equals(call.Told))
        {
            call.Told = shown;
            _changes.Add(new AmiCall(call, now, _session));
        }
    }
}
