using System;

namespace AsteriskAmi.Proofs.Live;

/// <summary>Something that happens while the models do not see the server.</summary>
/// <param name="Name">What.</param>
/// <param name="Before">What is done before the connection is cut, and waited for.</param>
/// <param name="Meanwhile">What happens in the gap, and is waited for.</param>
/// <param name="After">Puts things back.</param>
internal sealed record ResyncRow(string Name, Action Before, Action Meanwhile, Action? After = null);
