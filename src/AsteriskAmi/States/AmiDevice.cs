using AsteriskAmi.Protocol;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.States;

/// <summary>A device with its state, as it was when the server was asked (action DeviceStateList).</summary>
public sealed class AmiDevice
{
    internal AmiDevice(AmiMessage item, AmiSession session)
    {
        Name = HeaderValue.Text(item, "Device");
        State = DeviceStateText.Parse(HeaderValue.Text(item, "State"));
        Session = session;
    }

    /// <summary>The device's name (PJSIP/1001, Custom:lamp, Queue:sales_avail).</summary>
    public string Name { get; }

    /// <summary>Its state.</summary>
    public AmiDeviceState State { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The device's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
