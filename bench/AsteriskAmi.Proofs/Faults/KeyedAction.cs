namespace AsteriskAmi.Proofs.Faults;

/// <summary>An action that was sent, or not, and what the session said of it.</summary>
/// <param name="Key">What it carries, and no other.</param>
/// <param name="Outcome">What the session said.</param>
/// <param name="From">When it was begun, in ticks of Stopwatch.</param>
/// <param name="To">When it had ended.</param>
internal sealed record KeyedAction(string Key, ActionOutcome Outcome, long From, long To);
