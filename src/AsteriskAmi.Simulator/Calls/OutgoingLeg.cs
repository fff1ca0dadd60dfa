using System;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Calls;

/// <summary>A Local channel that another channel dials: the part that Dial and Queue have in common.</summary>
internal static class OutgoingLeg
{
    /// <summary>Creates the channel with what the caller hands on: its number, its name, its account.</summary>
    /// <param name="pbx">The PBX.</param>
    /// <param name="caller">The channel that dials.</param>
    /// <param name="destination">exten@context.</param>
    /// <param name="dialer">Who waits for the answer.</param>
    internal static Channel Create(PbxState pbx, Channel caller, string destination, IDialer dialer)
    {
        Channel leg = LocalChannels.Create(pbx, destination, null, null, caller.Linkedid);
        leg.HasRecord = false;
        leg.Dialer = dialer;
        leg.ConnectedNumber = caller.CallerIdNumber;
        leg.ConnectedName = caller.CallerIdName;
        return leg;
    }

    /// <summary>Gives the leg its caller ID: the connected line of the caller, else the extension that it dialed.</summary>
    internal static void SetCallerId(PbxState pbx, Channel leg, Channel caller)
    {
        bool known = caller.ConnectedNumber.Length > 0;
        pbx.Calls.SetCallerId(
            leg,
            known ? caller.ConnectedNumber : caller.Exten,
            known ? caller.ConnectedName : string.Empty);
    }

    /// <summary>Nobody took the call: the leg ends, and the caller's records will say so.</summary>
    internal static void Drop(PbxState pbx, Channel caller, Channel leg, string dialStatus)
    {
        var step = new DialplanStep(caller.Application, caller.ApplicationData);
        caller.DialedInVain.Add(new DialedInVain(leg.Name, step, dialStatus));
        pbx.Calls.HangupChannel(leg);
    }

    internal static Frame Dial(string name, Channel caller, Channel leg) =>
        Frame.Event(name, EventClasses.Call).Add(string.Empty, caller).Add("Dest", leg);
}

/// <summary>Two channels that talk: the caller, blocked in its application, and the channel that it dialed.</summary>
internal sealed class Conversation
{
    private readonly PbxState _pbx;
    private readonly Channel _caller;
    private readonly Channel _callee;
    private readonly Action<bool> _ended;
    private readonly Bridge _bridge;
    private bool _over;

    /// <summary>Bridges the two.</summary>
    /// <param name="pbx">The PBX.</param>
    /// <param name="caller">The channel that dialed.</param>
    /// <param name="callee">The channel that answered.</param>
    /// <param name="entering">Called when the bridge is there and nobody is in it yet.</param>
    /// <param name="ended">Told once, when the conversation is over, whether the caller ended it.</param>
    internal Conversation(PbxState pbx, Channel caller, Channel callee, Action? entering, Action<bool> ended)
    {
        _pbx = pbx;
        _caller = caller;
        _callee = callee;
        _ended = ended;
        callee.Mode = ChannelMode.Bridged;
        callee.Dialer = null;
        caller.Peer = callee;
        _bridge = new Bridge(pbx, "basic", "simple_bridge", "<unknown>", "<unknown>");
        entering?.Invoke();
        _bridge.Enter(callee);
        _bridge.Enter(caller);
        pbx.SetVariable(callee, "BRIDGEPEER", caller.Name);
        pbx.SetVariable(caller, "BRIDGEPEER", callee.Name);
        pbx.Calls.Block(caller, -1, () => End(byCaller: true));
        callee.Interrupt = () => End(byCaller: false);
    }

    private void End(bool byCaller)
    {
        if (_over)
        {
            return;
        }

        _over = true;
        _callee.Interrupt = null;
        _caller.Interrupt = null;
        _pbx.SetVariable(_caller, "BRIDGEPEER", string.Empty);
        _pbx.SetVariable(_callee, "BRIDGEPEER", string.Empty);
        _bridge.Leave(byCaller ? _caller : _callee);
        _bridge.Leave(byCaller ? _callee : _caller);
        if (byCaller || _callee.RedirectTo is null)
        {
            _pbx.Calls.HangupChannel(_callee);
        }

        _bridge.Destroy();
        _ended(byCaller);
    }
}
