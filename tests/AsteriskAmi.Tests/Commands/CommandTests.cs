using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Catalog;
using AsteriskAmi.Commands;
using AsteriskAmi.Session;
using AsteriskAmi.Simulator;
using Xunit;

namespace AsteriskAmi.Tests.Commands;

public class CommandTests
{
    [Fact]
    public void The_servers_actions_and_the_catalogs_are_listed_together()
    {
        using var simulator = AmiSimulator.Start();
        using AmiSession session = Connect(simulator, "admin");

        IReadOnlyList<AmiCommand> commands = session.GetCommands(TestContext.Current.CancellationToken);

        AmiCommand redirect = commands.Single(c => c.Name == "Redirect");
        Assert.Equal("call", redirect.Privilege);
        Assert.True(redirect.Allowed);
        Assert.True(redirect.Available);
        Assert.Equal(AmiAnswerKind.Response, redirect.Answer);
        Assert.Equal(8, redirect.Parameters.Count);
        Assert.Same(session, redirect.Session);
        AmiCommand sip = commands.Single(c => c.Name == "SIPpeers");
        Assert.True(sip.Allowed);
        Assert.False(sip.Available);
        Assert.Equal("chan_sip", sip.Module);
        Assert.Equal(commands.Count, commands.Select(c => c.Name).Distinct().Count());
    }

    [Fact]
    public void An_account_without_rights_may_send_what_needs_none()
    {
        using var simulator = AmiSimulator.Start();
        using AmiSession session = Connect(simulator, "monitor");

        Dictionary<string, AmiCommand> commands = session.GetCommands(TestContext.Current.CancellationToken).ToDictionary(c => c.Name);

        Assert.True(commands["Ping"].Allowed);
        Assert.False(commands["Originate"].Allowed);
        Assert.True(commands["Originate"].Available);
        // app_queue is loaded, as its other actions show: what is missing is the class.
        Assert.False(commands["QueueAdd"].Allowed);
        Assert.True(commands["QueueAdd"].Available);
        // Its module may be loaded or not.
        Assert.Null(commands["Park"].Available);
    }

    [Theory]
    [InlineData("ConfbridgeList", true, false)]
    [InlineData("Originate", false, true)]
    [InlineData("DAHDIRestart", true, false)]
    [InlineData("AGI", null, null)]
    [InlineData("CoreShowChannelMap", true, false)]
    public void What_is_listed_tells_of_what_is_not(string name, bool? allowed, bool? available)
    {
        // An account with write=reporting.
        Dictionary<string, string> listed = AmiCatalog.Actions
            .Where(a => a.IsBuiltIn && a.Versions == "16, 22" && (a.Privilege.Length == 0 || a.Privilege.Split(',').Contains("reporting")))
            .ToDictionary(a => a.Name, a => a.Privilege);

        Assert.Equal((allowed, available), new AccountAccess(listed, "16.28.0").ToUnlisted(AmiCatalog.FindAction(name)!));
    }

    [Fact]
    public void What_the_branch_does_not_have_is_not_available()
    {
        var access = new AccountAccess(new Dictionary<string, string> { ["Ping"] = string.Empty }, "22.10.1");

        Assert.False(access.ToUnlisted(AmiCatalog.FindAction("SIPpeers")!).Available);
        Assert.Null(access.ToUnlisted(AmiCatalog.FindAction("IAXpeers")!).Available);
    }

    [Fact]
    public void Of_a_branch_that_the_catalog_does_not_know_nothing_is_concluded()
    {
        var listed = new Dictionary<string, string> { ["Ping"] = string.Empty };

        Assert.Equal((null, null), new AccountAccess(listed, "13.38.3").ToUnlisted(AmiCatalog.FindAction("Originate")!));
        Assert.Equal((null, null), new AccountAccess(listed, null).ToUnlisted(AmiCatalog.FindAction("Originate")!));
    }

    private static AmiSession Connect(AmiSimulator simulator, string user) => AmiSession.Connect(
        new AmiConnectOptions(user, user + "-test-secret") { ComputerName = "127.0.0.1", Port = simulator.Port },
        TestContext.Current.CancellationToken);
}
