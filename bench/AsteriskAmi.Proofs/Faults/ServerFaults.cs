using System;
using System.Collections.Generic;

namespace AsteriskAmi.Proofs.Faults;

/// <summary>What can happen to a server: it is killed, restarted or stopped.</summary>
internal static class ServerFaults
{
    internal static IEnumerable<FaultRow> Run(FaultRig rig, Pbx pbx, int kills, int times)
    {
        yield return rig.Run("server killed (kill -9) and started again", kills, pbx.Port, (_, _) => pbx.KillAndRestart());
        yield return Announced(rig.Run("`core restart now`", times, pbx.Port, (_, _) => pbx.Say("core restart now")), "to restart");
        yield return Announced(rig.Run("`core restart gracefully`", times, pbx.Port, (_, _) => pbx.Say("core restart gracefully")), "to restart");
        yield return Announced(
            rig.Run("`core stop gracefully`, then started again", times, pbx.Port, (_, session) =>
            {
                int reconnects = session.Reconnects;
                pbx.Say("core stop gracefully");
                FaultRig.Until(() => session.State == Session.AmiSessionState.Reconnecting || session.Reconnects > reconnects);
                pbx.KillAndRestart();
            }),
            "to stop");
    }

    /// <summary>Every loss must be told with what the server announced.</summary>
    private static FaultRow Announced(FaultRow row, string what)
    {
        row.Require(
            row.Note.Contains("announced that it was shutting down " + what, StringComparison.Ordinal),
            "the reasons do not say what the server announced: " + row.Note);
        return row;
    }
}
