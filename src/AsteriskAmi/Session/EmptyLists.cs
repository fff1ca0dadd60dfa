using System;
using System.Collections.Generic;
using System.Threading;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Session;

/// <summary>Lists that the server refuses where they would be empty.</summary>
internal static class EmptyLists
{
    /// <summary>As <see cref="AmiSession.InvokeList"/>, where one refusal stands for a list without items.</summary>
    /// <param name="session">The session.</param>
    /// <param name="action">The action.</param>
    /// <param name="refusal">How the message of that refusal begins.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal static IEnumerable<AmiMessage> InvokeList(
        this AmiSession session, AmiAction action, string refusal, CancellationToken cancellation)
    {
        try
        {
            return session.Ask(action, cancellation).Items(cancellation);
        }
        catch (AmiException e) when (RefusalCure.IsRefusal(e, refusal))
        {
            return Array.Empty<AmiMessage>();
        }
    }
}
