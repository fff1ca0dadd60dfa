using System;

namespace AsteriskAmi.Transport;

/// <summary>
/// Bytes in and out. <see cref="Connect"/>, <see cref="Read"/> and <see cref="Write"/> block; one thread connects and
/// then reads, others write one at a time; Dispose from any thread ends them all.
/// </summary>
internal interface ITransport : IDisposable
{
    /// <summary>Whether the server speaks first, with a banner.</summary>
    public bool Greets { get; }

    /// <summary>Whether the host has taken the connection, whatever it says on it later.</summary>
    public bool IsReached { get; }

    /// <summary>Whether connecting proves who we are, so that no Login is needed.</summary>
    public bool LogsIn { get; }

    /// <summary>The server's version, where the transport itself is told; null otherwise.</summary>
    public string? ServerVersion { get; }

    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.ConnectionFailed"/> or <see cref="AmiErrorCode.TlsFailed"/>, with the cause.
    /// </exception>
    public void Connect();

    /// <summary>Waits for bytes.</summary>
    /// <param name="space">Where they are put.</param>
    /// <returns>How many came; 0 when the peer has closed.</returns>
    public int Read(ArraySegment<byte> space);

    /// <summary>Sends one whole action.</summary>
    /// <param name="bytes">Its bytes, the blank line at the end included.</param>
    public void Write(ArraySegment<byte> bytes);
}
