using System;
using System.Diagnostics;
using System.Globalization;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Calls;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Applications;

/// <summary>Dial: calls one Local channel and bridges the caller with it.</summary>
internal sealed class DialApplication : IDialer
{
    private static readonly string[] _cleared =
    {
        "DIALSTATUS", "DIALEDPEERNUMBER", "DIALEDPEERNAME", "ANSWEREDTIME", "ANSWEREDTIME_MS", "DIALEDTIME",
        "DIALEDTIME_MS", "RINGTIME", "RINGTIME_MS", "PROGRESSTIME", "PROGRESSTIME_MS",
    };

    private readonly PbxState _pbx;
    private readonly Channel _caller;
    private readonly Stopwatch _sinceDial = Stopwatch.StartNew();
    private Stopwatch? _sinceAnswer;
    private string _destination = string.Empty;
    private bool _rang;

    private DialApplication(PbxState pbx, Channel caller)
    {
        _pbx = pbx;
        _caller = caller;
    }

    internal static ApplicationResult Run(ApplicationCall call)
    {
        foreach (string name in _cleared)
        {
            call.Pbx.SetVariable(call.Channel, name, string.Empty);
        }

        return new DialApplication(call.Pbx, call.Channel).Start(call.Argument(0), call.Argument(1));
    }

    public void OnRinging(Channel channel)
    {
        _pbx.Calls.Ring(_caller);
        if (!_rang)
        {
            _rang = true;
            SetTimes("RINGTIME", _sinceDial);
        }

        _pbx.Publish(OutgoingLeg.Dial("DialState", _caller, channel).Add("DialStatus", "RINGING"));
    }

    public void OnProgress(Channel channel)
    {
        SetTimes("PROGRESSTIME", _sinceDial);
        _pbx.Publish(OutgoingLeg.Dial("DialState", _caller, channel).Add("DialStatus", "PROGRESS"));
    }

    public void OnAnswer(Channel channel)
    {
        _caller.Timer?.Cancel();
        _sinceAnswer = Stopwatch.StartNew();
        _pbx.SetVariable(_caller, "DIALSTATUS", "ANSWER");
        _pbx.SetVariable(_caller, "DIALEDPEERNAME", channel.Name);
        _pbx.SetVariable(_caller, "DIALEDPEERNUMBER", _destination);
        channel.Exten = string.Empty;
        _pbx.Publish(OutgoingLeg.Dial("DialEnd", _caller, channel).Add("DialStatus", "ANSWER"));
        _pbx.Calls.Answer(_caller);
        _ = new Conversation(_pbx, _caller, channel, () => PublishNewexten(channel), OnEnd);
    }

    public void OnRefused(Channel channel, string dialStatus) => End(channel, dialStatus);

    public void OnHangup(Channel channel) => End(channel, HangupCauses.ToDialStatus(channel.HangupCause));

    private ApplicationResult Start(string target, string timeout)
    {
        const string local = "Local/";
        if (!target.StartsWith(local, StringComparison.OrdinalIgnoreCase))
        {
            // There are no telephones here, so nobody is registered.
            return Unavailable(HangupCauses.NoRoute);
        }

        _destination = target.Substring(local.Length);
        Channel leg = OutgoingLeg.Create(_pbx, _caller, _destination, this);
        _pbx.SetVariable(leg, "DIALEDPEERNUMBER", _destination);
        leg.Exten = _caller.Exten;
        leg.Application = "AppDial";
        leg.ApplicationData = "(Outgoing Line)";
        leg.CallerIdNumber = _caller.ConnectedNumber.Length > 0 ? _caller.ConnectedNumber : _caller.Exten;
        PublishNewexten(leg);
        OutgoingLeg.SetCallerId(_pbx, leg, _caller);
        if (!LocalChannels.Call(_pbx, leg))
        {
            _pbx.Calls.HangupChannel(leg);
            return Unavailable(HangupCauses.None);
        }

        _pbx.Publish(OutgoingLeg.Dial("DialBegin", _caller, leg).Add("DialString", _destination));
        bool limited = double.TryParse(timeout, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds);
        _pbx.Calls.Block(
            _caller,
            limited ? (long)(seconds * 1000) : -1,
            () => Drop(leg, "CANCEL"),
            () => End(leg, "NOANSWER"));
        return ApplicationResult.Blocked;
    }

    private ApplicationResult Unavailable(int cause)
    {
        _caller.HangupCause = cause;
        _caller.RecordStep = new DialplanStep(_caller.Application, _caller.ApplicationData);
        _pbx.SetVariable(_caller, "DIALSTATUS", "CHANUNAVAIL");
        return ApplicationResult.Done;
    }

    private void PublishNewexten(Channel leg) => _pbx.Publish(
        "Newexten",
        EventClasses.Dialplan,
        leg,
        ("Extension", leg.Exten),
        ("Application", leg.Application),
        ("AppData", leg.ApplicationData));

    /// <summary>Nobody takes the call: the leg ends and the caller goes on.</summary>
    private void End(Channel leg, string status)
    {
        Drop(leg, status);
        _pbx.Calls.Finish(_caller);
    }

    private void Drop(Channel leg, string status)
    {
        _pbx.Publish(OutgoingLeg.Dial("DialEnd", _caller, leg).Add("DialStatus", status));
        OutgoingLeg.Drop(_pbx, _caller, leg, status);
        _pbx.SetVariable(_caller, "DIALSTATUS", status);
    }

    private void OnEnd(bool byCaller)
    {
        SetTimes("ANSWEREDTIME", _sinceAnswer!);
        SetTimes("DIALEDTIME", _sinceDial);
        _pbx.SetVariable(_caller, "DIALSTATUS", "ANSWER");
        if (!byCaller)
        {
            _pbx.Calls.FinishWithHangup(_caller);
        }
    }

    private void SetTimes(string name, Stopwatch since)
    {
        long milliseconds = since.ElapsedMilliseconds;
        _pbx.SetVariable(_caller, name, (milliseconds / 1000).ToString(CultureInfo.InvariantCulture));
        _pbx.SetVariable(_caller, name + "_MS", milliseconds.ToString(CultureInfo.InvariantCulture));
    }
}
