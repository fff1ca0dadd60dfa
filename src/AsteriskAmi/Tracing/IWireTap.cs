using System;

namespace AsteriskAmi.Tracing;

/// <summary>
/// Sees the bytes of a session's connections as they are on the wire, secrets included. It is called on the reader
/// thread and on the threads that send: it must not block, throw, or keep the arrays.
/// </summary>
internal interface IWireTap
{
    /// <param name="connection">Which connection; a number that no other of this process has.</param>
    /// <param name="bytes">One whole action.</param>
    public void Sent(int connection, ArraySegment<byte> bytes);

    /// <param name="connection">As for <see cref="Sent"/>.</param>
    /// <param name="bytes">What one read gave: any piece of the stream.</param>
    public void Received(int connection, ArraySegment<byte> bytes);
}
