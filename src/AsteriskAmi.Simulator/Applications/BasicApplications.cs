using System;
using System.Globalization;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Calls;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Applications;

/// <summary>Applications that answer, wait, jump, refuse and end.</summary>
internal static class BasicApplications
{
    private const int FirstSoundMilliseconds = 20;

    internal static ApplicationResult NoOp(ApplicationCall call) => ApplicationResult.Done;

    /// <summary>Answers, and waits for the first sound of the other side, as Asterisk does.</summary>
    internal static ApplicationResult Answer(ApplicationCall call)
    {
        if (call.Channel.State == ChannelState.Up)
        {
            return ApplicationResult.Done;
        }

        call.Pbx.Calls.Answer(call.Channel);
        call.Pbx.Calls.Block(call.Channel, FirstSoundMilliseconds);
        return ApplicationResult.Blocked;
    }

    internal static ApplicationResult Ringing(ApplicationCall call)
    {
        call.Pbx.Calls.Ring(call.Channel);
        return ApplicationResult.Done;
    }

    internal static ApplicationResult Progress(ApplicationCall call)
    {
        call.Pbx.Calls.Progress(call.Channel);
        return ApplicationResult.Done;
    }

    /// <summary>Holds the call until somebody ends it.</summary>
    internal static ApplicationResult Stay(ApplicationCall call)
    {
        call.Pbx.Calls.Block(call.Channel, -1);
        return ApplicationResult.Blocked;
    }

    internal static ApplicationResult Wait(ApplicationCall call)
    {
        double seconds = Seconds(call);
        if (seconds <= 0)
        {
            return ApplicationResult.Done;
        }

        call.Pbx.Calls.Block(call.Channel, (long)(seconds * 1000));
        return ApplicationResult.Blocked;
    }

    internal static ApplicationResult Hangup(ApplicationCall call)
    {
        bool given = int.TryParse(call.Argument(0), NumberStyles.Integer, CultureInfo.InvariantCulture, out int cause);
        if (given && cause > 0)
        {
            call.Channel.HangupCause = cause;
        }
        else if (call.Channel.HangupCause == HangupCauses.None)
        {
            call.Channel.HangupCause = HangupCauses.Normal;
        }

        return ApplicationResult.Hangup;
    }

    internal static ApplicationResult Busy(ApplicationCall call) => Refuse(call, HangupCauses.Busy);

    internal static ApplicationResult Congestion(ApplicationCall call) => Refuse(call, HangupCauses.Congestion);

    /// <summary>Goes to [[context,]extension,]priority.</summary>
    internal static ApplicationResult Goto(ApplicationCall call)
    {
        string[] parts = call.Data.Split(',');
        if (!int.TryParse(parts[parts.Length - 1], NumberStyles.Integer, CultureInfo.InvariantCulture, out int priority))
        {
            return ApplicationResult.Hangup;
        }

        Channel channel = call.Channel;
        channel.RedirectTo = new DialplanPlace(
            parts.Length > 2 ? parts[parts.Length - 3] : channel.Context,
            parts.Length > 1 ? parts[parts.Length - 2] : channel.Exten,
            priority);
        return ApplicationResult.Done;
    }

    internal static ApplicationResult Set(ApplicationCall call)
    {
        int equals = call.Data.IndexOf('=');
        if (equals > 0)
        {
            VariableText.Set(call.Pbx, call.Channel, call.Data.Substring(0, equals), call.Data.Substring(equals + 1));
        }

        return ApplicationResult.Done;
    }

    internal static ApplicationResult UserEvent(ApplicationCall call)
    {
        string[] parts = call.Data.Split(',');
        Frame frame = Frame.Event("UserEvent", EventClasses.User)
            .Add(string.Empty, call.Channel)
            .Add("UserEvent", parts[0]);
        for (int i = 1; i < parts.Length; i++)
        {
            int colon = parts[i].IndexOf(':');
            if (colon > 0)
            {
                frame.Add(parts[i].Substring(0, colon), parts[i].Substring(colon + 1).TrimStart(' '));
            }
        }

        call.Pbx.Publish(frame);
        return ApplicationResult.Done;
    }

    internal static ApplicationResult Park(ApplicationCall call)
    {
        PbxState pbx = call.Pbx;
        Channel channel = call.Channel;
        ParkedCall? parked = pbx.Parking.Park(channel);
        if (parked is null)
        {
            return ApplicationResult.Done;
        }

        string place = ParkingLot.Name + ":" + parked.Space.ToString(CultureInfo.InvariantCulture);
        channel.RecordStep = new DialplanStep(channel.Application, place);

        pbx.Calls.Block(
            channel,
            ParkingLot.TimeoutSeconds * 1000L,
            () => pbx.Parking.Leave(channel, "ParkedCallGiveUp"),
            () =>
            {
                pbx.Parking.Leave(channel, "ParkedCallTimeOut");
                pbx.Calls.Finish(channel);
            });
        return ApplicationResult.Blocked;
    }

    private static ApplicationResult Refuse(ApplicationCall call, int cause)
    {
        call.Pbx.Calls.Refuse(call.Channel, cause);
        double seconds = Seconds(call);
        call.Pbx.Calls.Block(
            call.Channel,
            seconds > 0 ? (long)(seconds * 1000) : -1,
            null,
            () => call.Pbx.Calls.FinishWithHangup(call.Channel));
        return ApplicationResult.Blocked;
    }

    private static double Seconds(ApplicationCall call) =>
        double.TryParse(call.Argument(0), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
            ? Math.Min(seconds, int.MaxValue / 1000.0)
            : 0;
}
