using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Cmdlets;

/// <summary>The transcripts that each runspace has started and nobody has stopped.</summary>
internal static class TranscriptRegistry
{
    private static readonly RunspaceOwned<AmiTranscript> _started = new();

    internal static AmiTranscript[] All() => _started.All();

    /// <summary>Adds one; those that have ended by themselves and have nothing to tell are forgotten.</summary>
    internal static void Add(AmiTranscript transcript)
    {
        foreach (AmiTranscript ended in All().Where(t => !t.IsRunning && t.Failure is null))
        {
            _started.End(ended);
        }

        _started.Add(transcript);
    }

    internal static void Stop(AmiTranscript transcript) => _started.End(transcript);

    internal static void StopAll() => _started.EndAll();

    /// <summary>Warns, once, of a transcript of this runspace that could not go on.</summary>
    internal static void WarnOfFailures(Cmdlet cmdlet)
    {
        if (AmiTranscript.Failures == 0)
        {
            return;
        }

        foreach (AmiTranscript transcript in All().Where(t => t.MustTellFailure()))
        {
            cmdlet.WriteWarning($"The transcript of session '{transcript.Session.Name}' has ended: {transcript.Path}: {transcript.Failure} The session goes on. Start another with Start-AmiTranscript.");
        }
    }
}
