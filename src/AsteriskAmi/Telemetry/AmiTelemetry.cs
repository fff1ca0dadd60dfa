using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using AsteriskAmi.Session;

namespace AsteriskAmi.Telemetry;

/// <summary>
/// What this library tells to whoever listens by System.Diagnostics: a Meter and an ActivitySource, both named
/// <see cref="Name"/>. Listeners are called on the threads that ask, and never on the one that reads a connection.
/// </summary>
public static class AmiTelemetry
{
    /// <summary>The name of the Meter and of the ActivitySource.</summary>
    public const string Name = "AsteriskAmi";

    private static readonly Meter _meter = new(Name);
    private static readonly ActivitySource _source = new(Name);
    private static readonly Counter<long> _failed = _meter.CreateCounter<long>(
        "asteriskami.actions.failed", "{action}", "Actions that were answered with an error, not in time, or not at all.");

    private static readonly Histogram<double> _duration = _meter.CreateHistogram<double>(
        "asteriskami.action.duration", "s", "The time from sending an action to its answer.");

    // What the reader threads count is asked for, not told: a listener's code must not run on them.
    static AmiTelemetry()
    {
        Observe("asteriskami.messages.received", "{message}", "Messages received: answers and events.", t => t.MessagesReceived);
        Observe("asteriskami.messages.sent", "{message}", "Actions sent.", t => t.MessagesSent);
        Observe("asteriskami.bytes.received", "By", "Bytes received.", t => t.BytesReceived);
        Observe("asteriskami.bytes.sent", "By", "Bytes sent.", t => t.BytesSent);
        Observe("asteriskami.events.lost", "{event}", "Events for which a subscription had no room.", t => t.EventsLost);
        Observe("asteriskami.reconnects", "{reconnect}", "Connections that were lost and made again.", t => t.Reconnects);
    }

    /// <summary>Tells of an action for which nobody waits any more. Costs nothing when nobody listens.</summary>
    internal static void Tell(AmiExchange exchange)
    {
        if (!_duration.Enabled && !_failed.Enabled && !_source.HasListeners())
        {
            return;
        }

        try
        {
            TellListeners(exchange);
        }
        catch (Exception e)
        {
            // A listener's fault; whoever asked must not suffer from it, least of all a thread of the session.
            Trace.TraceError("AsteriskAmi: a listener of its telemetry failed: {0}", e);
        }
    }

    private static void TellListeners(AmiExchange exchange)
    {
        string outcome = exchange.Describe(out bool isFailure);
        ActionOrigin origin = exchange.Origin;
        var action = new KeyValuePair<string, object?>("ami.action", exchange.Action);
        if (exchange.IsAnswered && exchange.AnswerTimestamp > 0)
        {
            _duration.Record(Seconds(exchange.AnswerTimestamp - exchange.SentTimestamp), origin.Address, origin.Port, action);
        }

        if (isFailure)
        {
            _failed.Add(1, new TagList { origin.Address, origin.Port, action, new("error.type", outcome) });
        }

        TellActivity(exchange, outcome, isFailure);
    }

    private static void TellActivity(AmiExchange exchange, string outcome, bool isFailure)
    {
        // Made when it is over, so that what a pipeline does between the items of a list is not counted as its child.
        DateTimeOffset now = DateTimeOffset.UtcNow;
        TimeSpan since = TimeSpan.FromSeconds(Seconds(Stopwatch.GetTimestamp() - exchange.SentTimestamp));
        TimeSpan sinceLast = TimeSpan.FromSeconds(Seconds(Stopwatch.GetTimestamp() - exchange.LastTimestamp));
        using Activity? activity = _source.StartActivity(exchange.Action, ActivityKind.Client, default(ActivityContext), startTime: now - since);
        if (activity is null)
        {
            return;
        }

        activity.SetTag(exchange.Origin.Address.Key, exchange.Origin.Address.Value);
        activity.SetTag(exchange.Origin.Port.Key, exchange.Origin.Port.Value);
        activity.SetTag("ami.session", exchange.Origin.Session);
        activity.SetTag("ami.outcome", outcome);
        activity.SetStatus(isFailure ? ActivityStatusCode.Error : ActivityStatusCode.Ok);
        activity.SetEndTime((exchange.LastTimestamp > 0 ? now - sinceLast : now).UtcDateTime);
    }

    private static double Seconds(long ticks) => (double)ticks / Stopwatch.Frequency;

    private static void Observe(string name, string unit, string description, Func<ServerTotals, long> value) =>
        _meter.CreateObservableCounter(name, () => ServerTotals.Measure(value), unit, description);
}
