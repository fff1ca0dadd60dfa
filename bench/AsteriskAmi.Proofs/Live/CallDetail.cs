using System;

namespace AsteriskAmi.Proofs.Live;

/// <summary>A record (CDR) of the server, in whole seconds.</summary>
/// <param name="Start">When the channel began.</param>
/// <param name="Answer">When it was answered; null when it was not.</param>
/// <param name="End">When it ended, or its record did.</param>
/// <param name="Disposition">What became of it, in Asterisk's words.</param>
internal sealed record CallDetail(DateTime Start, DateTime? Answer, DateTime End, string Disposition)
{
    /// <summary>How far a moment is off a recorded one, which may have been any in its second.</summary>
    internal static TimeSpan Off(DateTime moment, DateTime recorded)
    {
        if (moment < recorded)
        {
            return recorded - moment;
        }

        TimeSpan late = moment - recorded - TimeSpan.FromSeconds(1);
        return late > TimeSpan.Zero ? late : TimeSpan.Zero;
    }
}
