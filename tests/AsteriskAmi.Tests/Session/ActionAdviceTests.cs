using System;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Catalog;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public class ActionAdviceTests
{
    [Theory]
    [InlineData("Originate", "needs originate.")]
    [InlineData("CoreStatus", "needs one of system, reporting.")]
    [InlineData("NoSuchAction", "lacks the privilege.")]
    public void A_denied_action_says_what_the_account_lacks(string action, string advice)
    {
        Assert.Contains(advice, ActionAdvice.Denied(action), StringComparison.Ordinal);
        Assert.Contains("manager.conf", ActionAdvice.Denied(action), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Park", "res_parking.so")]
    [InlineData("ConfbridgeList", "app_confbridge.so")]
    [InlineData("VoicemailUsersList", "app_voicemail.so")]
    [InlineData("QueueStatus", "app_queue.so")]
    [InlineData("PJSIPQualify", "res_pjsip.so")]
    [InlineData("PJSIPRegister", "res_pjsip_outbound_registration.so")]
    [InlineData("DAHDIShowChannels", "chan_dahdi.so")]
    public void An_action_whose_module_is_not_loaded_names_the_module(string action, string module)
    {
        string advice = ActionAdvice.Unknown(action, "22.10.1");

        Assert.Contains("'module load " + module + "'", advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CoreShowChannelMap", "16.28.0", "came with Asterisk 18.19.0")]
    [InlineData("VoicemailMove", "16.28.0", "came with module app_voicemail.so of Asterisk 18.20.0")]
    [InlineData("SIPpeers", "22.10.1", "Module chan_sip.so of Asterisk 16 had it")]
    [InlineData("Monitor", "22", "Module res_monitor.so of Asterisk 16 had it")]
    [InlineData("Monitor", "18.9", "'module load res_monitor.so'")]
    [InlineData("Monitor", null, "'module load res_monitor.so'")]
    [InlineData("DBGetTree", "13.38.3", "came with Asterisk 16.28.0")]
    public void An_action_of_another_version_says_so(string action, string? version, string advice)
    {
        Assert.Contains(advice, ActionAdvice.Unknown(action, version), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("QueuStatus", "QueueStatus")]
    [InlineData("Queuestats", "QueueStatus")]
    [InlineData("Hangups", "Hangup")]
    [InlineData("Pin", "Ping")]
    [InlineData("Pnig", "Ping")]
    public void A_mistyped_action_is_told_what_was_meant(string typed, string meant)
    {
        Assert.Contains("Did you mean " + meant, ActionAdvice.Unknown(typed, "22.10.1"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_action_like_no_other_is_asked_to_be_checked()
    {
        Assert.StartsWith("Check the name.", ActionAdvice.Unknown("MakeCoffee", "22.10.1"), StringComparison.Ordinal);
        Assert.True(ClosestNames.To("QueueP", AmiCatalog.Actions.Select(a => a.Name)).Count <= 3);
    }

    [Theory]
    [InlineData("22.10.1", 22)]
    [InlineData("22", 22)]
    [InlineData("1.8.32", 1)]
    [InlineData("certified/18.9-cert4", 18)]
    [InlineData("GIT-master", null)]
    [InlineData(null, null)]
    public void A_version_belongs_to_a_branch(string? version, int? branch)
    {
        Assert.Equal(branch, ActionAdvice.BranchOf(version));
    }

    [Fact]
    public async Task What_a_server_refuses_is_explained_in_the_error()
    {
        using Line line = Line.Open();
        (FakeAction action, Task<AmiMessage> answer) = line.Send("Park");
        line.Peer.Refuse(action, "Invalid/unknown command: Park. Use Action: ListCommands to show available commands.");

        AmiException e = await Fails.With(AmiErrorCode.ActionFailed, answer.InTime());

        Assert.Contains("module res_parking.so", e.Message, StringComparison.Ordinal);

        (action, answer) = line.Send("Originate");
        line.Peer.Refuse(action, "Permission denied");

        e = await Fails.With(AmiErrorCode.PermissionDenied, answer.InTime());

        Assert.Contains("needs originate", e.Message, StringComparison.Ordinal);
    }
}
