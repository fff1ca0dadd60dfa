using System.Management.Automation;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Finds the default session for a cmdlet.</summary>
internal static class SessionOrStop
{
    /// <summary>Gives the runspace's only open session, or ends the pipeline: nothing could come of the rest of it.</summary>
    internal static AmiSession Default(Cmdlet cmdlet)
    {
        try
        {
            return SessionRegistry.Default();
        }
        catch (AmiException e)
        {
            cmdlet.ThrowTerminatingError(AmiErrors.Record(e, null));
            throw;
        }
    }
}
