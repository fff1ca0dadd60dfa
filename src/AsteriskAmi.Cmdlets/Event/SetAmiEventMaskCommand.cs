using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Events;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Says which classes of events the server sends to a session.</summary>
[Cmdlet(VerbsCommon.Set, "AmiEventMask", SupportsShouldProcess = true)]
[SendsAction("Events")]
[OutputType(typeof(void))]
public sealed class SetAmiEventMaskCommand : AmiServerActCmdlet
{
    /// <summary>Classes of events, or on for all and off for none.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateSet("on", "off", "system", "call", "log", "verbose", "command", "agent", "user", "config", "dtmf", "reporting", "cdr", "dialplan", "originate", "agi", "cc", "aoc", "test", "security", "message")]
    public string[] EventMask { get; set; } = Array.Empty<string>();

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session)
    {
        string mask = string.Join(",", EventMask).ToLowerInvariant();
        bool isWord = mask is "on" or "off";
        if (!isWord && EventMask.Any(name => name.ToLowerInvariant() is "on" or "off"))
        {
            throw new AmiException(AmiErrorCode.InvalidHeader, "'on' and 'off' stand alone. Give one of them, or classes.");
        }

        Do(session, null, $"Set event mask {mask}", Set);

        IEnumerable<object> Set(CancellationToken stop)
        {
            session.SetEventMask(mask, stop);
            if (mask != "on" && !EventMask.Contains("call", StringComparer.OrdinalIgnoreCase))
            {
                yield return new WarningRecord($"{session.Name}: this mask hides OriginateResponse (class call), without which Invoke-AmiOriginate -Wait does not learn how a call ends.");
            }
        }
    }
}
