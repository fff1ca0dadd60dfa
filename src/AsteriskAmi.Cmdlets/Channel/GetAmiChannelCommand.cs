using System.Management.Automation;
using AsteriskAmi.Calls;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists channels.</summary>
[Cmdlet(VerbsCommon.Get, "AmiChannel")]
[OutputType(typeof(AmiChannel))]
public sealed class GetAmiChannelCommand : AmiReadCmdlet
{
    /// <summary>The channels' names.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session) => NameSelection.Write(
        this, session.GetChannels(StopToken), c => c.Name, Name, "channel", "It may have ended; Get-AmiChannel without -Name lists all.");
}
