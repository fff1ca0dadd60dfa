using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Session;

namespace AsteriskAmi.Tests.Diagnosis;

/// <summary>
/// A server with one account that may do all and says so, as Asterisk 22 does. A test changes the answer to an action.
/// </summary>
internal sealed class AccountServer : IDisposable
{
    private readonly FakeServer _server = new();
    private readonly Dictionary<string, Action<FakePeer, FakeAction>> _answers = [];
    private readonly List<string> _texts = [];

    internal AccountServer()
    {
        On("Challenge", (peer, action) => peer.Answer(action, "Challenge: 122597547"));
        On("Login", (peer, action) =>
        {
            peer.Answer(action, "Message: Authentication accepted");
            peer.Send("Event: FullyBooted", "Privilege: system,all", "Uptime: 1", "LastReload: 1", "Status: Fully Booted");
        });
        May(
            "Command: Execute Asterisk CLI Command.  (Priv: command,all)",
            "CoreSettings: Show PBX core settings (version etc).  (Priv: system,reporting,all)",
            "Getvar: Gets a channel variable or function value.  (Priv: call,reporting,all)",
            "Hangup: Hangup channel.  (Priv: system,call,all)",
            "Originate: Originate a call.  (Priv: originate,all)",
            "Ping: Keepalive command.  (Priv: <none>)",
            "UserEvent: Send an arbitrary event.  (Priv: user,all)");
        User("all", "system,call,user,all");
        On("CoreSettings", (peer, action) => peer.Answer(action, "AsteriskVersion: 22.10.1", "SystemName: "));
        Conf(("write", "all"), ("read", "all"), ("writetimeout", "5000"));
        On("UserEvent", (peer, action) =>
        {
            peer.Answer(action, "Message: Event Sent");
            peer.Send(["Event: UserEvent", "Privilege: user,all", .. action.Lines.Skip(1)]);
        });
        On("Ping", (peer, action) => peer.Answer(action, "Ping: Pong"));
        On("Logoff", (peer, action) => peer.Send("Response: Goodbye", "ActionID: " + action.Id));
        _server.OnEveryConnection(Serve);
    }

    /// <summary>All that clients have sent.</summary>
    internal string Sent
    {
        get
        {
            lock (_texts)
            {
                return string.Concat(_texts);
            }
        }
    }

    internal AmiConnectOptions Options(Action<AmiConnectOptions>? change = null) => _server.Options(change);

    /// <summary>Answers an action so.</summary>
    internal AccountServer On(string name, Action<FakePeer, FakeAction> answer)
    {
        _answers[name] = answer;
        return this;
    }

    /// <summary>Lists these actions as those that the account may send.</summary>
    internal AccountServer May(params string[] actions) => On("ListCommands", (peer, action) => peer.Answer(action, actions));

    /// <summary>Says by the console that the account has these classes.</summary>
    internal AccountServer User(string read, string write) => On("Command", (peer, action) => peer.Answer(
        action,
        "Message: Command output follows",
        "Output: ",
        "Output:           username: alice",
        "Output:             secret: <Set>",
        $"Output:          read perm: {read}",
        $"Output:         write perm: {write}",
        "Output:    displayconnects: yes"));

    /// <summary>Has these values in the account's section of manager.conf.</summary>
    internal AccountServer Conf(params (string Name, string Value)[] values) => On("Getvar", (peer, action) =>
    {
        string asked = action.Value("Variable");
        string value = values.FirstOrDefault(one => asked == $"AST_CONFIG(manager.conf,alice,{one.Name})").Value ?? string.Empty;
        peer.Answer(action, "Variable: " + asked, "Value: " + value);
    });

    public void Dispose() => _server.Dispose();

    private void Serve(FakePeer peer)
    {
        peer.Greet();
        while (peer.Read() is FakeAction action)
        {
            lock (_texts)
            {
                _texts.Add(action.Text);
            }

            _answers[action.Name](peer, action);
        }
    }
}
