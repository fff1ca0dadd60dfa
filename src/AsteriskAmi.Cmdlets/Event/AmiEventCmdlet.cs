using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet about events, which are chosen in the same way for all of them.</summary>
public abstract class AmiEventCmdlet : AmiSessionCmdlet
{
    private static readonly string[] _true = { "1", "yes", "true", "on" };
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
