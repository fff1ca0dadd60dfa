using System;
using System.Collections.Generic;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Calls;

/// <summary>What an Originate asks for.</summary>
internal sealed class OriginateRequest
{
    /// <summary>The channel as it was asked for: technology, a slash, the rest.</summary>
    internal string ChannelText { get; set; } = string.Empty;

    internal string Application { get; set; } = string.Empty;

    internal string Data { get; set; } = string.Empty;

    /// <summary>Where the call goes when answered; null when it runs an application.</summary>
    internal DialplanPlace? Place { get; set; }

    internal long TimeoutMilliseconds { get; set; }

    internal string CallerIdNumber { get; set; } = string.Empty;

    internal string CallerIdName { get; set; } = string.Empty;

    internal string Account { get; set; } = string.Empty;

    internal string? ChannelId { get; set; }

    internal string? OtherChannelId { get; set; }

    internal string? ActionId { get; set; }

    /// <summary>Whether an OriginateResponse event tells the result.</summary>
    internal bool Async { get; set; }

    internal List<KeyValuePair<string, string>> Variables { get; } = new();
}

/// <summary>One call that a client placed, from dialing until somebody took it or did not.</summary>
internal sealed class OriginateCall : IDialer
{
    // Asterisk's numbers for what became of the call.
    private const int ReasonFailed = 0;
    private const int ReasonTimeout = 3;
    private const int ReasonAnswered = 4;
    private const int ReasonBusy = 5;
    private const int ReasonCongestion = 8;

    private readonly PbxState _pbx;
    private readonly OriginateRequest _request;
    private readonly Action<bool> _done;
    private ScheduledItem? _timeout;

    /// <param name="pbx">The PBX.</param>
    /// <param name="request">What to call.</param>
    /// <param name="done">Told once whether somebody answered.</param>
    internal OriginateCall(PbxState pbx, OriginateRequest request, Action<bool> done)
    {
        _pbx = pbx;
        _request = request;
        _done = done;
    }

    internal void Start()
    {
        const string local = "Local/";
        if (!_request.ChannelText.StartsWith(local, StringComparison.OrdinalIgnoreCase))
        {
            // There are no telephones here: every other technology is not there, or has nobody registered.
            Report(null, ReasonFailed);
            return;
        }

        string destination = _request.ChannelText.Substring(local.Length);
        Channel channel = LocalChannels.Create(_pbx, destination, _request.ChannelId, _request.OtherChannelId, null);
        channel.Dialer = this;
        Prepare(channel);
        if (!LocalChannels.Call(_pbx, channel))
        {
            _pbx.Calls.HangupChannel(channel);
            Report(null, ReasonFailed);
            return;
        }

        _pbx.Publish(Frame.Event("DialBegin", EventClasses.Call).Add("Dest", channel).Add("DialString", destination));
        if (_request.TimeoutMilliseconds > 0)
        {
            _timeout = _pbx.Scheduler.After(_request.TimeoutMilliseconds, () => OnTimeout(channel));
        }
    }

    public void OnRinging(Channel channel) => PublishDial("DialState", channel, "RINGING");

    public void OnProgress(Channel channel) => PublishDial("DialState", channel, "PROGRESS");

    public void OnAnswer(Channel channel)
    {
        _timeout?.Cancel();
        PublishDial("DialEnd", channel, "ANSWER");
        Report(channel, ReasonAnswered);
        if (_request.Place is null)
        {
            _pbx.Calls.StartApplication(channel, _request.Application, _request.Data);
        }
        else
        {
            _pbx.Calls.StartDialplan(channel, _request.Place);
        }
    }

    public void OnRefused(Channel channel, string dialStatus) =>
        End(channel, dialStatus, dialStatus == "BUSY" ? ReasonBusy : ReasonCongestion);

    public void OnHangup(Channel channel) =>
        End(channel, HangupCauses.ToDialStatus(channel.HangupCause), ReasonFailed);

    private void OnTimeout(Channel channel)
    {
        // Asterisk gives up without a DialEnd.
        channel.HangupCause = HangupCauses.NoAnswer;
        _pbx.Calls.HangupChannel(channel);
        Report(null, ReasonTimeout);
    }

    private void Prepare(Channel channel)
    {
        channel.Application = "AppDial2";
        channel.ApplicationData = "(Outgoing Line)";
        _pbx.Publish(
            "Newexten",
            EventClasses.Dialplan,
            channel,
            ("Extension", channel.Exten),
            ("Application", channel.Application),
            ("AppData", channel.ApplicationData));

        // The last variable is set first.
        for (int i = _request.Variables.Count - 1; i >= 0; i--)
        {
            _pbx.SetVariable(channel, _request.Variables[i].Key, _request.Variables[i].Value);
        }

        if (_request.Account.Length > 0)
        {
            _pbx.Calls.SetAccountCode(channel, _request.Account);
        }

        if (_request.CallerIdNumber.Length + _request.CallerIdName.Length > 0)
        {
            _pbx.Calls.SetCallerId(channel, _request.CallerIdNumber, _request.CallerIdName);
            channel.ConnectedNumber = _request.CallerIdNumber;
            channel.ConnectedName = _request.CallerIdName;
            _pbx.Publish("NewConnectedLine", EventClasses.Call, channel);
        }
    }

    private void End(Channel channel, string dialStatus, int reason)
    {
        _timeout?.Cancel();
        channel.DialStatus = dialStatus;
        PublishDial("DialEnd", channel, dialStatus);
        _pbx.Calls.HangupChannel(channel);
        Report(null, reason);
    }

    private void PublishDial(string name, Channel channel, string status) =>
        _pbx.Publish(Frame.Event(name, EventClasses.Call).Add("Dest", channel).Add("DialStatus", status));

    private void Report(Channel? channel, int reason)
    {
        if (_request.Async)
        {
            Frame frame = Frame.Event("OriginateResponse", EventClasses.Call);
            if (_request.ActionId is not null)
            {
                frame.Add("ActionID", _request.ActionId);
            }

            frame.Add("Response", channel is null ? "Failure" : "Success")
                .Add("Channel", channel?.Name ?? _request.ChannelText);
            if (_request.Place is null)
            {
                frame.Add("Application", _request.Application).Add("Data", _request.Data);
            }
            else
            {
                frame.Add("Context", _request.Place.Context).Add("Exten", _request.Place.Exten);
            }

            _pbx.Publish(frame.Add("Reason", reason)
                .Add("Uniqueid", channel?.Uniqueid ?? Frame.OrUnknown(_request.ChannelId))
                .Add("CallerIDNum", Frame.OrUnknown(_request.CallerIdNumber))
                .Add("CallerIDName", Frame.OrUnknown(_request.CallerIdName)));
        }

        _done(channel is not null);
    }
}
