using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Calls;

/// <summary>A call that the server has accepted to place. Its outcome comes later.</summary>
public sealed class AmiOriginatedCall : IDisposable
{
    internal const string OutcomeEvent = "OriginateResponse";

    // What the server may take on top of the time to ring, to set the call up and to tell.
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(10);

    private readonly AmiExchange _exchange;
    private readonly AmiOriginateRequest _request;
    private readonly Deadline _deadline;

    private AmiOriginatedCall(AmiSession session, AmiOriginateRequest request, string uniqueid, AmiExchange exchange)
    {
        Session = session;
        Uniqueid = uniqueid;
        _request = request;
        _exchange = exchange;
        _deadline = Deadline.After(request.Timeout + _grace);
    }

    /// <summary>Whom it calls.</summary>
    public string Channel => _request.Channel;

    /// <summary>The unique id that the new channel has.</summary>
    public string Uniqueid { get; }

    /// <summary>The ActionID of the Originate, which its OriginateResponse event carries too.</summary>
    public string ActionId => _exchange.ActionId;

    /// <summary>The session that places it.</summary>
    public AmiSession Session { get; }

    internal Task Completion => _exchange.Outcome;

    internal TimeSpan TimeLeft => _deadline.Left;

    /// <summary>Asks the server to place a call, and waits until it has accepted.</summary>
    /// <param name="session">The session.</param>
    /// <param name="request">The call.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The accepted call.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.Invoke"/>.</exception>
    public static AmiOriginatedCall Start(AmiSession session, AmiOriginateRequest request, CancellationToken cancellation = default)
    {
        if (session is null)
        {
            throw new ArgumentNullException(nameof(session));
        }

        if (request is null)
        {
            throw new ArgumentNullException(nameof(request));
        }

        string uniqueid = request.ChannelId ?? UniqueId.Next();
        AmiAction action = request.ToAction(uniqueid);
        AmiExchange exchange = session.Start(action, OutcomeEvent, cancellation);
        try
        {
            session.Checked(action, exchange.WaitForAnswer(session.TimeoutOf(action), cancellation));
            return new AmiOriginatedCall(session, request, uniqueid, exchange);
        }
        catch (AmiException e) when (e.Code is AmiErrorCode.ConnectionLost or AmiErrorCode.Timeout)
        {
            exchange.Dispose();
            throw new AmiException(e.Code, $"{e.Message} If it did, the call has the Uniqueid {uniqueid}.", e);
        }
        catch
        {
            exchange.Dispose();
            throw;
        }
    }

    /// <summary>Waits until it is known how the call turned out.</summary>
    /// <param name="cancellation">Ends the wait, not the call.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.Timeout"/>: no OriginateResponse came within the time to ring and 10 seconds more;
    /// <see cref="AmiErrorCode.ConnectionLost"/>.
    /// </exception>
    public AmiOriginateResult Wait(CancellationToken cancellation = default)
    {
        try
        {
            if (!_exchange.Outcome.Wait((int)_deadline.Left.TotalMilliseconds, cancellation))
            {
                throw new AmiException(
                    AmiErrorCode.Timeout,
                    string.Format(
                        CultureInfo.InvariantCulture,
                        "The outcome of the call to {0} did not come within {1:0.###} s; the call itself may go on (Uniqueid {2}). The account '{3}' sees outcomes only with read=call in manager.conf, and if no event mask or filter hides OriginateResponse.",
                        Channel,
                        (_request.Timeout + _grace).TotalSeconds,
                        Uniqueid,
                        Session.UserName));
            }
        }
        catch (AggregateException e) when (e.InnerException is AmiException lost)
        {
            throw new AmiException(lost.Code, lost.Message, e);
        }

        TimeSpan taken = TimeSpan.FromSeconds(
            (double)(_exchange.OutcomeTimestamp - _exchange.AnswerTimestamp) / Stopwatch.Frequency);
        StepLog.Current?.Add(string.Format(
            CultureInfo.InvariantCulture, "Originate: outcome {0} {1:0.000} s after it was accepted.", _exchange.Outcome.Result.GetHeader("Response"), taken.TotalSeconds));
        return new AmiOriginateResult(this, _exchange.Outcome.Result, taken < TimeSpan.Zero ? TimeSpan.Zero : taken);
    }

    /// <summary>Stops following the call. The call itself goes on.</summary>
    public void Dispose() => _exchange.Dispose();

    /// <summary>Whom it calls.</summary>
    /// <returns>The channel.</returns>
    public override string ToString() => Channel;
}
