using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Endpoints;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Has the server ask PJSIP endpoints whether they are there, and waits for the outcome.</summary>
[Cmdlet(VerbsDiagnostic.Test, "AmiEndpoint", DefaultParameterSetName = "Name")]
[SendsAction("PJSIPQualify")]
[OutputType(typeof(AmiEndpointTest))]
public sealed class TestAmiEndpointCommand : AmiEndpointInputCmdlet<AmiEndpointTest>
{
    /// <summary>The endpoints' names, wildcards allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Name")]
    [Parameter(Position = 0, ParameterSetName = "InputObject")]
    [Alias("Endpoint")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    public string[]? Name { get; set; }

    private protected override string[]? Names => Name;

    /// <inheritdoc/>
    private protected override IEnumerable<AmiEndpointTest> Read(AmiSession session, NameSelection selection, CancellationToken cancellation) =>
        session.TestEndpoints(selection.Fits, cancellation);

    /// <inheritdoc/>
    private protected override string EndpointOf(AmiEndpointTest item) => item.Endpoint;
}
