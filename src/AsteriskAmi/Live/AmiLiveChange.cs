namespace AsteriskAmi.Live;

/// <summary>A change that a live model tells: of one thing, or of the model itself.</summary>
/// <typeparam name="T">What the model shows.</typeparam>
public readonly struct AmiLiveChange<T>
    where T : class
{
    internal AmiLiveChange(T? item, string? note)
    {
        Item = item;
        Note = note;
    }

    /// <summary>The thing as it is now; null where the change is of the model.</summary>
    public T? Item { get; }

    /// <summary>What happened to the model, a sentence: it has lost sight of the server, or sees it again; else null.</summary>
    public string? Note { get; }
}
