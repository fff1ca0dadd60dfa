using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Endpoints;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists PJSIP endpoints.</summary>
[Cmdlet(VerbsCommon.Get, "AmiEndpoint")]
[SendsAction("PJSIPShowEndpoints", "PJSIPShowEndpoint")]
[OutputType(typeof(AmiEndpoint), typeof(AmiEndpointDetail))]
public sealed class GetAmiEndpointCommand : AmiListCmdlet<AmiEndpoint>
{
    /// <summary>The endpoints' names.</summary>
    [Parameter(Position = 0)]
    [Alias("Endpoint")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    public override string[]? Name { get; set; }

    /// <summary>Tells all that belongs to the endpoints: contacts, addresses of record, logins and settings.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override string Noun => "endpoint";

    /// <inheritdoc/>
    protected override string Cure =>
        (Name?.Any(name => name.StartsWith("PJSIP/", StringComparison.OrdinalIgnoreCase)) == true ? "An endpoint's name has no PJSIP/ before it. " : string.Empty)
        + "Get-AmiEndpoint without -Name lists all.";

    /// <inheritdoc/>
    protected override IEnumerable<AmiEndpoint> Read(AmiSession session, CancellationToken cancellation) =>
        Detailed ? Details(session, cancellation) : session.GetEndpoints(cancellation);

    /// <inheritdoc/>
    protected override string NameOf(AmiEndpoint item) => item.Name;

    // A server may have thousands: one that is asked for some by name tells of those alone.
    private IEnumerable<AmiEndpointDetail> Details(AmiSession session, CancellationToken cancellation) =>
        PlainNames(session) is { } names
            ? names.SelectMany(name => session.FindEndpoint(name, cancellation))
            : session.GetEndpointDetails(new NameSelection(Name).Fits, cancellation);
}
