using System;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Applications;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Calls;

/// <summary>
/// What channels do: run through the dialplan, answer, end. In Asterisk each channel has its thread; here each
/// goes on when it is its turn at the scheduler, so the events of one channel come in Asterisk's order while those of
/// different channels interleave, as they do there.
/// </summary>
internal sealed class CallEngine
{
    // A dialplan that goes round in circles ends here.
    private const int MostStepsAtOnce = 10_000;

    private readonly PbxState _pbx;

    internal CallEngine(PbxState pbx)
    {
        _pbx = pbx;
    }

    internal void StartDialplan(Channel channel, DialplanPlace place)
    {
        channel.Mode = ChannelMode.Dialplan;
        channel.Dialer = null;
        channel.RedirectTo = null;
        _pbx.CallsProcessed++;
        _pbx.Scheduler.Post(() => Run(channel, place));
    }

    /// <summary>Runs one application on a channel, which ends with it.</summary>
    internal void StartApplication(Channel channel, string application, string data)
    {
        channel.Mode = ChannelMode.Application;
        channel.Dialer = null;
        _pbx.Scheduler.Post(() =>
        {
            if (channel.Mode != ChannelMode.Application || channel.SoftHangup || channel.RedirectTo is not null)
            {
                GoOn(channel);
                return;
            }

            ApplicationHandler? handler = ApplicationTable.Find(application);
            if (handler is null)
            {
                HangupChannel(channel);
                return;
            }

            channel.Application = application;
            channel.ApplicationData = data;
            if (handler(new ApplicationCall(_pbx, channel, data)) != ApplicationResult.Blocked)
            {
                HangupChannel(channel);
            }
        });
    }

    /// <summary>Blocks the channel in its application, for a time or for ever.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="milliseconds">When the application is done; negative for never by itself.</param>
    /// <param name="interrupt">What the application does when a hangup or a redirect ends it early.</param>
    /// <param name="then">What the application does when the time is over, instead of just being done.</param>
    internal void Block(Channel channel, long milliseconds, Action? interrupt = null, Action? then = null)
    {
        channel.Interrupt = interrupt;
        channel.Timer?.Cancel();
        channel.Timer = milliseconds < 0 ? null : _pbx.Scheduler.After(milliseconds, () =>
        {
            channel.Timer = null;
            if (then is null)
            {
                Finish(channel);
            }
            else
            {
                then();
            }
        });
    }

    /// <summary>The application that blocked the channel is done; the channel goes on behind it.</summary>
    internal void Finish(Channel channel)
    {
        channel.Interrupt = null;
        channel.Timer?.Cancel();
        channel.Timer = null;
        if (channel.Mode == ChannelMode.Dialplan)
        {
            Run(channel, new DialplanPlace(channel.Context, channel.Exten, channel.Priority + 1));
        }
        else if (channel.Mode == ChannelMode.Application)
        {
            HangupChannel(channel);
        }
    }

    /// <summary>The application that blocked the channel ends the call.</summary>
    internal void FinishWithHangup(Channel channel)
    {
        channel.Interrupt = null;
        channel.Timer?.Cancel();
        channel.Timer = null;
        if (channel.Mode == ChannelMode.Dialplan)
        {
            EndDialplan(channel, null);
        }
        else
        {
            HangupChannel(channel);
        }
    }

    /// <summary>Asks a channel to end; it does when it is its turn.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="cause">The cause to end with; 0 leaves the one it has.</param>
    internal void RequestHangup(Channel channel, int cause)
    {
        if (cause != HangupCauses.None)
        {
            channel.HangupCause = cause;
        }

        channel.SoftHangup = true;
        _pbx.Scheduler.Post(() => GoOn(channel));
    }

    /// <summary>Sends a channel to another place in the dialplan.</summary>
    internal void Redirect(Channel channel, DialplanPlace place)
    {
        channel.RedirectTo = place;
        _pbx.Scheduler.Post(() => GoOn(channel));
    }

    internal void Answer(Channel channel)
    {
        if (channel.State == ChannelState.Up)
        {
            return;
        }

        SetState(channel, ChannelState.Up);
        TellDialer(channel, owner =>
        {
            SetState(owner, ChannelState.Up);
            owner.Dialer?.OnAnswer(owner);
        });
    }

    internal void Ring(Channel channel) => TellDialer(channel, owner =>
    {
        if (owner.State == ChannelState.Down)
        {
            SetState(owner, ChannelState.Ringing);
        }

        owner.Dialer?.OnRinging(owner);
    });

    internal void Progress(Channel channel) => TellDialer(channel, owner => owner.Dialer?.OnProgress(owner));

    /// <summary>The dialplan refuses the call: Busy or Congestion.</summary>
    internal void Refuse(Channel channel, int cause)
    {
        if (channel.State != ChannelState.Up)
        {
            channel.HangupCause = cause;
            SetState(channel, ChannelState.Busy);
        }

        TellDialer(channel, owner => owner.Dialer?.OnRefused(owner, HangupCauses.ToDialStatus(cause)));
    }

    /// <summary>Ends a channel now: its other half is told, the channel is gone.</summary>
    internal void HangupChannel(Channel channel)
    {
        if (channel.Mode == ChannelMode.Ended)
        {
            return;
        }

        channel.Mode = ChannelMode.Ended;
        channel.Timer?.Cancel();
        channel.Dialer = null;
        channel.Bridge?.Leave(channel);
        Channel? other = channel.Other;
        if (other is not null && other.Mode != ChannelMode.Ended)
        {
            string? status = channel.IsOwner ? null : channel.FindVariable("DIALSTATUS");
            if (status is not null)
            {
                _pbx.SetVariable(other, "CHANLOCALSTATUS", status);
            }

            _pbx.Publish("HangupRequest", EventClasses.Call, other, ("Cause", Text(channel.HangupCause)));

            // Behind what was said before on this call: an answer is heard before the hangup that follows it.
            int cause = channel.HangupCause;
            _pbx.Scheduler.Post(() => RequestHangup(other, cause));
        }

        _pbx.Channels.Remove(channel);
        _pbx.Publish(
            "Hangup",
            EventClasses.Call,
            channel,
            ("Cause", Text(channel.HangupCause)),
            ("Cause-txt", HangupCauses.Text(channel.HangupCause)));
        CallDetailRecord.Publish(_pbx, channel);
        _pbx.DeviceStates.PublishOnly(channel.Device, channel.WasInvalid ? DeviceStates.Invalid : DeviceStates.NotInUse);
    }

    internal void SetState(Channel channel, ChannelState state)
    {
        channel.State = state;
        if (state == ChannelState.Up)
        {
            channel.Answered = DateTime.UtcNow;
        }

        _pbx.Publish("Newstate", EventClasses.Call, channel);
        _pbx.DeviceStates.PublishOnly(channel.Device, DeviceStates.InUse);
    }

    internal void SetCallerId(Channel channel, string number, string name)
    {
        channel.CallerIdNumber = number;
        channel.CallerIdName = name;
        PublishCallerId(channel);
    }

    internal void SetAccountCode(Channel channel, string code)
    {
        string old = channel.AccountCode;
        channel.AccountCode = code;
        _pbx.Publish("NewAccountCode", EventClasses.Call, channel, ("OldAccountCode", old));
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    internal void PublishCallerId(Channel channel) => _pbx.Publish(
        "NewCallerid",
        EventClasses.Call,
        channel,
        ("CID-CallingPres", "0 (Presentation Allowed, Not Screened)"));

    /// <summary>The dialplan's half said something that the dialer's half hears, if somebody still dials that.</summary>
    private void TellDialer(Channel channel, Action<Channel> tell)
    {
        Channel? owner = channel.Other;
        if (owner is null || channel.IsOwner)
        {
            return;
        }

        _pbx.Scheduler.Post(() =>
        {
            if (owner.Mode == ChannelMode.Dialed && !owner.SoftHangup)
            {
                tell(owner);
            }
        });
    }

    /// <summary>It is the channel's turn: a hangup or a redirect that was asked for happens.</summary>
    private void GoOn(Channel channel)
    {
        if (!channel.SoftHangup && channel.RedirectTo is null)
        {
            return;
        }

        switch (channel.Mode)
        {
            case ChannelMode.Dialed when channel.SoftHangup:
                channel.Dialer?.OnHangup(channel);
                break;
            case ChannelMode.Dialplan:
                InterruptApplication(channel);
                Run(channel, new DialplanPlace(channel.Context, channel.Exten, channel.Priority));
                break;
            case ChannelMode.Application when channel.RedirectTo is null || channel.SoftHangup:
                InterruptApplication(channel);
                HangupChannel(channel);
                break;
            case ChannelMode.Application:
            case ChannelMode.Bridged:
                InterruptApplication(channel);
                if (channel.Mode != ChannelMode.Ended && channel.RedirectTo is not null)
                {
                    // Asterisk moves the call to a channel of another name and back; its record is lost on the way.
                    channel.HasRecord = false;
                    channel.Mode = ChannelMode.Dialplan;
                    Run(channel, channel.RedirectTo);
                }

                break;
            default:
                break;
        }
    }

    private static void InterruptApplication(Channel channel)
    {
        channel.Timer?.Cancel();
        channel.Timer = null;
        Action? interrupt = channel.Interrupt;
        channel.Interrupt = null;
        interrupt?.Invoke();
    }

    /// <summary>Runs a channel through the dialplan until an application blocks it or it ends.</summary>
    private void Run(Channel channel, DialplanPlace place)
    {
        for (int steps = 0; channel.Mode == ChannelMode.Dialplan; steps++)
        {
            if (channel.SoftHangup || steps > MostStepsAtOnce)
            {
                EndDialplan(channel, null);
                return;
            }

            place = channel.RedirectTo ?? place;
            channel.RedirectTo = null;
            DialplanStep? step = _pbx.Dialplan.Find(place.Context, place.Exten, place.Priority);
            ApplicationHandler? handler = step is null ? null : ApplicationTable.Find(step.Application);
            if (handler is null)
            {
                EndDialplan(channel, place);
                return;
            }

            MoveTo(channel, place);
            channel.Application = step!.Application;
            channel.ApplicationData = VariableText.Expand(_pbx, channel, step.Data);
            _pbx.Publish(
                "Newexten",
                EventClasses.Dialplan,
                channel,
                ("Extension", channel.Exten),
                ("Application", channel.Application),
                ("AppData", channel.ApplicationData));
            switch (handler(new ApplicationCall(_pbx, channel, channel.ApplicationData)))
            {
                case ApplicationResult.Blocked:
                    return;
                case ApplicationResult.Hangup:
                    EndDialplan(channel, null);
                    return;
                default:
                    place = new DialplanPlace(channel.Context, channel.Exten, channel.Priority + 1);
                    break;
            }
        }
    }

    /// <summary>Ends a channel whose dialplan is over; a place that is not there shows in its last event.</summary>
    private void EndDialplan(Channel channel, DialplanPlace? place)
    {
        _pbx.Publish("SoftHangupRequest", EventClasses.Call, channel, ("Cause", Text(HangupCauses.Normal)));
        if (place is not null)
        {
            MoveTo(channel, place);
        }

        HangupChannel(channel);
    }

    private static void MoveTo(Channel channel, DialplanPlace place)
    {
        channel.Context = place.Context;
        channel.Exten = place.Exten;
        channel.Priority = place.Priority;
    }
}
