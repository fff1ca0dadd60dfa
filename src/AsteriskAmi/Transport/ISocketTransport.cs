namespace AsteriskAmi.Transport;

/// <summary>A transport that is one connection to the server, and nothing more.</summary>
internal interface ISocketTransport : ITransport
{
    /// <summary>Whether a read would not wait: bytes have come, or the server has closed.</summary>
    public bool HasInput { get; }
}
