using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using AsteriskAmi.Session;

namespace AsteriskAmi.Tests.Session;

/// <summary>
/// A server that takes any number of connections. It answers each action with the number of the connection that it came
/// by, except those named Slow, which wait until they are let go.
/// </summary>
internal sealed class PoolServer : IDisposable
{
    private readonly FakeServer _server = new();
    private readonly ConcurrentDictionary<int, FakePeer> _peers = new();
    private readonly ConcurrentQueue<(FakePeer Peer, int Number, FakeAction Action)> _slow = new();
    private readonly ConcurrentQueue<FakeAction> _logins = new();
    private int _last;

    internal PoolServer()
    {
        _server.OnEveryConnection(peer =>
        {
            int number = Interlocked.Increment(ref _last);
            _peers[number] = peer;
            if (Closes?.Invoke(number) == true)
            {
                peer.Dispose();
                return;
            }

            if (Greets(number))
            {
                peer.Greet();
            }

            while (peer.Read() is FakeAction action)
            {
                Answer(peer, number, action);
            }

            _peers.TryRemove(number, out _);
        });
    }

    /// <summary>Whether to close a connection, by its number from 1, without a word.</summary>
    internal Func<int, bool>? Closes { get; set; }

    /// <summary>Whether to greet on a connection.</summary>
    internal Func<int, bool> Greets { get; set; } = _ => true;

    /// <summary>Why to refuse the login on a connection; null to let it in.</summary>
    internal Func<int, string?> Refuses { get; set; } = _ => null;

    /// <summary>How many connections were made.</summary>
    internal int Made => Volatile.Read(ref _last);

    /// <summary>How many are there now.</summary>
    internal int Open => _peers.Count;

    internal IReadOnlyCollection<FakeAction> Logins => [.. _logins];

    /// <summary>How many actions named Slow wait.</summary>
    internal int Waiting => _slow.Count;

    internal AmiConnectOptions Options(Action<AmiConnectOptions>? change = null) => _server.Options(options =>
    {
        options.PoolSize = 2;
        options.KeepAliveInterval = TimeSpan.Zero;
        change?.Invoke(options);
    });

    /// <summary>Answers the Slow action that has waited longest, of those whose connection is there.</summary>
    internal void LetOneGo()
    {
        while (_slow.TryDequeue(out (FakePeer Peer, int Number, FakeAction Action) slow))
        {
            if (_peers.ContainsKey(slow.Number))
            {
                slow.Peer.Answer(slow.Action, "Connection: " + slow.Number);
                return;
            }
        }
    }

    /// <summary>Hangs up a connection.</summary>
    internal void Close(int number)
    {
        if (_peers.TryRemove(number, out FakePeer? peer))
        {
            peer.Reset();
        }
    }

    public void Dispose() => _server.Dispose();

    private void Answer(FakePeer peer, int number, FakeAction action)
    {
        switch (action.Name)
        {
            case "Challenge":
                peer.Answer(action, "Challenge: 1");
                break;
            case "Login":
                _logins.Enqueue(action);
                if (Refuses(number) is string message)
                {
                    peer.Refuse(action, message);
                    peer.Dispose();
                }
                else
                {
                    peer.Answer(action);
                }

                break;
            case "Slow":
                _slow.Enqueue((peer, number, action));
                break;
            default:
                peer.Answer(action, "Value: " + action.Value("Value"), "Connection: " + number);
                break;
        }
    }
}
