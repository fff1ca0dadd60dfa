using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Conferences;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that does something to members of a conference.</summary>
public abstract class AmiConferenceMemberCmdlet : AmiActCmdlet
{
    private const string Cure = "Get-AmiConferenceMember lists its members; PJSIP/1001-* stands for all that begin so.";

    /// <summary>The conference's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConferenceCompleter))]
    public string Conference { get; set; } = string.Empty;

    /// <summary>The names of the members' channels; a pattern that fits several asks before it acts.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConferenceMemberCompleter))]
    public string[] Channel { get; set; } = Array.Empty<string>();

    /// <summary>Does not ask when a pattern fits several members.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>What is done, for the question that -Confirm and -WhatIf show.</summary>
    private protected abstract string Operation { get; }

    /// <summary>Does it to one member. May run on another thread and must use nothing of a cmdlet but the parameters.</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The member's channel.</param>
    /// <param name="cancellation">Cancelled by Ctrl+C.</param>
    private protected abstract void Act(AmiSession session, string channel, CancellationToken cancellation);

    private string Noun => $"member of conference '{Conference}' with the channel";

    /// <summary>Whether the members are given back afterwards.</summary>
    private protected virtual bool GivesBack => false;

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session)
    {
        // The name in an object is taken as it is, since names may hold asterisks.
        foreach (string name in IsOnCommandLine(nameof(Channel)) ? Meant(session) : Channel.Where(name => IsMember(session, name)))
        {
            Do(session, $"{name} in conference {Conference}", Operation, stop => Run(session, name, stop), name);
        }
    }

    private IEnumerable<object> Run(AmiSession session, string channel, CancellationToken stop)
    {
        Act(session, channel, stop);
        if (GivesBack)
        {
            foreach (AmiConferenceMember member in session.GetConferenceMembers(Conference, stop).Where(one => NameSelection.IsSame(one.Channel, channel)))
            {
                yield return member;
            }
        }
    }

    // A whole name is none that another begins with; of others only the list tells.
    private bool IsMember(AmiSession session, string channel)
    {
        bool isMember = ChannelName.IsWhole(channel)
            || session.GetConferenceMembers(Conference, StopToken).ToList().Exists(member => NameSelection.IsSame(member.Channel, channel));
        if (!isMember)
        {
            WriteError(AmiErrors.Record(AmiErrorCode.NotFound, $"There is no {Noun} '{channel}'. {Cure}", channel));
        }

        return isMember;
    }

    // Asterisk takes the first member whose name begins as that which was given: PJSIP/100 would be PJSIP/1001-00000001.
    private IEnumerable<string> Meant(AmiSession session)
    {
        List<string> members = session.GetConferenceMembers(Conference, StopToken).Select(member => member.Channel).ToList();
        foreach (string name in Channel)
        {
            var selection = new NameSelection(new[] { name });
            List<string> found = members.Where(selection.Wants).ToList();
            selection.WriteMissing(this, Noun, Cure);
            if (AgreesToAll(found.Count, Force, $"{Operation} {found.Count} members of conference '{Conference}' that match '{name}'?"))
            {
                foreach (string member in found)
                {
                    yield return member;
                }
            }
        }
    }
}
