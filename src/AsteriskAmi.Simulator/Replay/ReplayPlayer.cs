using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Simulator.Actions;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Replay;

/// <summary>
/// Plays a recording to clients. An action gets the answer of the next recorded action that is the same, or of the last
/// one when all were used. The recorded events follow in their order: those from before the first action behind the first
/// login, the others behind the action that they followed in the recording.
/// </summary>
internal sealed class ReplayPlayer
{
    private const int FramesAtOnce = 100;

    private readonly Recording _recording;
    private readonly PbxState _pbx;
    private readonly bool _recordedTiming;
    private readonly HashSet<RecordedExchange> _used = new();
    private readonly Dictionary<string, string> _renamed = new(StringComparer.Ordinal);
    private bool _begun;
    private int _nextEvent;

    /// <param name="recording">What to play.</param>
    /// <param name="pbx">The PBX, which has nothing of its own then.</param>
    /// <param name="recordedTiming">Whether everything comes when it came in the recording; else it comes at once.</param>
    internal ReplayPlayer(Recording recording, PbxState pbx, bool recordedTiming)
    {
        _recording = recording;
        _pbx = pbx;
        _recordedTiming = recordedTiming;
    }

    internal string Banner => _recording.Banner;

    /// <summary>Whether a header holds an id that every client makes up anew.</summary>
    internal static bool IsId(string header) =>
        string.Equals(header, "ActionID", StringComparison.OrdinalIgnoreCase) || IsChannelId(header);

    /// <summary>Sends what was recorded before the first action. Call at a login, with the lock of the PBX held.</summary>
    internal void Begin(ActionContext context)
    {
        if (!_begun)
        {
            _begun = true;
            Follow(context, TakeEvents(0).ToList(), _recording.Begin);
        }
    }

    /// <summary>Answers an action. Call with the lock of the PBX held.</summary>
    internal void Answer(ActionContext context)
    {
        RecordedExchange[] same = _recording.Exchanges.Where(one => one.Matches(context.Action)).ToArray();
        RecordedExchange? exchange = same.FirstOrDefault(one => !_used.Contains(one)) ?? same.LastOrDefault();
        RecordedBlock? answer = exchange?.Answers.FirstOrDefault(block => block["Event"] is null);
        if (answer is null)
        {
            AnswerUnknown(context, exchange is not null);
            return;
        }

        _used.Add(exchange!);
        Rename(exchange!, context.Action);
        List<KeyValuePair<RecordedBlock, bool>> rest = exchange!.Answers.Where(block => block != answer)
            .Select(block => new KeyValuePair<RecordedBlock, bool>(block, true))
            .Concat(TakeEvents(exchange.Number)).OrderBy(one => one.Key.Index).ToList();
        if (!_recordedTiming)
        {
            context.Send(ToFrame(answer, context.Action.ActionId));
            Follow(context, rest, answer.Time);
            return;
        }

        context.Pending = new PendingAnswer((int)Milliseconds(answer.Time - exchange.Action.Time), () =>
        {
            context.Send(ToFrame(answer, context.Action.ActionId));
            Follow(context, rest, answer.Time);
        });
    }

    private static bool IsChannelId(string header) =>
        string.Equals(header, "ChannelId", StringComparison.OrdinalIgnoreCase)
        || string.Equals(header, "OtherChannelId", StringComparison.OrdinalIgnoreCase);

    private static long Milliseconds(TimeSpan time) => Math.Max(0, (long)time.TotalMilliseconds);

    private void AnswerUnknown(ActionContext context, bool isKnown)
    {
        if (string.Equals(context.Action.Name, "CoreSettings", StringComparison.OrdinalIgnoreCase))
        {
            context.Send(context.Answer("Success")
                .Add("AMIversion", Banner.Substring(Banner.IndexOf('/') + 1))
                .Add("AsteriskVersion", _recording.AsteriskVersion));
            return;
        }

        context.Error(isKnown
            ? $"The transcript ends before the answer to {context.Action.Name}."
            : $"The transcript has no {context.Action.Name} with these headers.");
    }

    /// <summary>The events up to an exchange that were not sent yet; none of them is an answer.</summary>
    private IEnumerable<KeyValuePair<RecordedBlock, bool>> TakeEvents(int exchange)
    {
        while (_nextEvent < _recording.Events.Count && _recording.Events[_nextEvent].Key <= exchange)
        {
            yield return new KeyValuePair<RecordedBlock, bool>(_recording.Events[_nextEvent++].Value, false);
        }
    }

    /// <summary>A channel has the id that its client gave it, in all that tells of it.</summary>
    private void Rename(RecordedExchange exchange, ClientAction action)
    {
        foreach (KeyValuePair<string, string> recorded in exchange.Action.Headers.Where(header => IsChannelId(header.Key)))
        {
            if (action.Has(recorded.Key))
            {
                _renamed[recorded.Value] = action[recorded.Key];
            }
        }
    }

    /// <summary>Has blocks sent behind the answer: answers to the client, events to all.</summary>
    private void Follow(ActionContext context, List<KeyValuePair<RecordedBlock, bool>> blocks, DateTime since)
    {
        string? id = context.Action.ActionId;
        if (_recordedTiming)
        {
            foreach (KeyValuePair<RecordedBlock, bool> one in blocks)
            {
                _pbx.Scheduler.After(Milliseconds(one.Key.Time - since), () => Send(context.Client, one, id));
            }
        }
        else
        {
            context.Behind = () => SendAll(context.Client, blocks, id);
        }
    }

    private void SendAll(ClientConnection client, List<KeyValuePair<RecordedBlock, bool>> blocks, string? id)
    {
        for (int i = 0; i < blocks.Count; i++)
        {
            lock (_pbx.Sync)
            {
                Send(client, blocks[i], id);
            }

            if (i % FramesAtOnce == 0)
            {
                _pbx.WaitForRoom();
            }
        }
    }

    private void Send(ClientConnection client, KeyValuePair<RecordedBlock, bool> one, string? id)
    {
        if (one.Value)
        {
            client.Send(ToFrame(one.Key, id));
        }
        else
        {
            _pbx.Publish(ToFrame(one.Key, null));
        }
    }

    private Frame ToFrame(RecordedBlock block, string? id)
    {
        string? name = block["Event"];
        Frame frame = name is null ? Frame.Recorded(null, null) : Frame.Recorded(name, block["Privilege"]);
        foreach (KeyValuePair<string, string> header in block.Headers)
        {
            bool isActionId = string.Equals(header.Key, "ActionID", StringComparison.OrdinalIgnoreCase);
            frame.AddRecorded(header.Key, isActionId && id is not null ? id : Renamed(header.Value));
        }

        return frame;
    }

    private string Renamed(string value)
    {
        // The other half of a Local channel has ";2" behind the id.
        int half = value.IndexOf(';');
        string id = half < 0 ? value : value.Substring(0, half);
        return _renamed.Count > 0 && _renamed.TryGetValue(id, out string? renamed) ? renamed + value.Substring(id.Length) : value;
    }
}
