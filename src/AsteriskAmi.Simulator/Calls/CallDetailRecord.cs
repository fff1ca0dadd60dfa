using System;
using System.Globalization;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Calls;

/// <summary>A channel that was dialed and did not answer.</summary>
internal sealed class DialedInVain
{
    internal DialedInVain(string channel, DialplanStep step, string dialStatus)
    {
        Channel = channel;
        Step = step;
        DialStatus = dialStatus;
    }

    /// <summary>The name of the channel that was dialed.</summary>
    internal string Channel { get; }

    /// <summary>The application that dialed it.</summary>
    internal DialplanStep Step { get; }

    internal string DialStatus { get; }
}

/// <summary>The call detail records that a channel leaves behind.</summary>
internal static class CallDetailRecord
{
    internal static void Publish(PbxState pbx, Channel channel)
    {
        if (!channel.HasRecord)
        {
            return;
        }

        foreach (DialedInVain dialed in channel.DialedInVain)
        {
            Publish(pbx, channel, dialed.Channel, dialed.Step, Disposition(dialed.DialStatus));
        }

        int last = channel.DialedInVain.Count - 1;
        bool didMore = last < 0 || channel.Peer is not null || channel.DialedInVain[last].Step.Application != channel.Application;
        if (didMore)
        {
            DialplanStep step = channel.RecordStep ?? new DialplanStep(channel.Application, channel.ApplicationData);
            Publish(pbx, channel, channel.Peer?.Name ?? string.Empty, step, Disposition(channel));
        }
    }

    private static void Publish(PbxState pbx, Channel channel, string destination, DialplanStep step, string disposition)
    {
        DateTime end = DateTime.UtcNow;
        pbx.Publish(Frame.Event("Cdr", EventClasses.Cdr)
            .Add("AccountCode", channel.AccountCode)
            .Add("Source", channel.CallerIdNumber)
            .Add("Destination", channel.Exten)
            .Add("DestinationContext", channel.Context)
            .Add("CallerID", "\"" + channel.CallerIdName + "\" <" + channel.CallerIdNumber + ">")
            .Add("Channel", channel.Name)
            .Add("DestinationChannel", destination)
            .Add("LastApplication", step.Application)
            .Add("LastData", step.Data)
            .Add("StartTime", Format(channel.Created))
            .Add("AnswerTime", channel.Answered is DateTime answered ? Format(answered) : string.Empty)
            .Add("EndTime", Format(end))
            .Add("Duration", (long)(end - channel.Created).TotalSeconds)
            .Add("BillableSeconds", channel.Answered is DateTime since ? (long)(end - since).TotalSeconds : 0)
            .Add("Disposition", disposition)
            .Add("AMAFlags", "DOCUMENTATION")
            .Add("UniqueID", channel.Uniqueid)
            .Add("UserField", string.Empty));
    }

    private static string Format(DateTime time) =>
        time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Disposition(Channel channel)
    {
        if (channel.Answered is not null)
        {
            return "ANSWERED";
        }

        if (channel.DialStatus is null && channel.HangupCause == HangupCauses.None)
        {
            return "FAILED";
        }

        return Disposition(channel.DialStatus ?? HangupCauses.ToDialStatus(channel.HangupCause));
    }

    private static string Disposition(string dialStatus) => dialStatus switch
    {
        "BUSY" => "BUSY",
        "CONGESTION" => "CONGESTION",
        "CHANUNAVAIL" => "FAILED",
        _ => "NO ANSWER",
    };
}
