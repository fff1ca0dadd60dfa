using System;
using System.Linq;
using AsteriskAmi.Queues;

namespace AsteriskAmi.States;

/// <summary>Reads device states, which Asterisk writes in two ways: NOT_INUSE and Not in use (main/devicestate.c).</summary>
internal static class DeviceStateText
{
    internal static AmiDeviceState Parse(string text) =>
        Enum.TryParse(new string(text.Where(char.IsLetter).ToArray()), ignoreCase: true, out AmiDeviceState state)
            ? state
            : AmiDeviceState.Unknown;
}
