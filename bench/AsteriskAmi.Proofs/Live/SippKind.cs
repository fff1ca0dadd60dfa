using AsteriskAmi.Live;

namespace AsteriskAmi.Proofs.Live;

/// <summary>A way a call from outside can go: what sipp does, what it calls, and what must come of it.</summary>
/// <param name="Scenario">The file in folder Sipp.</param>
/// <param name="Extension">What is called; no other kind calls it.</param>
/// <param name="Expected">What must come of it.</param>
/// <param name="Milliseconds">How long sipp waits before it hangs up, gives up or transfers.</param>
internal sealed record SippKind(string Scenario, string Extension, AmiCallResult Expected, int Milliseconds = 1500);
