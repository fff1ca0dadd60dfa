using System;
using System.Threading;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Proofs.Filters;

/// <summary>Raises the events that <see cref="FilterCases"/> tell apart: those of a call, and UserEvents of many kinds.</summary>
internal static class FilterEvents
{
    private static readonly string[][] _kinds =
    [
        ["Kind: one", "Size: 42"],
        ["Size: 41", "Kind: ONE"],
        ["Kind: two", "Size: 42"],
        ["Kind: one", "Size: 5"],
        ["Queue: support", "Kind: x", "DestChannel: Fake/1"],
        ["Channel1: fake/2", "Other: y", "Kind: twenty", "Queue: SUPPORT"],
        ["Queue: support2", "ChannelState: Fake/1"],
        ["Size: 49", "Queue: support", "Kind: one"],
        ["Kind: one", "Queue: sup", "Size: 499"],
        ["x-channel: odd/1"],
        ["Sign: ;"],
        ["Sign: Q"],
        ["Sign: _"],
        ["Text: A.b(c)+d|e{2}^$\\"],
        ["Text: axb(c)+d|e{2}^$\\"],
        ["Stars: *and?["],
        ["Stars: x and?["],
        ["Text: Jürgen Groß"],
        ["Text: JÜRGEN"],
        ["Text: Jurgen"],
        ["Text: J€rgen"],
        ["Text: J😀rgen"],
        ["Text: Jüürgen"],
        ["Text: J龥rgen"],
        ["Text: Jrgen"],
        ["Text: München"],
        ["Text: Mänäächen"],
        ["Text: 大阪nüüchün"],
        ["Text: Σίσυφος"],
        ["Text: MASS"],
        ["Text: Maſs"],
        ["Text: \u212Aelvin"],
        ["Text: a\tz"],
        ["Text: a\tb z"],
        ["Text: x\tInner: yes\t"],
        ["Inner: Yes"],
        ["Empty: "],
        ["Empty: no"],
    ];

    /// <summary>Raises them all.</summary>
    /// <returns>What is in the first of them, and in the last, and in no other.</returns>
    internal static (string First, string Last) Raise(AmiSession session, TimeSpan patience)
    {
        string first = "begin of " + Guid.NewGuid().ToString("N");
        Raise(session, "First: " + first);
        foreach (string[] headers in _kinds)
        {
            Raise(session, headers);
        }

        using AmiSubscription hangups = session.Subscribe(["OriginateResponse", "Hangup"]);
        session.Invoke(new AmiAction("Originate").Add("Channel", "Local/answer@test").Add("Application", "Hangup").Add("Data", string.Empty).Add("Async", "true"), CancellationToken.None);
        _ = hangups.TryTake(out _, patience) && hangups.TryTake(out _, patience);
        string last = "end of " + Guid.NewGuid().ToString("N");

        // It fits nearly every filter, so that each of them has something to wait for.
        Raise(session, "Kind: one", "Size: 43", "Channel: Fake/1", "Queue: support", "Last: " + last);
        return (first, last);
    }

    private static void Raise(AmiSession session, params string[] headers)
    {
        AmiAction action = new AmiAction("UserEvent").Add("UserEvent", "FilterTest");
        foreach (string header in headers)
        {
            int colon = header.IndexOf(": ", StringComparison.Ordinal);
            action.Add(header.Substring(0, colon), header.Substring(colon + 2));
        }

        session.Invoke(action, CancellationToken.None);
    }
}
