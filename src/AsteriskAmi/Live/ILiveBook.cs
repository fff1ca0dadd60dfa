using System;
using System.Collections.Generic;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Live;

/// <summary>What a live model knows. Nothing of it is called by two threads at once.</summary>
/// <typeparam name="T">What it shows.</typeparam>
internal interface ILiveBook<T>
{
    /// <summary>The events that it needs.</summary>
    public IReadOnlyCollection<string> EventNames { get; }

    /// <summary>When something changes with no event; null for never.</summary>
    public DateTimeOffset? Due { get; }

    /// <summary>Takes an event.</summary>
    /// <param name="message">The event.</param>
    /// <param name="now">When it came.</param>
    /// <param name="changes">Where what has changed is added.</param>
    public void Apply(AmiMessage message, DateTimeOffset now, ICollection<T> changes);

    /// <summary>Takes note of the time.</summary>
    public void Tick(DateTimeOffset now, ICollection<T> changes);

    /// <summary>Takes note that events are missing from here.</summary>
    public void Doubt(DateTimeOffset now);

    /// <summary>Asks the server how things are. Runs beside everything else and changes nothing.</summary>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public LiveFill<T> Read(AmiSession session, CancellationToken cancellation);

    /// <summary>How things are.</summary>
    public IReadOnlyList<T> Snapshot(DateTimeOffset now);
}
