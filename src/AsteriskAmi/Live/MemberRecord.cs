using System;
using System.Collections.Generic;
using AsteriskAmi.Queues;

namespace AsteriskAmi.Live;

/// <summary>What is known of a member of a queue now, and what it has done since the beginning.</summary>
internal sealed class MemberRecord
{
    // Reasons are what people type. Those beyond this many count as one.
    private const int MostReasons = 100;
    private const string OtherReasons = "(others)";

    private readonly Dictionary<string, TimeSpan> _pauses = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ringing = new(StringComparer.Ordinal);
    private TimeSpan _talk;
    private TimeSpan _wrapUp;
    private DateTimeOffset? _pausedSince;

    internal MemberRecord(string queue, string agentInterface, DateTimeOffset since)
    {
        Queue = queue;
        Interface = agentInterface;
        Since = since;
    }

    internal string Queue { get; }

    internal string Interface { get; }

    internal string Name { get; set; } = string.Empty;

    internal AmiDeviceState Device { get; set; }

    internal bool IsDeviceRinging => Device is AmiDeviceState.Ringing or AmiDeviceState.RingInUse;

    /// <summary>How long a queue leaves it alone after a call; zero for as long as the queue leaves all.</summary>
    internal TimeSpan WrapUpTime { get; set; }

    internal string PauseReason { get; private set; } = string.Empty;

    internal bool IsPaused => _pausedSince is not null;

    /// <summary>The unique id of the caller it talks to; empty where it is not known, null for none.</summary>
    internal string? Call { get; private set; }

    /// <summary>The number of the caller whose call rings or who is talked to.</summary>
    internal string Caller { get; private set; } = string.Empty;

    internal DateTimeOffset? WrapUpUntil { get; set; }

    /// <summary>How many calls it has taken and ended.</summary>
    internal int CallsTaken { get; set; }

    /// <summary>How many the server had counted when this was begun.</summary>
    internal int CallsTakenBefore { get; set; }

    internal int Missed { get; set; }

    internal AmiAgentState State { get; private set; }

    internal DateTimeOffset Since { get; private set; }

    internal object? Told { get; set; }

    internal void Ring(string call, string caller)
    {
        _ringing.Add(call);
        if (Call is null)
        {
            Caller = caller;
        }
    }

    internal void StopRinging(string call) => _ringing.Remove(call);

    internal void StopRinging() => _ringing.Clear();

    internal void Connect(string call, string caller)
    {
        _ringing.Clear();
        Call = call;
        Caller = caller;
    }

    internal void Complete() => Call = null;

    internal void Pause(bool isPaused, string reason, DateTimeOffset now)
    {
        if (_pausedSince is not null)
        {
            AddPause(now);
        }

        _pausedSince = isPaused ? now : null;
        PauseReason = isPaused ? reason : string.Empty;
    }

    /// <summary>Works out the state from what is known.</summary>
    internal void Review(DateTimeOffset now, bool isRemoved = false)
    {
        AmiAgentState state = isRemoved ? AmiAgentState.Removed : StateAt(now);
        if (Call is null && _ringing.Count == 0)
        {
            Caller = string.Empty;
        }

        if (state != State)
        {
            _talk = TalkUntil(now);
            _wrapUp = WrapUpTimeUntil(now);
            State = state;
            Since = now;
        }
    }

    internal TimeSpan TalkUntil(DateTimeOffset now) => State == AmiAgentState.Talking ? _talk + (now - Since) : _talk;

    internal TimeSpan WrapUpTimeUntil(DateTimeOffset now) => State == AmiAgentState.WrapUp ? _wrapUp + (now - Since) : _wrapUp;

    /// <summary>How long it has been paused, for each reason.</summary>
    internal TextMap<TimeSpan> PausesUntil(DateTimeOffset now)
    {
        var pauses = new Dictionary<string, TimeSpan>(_pauses, StringComparer.Ordinal);
        if (_pausedSince is { } since)
        {
            pauses.TryGetValue(PauseReason, out TimeSpan before);
            pauses[PauseReason] = before + (now - since);
        }

        return new TextMap<TimeSpan>(pauses);
    }

    private AmiAgentState StateAt(DateTimeOffset now)
    {
        if (Call is not null)
        {
            return AmiAgentState.Talking;
        }

        if (_ringing.Count > 0)
        {
            return AmiAgentState.Ringing;
        }

        if (WrapUpUntil > now)
        {
            return AmiAgentState.WrapUp;
        }

        if (IsPaused)
        {
            return AmiAgentState.Paused;
        }

        return Device switch
        {
            AmiDeviceState.Unavailable or AmiDeviceState.Invalid => AmiAgentState.Unavailable,
            AmiDeviceState.Unknown or AmiDeviceState.NotInUse => AmiAgentState.Available,
            _ => AmiAgentState.Busy,
        };
    }

    private void AddPause(DateTimeOffset now)
    {
        string reason = _pauses.Count < MostReasons || _pauses.ContainsKey(PauseReason) ? PauseReason : OtherReasons;
        _pauses.TryGetValue(reason, out TimeSpan before);
        _pauses[reason] = before + (now - _pausedSince!.Value);
    }
}
