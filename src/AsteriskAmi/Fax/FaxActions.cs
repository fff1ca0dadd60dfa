using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Fax;

/// <summary>What can be asked of faxes (res_fax).</summary>
public static class FaxActions
{
    /// <summary>Lists the faxes that are on their way.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The faxes, as they come.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static IEnumerable<AmiFaxSession> GetFaxSessions(this AmiSession session, CancellationToken cancellation = default) =>
        session.InvokeList(new AmiAction("FAXSessions"), cancellation).Select(item => new AmiFaxSession(item, session));

    /// <summary>Asks how far a fax is.</summary>
    /// <param name="listed">The fax as it was listed.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The fax with its pages; null for one that has ended meanwhile.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static AmiFaxSessionDetail? GetDetail(this AmiFaxSession listed, CancellationToken cancellation = default)
    {
        AmiAction action = new AmiAction("FAXSession").Add("SessionNumber", listed.SessionNumber.ToString(CultureInfo.InvariantCulture));
        return listed.Session.InvokeList(action, "Session not found", cancellation)
            .Select(item => new AmiFaxSessionDetail(listed, item))
            .FirstOrDefault();
    }

    /// <summary>Asks what the server has done with faxes since it started.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The counts.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static AmiFaxStatistics GetFaxStatistics(this AmiSession session, CancellationToken cancellation = default) =>
        session.InvokeList(new AmiAction("FAXStats"), cancellation).Select(item => new AmiFaxStatistics(item, session)).First();
}
