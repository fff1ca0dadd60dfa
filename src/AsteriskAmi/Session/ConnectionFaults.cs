using System;
using System.Globalization;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Session;

/// <summary>The errors of a connection that ended.</summary>
internal sealed class ConnectionFaults
{
    private readonly string _where;
    private readonly string _cure;

    internal ConnectionFaults(AmiConnectOptions options)
    {
        _where = string.Format(CultureInfo.InvariantCulture, "{0}:{1}", options.ComputerName, options.Port);
        _cure = options.Reconnect ? "The session reconnects by itself." : "Open another with Connect-Ami.";
    }

    /// <summary>The peer closed before it said who it is.</summary>
    internal AmiException ClosedUngreeted() => new(
        AmiErrorCode.ConnectionFailed,
        $"{_where} closed the connection without a greeting. Asterisk does so past manager.conf's authlimit; a TLS or HTTP port does so too.");

    /// <summary>The connection broke before the peer said who it is.</summary>
    internal AmiException BrokenUngreeted(Exception e) =>
        new(AmiErrorCode.ConnectionFailed, $"{_where} broke off before its greeting: {e.Message.TrimEnd('.')}.", e);

    /// <summary>The connection ended in use.</summary>
    /// <param name="why">The cause, as the end of a sentence.</param>
    /// <param name="farewell">The event with which the server announced it: a better cause.</param>
    /// <param name="inner">What told the cause.</param>
    internal AmiException Lost(string why, AmiMessage? farewell, Exception? inner = null) => new(
        AmiErrorCode.ConnectionLost,
        $"The connection to {_where} was lost: {(farewell is null ? why.TrimEnd('.') : Farewell.Read(farewell))}. {_cure}",
        inner);
}
