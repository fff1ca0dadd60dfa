using AsteriskAmi.Live;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A piece of a merged stream of changes: a change of one session's model, or the failure that ended its stream.</summary>
/// <typeparam name="T">What changes.</typeparam>
internal sealed class LivePart<T>
    where T : class
{
    internal LivePart(AmiSession session, AmiLiveChange<T> change)
    {
        Session = session;
        Change = change;
    }

    internal LivePart(AmiSession session, AmiException failure)
    {
        Session = session;
        Failure = failure;
    }

    internal AmiSession Session { get; }

    internal AmiLiveChange<T> Change { get; }

    internal AmiException? Failure { get; }
}
