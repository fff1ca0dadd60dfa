using System.Management.Automation;
using AsteriskAmi.Configuration;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Makes an empty configuration file.</summary>
[Cmdlet(VerbsCommon.New, "AmiConfigFile", SupportsShouldProcess = true)]
[SendsAction("CreateConfig")]
[OutputType(typeof(void))]
public sealed class NewAmiConfigFileCommand : AmiServerActCmdlet
{
    /// <summary>The file's name, in the configuration folder: sites.conf.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string File { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session) => Do(session, File, "Make the file", stop => session.NewConfigFile(File, stop));
}
