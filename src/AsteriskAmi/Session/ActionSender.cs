using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Session;

/// <summary>Writes the actions of one connection, one whole action after the other, on the threads that send them.</summary>
internal sealed class ActionSender : IDisposable
{
    private static readonly TimeSpan _writeGrace = TimeSpan.FromMilliseconds(250);

    private readonly AmiConnection _connection;
    private readonly Action<ArraySegment<byte>> _write;
    private readonly TimeSpan _writeTimeout;
    private readonly AmiActionWriter _writer = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private long _last;

    /// <param name="connection">The connection.</param>
    /// <param name="write">Puts bytes on its wire.</param>
    /// <param name="writeTimeout">How long to wait for a turn.</param>
    internal ActionSender(AmiConnection connection, Action<ArraySegment<byte>> write, TimeSpan writeTimeout)
    {
        _connection = connection;
        _write = write;
        _writeTimeout = writeTimeout;
    }

    /// <summary>Sends an action.</summary>
    /// <param name="action">The action.</param>
    /// <param name="exchange">Is told its number, then filled by the reader thread.</param>
    /// <param name="cancellation">Ends the wait for a turn.</param>
    /// <returns>False when the connection has ended and nothing of the action was sent.</returns>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>, <see cref="AmiErrorCode.ConnectionLost"/>.</exception>
    internal bool TrySend(AmiAction action, AmiExchange exchange, CancellationToken cancellation)
    {
        if (!_gate.Wait(_writeTimeout, cancellation))
        {
            _connection.GiveUp("it takes no more bytes");
            return false;
        }

        try
        {
            ArraySegment<byte> bytes = _writer.Write(action, exchange.ActionId);
            if (_connection.Failure is not null)
            {
                return false;
            }

            Write(bytes, exchange, cancellation);
            return true;
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            _connection.GiveUp(e.Message, e);
            exchange.Fail(_connection.Failure!);
            exchange.ThrowIfFailed();
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private void Write(ArraySegment<byte> bytes, AmiExchange exchange, CancellationToken cancellation)
    {
        using var written = new ManualResetEventSlim(false);
        int begun = 0;

        // Half an action on the wire cannot be taken back: a write that does not end after Ctrl+C ends the connection.
        using (cancellation.Register(() =>
        {
            if (Volatile.Read(ref begun) != 0 && !written.Wait(_writeGrace))
            {
                _connection.GiveUp("it took no more bytes and the write was cancelled");
            }
        }))
        {
            try
            {
                // Cancelled before the first byte left: not sent, and the connection is as good as it was.
                Interlocked.Exchange(ref begun, 1);
                cancellation.ThrowIfCancellationRequested();
                exchange.MarkSent(++_last);
                _write(bytes);
            }
            finally
            {
                written.Set();
            }
        }
    }
}
