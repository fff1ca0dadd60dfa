using System;
using System.Globalization;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Server;

/// <summary>A server as a whole: its version, its settings, since when it runs and what it does (actions CoreSettings and CoreStatus).</summary>
public sealed class AmiServer
{
    internal AmiServer(AmiMessage settings, AmiMessage status, AmiSession session)
    {
        Version = HeaderValue.Text(settings, "AsteriskVersion");
        AmiVersion = HeaderValue.Text(settings, "AMIversion");
        SystemName = HeaderValue.Text(settings, "SystemName");
        StartTime = Moment(status, "CoreStartupDate", "CoreStartupTime");
        ReloadTime = Moment(status, "CoreReloadDate", "CoreReloadTime");
        CurrentCalls = HeaderValue.Integer(status, "CoreCurrentCalls");
        ProcessedCalls = status.GetHeader("CoreProcessedCalls") is null ? null : HeaderValue.Integer(status, "CoreProcessedCalls");
        MaxCalls = HeaderValue.Integer(settings, "CoreMaxCalls");
        MaxLoadAverage = HeaderValue.Number(settings, "CoreMaxLoadAvg");
        MaxFileHandles = HeaderValue.Integer(settings, "CoreMaxFilehandles");
        RunUser = HeaderValue.Text(settings, "CoreRunUser");
        RunGroup = HeaderValue.Text(settings, "CoreRunGroup");
        RealTimeEnabled = IsYes(settings, "CoreRealTimeEnabled");
        CdrEnabled = IsYes(settings, "CoreCDRenabled");
        HttpEnabled = IsYes(settings, "CoreHTTPenabled");
        Session = session;
    }

    /// <summary>Asterisk's version, as it was built.</summary>
    public string Version { get; }

    /// <summary>The version of AMI.</summary>
    public string AmiVersion { get; }

    /// <summary>The name in asterisk.conf; empty for none.</summary>
    public string SystemName { get; }

    /// <summary>When it was started, by the server's own clock.</summary>
    public DateTime? StartTime { get; }

    /// <summary>When it was reloaded last, by the server's own clock.</summary>
    public DateTime? ReloadTime { get; }

    /// <summary>How many channels are in calls.</summary>
    public int CurrentCalls { get; }

    /// <summary>How many calls there were since the start; null on versions that do not tell.</summary>
    public int? ProcessedCalls { get; }

    /// <summary>How many calls it takes at the most; 0 for no limit.</summary>
    public int MaxCalls { get; }

    /// <summary>The load average over which it takes no more calls; 0 for no limit.</summary>
    public double MaxLoadAverage { get; }

    /// <summary>How many files it may have open; 0 for the system's own limit.</summary>
    public int MaxFileHandles { get; }

    /// <summary>The user that asterisk.conf lets it run as; empty where it does not say.</summary>
    public string RunUser { get; }

    /// <summary>The group that asterisk.conf lets it run as; empty where it does not say.</summary>
    public string RunGroup { get; }

    /// <summary>Whether it reads configuration from a database.</summary>
    public bool RealTimeEnabled { get; }

    /// <summary>Whether it writes call detail records.</summary>
    public bool CdrEnabled { get; }

    /// <summary>Whether its HTTP server runs.</summary>
    public bool HttpEnabled { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>Asterisk's version.</summary>
    /// <returns>The version.</returns>
    public override string ToString() => Version;

    private static bool IsYes(AmiMessage message, string name) =>
        string.Equals(message.GetHeader(name), "Yes", StringComparison.OrdinalIgnoreCase);

    private static DateTime? Moment(AmiMessage status, string date, string time) =>
        DateTime.TryParseExact(
            status.GetHeader(date) + " " + status.GetHeader(time), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime moment)
            ? moment
            : null;
}
