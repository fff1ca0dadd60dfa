using System;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Tracing;

/// <summary>
/// Sees the traffic of a session's connections, secrets included. It is called on the reader threads and on the threads
/// that send: it must not block or throw.
/// </summary>
internal interface IWireTap
{
    /// <param name="connection">Which connection; a number that no other of this process has.</param>
    /// <param name="banner">How the server greeted; empty where it does not.</param>
    public void Opened(int connection, string banner);

    /// <param name="connection">As for <see cref="Opened"/>.</param>
    /// <param name="action">One whole action, about to be sent; not to be kept.</param>
    public void Sent(int connection, ArraySegment<byte> action);

    /// <param name="connection">As for <see cref="Opened"/>.</param>
    /// <param name="message">One whole message.</param>
    public void Received(int connection, AmiMessage message);

    /// <param name="connection">As for <see cref="Opened"/>.</param>
    /// <param name="reason">Why it has ended.</param>
    public void Closed(int connection, string reason);

    /// <summary>The session has ended: nothing more will come.</summary>
    public void Ended();
}
