using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Endpoints;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// A cmdlet that asks about PJSIP endpoints, which are chosen by -Name or come by the pipeline. They are gathered until the
/// pipeline ends, so that each server is asked once.
/// </summary>
/// <typeparam name="T">What it gives.</typeparam>
public abstract class AmiEndpointInputCmdlet<T> : AmiSessionCmdlet
{
    private static readonly string[] _all = { "*" };
    private readonly Dictionary<AmiSession, List<string>> _wanted = new();

    /// <summary>The endpoint by the pipeline: an object of Get-AmiEndpoint, any object with an Endpoint or a Name, or a name. A session stands for all its endpoints.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public override PSObject? InputObject { get; set; }

    /// <summary>The names and patterns on the command line; null for all endpoints.</summary>
    private protected abstract string[]? Names { get; }

    private protected override AmiSession[]? SessionsIn(PSObject input) => SessionInput.Find(input, takesTexts: false);

    private protected override void ProcessInput(PSObject input)
    {
        ThrowIfNamedToo(input, "Name");
        string name = EndpointInput.NameOf(input);
        Add(SessionsFor(input), name);
    }

    /// <inheritdoc/>
    protected override void ProcessSessions(IReadOnlyList<AmiSession> sessions) => Add(sessions, Names ?? _all);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_wanted.Count == 0)
        {
            return;
        }

        Dictionary<AmiSession, NameSelection> selections = _wanted.ToDictionary(pair => pair.Key, pair => new NameSelection(pair.Value.ToArray()));
        var all = new NameSelection(_wanted.Values.SelectMany(names => names).ToArray());
        AmiSession[] sessions = _wanted.Keys.ToArray();
        int read = Each(sessions, (session, stop) => Read(session, selections[session], stop), (session, item) =>
        {
            all.Wants(EndpointOf(item));
            WriteObject(item);
        });
        if (read > 0)
        {
            NoteThoseWithout(sessions, all);
            all.WriteMissing(this, "endpoint", "Get-AmiEndpoint lists all.");
        }
    }

    /// <summary>Reads from one session. May run on another thread and must use nothing of a cmdlet but the parameters.</summary>
    /// <param name="session">The session.</param>
    /// <param name="selection">Which endpoints.</param>
    /// <param name="cancellation">Cancelled by Ctrl+C.</param>
    /// <returns>What it reads of those endpoints.</returns>
    private protected abstract IEnumerable<T> Read(AmiSession session, NameSelection selection, CancellationToken cancellation);

    /// <summary>The name of the endpoint that an item belongs to.</summary>
    private protected abstract string EndpointOf(T item);

    private void Add(IReadOnlyList<AmiSession> sessions, params string[] names)
    {
        foreach (AmiSession session in sessions)
        {
            if (!_wanted.TryGetValue(session, out List<string>? wanted))
            {
                _wanted.Add(session, wanted = new List<string>());
            }

            wanted.AddRange(names);
        }
    }

    // An endpoint of which there is nothing to tell is there all the same.
    private void NoteThoseWithout(AmiSession[] sessions, NameSelection all)
    {
        if (all.IsAnyMissing)
        {
            Each(sessions, (session, stop) => session.GetEndpoints(stop), (_, endpoint) => all.Wants(endpoint.Name));
        }
    }
}
