using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Reads variables of channels or of the whole server, and functions of the dialplan.</summary>
[Cmdlet(VerbsCommon.Get, "AmiVariable", DefaultParameterSetName = "Channel")]
[SendsAction("Getvar")]
[OutputType(typeof(AmiVariable))]
public sealed class GetAmiVariableCommand : AmiSessionCmdlet
{
    /// <summary>The variables' names, wildcards allowed; functions with their arguments: CALLERID(num). All unless given.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VariableCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The names of the channels whose variables are read, wildcards allowed; those of the whole server unless given.</summary>
    [Parameter(ParameterSetName = "Channel")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    public string[]? Channel { get; set; }

    /// <summary>The channel by the pipeline: an object of Get-AmiChannel, any object with a Channel, or a name. A session stands for the whole server.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public override PSObject? InputObject { get; set; }

    private protected override AmiSession[]? SessionsIn(PSObject input) => SessionInput.Find(input, takesTexts: false);

    private protected override void ProcessInput(PSObject input)
    {
        foreach (AmiSession session in SessionsFor(input))
        {
            Write(ChannelInput.Of(input, session));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessSessions(IReadOnlyList<AmiSession> sessions)
    {
        if (Channel is null)
        {
            Each(sessions, (session, stop) => Read(session, null, stop), (_, variable) => WriteObject(variable));
        }
        else
        {
            Array.ForEach(Channel, name => WriteMatching(sessions, name));
        }
    }

    private void WriteMatching(IReadOnlyList<AmiSession> sessions, string name)
    {
        var channels = new List<ChannelInput>();
        if (WildcardPattern.ContainsWildcardCharacters(name))
        {
            var selection = new NameSelection(new[] { name });
            Each(
                sessions,
                (session, stop) => session.GetChannels(stop).Where(channel => selection.Fits(channel.Name)),
                (session, channel) => channels.Add(new ChannelInput(session, channel.Name, channel, channel)));
        }
        else
        {
            channels.AddRange(sessions.Select(session => new ChannelInput(session, name, null, name)));
        }

        channels.ForEach(Write);
    }

    private void Write(ChannelInput channel) => Guard(channel.Source, () =>
    {
        foreach (AmiVariable variable in Read(channel.Session, channel.Name, StopToken))
        {
            WriteObject(variable);
        }
    });

    private IEnumerable<AmiVariable> Read(AmiSession session, string? channel, CancellationToken cancellation)
    {
        if (Name is null)
        {
            return All(session, channel, cancellation);
        }

        return Name.SelectMany(name =>
        {
            if (!IsPattern(name))
            {
                return new[] { session.GetVariable(name, channel, cancellation) };
            }

            var pattern = new WildcardPattern(name);
            return All(session, channel, cancellation).Where(variable => pattern.IsMatch(variable.Name));
        });
    }

    private static IEnumerable<AmiVariable> All(AmiSession session, string? channel, CancellationToken cancellation) =>
        channel is null ? session.GetGlobalVariables(cancellation) : session.GetVariables(channel, cancellation);

    // The arguments of a function may hold anything: DB(family/*).
    private static bool IsPattern(string name) => name.IndexOf('(') < 0 && WildcardPattern.ContainsWildcardCharacters(name);
}
