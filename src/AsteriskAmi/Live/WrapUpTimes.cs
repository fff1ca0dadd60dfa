using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Live;

/// <summary>
/// How long queues leave their members alone after a call. QueueStatus tells that time only where a member has one of its own;
/// that of the queue is asked of its configuration, value by value, since GetConfig needs more rights.
/// </summary>
internal static class WrapUpTimes
{
    // What would end or split the function's arguments cannot be asked for.
    private static readonly char[] _special = { ',', '(', ')', '"', '\\', '$' };

    /// <summary>Asks for the times of queues.</summary>
    /// <returns>The times; none of queues that the file does not have, nor where the server does not tell.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.Invoke"/>, but for a refusal.</exception>
    internal static IReadOnlyDictionary<string, TimeSpan> Read(AmiSession session, IEnumerable<string> queues, CancellationToken cancellation)
    {
        var times = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (string queue in queues)
        {
            if (queue.IndexOfAny(_special) >= 0)
            {
                continue;
            }

            try
            {
                string value = session.Invoke(new AmiAction("Getvar").Add("Variable", $"AST_CONFIG(queues.conf,{queue},wrapuptime)"), cancellation).GetHeader("Value") ?? string.Empty;
                if (int.TryParse(value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds > 0)
                {
                    times[queue] = TimeSpan.FromSeconds(seconds);
                }
            }
            catch (AmiException e) when (e.Answer is not null || e.Code == AmiErrorCode.PermissionDenied)
            {
                // An account without the classes call and reporting, or a server without the function: it tells of no queue.
                return times;
            }
        }

        return times;
    }
}
