using System;
using System.Threading;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Session;

/// <summary>What to do when the server refuses an action with a message that does not say it.</summary>
internal static class RefusalCure
{
    /// <summary>As <see cref="AmiSession.Invoke"/>, with a cure for one refusal.</summary>
    /// <param name="session">The session.</param>
    /// <param name="action">The action.</param>
    /// <param name="refusal">How the server's message begins.</param>
    /// <param name="cure">What it means and what to do about it: sentences.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal static AmiMessage Invoke(
        this AmiSession session, AmiAction action, string refusal, string cure, CancellationToken cancellation) =>
        session.Invoke(action, refusal, cure, AmiErrorCode.ActionFailed, cancellation);

    /// <summary>As the other, for a refusal that means something else than its message says.</summary>
    /// <param name="session">The session.</param>
    /// <param name="action">The action.</param>
    /// <param name="refusal">How the server's message begins.</param>
    /// <param name="cure">What it means and what to do about it: sentences.</param>
    /// <param name="code">What it means.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal static AmiMessage Invoke(
        this AmiSession session, AmiAction action, string refusal, string cure, AmiErrorCode code, CancellationToken cancellation)
    {
        try
        {
            return session.Invoke(action, cancellation);
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.ActionFailed && IsRefusal(e, refusal))
        {
            throw new AmiException(code, e.Message + " " + cure, e.Answer!);
        }
    }

    /// <summary>Whether the server refused with a message that begins so.</summary>
    internal static bool IsRefusal(AmiException e, string refusal) =>
        e.Answer?.GetHeader("Message")?.StartsWith(refusal, StringComparison.OrdinalIgnoreCase) == true;
}
