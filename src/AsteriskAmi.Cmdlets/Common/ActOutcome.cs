namespace AsteriskAmi.Cmdlets;

/// <summary>What came of an act: something to write, or its failure.</summary>
internal sealed class ActOutcome
{
    internal ActOutcome(Act act, object? output, AmiException? failure)
    {
        Act = act;
        Output = output;
        Failure = failure;
    }

    internal Act Act { get; }

    internal object? Output { get; }

    internal AmiException? Failure { get; }
}
