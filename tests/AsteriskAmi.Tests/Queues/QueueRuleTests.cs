using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Queues;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Queues;

public sealed class QueueRuleTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Each_step_of_a_rule_is_an_object_and_so_is_a_rule_without_steps()
    {
        IReadOnlyList<AmiQueueRule> rules = await Ask(
            "RuleList: none", "RuleList: later", "Rule: 30,5,+0", "RuleList: two", "Rule: 10,+3,-1", "Rule: 20,+0,4", "RuleList: empty");

        Assert.Equal(["none", "later", "two", "two", "empty"], rules.Select(rule => rule.Name));
        Assert.Equal([null, 30, 10, 20, null], rules.Select(rule => rule.Time?.TotalSeconds));
        Assert.Equal([null, 5, 3, 0, null], rules.Select(rule => rule.MaxPenalty));
        Assert.Equal([false, false, true, true, false], rules.Select(rule => rule.IsMaxRelative));
        Assert.Equal([null, 0, -1, 4, null], rules.Select(rule => rule.MinPenalty));
        Assert.Equal([false, true, true, false, false], rules.Select(rule => rule.IsMinRelative));
        Assert.All(rules, rule => Assert.Same(_line.Session, rule.Session));
        Assert.Equal("later", rules[1].ToString());
    }

    [Fact]
    public async Task A_server_without_rules_gives_none()
    {
        Assert.Empty(await Ask());
    }

    private async Task<IReadOnlyList<AmiQueueRule>> Ask(params string[] lines)
    {
        Task<IReadOnlyList<AmiQueueRule>> asking = Limit.Run(() => _line.Session.GetQueueRules(Limit.Token));
        FakeAction action = _line.Peer.Expect("QueueRule");
        Assert.Empty(action.Headers);
        _line.Peer.Answer(action, lines);
        return await asking.InTime();
    }
}
