using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using AsteriskAmi.Calls;
using AsteriskAmi.Diagnosis;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Places calls; with -Wait it tells how each turned out.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AmiOriginate", SupportsShouldProcess = true)]
[SendsAction("Originate")]
[OutputType(typeof(AmiOriginatedCall), typeof(AmiOriginateResult))]
public sealed class InvokeAmiOriginateCommand : AmiSessionCmdlet
{
    private static readonly string[] _outcomeEvents = { AmiOriginatedCall.OutcomeEvent };

    private readonly List<AmiOriginatedCall> _running = new();
    private readonly HashSet<AmiSession> _looked = new();
    private ActionRate? _pace;

    /// <summary>Whom to call.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Channel { get; set; } = string.Empty;

    /// <summary>The extension to connect to when it is answered.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Exten")]
    public string? Extension { get; set; }

    /// <summary>The extension's context.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    public string? Context { get; set; }

    /// <summary>The priority in the extension: a number or a label.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Priority { get; set; }

    /// <summary>The dialplan application to run instead of an extension.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Application { get; set; }

    /// <summary>The application's arguments.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Data")]
    public string? ApplicationData { get; set; }

    /// <summary>Channel variables: a hashtable, or texts of the form NAME=value.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [VariableArgument]
    public IDictionary? Variable { get; set; }

    /// <summary>The caller id to show, as: Name &lt;number&gt;.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? CallerId { get; set; }

    /// <summary>How long to let it ring, in seconds.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Timeout")]
    [NumberArgument(30)]
    [ValidateRange(1, 86400)]
    public int TimeoutSeconds { get; set; } = (int)AmiOriginateRequest.DefaultTimeout.TotalSeconds;

    /// <summary>The account code.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Account { get; set; }

    /// <summary>Goes on in the dialplan as soon as there is early media.</summary>
    [Parameter]
    public SwitchParameter EarlyMedia { get; set; }

    /// <summary>The codecs to use, in order of preference.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] Codecs { get; set; } = Array.Empty<string>();

    /// <summary>The unique id that the new channel gets; made up unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateLength(0, 149)]
    public string? ChannelId { get; set; }

    /// <summary>The unique id of the other half of a Local channel.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateLength(0, 149)]
    public string? OtherChannelId { get; set; }

    /// <summary>Waits for the outcome of each call.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>With -Wait: how many calls may be under way at once.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 1;

    /// <summary>How many calls to place a second at the most; fractions are allowed: 0.5 is one every two seconds.</summary>
    [Parameter]
    [ValidateRange(0.001, 1000.0)]
    public double MaxCallsPerSecond { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _pace = MaxCallsPerSecond > 0 ? new ActionRate(MaxCallsPerSecond) : null;
    }

    /// <inheritdoc/>
    protected override void ProcessSessions(IReadOnlyList<AmiSession> sessions)
    {
        foreach (AmiSession session in sessions)
        {
            Guard(Channel, () => Place(session));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        while (_running.Count > 0)
        {
            Guard(null, WriteNextOutcome);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (AmiOriginatedCall call in _running)
        {
            call.Dispose();
        }

        _pace?.Dispose();
        base.Dispose(disposing);
    }

    private void Place(AmiSession session)
    {
        AmiOriginateRequest request = Request();
        if (!ShouldProcess($"{Channel} on {session.Name}", "Call"))
        {
            return;
        }

        if (Wait && _looked.Add(session))
        {
            foreach (string note in MissingEvents.Notes(session, _outcomeEvents, StopToken))
            {
                WriteWarning(note + " Without it -Wait does not learn how a call ends.");
            }
        }

        _pace?.Wait(StopToken, WriteDecided);
        AmiOriginatedCall call = AmiOriginatedCall.Start(session, request, StopToken);
        if (!Wait)
        {
            call.Dispose();
            WriteObject(call);
            return;
        }

        _running.Add(call);
        while (_running.Count >= ThrottleLimit)
        {
            WriteNextOutcome();
        }
    }

    /// <summary>Waits until one of the calls is decided or out of time, and writes what became of it.</summary>
    private void WriteNextOutcome()
    {
        TimeSpan left = _running.Min(c => c.TimeLeft);
        int decided = Task.WaitAny(_running.Select(c => c.Completion).ToArray(), (int)left.TotalMilliseconds, StopToken);
        WriteOutcome(decided >= 0 ? _running[decided] : _running.OrderBy(c => c.TimeLeft).First());
    }

    /// <summary>Writes what became of the calls that are decided already.</summary>
    private void WriteDecided()
    {
        foreach (AmiOriginatedCall call in _running.FindAll(c => c.Completion.IsCompleted))
        {
            WriteOutcome(call);
        }
    }

    private void WriteOutcome(AmiOriginatedCall call)
    {
        Guard(call.Channel, () => WriteObject(call.Wait(StopToken)));
        _running.Remove(call);
        call.Dispose();
    }

    private AmiOriginateRequest Request()
    {
        bool toExtension = !string.IsNullOrEmpty(Extension);
        if (toExtension == !string.IsNullOrEmpty(Application))
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader,
                toExtension
                    ? $"The call to {Channel} has both -Extension and -Application. Give one of them."
                    : $"The call to {Channel} has neither -Extension nor -Application. Say what happens when it is answered.");
        }

        var request = new AmiOriginateRequest(Channel)
        {
            Extension = toExtension ? Extension : null,
            Context = string.IsNullOrEmpty(Context) ? "default" : Context,
            Priority = string.IsNullOrEmpty(Priority) ? "1" : Priority!,
            Application = toExtension ? null : Application,
            ApplicationData = ApplicationData,
            CallerId = CallerId,
            Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
            Account = Account,
            EarlyMedia = EarlyMedia,
            Codecs = Codecs.Where(c => !string.IsNullOrWhiteSpace(c)).ToArray(),
            ChannelId = string.IsNullOrEmpty(ChannelId) ? null : ChannelId,
            OtherChannelId = OtherChannelId,
        };
        VariableArgumentAttribute.AddTo(request.Variables, Variable);
        return request;
    }
}
