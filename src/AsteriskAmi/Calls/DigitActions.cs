using System;
using System.Globalization;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Calls;

/// <summary>Sends the digits of a telephone (DTMF).</summary>
public static class DigitActions
{
    /// <summary>
    /// Sends digits to a channel's telephone, or lets the server take them as if they came from there. Asterisk answers when
    /// a digit has been sent, so this takes as long as the digits sound.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The channel's whole name, or its unique id.</param>
    /// <param name="digits">The digits.</param>
    /// <param name="cancellation">Ends it; digits that were not sent by then are not sent.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.Invoke"/>. The message says how many digits were sent.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void SendDigits(this AmiSession session, string channel, AmiDigits digits, CancellationToken cancellation = default)
    {
        if (session is null)
        {
            throw new ArgumentNullException(nameof(session));
        }

        if (digits is null)
        {
            throw new ArgumentNullException(nameof(digits));
        }

        for (int sent = 0; sent < digits.Digits.Length; sent++)
        {
            if (sent > 0 && !digits.Received && cancellation.WaitHandle.WaitOne(digits.Pause))
            {
                throw new OperationCanceledException(cancellation);
            }

            try
            {
                session.Invoke(One(session, channel, digits, digits.Digits[sent]), cancellation);
            }
            catch (AmiException e) when (sent > 0)
            {
                throw new AmiException(e.Code, $"Of the digits '{digits}' only the first {sent} were sent. {e.Message}", e);
            }
        }
    }

    private static AmiAction One(AmiSession session, string channel, AmiDigits digits, char digit)
    {
        AmiAction action = new AmiAction("PlayDTMF")
            .Add("Channel", channel)
            .Add("Digit", digit.ToString(CultureInfo.InvariantCulture))
            .Add("Duration", ((long)digits.Duration.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        if (digits.Received)
        {
            action.Add("Receive", "true");
        }

        action.Timeout = session.TimeoutOf(action) + digits.Duration;
        return action;
    }
}
