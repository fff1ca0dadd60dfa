using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Catalog;
using AsteriskAmi.Diagnosis;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet about events, which are chosen in the same way for all of them.</summary>
public abstract class AmiEventCmdlet : AmiSessionCmdlet
{
    // Marks in the stream, which may be asked for by name.
    private static readonly string[] _marks =
    {
        AmiSubscription.LossMarkerName, AmiSubscription.ConnectionLostMarkerName, AmiSubscription.ConnectionRestoredMarkerName,
        StreamMarker.SessionClosedName, StreamMarker.WhereFailedName,
    };

    private static readonly string[] _true = { "1", "yes", "true", "on" };
    private static readonly char[] _patternCharacters = { '*', '?', '[', '`' };
    private static readonly string[] _false = { "0", "no", "false", "off" };

    /// <summary>The events' names; all events unless given.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EventNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The names of events to leave out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EventNameCompleter))]
    public string[]? Exclude { get; set; }

    /// <summary>The channels that the events are about, in whichever header one is named.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    public string[]? Channel { get; set; }

    /// <summary>The queues that the events are about.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[]? Queue { get; set; }

    /// <summary>Headers with the values that they must have; of several values, one.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Property { get; set; }

    /// <summary>By the pipeline: sessions, their names (wildcards allowed) or Ids, or objects of Get-AmiServer.</summary>
    [Parameter(ValueFromPipeline = true)]
    public override PSObject? InputObject { get; set; }

    /// <summary>What was asked for.</summary>
    private protected AmiEventFilter Filter() => new()
    {
        Names = Name ?? [],
        Exclude = Exclude ?? [],
        Channels = Channel ?? [],
        Queues = Queue ?? [],
        Headers = (Property ?? new Hashtable()).Cast<DictionaryEntry>().ToDictionary(
            entry => LanguagePrimitives.ConvertTo<string>(entry.Key),
            entry => (IReadOnlyCollection<string>)(LanguagePrimitives.ConvertTo<object[]?>(entry.Value) ?? []).SelectMany(Texts).ToArray()),
    };

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        foreach (string name in (Name ?? []).Concat(Exclude ?? []).Where(IsPlain).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (AmiCatalog.FindEvent(name) is null && !_marks.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                IReadOnlyList<string> near = ClosestNames.To(name, AmiCatalog.Events.Select(e => e.Name));
                string meant = near.Count > 0 ? $"Did you mean {string.Join(" or ", near)}?"
                    : $"Get-AmiEventType lists those that it has. A user event has the name UserEvent: -Property @{{ UserEvent = '{name}' }}.";
                WriteWarning($"Asterisk has no event '{name}' that is known here. {meant} A server that sends it all the same is believed.");
            }
        }
    }

    /// <summary>Warns of events that are asked for by name and surely do not come.</summary>
    private protected void WarnOfMissing(IReadOnlyList<AmiSession> sessions)
    {
        string[] plain = (Name ?? []).Where(IsPlain).ToArray();
        if (plain.Length == 0 && Name is not null)
        {
            return;
        }

        Each(sessions, (session, stop) => MissingEvents.Notes(session, plain, stop), (_, note) => WriteWarning(note));
        foreach (AmiSession session in sessions)
        {
            foreach (string name in plain.Where(name => !HiddenEvents.IsFiltered(session, name) && HiddenEvents.MayBeFiltered(session, name)))
            {
                WriteVerbose($"{session.Name}: filters of the session (Get-AmiEventFilter) hold some events back, and may hold back {name}.");
            }
        }
    }

    private static bool IsPlain(string name) => name.IndexOfAny(_patternCharacters) < 0;

    /// <summary>Whether a script block says so of an event, which it finds as $_.</summary>
    internal static bool IsTrue(ScriptBlock where, AmiMessage message)
    {
        Collection<PSObject> results = where.InvokeWithContext(null, new List<PSVariable> { new("_", message) });
        return LanguagePrimitives.IsTrue(results.Count == 1 ? results[0] : results);
    }

    /// <summary>Whether a message is a mark in the stream, and no event of the server.</summary>
    internal static bool IsMark(AmiMessage message) => WarningOf(message) is not null;

    /// <summary>What a mark in the stream means; null for an event of the server.</summary>
    private protected static string? WarningOf(AmiMessage message) => message.EventName switch
    {
        AmiSubscription.LossMarkerName =>
            $"{message.GetHeader("Lost")} events were lost here: the pipeline is slower than the server. Watch fewer with -Name, or give -Capacity.",
        AmiSubscription.ConnectionLostMarkerName =>
            $"{message.Source}: events are missing from here. {message.GetHeader("Reason")}",
        AmiSubscription.ConnectionRestoredMarkerName =>
            $"{message.Source}: the events go on. None could come for {message.GetHeader("GapSeconds")} s.",
        _ => null,
    };

    /// <summary>How a header says a value: a truth in any of Asterisk's ways.</summary>
    private static IEnumerable<string> Texts(object value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        true => _true,
        false => _false,
        _ => new[] { LanguagePrimitives.ConvertTo<string>(value) },
    };
}
