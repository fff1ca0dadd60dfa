using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Endpoints;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists the contacts of PJSIP endpoints: where they are reached.</summary>
[Cmdlet(VerbsCommon.Get, "AmiContact", DefaultParameterSetName = "Name")]
[SendsAction("PJSIPShowContacts")]
[OutputType(typeof(AmiContact))]
public sealed class GetAmiContactCommand : AmiEndpointInputCmdlet<AmiContact>
{
    /// <summary>The names of the endpoints whose contacts are listed, wildcards allowed; all unless given.</summary>
    [Parameter(Position = 0, ParameterSetName = "Name")]
    [Parameter(Position = 0, ParameterSetName = "InputObject")]
    [Alias("Endpoint")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    public string[]? Name { get; set; }

    private protected override string[]? Names => Name;

    /// <inheritdoc/>
    private protected override IEnumerable<AmiContact> Read(AmiSession session, NameSelection selection, CancellationToken cancellation) =>
        session.GetContacts(cancellation).Where(contact => selection.Fits(contact.Endpoint));

    /// <inheritdoc/>
    private protected override string EndpointOf(AmiContact item) => item.Endpoint;
}
