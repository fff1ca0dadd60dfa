using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AsteriskAmi.Calls;
using AsteriskAmi.Proofs.Faults;
using AsteriskAmi.Protocol;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Proofs.Live;

/// <summary>Three queues of a server of our own, and what callers and members do in them.</summary>
internal sealed class ProofFloor
{
    /// <summary>Four members who answer fast.</summary>
    internal const string Quick = "proof-quick";

    /// <summary>One member, who has an hour after each call and so takes one call a member; the others wait.</summary>
    internal const string Slow = "proof-slow";

    /// <summary>Nobody takes the call.</summary>
    internal const string Nobody = "support";

    /// <summary>The member of the quick queue whose pauses and telephone are played with.</summary>
    internal const string Player = "Local/player@test";

    private readonly AmiSession _session;
    private readonly List<string> _calls = [];
    private int _serial;

    internal ProofFloor(AmiSession session, int sipPort)
    {
        _session = session;
        foreach (string command in CallKinds.Commands(sipPort))
        {
            Say(command);
        }

        string[] lines =
        [
            "proof-quick,1,Answer()", "proof-quick,2,Queue(proof-quick)", "proof-slow,1,Answer()", "proof-slow,2,Queue(proof-slow)",
            "player,1,Ringing()", "player,2,Wait(3600)",
        ];
        foreach (string line in lines)
        {
            Say($"dialplan add extension {line} into test replace");
        }

        // The times of the members are the server's: an hour, and no time of theirs ends while something is compared.
        Configure(
            (Quick, "servicelevel", "5"), (Quick, "ringinuse", "no"),
            (Quick, "member", "Local/seat0@test,0,Seat Zero"), (Quick, "member", "Local/seat1@test,0,Seat One"),
            (Quick, "member", "Local/seat2@test,0,Seat Two"), (Quick, "member", "Local/seat3@test,0,Seat Three"),
            (Quick, "member", Player + ",5,Player,Custom:player"),
            (Slow, "servicelevel", "1"), (Slow, "wrapuptime", "3600"), (Slow, "ringinuse", "no"),
            (Slow, "member", "Local/seat8@test,0,Seat Eight"), (Slow, "member", "Local/seat9@test,0,Seat Nine"));
        SetDevice("NOT_INUSE");
    }

    /// <summary>Places calls into a queue, which stay until they are hung up.</summary>
    /// <returns>The unique ids.</returns>
    internal string[] Queue(string queue, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Originate(queue == Nobody ? "queue-support" : queue))];

    /// <summary>Places a call to an extension, which stays until it is hung up.</summary>
    /// <returns>The unique id.</returns>
    internal string Originate(string extension) => OriginateIn(extension + "@test");

    /// <summary>Places a call to an extension of any context.</summary>
    internal string OriginateIn(string target)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"floor-{++_serial}");
        _session.Invoke(new AmiAction("Originate")
            .Add("Channel", "Local/" + target).Add("ChannelId", id).Add("OtherChannelId", id + "-2").Add("Application", "Wait").Add("Data", "600")
            .Add("CallerID", "Proof <5550100>").Add("Async", "true"));
        _calls.Add(id);
        return id;
    }

    /// <summary>A caller who waits for a moment and hangs up.</summary>
    internal void GiveUp(string queue)
    {
        int abandoned = Status(queue).Abandoned;
        string id = Queue(queue, 1)[0];
        Must(() => Status(queue).Callers.Any(caller => caller.Uniqueid == id + "-2"), "a caller waits");
        HangUp(id);
        Must(() => Status(queue).Abandoned > abandoned, "a caller has given up");
    }

    internal void HangUp(string id)
    {
        _calls.Remove(id);
        try
        {
            _session.Invoke(new AmiAction("Hangup").Add("Channel", id));
        }
        catch (AmiException e) when (e.Answer is not null)
        {
            // It has ended with another call that it was connected to.
        }
    }

    /// <summary>Hangs up so many of the calls, the oldest first, and waits until the server has none of them.</summary>
    internal void HangUp(int count)
    {
        string[] ended = _calls.Take(count).ToArray();
        Array.ForEach(ended, HangUp);
        Must(() => !_session.GetChannels().Any(channel => ended.Any(id => channel.Linkedid == id)), "the calls are over");
    }

    /// <summary>Hangs up whatever there is, and waits until the server has no channel.</summary>
    internal void HangUpAll() => Must(
        () =>
        {
            AmiChannel[] channels = _session.GetChannels().ToArray();
            Array.ForEach(channels, channel => HangUp(channel.Name));
            _calls.Clear();
            return channels.Length == 0;
        },
        "no channel is left");

    internal void Pause(string? reason, string member = Player) =>
        _session.Invoke(new AmiAction("QueuePause").Add("Interface", member).Add("Paused", reason is null ? "false" : "true").AddOptional("Reason", reason));

    internal void SetDevice(string state) =>
        _session.Invoke(new AmiAction("Setvar").Add("Variable", "DEVICE_STATE(Custom:player)").Add("Value", state));

    internal void Reset() => _session.Invoke(new AmiAction("QueueReset").Add("Queue", Quick));

    /// <summary>Waits until whoever can be answered is: only those wait whom nobody can take.</summary>
    internal void WaitUntilStill()
    {
        string last = string.Empty;
        int same = 0;
        Must(
            () =>
            {
                string now = string.Join(';', _session.GetQueues().Select(queue => $"{queue.Calls} {queue.Completed} {queue.Abandoned} {queue.Members.Count(member => member.InCall)}"));
                same = now == last ? same + 1 : 0;
                last = now;
                System.Threading.Thread.Sleep(100);
                return same >= 15;
            },
            "the queues are still");
    }

    internal AmiQueue Status(string queue) => _session.GetQueues().Single(other => other.Name == queue);

    internal static void Must(Func<bool> condition, string what)
    {
        if (!FaultRig.Until(condition))
        {
            throw new ViolationException("it does not come about that " + what);
        }
    }

    private void Say(string command) => _session.Invoke(new AmiAction("Command").Add("Command", command));

    /// <summary>Writes queues into the server's configuration and has it read.</summary>
    private void Configure(params (string Queue, string Name, string Value)[] lines)
    {
        AmiAction action = new AmiAction("UpdateConfig").Add("SrcFilename", "queues.conf").Add("DstFilename", "queues.conf").Add("Reload", "app_queue.so");
        int at = 0;
        foreach (IGrouping<string, (string Queue, string Name, string Value)> queue in lines.GroupBy(line => line.Queue))
        {
            Step("NewCat", queue.Key);
            foreach ((_, string name, string value) in queue)
            {
                Step("Append", queue.Key, name, value);
            }
        }

        _session.Invoke(action);
        Must(() => _session.GetQueues().Count(queue => lines.Any(line => line.Queue == queue.Name)) == lines.Select(line => line.Queue).Distinct().Count(), "the queues are there");

        void Step(string what, string category, string? name = null, string? value = null)
        {
            string number = at++.ToString("000000", CultureInfo.InvariantCulture);
            action.Add("Action-" + number, what).Add("Cat-" + number, category).AddOptional("Var-" + number, name).AddOptional("Value-" + number, value);
        }
    }
}
