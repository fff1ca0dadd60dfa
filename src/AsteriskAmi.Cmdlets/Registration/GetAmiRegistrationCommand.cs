using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Endpoints;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists PJSIP registrations: of telephones with the server, and of the server with others.</summary>
[Cmdlet(VerbsCommon.Get, "AmiRegistration")]
[SendsAction("PJSIPShowRegistrationInboundContactStatuses", "PJSIPShowRegistrationsOutbound")]
[OutputType(typeof(AmiRegistration))]
public sealed class GetAmiRegistrationCommand : AmiListCmdlet<AmiRegistration>
{
    /// <summary>The names of the registrations; for inbound ones those of the addresses of record.</summary>
    [Parameter(Position = 0)]
    [Alias("Registration")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RegistrationCompleter))]
    public override string[]? Name { get; set; }

    /// <summary>Only inbound or only outbound ones.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AmiRegistrationDirection[]? Direction { get; set; }

    /// <inheritdoc/>
    protected override string Noun => "registration";

    /// <inheritdoc/>
    protected override string Cure => "Inbound ones are there only while a telephone is registered; Get-AmiRegistration without -Name lists all.";

    /// <inheritdoc/>
    protected override IEnumerable<AmiRegistration> Read(AmiSession session, CancellationToken cancellation) =>
        Direction is null
            ? session.GetRegistrations(null, cancellation)
            : Direction.Distinct().SelectMany(direction => session.GetRegistrations(direction, cancellation));

    /// <inheritdoc/>
    protected override string NameOf(AmiRegistration item) => item.Name;
}
