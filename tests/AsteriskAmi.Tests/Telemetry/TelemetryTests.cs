using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Telemetry;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Telemetry;

public sealed class TelemetryTests : IDisposable
{
    private readonly ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags, int Thread)> _measured = new();
    private readonly ConcurrentQueue<Activity> _activities = new();
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _listener;

    public TelemetryTests()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == AmiTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _meters.Start();
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == AmiTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _activities.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _meters.Dispose();
        _listener.Dispose();
    }

    [Fact]
    public async Task A_listener_that_fails_harms_nobody_who_asks()
    {
        using var failing = new ActivityListener
        {
            ShouldListenTo = source => source.Name == AmiTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => throw new InvalidOperationException("A listener's fault."),
        };
        ActivitySource.AddActivityListener(failing);
        using Line line = Line.Open();
        (FakeAction action, Task<AmiMessage> answer) = line.Send("Ping");
        line.Peer.Answer(action, "Ping: Pong");

        Assert.Equal("Pong", (await answer.InTime()).GetHeader("Ping"));
    }

    [Fact]
    public async Task Messages_and_bytes_are_counted_by_server()
    {
        using Line line = Line.Open();
        Dictionary<string, double> before = Observe(line);
        (FakeAction action, Task<AmiMessage> answer) = line.Send("Ping");
        line.Peer.Send("Event: One");
        line.Peer.Send("Event: Two");
        line.Peer.Answer(action, "Ping: Pong");
        await answer.InTime();

        Limit.Until(() => Observe(line)["asteriskami.messages.received"] - before["asteriskami.messages.received"] >= 3, "all is counted");
        Dictionary<string, double> after = Observe(line);
        Assert.Equal(3, after["asteriskami.messages.received"] - before["asteriskami.messages.received"]);
        Assert.Equal(1, after["asteriskami.messages.sent"] - before["asteriskami.messages.sent"]);
        Assert.Equal(action.Text.Length, after["asteriskami.bytes.sent"] - before["asteriskami.bytes.sent"]);
        Assert.Equal(
            "Event: One\r\n\r\nEvent: Two\r\n\r\n".Length + ("Response: Success\r\nActionID: " + action.Id + "\r\nPing: Pong\r\n\r\n").Length,
            after["asteriskami.bytes.received"] - before["asteriskami.bytes.received"]);
    }

    [Fact]
    public async Task Lost_events_are_counted()
    {
        using Line line = Line.Open();
        using AmiSubscription events = line.Session.Subscribe(capacity: 1);
        double before = Observe(line)["asteriskami.events.lost"];
        for (int i = 0; i < 5; i++)
        {
            line.Peer.Send("Event: E" + i);
        }

        await line.Ping();
        Assert.Equal(4, Observe(line)["asteriskami.events.lost"] - before);
    }

    [Fact]
    public void Reconnects_are_counted()
    {
        using var server = new FakeServer();
        server.OnEveryConnection(peer =>
        {
            peer.Login();
            peer.Read();
            peer.Dispose();
        });
        using AmiSession session = AmiSession.Connect(server.Options(options => options.Reconnect = true), Limit.Token);
        double before = Observe(server.Port)["asteriskami.reconnects"];
        Assert.Throws<AmiException>(() => session.Invoke(new AmiAction("Ping"), Limit.Token));

        Limit.Until(() => Observe(server.Port)["asteriskami.reconnects"] > before, "the session has connected again");
    }

    [Fact]
    public async Task An_action_is_told_with_its_time_its_name_and_its_outcome()
    {
        using Line line = Line.Open();
        await line.Ping();

        var (_, seconds, tags, thread) = Assert.Single(Measured(line, "asteriskami.action.duration"), m => (string?)m.Tags["ami.action"] == "Ping");
        Assert.InRange(seconds, 0, Limit.Patience.TotalSeconds);
        Assert.Equal("127.0.0.1", tags["server.address"]);
        Assert.NotEqual(0, thread);
        Activity activity = Assert.Single(Activities(line), a => a.OperationName == "Ping");
        Assert.Equal(ActivityKind.Client, activity.Kind);
        Assert.Equal("Success", activity.GetTagItem("ami.outcome"));
        Assert.Equal(line.Session.Name, activity.GetTagItem("ami.session"));
        Assert.Equal("127.0.0.1", activity.GetTagItem("server.address"));
        Assert.Equal(ActivityStatusCode.Ok, activity.Status);
        Assert.InRange(activity.Duration, TimeSpan.Zero, Limit.Patience);
        Assert.Empty(Measured(line, "asteriskami.actions.failed"));
        Assert.Contains(Activities(line), a => a.OperationName == "Login");
    }

    [Fact]
    public async Task A_failed_action_is_counted_by_why()
    {
        using Line line = Line.Open();
        (FakeAction action, Task<AmiMessage> answer) = line.Send("Hangup");
        line.Peer.Refuse(action, "No such channel");
        await Assert.ThrowsAsync<AmiException>(() => answer.InTime());
        Assert.Throws<AmiException>(() => line.Session.Invoke(new AmiAction("Late") { Timeout = TimeSpan.FromMilliseconds(50) }, Limit.Token));
        line.Peer.Expect("Late");
        (_, answer) = line.Send("Lost");
        line.Peer.Dispose();
        await Assert.ThrowsAsync<AmiException>(() => answer.InTime());

        Assert.Equal(
            [("Hangup", "Error"), ("Late", "Timeout"), ("Lost", "ConnectionLost")],
            Measured(line, "asteriskami.actions.failed").Select(m => ((string)m.Tags["ami.action"]!, (string)m.Tags["error.type"]!)));
        Assert.Equal(ActivityStatusCode.Error, Activities(line).Single(a => a.OperationName == "Late").Status);
    }

    [Fact]
    public async Task A_list_lasts_to_its_end_and_one_that_is_given_up_is_cancelled_and_no_failure()
    {
        using Line line = Line.Open();
        (FakeAction action, Task<AmiMessage[]> items) = line.SendList("QueueStatus");
        line.Peer.AnswerList(action, "QueueStatus", ["Event: QueueParams"], ["Event: QueueMember"]);
        Assert.Equal(2, (await items.InTime()).Length);
        Assert.Equal("Success", Activities(line).Single(a => a.OperationName == "QueueStatus").GetTagItem("ami.outcome"));

        Task given = Limit.Run(() =>
        {
            FakeAction second = line.Peer.Expect("CoreShowChannels");
            line.Peer.Answer(second, "EventList: start");
            line.Peer.Item(second, "Event: CoreShowChannel");
            for (int i = 0; i < 300; i++)
            {
                line.Peer.Item(second, "Event: CoreShowChannel");
            }
        });
        Assert.Single(line.Session.InvokeList(new AmiAction("CoreShowChannels"), Limit.Token).Take(1));
        await given.InTime();
        Activity activity = Activities(line).Single(a => a.OperationName == "CoreShowChannels");
        Assert.Equal("Cancelled", activity.GetTagItem("ami.outcome"));
        Assert.Empty(Measured(line, "asteriskami.actions.failed"));
    }

    [Fact]
    public async Task An_action_is_a_child_of_what_asked_for_it_and_leaves_the_current_activity_alone()
    {
        using Line line = Line.Open();
        using var parent = new Activity("report");
        parent.Start();
        (FakeAction action, Task<AmiMessage> answer) = line.Send("Ping");
        line.Peer.Answer(action);
        await answer.InTime();

        Assert.Same(parent, Activity.Current);
        Assert.Equal(parent.SpanId, Activities(line).Single(a => a.OperationName == "Ping").ParentSpanId);
    }

    // Whoever listens runs code of its own, which must not hold up the thread that reads.
    [Fact]
    public async Task Listeners_are_never_called_on_the_thread_that_reads()
    {
        using Line line = Line.Open();
        for (int i = 0; i < 20; i++)
        {
            await line.Ping();
        }

        await line.Session.InvokeAsync(new AmiAction("Later") { Timeout = TimeSpan.FromMilliseconds(20) }, Limit.Token)
            .ContinueWith(_ => { }, Limit.Token, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.NotEmpty(Measured(line, "asteriskami.action.duration"));
        Assert.DoesNotContain(_measured, m => m.Thread < 0);
    }

    private static bool IsReader() => System.Threading.Thread.CurrentThread.Name?.StartsWith("AMI reader", StringComparison.Ordinal) == true;

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _measured.Enqueue(
        (instrument.Name, value, new Dictionary<string, object?>(tags.ToArray()), IsReader() ? -1 : Environment.CurrentManagedThreadId));

    private IEnumerable<(string Name, double Value, Dictionary<string, object?> Tags, int Thread)> Measured(Line line, string name) =>
        _measured.Where(m => m.Name == name && Equals(m.Tags["server.port"], line.Session.Port));

    private IEnumerable<Activity> Activities(Line line) =>
        _activities.Where(activity => Equals(activity.GetTagItem("ami.session"), line.Session.Name));

    private Dictionary<string, double> Observe(Line line) => Observe(line.Session.Port);

    private Dictionary<string, double> Observe(int port)
    {
        _measured.Clear();
        _meters.RecordObservableInstruments();
        return _measured.Where(m => Equals(m.Tags["server.port"], port)).GroupBy(m => m.Name).ToDictionary(m => m.Key, m => m.Last().Value);
    }
}
