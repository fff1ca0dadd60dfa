using AsteriskAmi.Session;

namespace AsteriskAmi.Recording;

/// <summary>A recording that was begun.</summary>
public sealed class AmiRecording
{
    internal AmiRecording(string channel, string file, string mixMonitorId, AmiSession session)
    {
        Channel = channel;
        File = file;
        MixMonitorId = mixMonitorId;
        Session = session;
    }

    /// <summary>The channel that is recorded, as it was named.</summary>
    public string Channel { get; }

    /// <summary>The file, with its folder on the server.</summary>
    public string File { get; }

    /// <summary>The recording's id, by which it alone can be stopped; empty where the server gave none.</summary>
    public string MixMonitorId { get; }

    /// <summary>The session that began it.</summary>
    public AmiSession Session { get; }

    /// <summary>The file.</summary>
    /// <returns>The file.</returns>
    public override string ToString() => File;
}
