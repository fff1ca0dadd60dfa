using AsteriskAmi.Simulator.Connections;

namespace AsteriskAmi.Simulator.Pbx;

/// <summary>Somebody who is told every event: a client that is logged in.</summary>
internal interface IEventSink
{
    public void OnEvent(Frame frame);
}
