namespace AsteriskAmi.Live;

/// <summary>A channel of a call.</summary>
public sealed class AmiCallLeg
{
    internal AmiCallLeg(LegRecord leg)
    {
        Channel = leg.Name;
        Uniqueid = leg.Uniqueid;
        State = leg.State;
        CallerIdNumber = leg.CallerIdNumber;
        CallerIdName = leg.CallerIdName;
        BridgeId = leg.BridgeId;
    }

    /// <summary>The channel's name.</summary>
    public string Channel { get; }

    /// <summary>Its unique id.</summary>
    public string Uniqueid { get; }

    /// <summary>Its state, in Asterisk's words: Down, Ring, Ringing, Up...</summary>
    public string State { get; }

    /// <summary>The caller's number; empty when it is not known.</summary>
    public string CallerIdNumber { get; }

    /// <summary>The caller's name.</summary>
    public string CallerIdName { get; }

    /// <summary>The bridge it is in; empty for none.</summary>
    public string BridgeId { get; }

    /// <summary>The channel's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Channel;
}
