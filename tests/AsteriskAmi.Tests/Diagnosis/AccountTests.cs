using System;
using System.Linq;
using AsteriskAmi.Diagnosis;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Diagnosis;

/// <summary>What a check says of accounts: their login, and what they may do.</summary>
public sealed class AccountTests : IDisposable
{
    private readonly AccountServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public void An_account_that_may_do_all_passes_all_steps()
    {
        Steps steps = Steps.Of(_server.Options());

        Assert.Equal(
            ["NameResolution", "Tcp", "Banner", "Login", "Privileges", "ServerVersion", "EventFlow", "RoundTrip", "WriteTimeout"],
            steps.Names);

        // How long a Ping takes on a busy machine is not for this test to say.
        Assert.All(steps.Names.Where(name => name != CheckList.RoundTrip), name => steps.Came(name, AmiCheckStatus.Passed));
        Assert.All(steps.Names.Where(name => name != CheckList.RoundTrip), name => Assert.Empty(steps[name].Cause));
        steps.Came(CheckList.Login, AmiCheckStatus.Passed, "'alice', by MD5 challenge");
        steps.Came(CheckList.Privileges, AmiCheckStatus.Passed, "May send 7 actions, of write=all.", "read=all", "manager show user");
        steps.Came(CheckList.ServerVersion, AmiCheckStatus.Passed, "Asterisk 22.10.1.");
        steps.Came(CheckList.EventFlow, AmiCheckStatus.Passed, "UserEvent of our own came back");
        Assert.Contains("10 Pings", steps[CheckList.RoundTrip].Detail, StringComparison.Ordinal);
        steps.Came(CheckList.WriteTimeout, AmiCheckStatus.Passed, "5000 ms, allowmultiplelogin yes (the default)");
    }

    [Fact]
    public void A_check_logs_off_and_never_shows_the_secret()
    {
        Steps steps = Steps.Of(_server.Options());

        Limit.Until(() => _server.Sent.Contains("Action: Logoff", StringComparison.Ordinal), "the check logs off");
        Assert.DoesNotContain("s3cret", _server.Sent + steps.Text, StringComparison.Ordinal);

        // Its answer would hold the secret.
        Assert.DoesNotContain("GetConfig", _server.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_that_was_sent_as_it_is_is_a_warning()
    {
        _server.On("Challenge", (peer, action) => peer.Refuse(action, "Must specify AuthType"));

        Steps.Of(_server.Options()).Came(CheckList.Login, AmiCheckStatus.Warning, "no MD5 challenge", "-UseTls");
    }

    [Fact]
    public void A_refused_login_names_all_four_causes_and_where_to_look()
    {
        Refuse("Authentication failed");

        Steps steps = Steps.Of(_server.Options());

        steps.FailedAt(
            CheckList.Login,
            "refused the login of 'alice': Authentication failed.",
            "section [alice]",
            "secret=",
            "permit=, deny= and acl= let in 127.0.0.1",
            "'manager reload'",
            "'manager show user alice'");
        Assert.DoesNotContain("s3cret", steps.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_that_is_logged_in_elsewhere_points_to_allowmultiplelogin()
    {
        Refuse("Login Already In Use");

        Steps.Of(_server.Options()).FailedAt(CheckList.Login, "Login Already In Use.", "allowmultiplelogin=no", "manager show connected");
    }

    [Fact]
    public void A_login_that_is_not_answered_is_a_busy_server()
    {
        _server.On("Login", (_, _) => { });

        Steps.Of(_server.Options(o => o.ConnectTimeout = Limit.Short))
            .FailedAt(CheckList.Login, "did not answer Login within", "too busy", "core show taskprocessors");
    }

    [Fact]
    public void A_server_that_leaves_during_the_login_fails_it()
    {
        _server.On("Login", (peer, _) => peer.Dispose());

        Steps.Of(_server.Options()).FailedAt(CheckList.Login, "was lost", "stopping or restarting");
    }

    [Fact]
    public void A_name_that_cannot_be_sent_fails_the_login()
    {
        var options = new AsteriskAmi.Session.AmiConnectOptions("alice\r\nEvents: on", "s3cret")
        {
            ComputerName = "127.0.0.1", Port = _server.Options().Port,
        };

        Steps steps = Steps.Of(options);

        steps.Came(CheckList.Login, AmiCheckStatus.Failed, "Username");
        Assert.DoesNotContain("Events: on", _server.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_that_may_send_only_what_everybody_may_is_a_warning()
    {
        _server.May("Ping: Keepalive command.  (Priv: <none>)", "QueueStatus: Show queue status.  (Priv: <none>)");

        Steps steps = Steps.Of(_server.Options());

        steps.Came(CheckList.Privileges, AmiCheckStatus.Warning, "only the 2 actions that everybody may: write=none.", "[alice]", "write=system,call,reporting");
        steps.Came(CheckList.ServerVersion, AmiCheckStatus.NotChecked, "branch 22", "write=system or write=reporting");
        steps.Came(CheckList.EventFlow, AmiCheckStatus.Passed, "FullyBooted has come.");
        steps.Came(CheckList.WriteTimeout, AmiCheckStatus.NotChecked, "write=call or reporting", "writetimeout=5000");
    }

    [Fact]
    public void Write_classes_are_those_without_which_an_action_could_not_be_sent()
    {
        _server.May(
            "CoreSettings: Show PBX core settings (version etc).  (Priv: system,reporting,all)",
            "Hangup: Hangup channel.  (Priv: system,call,all)",
            "Originate: Originate a call.  (Priv: originate,all)",
            "UserEvent: Send an arbitrary event.  (Priv: user,all)",
            "Ping: Keepalive command.  (Priv: <none>)");

        // Either of system and reporting, and either of system and call: neither is sure.
        Steps.Of(_server.Options()).Came(CheckList.Privileges, AmiCheckStatus.Passed, "5 actions, of write=originate,user at least");
    }

    [Fact]
    public void What_an_account_reads_comes_from_manager_conf_where_the_console_cannot_be_asked()
    {
        MayNot("Command").Conf(("write", "system,call"), ("read", "call, cdr"));

        Steps steps = Steps.Of(_server.Options());

        steps.Came(CheckList.Privileges, AmiCheckStatus.Passed, "read=call,cdr, as manager.conf says");
        Assert.DoesNotContain("UserEvent", _server.Sent, StringComparison.Ordinal);
        steps.Came(CheckList.EventFlow, AmiCheckStatus.Passed, "FullyBooted has come.");
    }

    [Fact]
    public void What_an_account_reads_is_seen_in_the_events_where_nothing_can_be_asked()
    {
        MayNot("Command", "Getvar");

        Steps.Of(_server.Options()).Came(CheckList.Privileges, AmiCheckStatus.Passed, "cannot be asked for; such of system have come");
    }

    [Fact]
    public void An_account_whose_section_is_in_another_file_is_not_taken_for_one_without_rights()
    {
        MayNot("Command").Conf();

        Steps steps = Steps.Of(_server.Options());

        steps.Came(CheckList.Privileges, AmiCheckStatus.Passed, "cannot be asked for");
        steps.Came(CheckList.WriteTimeout, AmiCheckStatus.NotChecked, "does not tell what [alice] of manager.conf says");
    }

    [Fact]
    public void An_account_that_reads_nothing_is_a_warning_and_no_event_is_waited_for()
    {
        _server.User("<none>", "all");

        Steps steps = Steps.Of(_server.Options());

        steps.Came(CheckList.EventFlow, AmiCheckStatus.Warning, "its read= is empty", "read= of [alice]");
        Assert.DoesNotContain("Action: UserEvent", _server.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_that_could_not_be_provoked_are_not_checked_and_no_fault()
    {
        MayNot("UserEvent", "Command", "Getvar").On("Login", (peer, action) => peer.Answer(action, "Message: Authentication accepted"));

        Steps.Of(_server.Options()).Came(CheckList.EventFlow, AmiCheckStatus.NotChecked, "No event has come yet", "user in both");
    }

    [Fact]
    public void An_event_of_our_own_that_does_not_come_back_is_a_warning()
    {
        MayNot("Command", "Getvar").On("UserEvent", (peer, action) => peer.Answer(action, "Message: Event Sent"));

        Steps steps = Steps.Of(_server.Options(o => o.ActionTimeout = Limit.Short));

        steps.Came(
            CheckList.EventFlow,
            AmiCheckStatus.Warning,
            "did not come back within 2 s. Other events do come (FullyBooted).",
            "lacks user",
            "eventfilter",
            "disabledevents");
        Assert.Contains("10 Pings", steps[CheckList.RoundTrip].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_of_somebody_else_is_not_taken_for_our_own()
    {
        MayNot("Command", "Getvar").On("UserEvent", (peer, action) =>
        {
            peer.Answer(action, "Message: Event Sent");
            peer.Send("Event: UserEvent", "Privilege: user,all", "UserEvent: AmiConnectionCheck", "Check: 1");
        });

        Steps.Of(_server.Options(o => o.ActionTimeout = Limit.Short)).Came(CheckList.EventFlow, AmiCheckStatus.Warning);
    }

    [Fact]
    public void A_server_that_stops_answering_fails_the_step_at_which_it_did()
    {
        _server.On("Ping", (_, _) => { });

        Steps.Of(_server.Options(o => o.ActionTimeout = Limit.Short))
            .FailedAt(CheckList.RoundTrip, "did not answer Ping within 2 s.", "too busy");
    }

    [Fact]
    public void A_server_that_leaves_while_an_event_is_waited_for_fails_that_step()
    {
        _server.On("UserEvent", (peer, action) =>
        {
            peer.Answer(action, "Message: Event Sent");
            peer.Dispose();
        });

        Steps.Of(_server.Options()).FailedAt(CheckList.EventFlow, "was lost", "stopping or restarting");
    }

    [Theory]
    [InlineData("9000", AmiCheckStatus.Passed, "writetimeout is 9000 ms,")]
    [InlineData("50", AmiCheckStatus.Warning, "ignores writetimeout=50")]
    [InlineData("much", AmiCheckStatus.Warning, "ignores writetimeout=much")]
    public void The_write_timeout_is_that_of_the_accounts_section(string value, AmiCheckStatus status, string words)
    {
        _server.Conf(("write", "all"), ("writetimeout", value));

        Steps.Of(_server.Options()).Came(CheckList.WriteTimeout, status, words);
    }

    [Fact]
    public void An_account_for_one_login_only_is_warned_of()
    {
        _server.Conf(("write", "all"), ("allowmultiplelogin", "no"));

        Steps.Of(_server.Options()).Came(CheckList.WriteTimeout, AmiCheckStatus.Warning, "allowmultiplelogin no", "one connection only");
    }

    private void Refuse(string message) => _server.On("Login", (peer, action) =>
    {
        peer.Refuse(action, message);
        peer.Dispose();
    });

    private AccountServer MayNot(params string[] names)
    {
        string[] all =
        [
            "Command: Execute Asterisk CLI Command.  (Priv: command,all)",
            "CoreSettings: Show PBX core settings (version etc).  (Priv: system,reporting,all)",
            "Getvar: Gets a channel variable or function value.  (Priv: call,reporting,all)",
            "Ping: Keepalive command.  (Priv: <none>)",
            "UserEvent: Send an arbitrary event.  (Priv: user,all)",
        ];
        return _server.May([.. all.Where(line => !names.Contains(line.Split(':')[0]))]);
    }
}
