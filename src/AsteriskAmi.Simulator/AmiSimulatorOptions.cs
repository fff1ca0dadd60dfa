using System.Collections.Generic;

namespace AsteriskAmi.Simulator;

/// <summary>What an <see cref="AmiSimulator"/> is started with.</summary>
public sealed class AmiSimulatorOptions
{
    /// <summary>The TCP port to listen on at 127.0.0.1; 0 (the default) picks a free one.</summary>
    public int Port { get; set; }

    /// <summary>
    /// How long a failed login waits for its answer, in milliseconds. 1000 by default, as Asterisk does to slow down
    /// those who guess.
    /// </summary>
    public int LoginDelayMilliseconds { get; set; } = 1000;

    /// <summary>
    /// How long a client may leave its socket full before it is cut off, in milliseconds. 100 by default, which is
    /// Asterisk's writetimeout.
    /// </summary>
    public int WriteTimeoutMilliseconds { get; set; } = 100;

    /// <summary>
    /// A transcript of Start-AmiTranscript to play instead of being a PBX; null (the default) for none. Any login is
    /// accepted. Each action gets what the transcript has for the next action of the same name and headers, or the last
    /// one again when all were used, and an error when it has none. Its events come in their order: those before the
    /// first action behind the first login, the others behind the action that they followed.
    /// </summary>
    public string? Transcript { get; set; }

    /// <summary>Whether a transcript's answers and events come as late as they came when it was written; at once unless set.</summary>
    public bool RecordedTiming { get; set; }

    /// <summary>
    /// The accounts. By default: admin (secret admin-test-secret, all rights), monitor (monitor-test-secret, sees
    /// calls, agents and CDRs and changes nothing), originator (originator-test-secret, places calls and sees no
    /// event), forbidden (forbidden-test-secret, no address is permitted) and single (single-test-secret, one login at
    /// a time). Clear the list to have only your own.
    /// </summary>
    public IList<AmiSimulatorAccount> Accounts { get; } = new List<AmiSimulatorAccount>
    {
        new AmiSimulatorAccount("admin", "admin-test-secret", "all", "all"),
        new AmiSimulatorAccount("monitor", "monitor-test-secret", "call,agent,cdr", string.Empty),
        new AmiSimulatorAccount("originator", "originator-test-secret", string.Empty, "originate"),
        new AmiSimulatorAccount("forbidden", "forbidden-test-secret", "all", "all") { AddressPermitted = false },
        new AmiSimulatorAccount("single", "single-test-secret", "system,call", "system,call") { AllowMultipleLogin = false },
    };
}
