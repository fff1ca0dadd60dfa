using System.Management.Automation;
using AsteriskAmi.Endpoints;

namespace AsteriskAmi.Cmdlets;

/// <summary>Finds the endpoint that an object of the pipeline names.</summary>
internal static class EndpointInput
{
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>: the object names none.</exception>
    internal static string NameOf(PSObject input) =>
        input.BaseObject is string name ? name
        : input.BaseObject is AmiEndpoint endpoint ? endpoint.Name
        : PipedObjects.TextOf(input, "Endpoint") ?? PipedObjects.TextOf(input, "EndpointName") ?? PipedObjects.TextOf(input, "Name") ?? throw new AmiException(
            AmiErrorCode.NotFound,
            $"'{input}' names no endpoint. Pipe in objects of Get-AmiEndpoint, objects with an Endpoint or a Name, or names.");
}
