namespace AsteriskAmi.Simulator.Calls;

/// <summary>Whoever dials a channel and waits for what it answers: an originate, Dial or Queue.</summary>
internal interface IDialer
{
    public void OnRinging(Channel channel);

    public void OnProgress(Channel channel);

    public void OnAnswer(Channel channel);

    /// <summary>The other end said that it cannot take the call.</summary>
    /// <param name="channel">The channel that was dialed.</param>
    /// <param name="dialStatus">BUSY or CONGESTION.</param>
    public void OnRefused(Channel channel, string dialStatus);

    /// <summary>The channel was hung up while it was dialed.</summary>
    public void OnHangup(Channel channel);
}
