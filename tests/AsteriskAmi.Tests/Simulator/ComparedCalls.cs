using System.Linq;

namespace AsteriskAmi.Tests.Simulator;

/// <summary>The calls that are placed on both servers.</summary>
internal static class ComparedCalls
{
    private static readonly (double, string[])[] _none = [];

    internal static readonly (string Name, string[] Originate, (double Seconds, string[] Action)[] Steps)[] All =
    [
        ("answer", To("answer", 1), _none),
        ("answer, hung up first half", To("answer", 60), After(1, "Action: Hangup", "Channel: {1}")),
        ("answer, hung up second half", To("answer", 60), After(1, "Action: Hangup", "Channel: {2}")),
        ("answer, hung up with a cause", To("answer", 60), After(1, "Action: Hangup", "Channel: {1}", "Cause: 17")),
        ("answer, hung up with a cause, second half", To("answer", 60), After(1, "Action: Hangup", "Channel: {2}", "Cause: 21")),
        ("answer-end", To("answer-end", 60), _none),
        ("busy", To("busy", 1), _none),
        ("congestion", To("congestion", 1), _none),
        ("noanswer", To("noanswer", 1, "Timeout: 1000"), _none),
        ("noanswer, hung up", To("noanswer", 1), After(1, "Action: Hangup", "Channel: {1}")),
        ("noanswer, hung up second half", To("noanswer", 1), After(1, "Action: Hangup", "Channel: {2}")),
        ("delayed-answer", To("delayed-answer", 1), _none),
        ("hangup-cause", To("hangup-cause", 1), _none),
        ("nobody there", To("no-such-extension", 1), _none),
        ("no such context", ["Channel: Local/answer@nowhere", "Application: Wait", "Data: 1", "Async: true"], _none),
        ("no such technology", ["Channel: Nothing/answer", "Application: Wait", "Data: 1", "Async: true"], _none),
        ("nobody registered", ["Channel: PJSIP/1001", "Application: Wait", "Data: 1", "Async: true"], _none),
        ("telephone by the dialplan", To("1001", 1), _none),
        ("goto by number", To("101", 60), _none),
        ("busy by number", To("102", 1), _none),
        ("vars", To("vars", 1), _none),
        ("userevent", To("userevent", 60), _none),
        ("echo", To("echo", 1), _none),
        ("dtmf", To("dtmf", 4), _none),
        ("play", To("play", 1), _none),
        ("music", To("music", 1), _none),
        ("record", To("record", 1), _none),
        ("voicemail", To("voicemail", 1), _none),
        ("conf", To("conf", 2), _none),
        ("park", To("park", 3), _none),
        ("dial", To("dial", 2), _none),
        ("dial-busy", To("dial-busy", 1), _none),
        ("dial-noanswer", To("dial-noanswer", 1), _none),
        ("queue-sales", To("queue-sales", 4), _none),
        ("queue-support", To("queue-support", 3), _none),
        ("to an extension", ["Channel: Local/answer@test", "Exten: answer-end", "Context: test", "Priority: 1", "Async: true"], _none),
        ("to an application that is not there", ["Channel: Local/answer@test", "Application: NoSuchThing", "Async: true"], _none),
        ("to Hangup", ["Channel: Local/answer@test", "Application: Hangup", "Async: true"], _none),
        ("with variables", To("answer", 1, "Variable: A=1", "Variable: B=x=y"), _none),
        ("with variables in one header", To("answer", 1, "Variable: A=1,B=2"), _none),
        ("with caller ID and account", To("answer", 1, "CallerID: Ann <123>", "Account: acc"), _none),
        ("with a number", To("answer", 1, "CallerID: 555"), _none),
        ("with a name", To("answer", 1, "CallerID: Just Name"), _none),
        ("with early media", To("noanswer", 1, "Timeout: 1000", "EarlyMedia: true"), _none),
        ("with codecs", To("answer", 1, "Codecs: ulaw,alaw"), _none),
        ("without optimization", ["Channel: Local/answer@test/n", "Application: Wait", "Data: 1", "Async: true"], _none),
        ("redirected", To("answer", 60), After(1, "Action: Redirect", "Channel: {1}", "Context: test", "Exten: answer-end", "Priority: 1")),
        ("redirected second half", To("answer", 60), After(1, "Action: Redirect", "Channel: {2}", "Context: test", "Exten: answer-end", "Priority: 1")),
        ("redirected to nowhere", To("answer", 60), After(1, "Action: Redirect", "Channel: {2}", "Context: test", "Exten: nowhere", "Priority: 1")),
        ("redirected both", To("answer", 60), After(1, "Action: Redirect", "Channel: {1}", "ExtraChannel: {2}", "Context: test", "Exten: vars", "Priority: 1", "ExtraContext: test", "ExtraExten: answer-end", "ExtraPriority: 1")),
        ("redirected while ringing", To("noanswer", 1), After(1, "Action: Redirect", "Channel: {2}", "Context: test", "Exten: answer", "Priority: 1")),
        ("with variables set", To("answer", 3), After(1, "Action: Setvar", "Channel: {1}", "Variable: X", "Value: y")),
    ];

    internal static string Describe(string name) => string.Join(" | ", All.Single(call => call.Name == name).Originate);

    private static string[] To(string exten, int seconds, params string[] more) =>
        [$"Channel: Local/{exten}@test", "Application: Wait", $"Data: {seconds}", "Async: true", .. more];

    private static (double, string[])[] After(double seconds, params string[] action) => [(seconds, action)];
}
