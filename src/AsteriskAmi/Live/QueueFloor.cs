using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Protocol;
using AsteriskAmi.Queues;

namespace AsteriskAmi.Live;

/// <summary>The queues of a server with their members, kept by its events.</summary>
internal sealed class QueueFloor
{
    internal static readonly IReadOnlyCollection<string> EventNames = new[]
    {
        "QueueCallerJoin", "QueueCallerLeave", "QueueCallerAbandon", "AgentCalled", "AgentRingNoAnswer", "AgentDump", "AgentConnect",
        "AgentComplete", "QueueMemberAdded", "QueueMemberRemoved", "QueueMemberPause", "QueueMemberStatus",
    };

    // A caller who is answered leaves the queue first; AgentConnect comes behind that.
    private static readonly TimeSpan _timeToConnect = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, QueueRecord> _queues = new(StringComparer.Ordinal);
    private readonly TimeSpan? _serviceLevel;
    private readonly bool _sinceReset;

    /// <param name="serviceLevel">Within what time a call should be answered; null for what each queue has.</param>
    /// <param name="sinceReset">Whether to count on from what the server has counted since its statistics were reset.</param>
    internal QueueFloor(TimeSpan? serviceLevel, bool sinceReset)
    {
        _serviceLevel = serviceLevel;
        _sinceReset = sinceReset;
    }

    /// <summary>How long queues leave their members alone after a call, where a member has no time of its own.</summary>
    internal IReadOnlyDictionary<string, TimeSpan> WrapUpTimes { get; set; } = new Dictionary<string, TimeSpan>();

    internal IEnumerable<QueueRecord> Queues => _queues.Values;

    internal IEnumerable<MemberRecord> Members => _queues.Values.SelectMany(queue => queue.Members.Values);

    /// <summary>When the first of the members who wrap up is done, or a caller has left for good; null for never.</summary>
    internal DateTimeOffset? Due => Members.Where(member => member.State == AmiAgentState.WrapUp).Select(member => member.WrapUpUntil)
        .Concat(_queues.Values.SelectMany(queue => queue.Leaving.Values).Select(time => (DateTimeOffset?)time))
        .Min();

    /// <summary>Takes an event.</summary>
    /// <returns>The queue that it is about.</returns>
    internal QueueRecord Apply(AmiMessage message, DateTimeOffset now)
    {
        string name = HeaderValue.Text(message, "Queue");
        if (!_queues.TryGetValue(name, out QueueRecord? queue))
        {
            // A realtime queue is loaded when it is first used.
            _queues.Add(name, queue = new QueueRecord(name) { ServiceLevel = _serviceLevel ?? TimeSpan.Zero });
        }

        string call = HeaderValue.Text(message, "Uniqueid");
        switch (message.EventName)
        {
            case "QueueCallerJoin":
                queue.Waiting[call] = now;
                queue.AbandonsListed.Remove(call);
                queue.CompletesListed.Remove(call);
                break;
            case "QueueCallerAbandon":
                queue.Abandoned += queue.AbandonsListed.Remove(call) ? 0 : 1;
                queue.Waiting.Remove(call);
                StopRinging(queue, call);
                break;
            case "QueueCallerLeave":
                if (queue.Waiting.Remove(call))
                {
                    queue.Leaving[call] = now + _timeToConnect;
                }

                break;
            case "QueueMemberAdded":
            case "QueueMemberPause":
            case "QueueMemberStatus":
                Set(Member(queue, message, now), message, now);
                break;
            case "QueueMemberRemoved":
                Member(queue, message, now).Review(now, isRemoved: true);
                break;
            default:
                Apply(queue, Member(queue, message, now), message, now);
                break;
        }

        Review(queue, now);
        return queue;
    }

    /// <summary>Works out the states again, since time has passed.</summary>
    internal void Tick(DateTimeOffset now)
    {
        foreach (QueueRecord queue in _queues.Values)
        {
            foreach (string call in queue.Leaving.Where(pair => pair.Value <= now).Select(pair => pair.Key).ToArray())
            {
                queue.Leaving.Remove(call);
                queue.Left++;
                StopRinging(queue, call);
            }

            Review(queue, now);
        }
    }

    /// <summary>Forgets the members of a queue that are none any more.</summary>
    internal static void Forget(QueueRecord queue)
    {
        foreach (MemberRecord gone in queue.Members.Values.Where(member => member.State == AmiAgentState.Removed).ToArray())
        {
            queue.Members.Remove(gone.Interface);
        }
    }

    /// <summary>Sets members and callers to what the server's list says.</summary>
    internal void Fill(IReadOnlyList<AmiMessage> list, DateTimeOffset now)
    {
        var listed = new HashSet<string>(list.Where(item => item.EventName == "QueueParams").Select(item => HeaderValue.Text(item, "Queue")));
        foreach (string gone in _queues.Keys.Where(name => !listed.Contains(name)).ToArray())
        {
            _queues.Remove(gone);
        }

        foreach (string name in listed)
        {
            if (!_queues.TryGetValue(name, out QueueRecord? queue))
            {
                _queues.Add(name, queue = new QueueRecord(name));
                SetBase(queue, list);
            }

            queue.WrapUpTime = WrapUpTimes.TryGetValue(name, out TimeSpan time) ? time : TimeSpan.Zero;

            Fill(queue, list.Where(item => HeaderValue.Text(item, "Queue") == name).ToArray(), now);
        }
    }

    /// <summary>Adds to the counts what the server has counted unseen.</summary>
    internal void Settle(IReadOnlyList<AmiMessage> list)
    {
        foreach (AmiMessage item in list)
        {
            if (!_queues.TryGetValue(HeaderValue.Text(item, "Queue"), out QueueRecord? queue))
            {
                continue;
            }

            if (item.EventName == "QueueParams")
            {
                (queue.Completed, queue.CompletedBefore) = Settled(queue.Completed, queue.CompletedBefore, HeaderValue.Integer(item, "Completed"));
                (queue.Abandoned, queue.AbandonedBefore) = Settled(queue.Abandoned, queue.AbandonedBefore, HeaderValue.Integer(item, "Abandoned"));
            }
            else if (FindMember(queue, item) is { } member)
            {
                (member.CallsTaken, member.CallsTakenBefore) = Settled(member.CallsTaken, member.CallsTakenBefore, HeaderValue.Integer(item, "CallsTaken"));
            }
        }
    }

    private void SetBase(QueueRecord queue, IReadOnlyList<AmiMessage> list)
    {
        AmiMessage item = list.First(other => other.EventName == "QueueParams" && HeaderValue.Text(other, "Queue") == queue.Name);
        int completed = HeaderValue.Integer(item, "Completed");
        int abandoned = HeaderValue.Integer(item, "Abandoned");
        queue.ServiceLevel = _serviceLevel ?? HeaderValue.Seconds(item, "ServiceLevel");
        if (!_sinceReset)
        {
            queue.CompletedBefore = completed;
            queue.AbandonedBefore = abandoned;
            return;
        }

        queue.Completed = completed;
        queue.Abandoned = abandoned;
        if (_serviceLevel is null)
        {
            // The server tells the share, with one digit behind the point, and not the number.
            queue.ConnectBefore(completed, (int)Math.Round(completed * HeaderValue.Number(item, "ServicelevelPerf") / 100));
        }
    }

    /// <summary>A count since the beginning, and what stood before it; what is smaller than before was reset.</summary>
    private static (int Count, int Before) Settled(int count, int before, int server) =>
        server < before ? (count, server - count) : (Math.Max(count, server - before), before);

    private static void Fill(QueueRecord queue, AmiMessage[] items, DateTimeOffset now)
    {
        AmiMessage[] members = items.Where(item => item.EventName == "QueueMember").ToArray();
        var interfaces = new HashSet<string>(members.Select(InterfaceOf));
        foreach (MemberRecord gone in queue.Members.Values.Where(member => !interfaces.Contains(member.Interface)).ToArray())
        {
            gone.Review(now, isRemoved: true);
        }

        FillCallers(queue, items, now);
        queue.CompletesListed.Clear();
        foreach (AmiMessage item in members)
        {
            bool isNew = FindMember(queue, item) is null;
            MemberRecord member = Member(queue, item, now);
            member.CallsTakenBefore = isNew ? HeaderValue.Integer(item, "CallsTaken") : member.CallsTakenBefore;
            Set(member, item, now);
            SetCall(queue, member, item);
            member.WrapUpUntil = HeaderValue.Moment(item, "LastCall") is { } last ? WrapUpUntil(queue, member, new DateTimeOffset(last), now) : null;
        }

        SetRinging(queue, items);
        Review(queue, now);
    }

    private static void FillCallers(QueueRecord queue, AmiMessage[] items, DateTimeOffset now)
    {
        Dictionary<string, DateTimeOffset> listed = items.Where(item => item.EventName == "QueueEntry")
            .ToDictionary(item => HeaderValue.Text(item, "Uniqueid"), item => now - HeaderValue.Seconds(item, "Wait"));

        // Asterisk counts one who gives up before it takes him off the list, and its event may still be on its way.
        queue.AbandonsListed.Clear();
        queue.AbandonsListed.UnionWith(queue.Waiting.Keys.Where(call => !listed.ContainsKey(call)));
        queue.Waiting.Clear();
        queue.Leaving.Clear();
        foreach (KeyValuePair<string, DateTimeOffset> caller in listed)
        {
            queue.Waiting.Add(caller.Key, caller.Value);
        }
    }

    /// <summary>The end of the time after a call, by this machine's clock: one of the server that is ahead makes it no longer.</summary>
    private static DateTimeOffset? WrapUpUntil(QueueRecord queue, MemberRecord member, DateTimeOffset last, DateTimeOffset now)
    {
        TimeSpan time = member.WrapUpTime > TimeSpan.Zero ? member.WrapUpTime : queue.WrapUpTime;
        return time > TimeSpan.Zero ? (last < now ? last : now) + time : null;
    }

    private static void SetCall(QueueRecord queue, MemberRecord member, AmiMessage item)
    {
        bool isInCall = HeaderValue.Flag(item, "InCall");
        bool hasEnded = member.Call is not null && (!isInCall || HeaderValue.Integer(item, "CallsTaken") != member.CallsTakenBefore + member.CallsTaken);
        if (hasEnded)
        {
            // It is in the server's counts, and its event may still be on its way.
            queue.CompletesListed.Add(member.Call!);
            member.Complete();
        }

        member.StopRinging();
        if (isInCall && member.Call is null)
        {
            member.Connect(string.Empty, string.Empty);
        }
    }

    /// <summary>Whose call rings at a telephone is not listed: it may be that of anybody who waits.</summary>
    private static void SetRinging(QueueRecord queue, AmiMessage[] items)
    {
        AmiMessage[] callers = items.Where(item => item.EventName == "QueueEntry").ToArray();
        foreach (MemberRecord member in queue.Members.Values.Where(member => callers.Length > 0 && member.IsDeviceRinging && member.Call is null))
        {
            member.Ring(string.Empty, callers.Length == 1 ? HeaderValue.Party(callers[0], "CallerIDNum") : string.Empty);
        }
    }

    private static void Apply(QueueRecord queue, MemberRecord member, AmiMessage message, DateTimeOffset now)
    {
        string call = HeaderValue.Text(message, "Uniqueid");
        switch (message.EventName)
        {
            case "AgentCalled":
                member.Ring(call, HeaderValue.Party(message, "CallerIDNum"));
                break;
            case "AgentRingNoAnswer":
            case "AgentDump":
                member.StopRinging(call);
                member.StopRinging(string.Empty);
                member.Missed++;
                break;
            case "AgentConnect":
                queue.Leaving.Remove(call);
                StopRinging(queue, call);
                queue.Connect(HeaderValue.Seconds(message, "HoldTime"));
                member.Connect(call, HeaderValue.Party(message, "CallerIDNum"));
                break;
            case "AgentComplete":
                int more = queue.CompletesListed.Remove(call) ? 0 : 1;
                queue.Complete(more, HeaderValue.Seconds(message, "TalkTime"));
                member.CallsTaken += more;
                member.Complete();
                member.WrapUpUntil = WrapUpUntil(queue, member, now, now);
                break;
        }
    }

    private static void Review(QueueRecord queue, DateTimeOffset now)
    {
        foreach (MemberRecord member in queue.Members.Values)
        {
            if (!member.IsDeviceRinging || queue.Waiting.Count == 0)
            {
                member.StopRinging(string.Empty);
            }

            if (member.State != AmiAgentState.Removed)
            {
                member.Review(now);
            }
        }
    }

    private static void StopRinging(QueueRecord queue, string call)
    {
        foreach (MemberRecord member in queue.Members.Values)
        {
            member.StopRinging(call);
        }
    }

    private static string InterfaceOf(AmiMessage message) => message.GetHeader("Location") ?? HeaderValue.Text(message, "Interface");

    private static MemberRecord? FindMember(QueueRecord queue, AmiMessage message) =>
        queue.Members.TryGetValue(InterfaceOf(message), out MemberRecord? member) ? member : null;

    private static MemberRecord Member(QueueRecord queue, AmiMessage message, DateTimeOffset now)
    {
        if (FindMember(queue, message) is { } member)
        {
            return member;
        }

        member = new MemberRecord(queue.Name, InterfaceOf(message), now) { Name = HeaderValue.Text(message, "MemberName") };
        queue.Members.Add(member.Interface, member);
        return member;
    }

    private static void Set(MemberRecord member, AmiMessage message, DateTimeOffset now)
    {
        member.Name = message.GetHeader("MemberName") ?? HeaderValue.Text(message, "Name");
        member.Device = (AmiDeviceState)HeaderValue.Integer(message, "Status");
        member.WrapUpTime = HeaderValue.Seconds(message, "Wrapuptime");
        bool isPaused = HeaderValue.Flag(message, "Paused");
        string reason = isPaused ? HeaderValue.Text(message, "PausedReason") : string.Empty;
        if (isPaused != member.IsPaused || reason != member.PauseReason)
        {
            member.Pause(isPaused, reason, now);
        }
    }
}
