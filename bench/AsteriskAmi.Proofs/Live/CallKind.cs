using AsteriskAmi.Live;

namespace AsteriskAmi.Proofs.Live;

/// <summary>A way a call can go: what is dialled, how long the first channel stays, and what must come of it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Channel">What is dialled; {0} stands for the server's SIP port.</param>
/// <param name="Seconds">How long the first channel waits once it was answered.</param>
/// <param name="Expected">What must come of it.</param>
/// <param name="TimeoutMilliseconds">How long it may ring.</param>
internal sealed record CallKind(string Name, string Channel, string Seconds, AmiCallResult Expected, int TimeoutMilliseconds = 30_000);
