using System;
using AsteriskAmi.Protocol;

namespace AsteriskAmi;

/// <summary>
/// The one exception of this library. <see cref="Code"/> says what kind of failure it is; the message names the
/// culprit, quotes the server where it spoke, and says what to do.
/// </summary>
public sealed class AmiException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="code">The kind of failure.</param>
    /// <param name="message">The culprit and the cure.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public AmiException(AmiErrorCode code, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
    }

    internal AmiException(AmiErrorCode code, string message, AmiMessage answer)
        : base(message)
    {
        Code = code;
        Answer = answer;
    }

    /// <summary>The kind of failure.</summary>
    public AmiErrorCode Code { get; }

    /// <summary>The server's answer that reported the failure, when there was one.</summary>
    public AmiMessage? Answer { get; }
}
