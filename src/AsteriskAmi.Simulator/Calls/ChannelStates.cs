namespace AsteriskAmi.Simulator.Calls;

/// <summary>The state of a channel, with Asterisk's numbers.</summary>
internal enum ChannelState
{
    Down = 0,
    Ring = 4,
    Ringing = 5,
    Up = 6,
    Busy = 7,
}

internal static class ChannelStates
{
    internal static string Describe(ChannelState state) => state.ToString();
}
