using System;
using System.Linq;
using AsteriskAmi.Catalog;
using Xunit;

namespace AsteriskAmi.Tests.Catalog;

public class CatalogTests
{
    [Fact]
    public void Actions_and_events_are_sorted_and_each_stands_there_once()
    {
        string[] actions = AmiCatalog.Actions.Select(a => a.Name).ToArray();
        string[] events = AmiCatalog.Events.Select(e => e.Name).ToArray();

        Assert.Equal(actions.Order(StringComparer.OrdinalIgnoreCase), actions);
        Assert.Equal(events.Order(StringComparer.OrdinalIgnoreCase), events);
        Assert.Equal(actions.Length, actions.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(events.Length, events.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void An_action_has_its_parameters_and_what_it_needs()
    {
        AmiActionType redirect = AmiCatalog.FindAction("redirect")!;

        Assert.Equal("Redirect", redirect.Name);
        Assert.Equal("call", redirect.Privilege);
        Assert.Equal(AmiAnswerKind.Response, redirect.Answer);
        Assert.Equal("16, 22", redirect.Versions);
        Assert.Equal(
            "Channel [ExtraChannel] Exten [ExtraExten] Context [ExtraContext] Priority [ExtraPriority]",
            string.Join(' ', redirect.Parameters));
        Assert.True(redirect.IsBuiltIn);
    }

    [Fact]
    public void An_action_says_which_values_it_knows_and_what_may_repeat()
    {
        Assert.Equal(["load", "unload", "reload", "refresh"], AmiCatalog.FindAction("ModuleLoad")!.Find("loadtype")!.Values);
        Assert.True(AmiCatalog.FindAction("Originate")!.Find("Variable")!.IsRepeatable);
        Assert.Equal(22, AmiCatalog.FindAction("Originate")!.Find("PreDialGoSub")!.OnlyIn);
        Assert.Empty(AmiCatalog.FindAction("Ping")!.Parameters);
        Assert.Empty(AmiCatalog.FindAction("Ping")!.Privilege);
    }

    [Theory]
    [InlineData("QueueStatus", AmiAnswerKind.List)]
    [InlineData("DBGet", AmiAnswerKind.List)]
    [InlineData("QueueAdd", AmiAnswerKind.Response)]
    [InlineData("Originate", AmiAnswerKind.Event)]
    [InlineData("WaitEvent", AmiAnswerKind.Event)]
    [InlineData("IAXnetstats", AmiAnswerKind.Text)]
    public void An_action_says_how_it_is_answered(string name, AmiAnswerKind answer)
    {
        Assert.Equal(answer, AmiCatalog.FindAction(name)!.Answer);
    }

    [Fact]
    public void An_event_has_the_headers_of_its_channels_and_bridges()
    {
        string[] dial = AmiCatalog.FindEvent("DialBegin")!.Headers.Select(h => h.Name).ToArray();
        string[] merge = AmiCatalog.FindEvent("BridgeMerge")!.Headers.Select(h => h.Name).ToArray();

        Assert.Contains("Channel", dial);
        Assert.Contains("DestChannel", dial);
        Assert.Contains("DialString", dial);
        Assert.Contains("ToBridgeUniqueid", merge);
        Assert.Contains("FromBridgeNumChannels", merge);
        Assert.Equal(typeof(int), AmiCatalog.FindEvent("DialBegin")!.Headers.Single(h => h.Name == "DestChannelState").Type);
    }

    [Theory]
    [InlineData("Hangup", "call", "16, 22")]
    [InlineData("QueueMember", "", "16, 22")]
    [InlineData("Dial", "call", "up to 11")]
    [InlineData("Link", "call", "up to 1.4")]
    [InlineData("QueueMemberPaused", "agent", "up to 11")]
    [InlineData("PeerEntry", "", "16, 22")]
    [InlineData("Cdr", "cdr", "16, 22")]
    public void An_event_says_its_class_and_its_versions(string name, string ofClass, string versions)
    {
        AmiEventType found = AmiCatalog.FindEvent(name)!;

        Assert.Equal(ofClass, found.Class);
        Assert.Equal(versions, found.Versions);
    }

    [Fact]
    public void What_nobody_knows_is_not_found()
    {
        Assert.Null(AmiCatalog.FindAction("NoSuchAction"));
        Assert.Null(AmiCatalog.FindEvent("NoSuchEvent"));
    }

    [Fact]
    public void The_same_header_is_of_the_same_type_under_every_prefix()
    {
        foreach (AmiEventHeader header in AmiCatalog.Events.SelectMany(e => e.Headers))
        {
            if (header.Name.EndsWith("ChannelState", StringComparison.Ordinal) || header.Name.EndsWith("BridgeNumChannels", StringComparison.Ordinal))
            {
                Assert.True(header.Type == typeof(int), header.Name + " is a number");
            }
        }
    }
}
