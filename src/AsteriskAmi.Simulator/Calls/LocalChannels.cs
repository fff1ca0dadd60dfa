using System;
using System.Collections.Generic;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Calls;

/// <summary>Local channels: pairs of halves, made and called.</summary>
internal static class LocalChannels
{
    /// <summary>Creates both halves of a Local call: ;1 for the dialer, ;2 for the dialplan.</summary>
    /// <param name="pbx">The PBX.</param>
    /// <param name="destination">exten@context, perhaps with options after a slash.</param>
    /// <param name="uniqueid">The Uniqueid of ;1, or null.</param>
    /// <param name="otherUniqueid">The Uniqueid of ;2, or null.</param>
    /// <param name="linkedid">The Linkedid of both, or null for a call of its own.</param>
    /// <returns>The half ;1.</returns>
    internal static Channel Create(PbxState pbx, string destination, string? uniqueid, string? otherUniqueid, string? linkedid)
    {
        string[] parts = destination.Split('/')[0].Split('@');
        string exten = parts[0];
        string context = parts.Length > 1 ? parts[1] : "default";
        string name = "Local/" + exten + "@" + context + "-" + pbx.NextLocalNumber();
        string first = uniqueid ?? pbx.NextUniqueid();
        string second = otherUniqueid ?? (uniqueid is null ? pbx.NextUniqueid() : uniqueid + ";2");
        var owner = new Channel(name + ";1", first, linkedid ?? first, context, exten)
        {
            IsOwner = true,
            CanOptimize = destination.IndexOf("/n", StringComparison.Ordinal) < 0,
        };
        var other = new Channel(name + ";2", second, owner.Linkedid, context, exten) { State = ChannelState.Ring };
        owner.Other = other;
        other.Other = owner;
        pbx.Channels.Add(owner);
        pbx.Channels.Add(other);
        pbx.Publish("Newchannel", EventClasses.Call, owner);
        pbx.Publish("Newchannel", EventClasses.Call, other);
        return owner;
    }

    /// <summary>Calls a Local channel: its other half starts in the dialplan.</summary>
    /// <param name="pbx">The PBX.</param>
    /// <param name="owner">The half ;1.</param>
    /// <returns>False when the extension is not there; then both halves have ended.</returns>
    internal static bool Call(PbxState pbx, Channel owner)
    {
        Channel other = owner.Other!;
        foreach (KeyValuePair<string, string> variable in owner.Variables)
        {
            pbx.SetVariable(other, variable.Key, variable.Value);
        }

        if (pbx.Dialplan.Find(other.Context, other.Exten) is null)
        {
            owner.WasInvalid = other.WasInvalid = true;
            owner.Other = other.Other = null;
            pbx.Calls.HangupChannel(other);
            return false;
        }

        CopyParties(pbx, owner, other);
        pbx.Publish(Frame.Event("LocalBridge", EventClasses.Call)
            .Add("LocalOne", owner)
            .Add("LocalTwo", other)
            .Add("Context", other.Context)
            .Add("Exten", other.Exten)
            .Add("LocalOptimization", owner.CanOptimize ? "Yes" : "No"));
        pbx.Calls.StartDialplan(other, new DialplanPlace(other.Context, other.Exten, 1));
        return true;
    }

    /// <summary>What the dialer's half says about the parties, the dialplan's half says mirrored.</summary>
    private static void CopyParties(PbxState pbx, Channel owner, Channel other)
    {
        other.CallerIdNumber = owner.ConnectedNumber;
        other.CallerIdName = owner.ConnectedName;
        other.ConnectedNumber = owner.CallerIdNumber;
        other.ConnectedName = owner.CallerIdName;
        string account = owner.AccountCode;
        other.AccountCode = account;
        if (other.CallerIdNumber.Length + other.CallerIdName.Length > 0)
        {
            pbx.Calls.PublishCallerId(other);
        }

        if (account.Length > 0)
        {
            pbx.Publish("NewAccountCode", EventClasses.Call, other, ("OldAccountCode", string.Empty));
        }

        if (other.ConnectedNumber.Length + other.ConnectedName.Length > 0)
        {
            pbx.Publish("NewConnectedLine", EventClasses.Call, other);
        }
    }
}
