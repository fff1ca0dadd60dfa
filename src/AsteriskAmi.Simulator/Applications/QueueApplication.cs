using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Calls;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Pbx;
using AsteriskAmi.Simulator.Queues;

namespace AsteriskAmi.Simulator.Applications;

/// <summary>Queue: the caller waits, members are called, the first who answers is connected.</summary>
internal sealed class QueueApplication : IDialer
{
    private static readonly string[] _cleared =
    {
        "ANSWEREDTIME", "ANSWEREDTIME_MS", "DIALEDTIME", "DIALEDTIME_MS", "QUEUEWAIT", "QUEUEWAIT_MS",
    };

    private readonly PbxState _pbx;
    private readonly Channel _channel;
    private readonly CallQueue _queue;
    private readonly QueueCaller _caller;
    private readonly Dictionary<Channel, QueueMember> _ringing = new();
    private readonly Queue<QueueMember> _next = new();
    private DateTime _ringingSince;
    private ScheduledItem? _timer;

    private QueueApplication(PbxState pbx, Channel channel, CallQueue queue)
    {
        _pbx = pbx;
        _channel = channel;
        _queue = queue;
        _caller = new QueueCaller(channel, Withdraw);
    }

    internal static ApplicationResult Run(ApplicationCall call)
    {
        CallQueue? queue = call.Pbx.FindQueue(call.Argument(0));
        if (queue is null)
        {
            return ApplicationResult.Done;
        }

        foreach (string name in _cleared)
        {
            call.Pbx.SetVariable(call.Channel, name, string.Empty);
        }

        if (queue.Max > 0 && queue.Callers.Count >= queue.Max)
        {
            call.Pbx.SetVariable(call.Channel, "QUEUESTATUS", "FULL");
            return ApplicationResult.Done;
        }

        new QueueApplication(call.Pbx, call.Channel, queue).Join();
        return ApplicationResult.Blocked;
    }

    public void OnRinging(Channel channel)
    {
        channel.Exten = _channel.Exten;
        PublishNewexten(channel);
        _pbx.Publish(OutgoingLeg.Dial("DialState", _channel, channel).Add("DialStatus", "RINGING"));
    }

    public void OnProgress(Channel channel) =>
        _pbx.Publish(OutgoingLeg.Dial("DialState", _channel, channel).Add("DialStatus", "PROGRESS"));

    public void OnAnswer(Channel channel)
    {
        _timer?.Cancel();
        QueueMember member = _ringing[channel];
        _ringing.Remove(channel);
        _pbx.Publish(OutgoingLeg.Dial("DialEnd", _channel, channel).Add("DialStatus", "ANSWER"));
        foreach (Channel other in _ringing.Keys.ToList())
        {
            Drop(other, "CANCEL", reportMember: false);
        }

        Connect(channel, member);
    }

    public void OnRefused(Channel channel, string dialStatus) => TryNext(channel, dialStatus);

    public void OnHangup(Channel channel) => TryNext(channel, HangupCauses.ToDialStatus(channel.HangupCause));

    private void Join()
    {
        _queue.Enter(_caller);
        _caller.OriginalPosition = _queue.Position(_caller);
        _pbx.Publish(Event("QueueCallerJoin")
            .Add("Position", _queue.Position(_caller))
            .Add("Count", _queue.Callers.Count));
        _pbx.Publish("MusicOnHoldStart", EventClasses.Call, _channel, ("Class", "default"));
        _pbx.Calls.Block(_channel, -1, Abandon);
        Try();
    }

    /// <summary>Calls members, if it is this caller's turn: the free one of the lowest penalty, or all such.</summary>
    private void Try()
    {
        IReadOnlyList<QueueMember> available = _queue.Available();
        if (_queue.Position(_caller) > available.Count)
        {
            Retry();
            return;
        }

        _next.Clear();
        bool all = _queue.Strategy == "ringall";
        foreach (QueueMember member in available.Where(member => !all || member.Penalty == available[0].Penalty))
        {
            _next.Enqueue(member);
        }

        _timer = _pbx.Scheduler.After(QueueDefaults.RingSeconds * 1000L, () =>
        {
            foreach (Channel leg in _ringing.Keys.ToList())
            {
                Drop(leg, "NOANSWER", reportMember: true);
            }

            Retry();
        });
        _ringingSince = DateTime.UtcNow;
        do
        {
            CallMember(_next.Dequeue());
        }
        while (all && _next.Count > 0);
    }

    private void Retry() => _timer = _pbx.Scheduler.After(QueueDefaults.RetrySeconds * 1000L, Try);

    private void CallMember(QueueMember member)
    {
        string destination = member.Interface.Substring(member.Interface.IndexOf('/') + 1);
        Channel leg = OutgoingLeg.Create(_pbx, _channel, destination, this);
        _ringing[leg] = member;
        leg.CallerIdNumber = _channel.ConnectedNumber.Length > 0 ? _channel.ConnectedNumber : _channel.Exten;
        leg.Application = "AppQueue";
        leg.ApplicationData = "(Outgoing Line)";
        PublishNewexten(leg);
        OutgoingLeg.SetCallerId(_pbx, leg, _channel);
        _pbx.SetVariable(leg, "DIALEDPEERNUMBER", destination);
        if (!LocalChannels.Call(_pbx, leg))
        {
            _ringing.Remove(leg);
            _pbx.Calls.HangupChannel(leg);
            return;
        }

        string dialed = leg.Exten;
        leg.Exten = _channel.Exten;
        _pbx.Publish(MemberEvent("AgentCalled", leg, member));
        leg.Exten = dialed;
        _pbx.Publish(OutgoingLeg.Dial("DialBegin", _channel, leg).Add("DialString", member.Interface));
        leg.Exten = _channel.Exten;
    }

    private void TryNext(Channel leg, string status)
    {
        Drop(leg, status, reportMember: true);
        if (_ringing.Count == 0 && _next.Count > 0)
        {
            CallMember(_next.Dequeue());
        }
        else if (_ringing.Count == 0)
        {
            _timer?.Cancel();
            Retry();
        }
    }

    private void Drop(Channel leg, string status, bool reportMember)
    {
        QueueMember member = _ringing[leg];
        _ringing.Remove(leg);
        _pbx.Publish(OutgoingLeg.Dial("DialEnd", _channel, leg).Add("DialStatus", status));
        if (reportMember)
        {
            long rang = (long)(DateTime.UtcNow - _ringingSince).TotalSeconds * 1000;
            _pbx.Publish(MemberEvent("AgentRingNoAnswer", leg, member).Add("RingTime", rang));
        }

        OutgoingLeg.Drop(_pbx, _channel, leg, status);
    }

    private void Connect(Channel leg, QueueMember member)
    {
        long waited = _caller.WaitSeconds;
        long rang = (long)(DateTime.UtcNow - _ringingSince).TotalSeconds;
        DateTime connected = DateTime.UtcNow;
        leg.Exten = _channel.Exten;
        _pbx.Publish("MusicOnHoldStop", EventClasses.Call, _channel);
        SetMemberVariables(_channel, member);
        SetMemberVariables(leg, member);
        Leave();
        SetTimes("QUEUEWAIT", waited * 1000);
        member.InCall = true;
        _queue.HoldTime = CallQueue.Average(_queue.HoldTime, waited);
        _pbx.Publish(MemberEvent("AgentConnect", leg, member).Add("HoldTime", waited).Add("RingTime", rang));
        _ = new Conversation(_pbx, _channel, leg, null, byCaller => Complete(leg, member, waited, connected, byCaller));
    }

    private void Complete(Channel leg, QueueMember member, long waited, DateTime connected, bool byCaller)
    {
        double talked = (DateTime.UtcNow - connected).TotalMilliseconds;
        SetTimes("ANSWEREDTIME", (long)talked);
        SetTimes("DIALEDTIME", (long)talked + (waited * 1000));
        member.InCall = false;
        member.CallsTaken++;
        member.LastCall = PbxState.UnixSeconds(DateTime.UtcNow);
        _queue.Completed++;
        _queue.CompletedInServiceLevel += waited <= _queue.ServiceLevel ? 1 : 0;
        _queue.TalkTime = CallQueue.Average(_queue.TalkTime, (long)(talked / 1000));
        _pbx.Publish(MemberEvent("AgentComplete", leg, member)
            .Add("HoldTime", waited)
            .Add("TalkTime", (long)(talked / 1000))
            .Add("Reason", byCaller ? "caller" : "agent"));
        if (!byCaller)
        {
            _pbx.Calls.Finish(_channel);
        }
    }

    /// <summary>The caller hangs up, or is taken away, before anybody answered.</summary>
    private void Abandon()
    {
        StopRinging();
        _pbx.Publish("MusicOnHoldStop", EventClasses.Call, _channel);
        GiveUp();
        Leave();
    }

    /// <summary>The caller is sent out of the queue, and goes on in the dialplan.</summary>
    private void Withdraw(string info)
    {
        StopRinging();
        GiveUp();
        _pbx.SetVariable(_channel, "QUEUE_WITHDRAW_INFO", info);
        _pbx.Publish("MusicOnHoldStop", EventClasses.Call, _channel);
        Leave();
        _pbx.SetVariable(_channel, "QUEUESTATUS", "WITHDRAW");
        _pbx.Calls.Finish(_channel);
    }

    private void StopRinging()
    {
        _timer?.Cancel();
        foreach (Channel leg in _ringing.Keys.ToList())
        {
            // Asterisk says it twice.
            _pbx.Publish(OutgoingLeg.Dial("DialEnd", _channel, leg).Add("DialStatus", "CANCEL"));
            Drop(leg, "CANCEL", reportMember: false);
        }
    }

    private void GiveUp()
    {
        long waited = _caller.WaitSeconds;
        SetTimes("QUEUEWAIT", waited * 1000);
        SetTimes("DIALEDTIME", waited * 1000);
        SetTimes("ANSWEREDTIME", 0);
        _pbx.SetVariable(_channel, "ABANDONED", "TRUE");
        _queue.Abandoned++;
        _queue.AbandonedInServiceLevel += waited <= _queue.ServiceLevel ? 1 : 0;
        _pbx.Publish(Event("QueueCallerAbandon")
            .Add("Position", _queue.Position(_caller))
            .Add("OriginalPosition", _caller.OriginalPosition)
            .Add("HoldTime", waited));
    }

    private void Leave()
    {
        int position = _queue.Position(_caller);
        _queue.Callers.Remove(_caller);
        _pbx.Publish(Event("QueueCallerLeave").Add("Position", position).Add("Count", _queue.Callers.Count));
        _pbx.SetVariable(_channel, "QUEUEPOSITION", position.ToString(CultureInfo.InvariantCulture));
    }

    private void SetMemberVariables(Channel channel, QueueMember member)
    {
        _pbx.SetVariable(channel, "MEMBERINTERFACE", member.Interface);
        _pbx.SetVariable(channel, "MEMBERNAME", member.Name);
        _pbx.SetVariable(channel, "MEMBERCALLS", member.CallsTaken.ToString(CultureInfo.InvariantCulture));
        _pbx.SetVariable(channel, "MEMBERLASTCALL", member.LastCall.ToString(CultureInfo.InvariantCulture));
        _pbx.SetVariable(channel, "MEMBERPENALTY", member.Penalty.ToString(CultureInfo.InvariantCulture));
        _pbx.SetVariable(channel, "MEMBERDYNAMIC", member.IsDynamic ? "1" : "0");
        _pbx.SetVariable(channel, "MEMBERREALTIME", "0");
    }

    private void SetTimes(string name, long milliseconds)
    {
        _pbx.SetVariable(_channel, name, (milliseconds / 1000).ToString(CultureInfo.InvariantCulture));
        _pbx.SetVariable(_channel, name + "_MS", milliseconds.ToString(CultureInfo.InvariantCulture));
    }

    private void PublishNewexten(Channel leg) => _pbx.Publish(
        "Newexten",
        EventClasses.Dialplan,
        leg,
        ("Extension", leg.Exten),
        ("Application", leg.Application),
        ("AppData", leg.ApplicationData));

    private Frame Event(string name) =>
        Frame.Event(name, EventClasses.Agent).Add(string.Empty, _channel).Add("Queue", _queue.Name);

    private Frame MemberEvent(string name, Channel leg, QueueMember member) =>
        Frame.Event(name, EventClasses.Agent).Add(string.Empty, _channel).Add("Dest", leg)
            .Add("Queue", _queue.Name)
            .Add("Interface", member.Interface)
            .Add("MemberName", member.Name);
}
