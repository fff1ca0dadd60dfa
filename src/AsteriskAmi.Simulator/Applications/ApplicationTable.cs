using System;
using System.Collections.Generic;
using AsteriskAmi.Simulator.Calls;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Applications;

/// <summary>How an application left its channel.</summary>
internal enum ApplicationResult
{
    /// <summary>The channel goes on at once.</summary>
    Done,

    /// <summary>The application holds the channel and will say when it is done.</summary>
    Blocked,

    /// <summary>The call ends.</summary>
    Hangup,
}

internal delegate ApplicationResult ApplicationHandler(ApplicationCall call);

/// <summary>One application at work: the channel it runs on and its arguments.</summary>
internal sealed class ApplicationCall
{
    internal ApplicationCall(PbxState pbx, Channel channel, string data)
    {
        Pbx = pbx;
        Channel = channel;
        Data = data;
    }

    internal PbxState Pbx { get; }

    internal Channel Channel { get; }

    internal string Data { get; }

    /// <summary>One of the arguments between commas; empty when there are not so many.</summary>
    internal string Argument(int index)
    {
        string[] arguments = Data.Split(',');
        return index < arguments.Length ? arguments[index].Trim() : string.Empty;
    }
}

/// <summary>The dialplan's applications by name.</summary>
internal static class ApplicationTable
{
    private static readonly Dictionary<string, ApplicationHandler> _handlers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AGI"] = BasicApplications.Stay,
        ["Answer"] = BasicApplications.Answer,
        ["Busy"] = BasicApplications.Busy,
        ["ConfBridge"] = ConfBridgeApplication.Run,
        ["Congestion"] = BasicApplications.Congestion,
        ["Dial"] = DialApplication.Run,
        ["Echo"] = BasicApplications.Stay,
        ["Goto"] = BasicApplications.Goto,
        ["Hangup"] = BasicApplications.Hangup,
        ["MixMonitor"] = MediaApplications.MixMonitor,
        ["MusicOnHold"] = MediaApplications.MusicOnHold,
        ["NoOp"] = BasicApplications.NoOp,
        ["Park"] = BasicApplications.Park,
        ["Playback"] = MediaApplications.Playback,
        ["Progress"] = BasicApplications.Progress,
        ["Queue"] = QueueApplication.Run,
        ["Ringing"] = BasicApplications.Ringing,
        ["SendDTMF"] = MediaApplications.SendDtmf,
        ["Set"] = BasicApplications.Set,
        ["UserEvent"] = BasicApplications.UserEvent,
        ["Verbose"] = BasicApplications.NoOp,
        ["VoiceMail"] = MediaApplications.VoiceMail,
        ["Wait"] = BasicApplications.Wait,
    };

    internal static ApplicationHandler? Find(string name) =>
        _handlers.TryGetValue(name, out ApplicationHandler? handler) ? handler : null;
}
