using System;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>One action at work: who sent it, what it says, and the ways to answer.</summary>
internal sealed class ActionContext
{
    private int _items;

    internal ActionContext(PbxState pbx, ClientConnection client, ClientAction action)
    {
        Pbx = pbx;
        Client = client;
        Action = action;
    }

    internal PbxState Pbx { get; }

    internal ClientConnection Client { get; }

    internal ClientAction Action { get; }

    /// <summary>The answer that is still to come, if the handler left one.</summary>
    internal PendingAnswer? Pending { get; set; }

    /// <summary>What comes behind the answer, done without the lock of the PBX; null for nothing.</summary>
    internal Action? Behind { get; set; }

    /// <summary>Whether the connection ends behind the answer.</summary>
    internal bool EndsConnection { get; set; }

    /// <summary>The first value of a header; empty when it is missing.</summary>
    internal string this[string header] => Action[header];

    internal bool Has(string header) => Action.Has(header);

    /// <summary>Whether a header says yes, in any of the ways Asterisk takes.</summary>
    internal bool IsTrue(string header) => Action[header].Trim().ToUpperInvariant() is "YES" or "TRUE" or "Y" or "T" or "1" or "ON";

    /// <summary>The beginning of an answer; add headers and <see cref="Send"/> it.</summary>
    internal Frame Answer(string response) => Frame.Answer(response, Action.ActionId);

    internal void Send(Frame frame) => Client.Send(frame);

    internal void Success(string message) => Send(Answer("Success").Add("Message", message));

    internal void Error(string message) => Send(Answer("Error").Add("Message", message));

    /// <summary>Starts a list.</summary>
    internal void StartList(string message) =>
        Send(Answer("Success").Add("EventList", "start").Add("Message", message));

    /// <summary>The beginning of a list item, with the ActionID behind its name.</summary>
    internal Frame ListItem(string name) => WithActionId(Frame.Item(name));

    /// <summary>Adds the ActionID here: some lists have it at the end of their items.</summary>
    internal Frame WithActionId(Frame frame) =>
        Action.ActionId is null ? frame : frame.Add("ActionID", Action.ActionId);

    internal void SendItem(Frame item)
    {
        _items++;
        Send(item);
    }

    /// <summary>Ends a list.</summary>
    /// <param name="name">The name of the closing event, which is the list's own.</param>
    /// <param name="more">Adds what this list says beside the number of items.</param>
    internal void EndList(string name, Action<Frame, int>? more = null)
    {
        Frame end = ListItem(name).Add("EventList", "Complete").Add("ListItems", _items);
        more?.Invoke(end, _items);
        Send(end);
    }
}
