using System.Globalization;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Calls;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Applications;

/// <summary>Applications that play and record in Asterisk; here they take their time and show their events.</summary>
internal static class MediaApplications
{
    internal const int DigitMilliseconds = 100;
    private const int GapMilliseconds = 250;
    private const int PromptMilliseconds = 2000;

    internal static ApplicationResult Playback(ApplicationCall call)
    {
        void End() => call.Pbx.SetVariable(call.Channel, "PLAYBACKSTATUS", "SUCCESS");
        call.Pbx.Calls.Block(call.Channel, PromptMilliseconds, End, () =>
        {
            End();
            call.Pbx.Calls.Finish(call.Channel);
        });
        return ApplicationResult.Blocked;
    }

    internal static ApplicationResult MusicOnHold(ApplicationCall call)
    {
        string music = call.Argument(0).Length == 0 ? "default" : call.Argument(0);
        call.Pbx.Publish("MusicOnHoldStart", EventClasses.Call, call.Channel, ("Class", music));
        call.Pbx.Calls.Block(
            call.Channel,
            -1,
            () => call.Pbx.Publish("MusicOnHoldStop", EventClasses.Call, call.Channel));
        return ApplicationResult.Blocked;
    }

    internal static ApplicationResult VoiceMail(ApplicationCall call)
    {
        void End() => call.Pbx.SetVariable(call.Channel, "VMSTATUS", "FAILED");
        call.Pbx.Calls.Block(call.Channel, -1, End);
        return ApplicationResult.Blocked;
    }

    internal static ApplicationResult MixMonitor(ApplicationCall call)
    {
        call.Pbx.SetVariable(call.Channel, "MIXMONITOR_FILENAME", "/var/spool/asterisk/monitor/" + call.Argument(0));
        call.Pbx.Publish("MixMonitorStart", EventClasses.Call, call.Channel);
        return ApplicationResult.Done;
    }

    /// <summary>The digits arrive at the other half of the call, one after the other.</summary>
    internal static ApplicationResult SendDtmf(ApplicationCall call)
    {
        string digits = call.Argument(0);
        for (int i = 0; i < digits.Length; i++)
        {
            string digit = digits.Substring(i, 1);
            call.Pbx.Scheduler.After(i * (DigitMilliseconds + GapMilliseconds), () => Receive(call.Pbx, call.Channel.Other, digit));
        }

        call.Pbx.Calls.Block(call.Channel, digits.Length * (DigitMilliseconds + GapMilliseconds));
        return ApplicationResult.Blocked;
    }

    /// <summary>A digit arrives at a channel: it begins, and ends after its time.</summary>
    internal static void Receive(PbxState pbx, Channel? channel, string digit, int milliseconds = DigitMilliseconds)
    {
        if (channel is null || channel.Mode == ChannelMode.Ended)
        {
            return;
        }

        pbx.Publish("DTMFBegin", EventClasses.Dtmf, channel, ("Digit", digit), ("Direction", "Received"));
        pbx.Scheduler.After(milliseconds, () => EndDigit(pbx, channel, digit, milliseconds));
    }

    /// <summary>A digit ends at a channel.</summary>
    internal static void EndDigit(PbxState pbx, Channel channel, string digit, int milliseconds)
    {
        if (channel.Mode != ChannelMode.Ended)
        {
            pbx.Publish(
                "DTMFEnd",
                EventClasses.Dtmf,
                channel,
                ("Digit", digit),
                ("DurationMs", milliseconds.ToString(CultureInfo.InvariantCulture)),
                ("Direction", "Received"));
        }
    }
}
