namespace AsteriskAmi.Simulator.Pbx;

/// <summary>A place in the dialplan.</summary>
internal sealed class DialplanPlace
{
    internal DialplanPlace(string context, string exten, int priority)
    {
        Context = context;
        Exten = exten;
        Priority = priority;
    }

    internal string Context { get; }

    internal string Exten { get; }

    internal int Priority { get; }
}
