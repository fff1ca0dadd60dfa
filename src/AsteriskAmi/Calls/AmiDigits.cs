using System;

namespace AsteriskAmi.Calls;

/// <summary>Digits for a channel, as they are pressed on a telephone.</summary>
public sealed class AmiDigits
{
    /// <summary>How long a digit sounds, and how long it is silent between two, unless set: 100 ms.</summary>
    public static readonly TimeSpan DefaultTime = TimeSpan.FromMilliseconds(100);

    private const string OnTelephones = "0123456789*#ABCDabcd";

    /// <summary>Creates digits.</summary>
    /// <param name="digits">0 to 9, *, # and A to D, at least one.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>: there is none, or another character.</exception>
    public AmiDigits(string digits)
    {
        if (string.IsNullOrEmpty(digits) || !AreDigits(digits))
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader, $"'{digits}' are not the digits of a telephone. Those are 0 to 9, *, # and A to D.");
        }

        Digits = digits;
    }

    /// <summary>The digits.</summary>
    public string Digits { get; }

    /// <summary>How long each sounds, in whole milliseconds. Asterisk sends none that is shorter than 100 ms.</summary>
    public TimeSpan Duration { get; set; } = DefaultTime;

    /// <summary>How long it is silent between two.</summary>
    public TimeSpan Pause { get; set; } = DefaultTime;

    /// <summary>Whether the server takes them as if the channel's telephone had sent them, and sends that nothing.</summary>
    public bool Received { get; set; }

    internal static bool AreDigits(string text)
    {
        foreach (char one in text)
        {
            if (OnTelephones.IndexOf(one) < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The digits.</summary>
    /// <returns>The digits.</returns>
    public override string ToString() => Digits;
}
