using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists channels.</summary>
[Cmdlet(VerbsCommon.Get, "AmiChannel")]
[SendsAction("CoreShowChannels", "Status")]
[OutputType(typeof(AmiChannel), typeof(AmiChannelDetail))]
public sealed class GetAmiChannelCommand : AmiListCmdlet<AmiChannel>
{
    /// <summary>The channels' names.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    public override string[]? Name { get; set; }

    /// <summary>
    /// Names channels by the pipeline: an object of Get-AmiBridge or Get-AmiCall, or any object with a Channel. A
    /// session or a server stands for all its channels.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public override PSObject? InputObject { get; set; }

    /// <summary>Only channels that are connected with this one, over bridges and the halves of Local channels.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    public string? ConnectedTo { get; set; }

    /// <summary>Tells all that the server knows of the channels, their variables included.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override string Noun => "channel";

    /// <inheritdoc/>
    protected override string Cure => "It may have ended; Get-AmiChannel without -Name lists all.";

    /// <inheritdoc/>
    protected override IEnumerable<AmiChannel> Read(AmiSession session, CancellationToken cancellation)
    {
        IEnumerable<AmiChannel> channels = Detailed ? Details(session, cancellation) : session.GetChannels(cancellation);
        return ConnectedTo is null
            ? channels
            : channels.ToList().ConnectedTo(ConnectedTo)
                ?? throw new AmiException(AmiErrorCode.NotFound, $"There is no channel '{ConnectedTo}'. {Cure}");
    }

    /// <inheritdoc/>
    protected override string NameOf(AmiChannel item) => item.Name;

    private protected override IReadOnlyList<string>? NamesIn(PSObject input)
    {
        ThrowIfNamedToo(input, nameof(ConnectedTo));
        return ChannelInput.NamesIn(input) ?? throw ChannelInput.NoneIn(input);
    }

    private protected override string[] IdsOf(AmiChannel item) => new[] { item.Name, item.Uniqueid };

    // All variables of all channels are a lot: a server that is asked for some channels by name tells of those alone.
    private IEnumerable<AmiChannelDetail> Details(AmiSession session, CancellationToken cancellation) =>
        PlainNames(session) is { } names && ConnectedTo is null
            ? names.SelectMany(name => Detail(session, name, cancellation))
            : session.GetChannelDetails(null, cancellation);

    private static IReadOnlyList<AmiChannelDetail> Detail(AmiSession session, string name, CancellationToken cancellation)
    {
        try
        {
            return session.GetChannelDetails(name, cancellation).ToList();
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.NotFound)
        {
            // Reported when no session has it.
            return Array.Empty<AmiChannelDetail>();
        }
    }
}
