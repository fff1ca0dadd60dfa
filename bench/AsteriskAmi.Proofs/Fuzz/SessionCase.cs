using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Proofs.Fuzz;

/// <summary>
/// A whole session whose server answers with spoilt streams that carry the ActionIDs of pending actions. It must end
/// with an error that says so, or go on; nothing else may come out of it, and nobody may wait for ever.
/// </summary>
internal sealed class SessionCase
{
    private const string EndName = "FuzzEnd";

    private static readonly TimeSpan _actionTimeout = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly Random _random;
    private readonly int _limit;
    private readonly List<string> _ids = [];
    private Exception? _escaped;

    internal SessionCase(int seed)
    {
        _random = new Random(seed);
        _limit = _random.Next(2) == 0 ? 64 * 1024 : AmiMessageReader.DefaultMaxMessageBytes;
    }

    internal long Bytes { get; private set; }

    internal int Events { get; private set; }

    internal bool WentOn { get; private set; }

    /// <summary>What the callers got instead of an answer, by kind.</summary>
    internal Dictionary<string, int> Failures { get; } = [];

    /// <exception cref="ViolationException">A promise was broken.</exception>
    internal void Check()
    {
        using TcpListener listener = LoopbackPeer.Listen();
        var server = new Thread(() => Serve(listener)) { IsBackground = true };
        server.Start();
        AmiSession? session = null;
        try
        {
            session = AmiSession.Connect(new AmiConnectOptions("fuzz", "secret")
            {
                ComputerName = "127.0.0.1",
                Port = LoopbackPeer.PortOf(listener),
                MaxMessageBytes = _limit,
                ActionTimeout = _actionTimeout,
                ConnectTimeout = TimeSpan.FromSeconds(5),
            });
            Use(session);
        }
        catch (AmiException e)
        {
            Note(e);
        }
        finally
        {
            long begin = Stopwatch.GetTimestamp();
            session?.Dispose();
            Require(Stopwatch.GetElapsedTime(begin) < _patience, "closing the session takes for ever");
            listener.Stop();
        }

        Require(server.Join(_patience), "the server still waits for the client to leave");
        Require(_escaped is null, "something else than an AmiException escaped: " + _escaped);
    }

    private void Use(AmiSession session)
    {
        AmiSubscription events = session.Subscribe(capacity: 1_000_000);
        Thread[] callers =
        [
            Caller(() => session.Invoke(new AmiAction("Ping"))),
            Caller(() => session.InvokeAsync(new AmiAction("CoreStatus")).GetAwaiter().GetResult()),
            Caller(() =>
            {
                foreach (AmiMessage item in session.InvokeList(new AmiAction("CoreShowChannels")))
                {
                    _ = Digest.Of(item);
                }
            }),
        ];
        foreach (Thread caller in callers)
        {
            Require(caller.Join(_patience), "a caller waits for ever");
        }

        if (!SeesTheEnd(events))
        {
            Require(session.State == AmiSessionState.Closed, "events end, and the session is open");
            return;
        }

        // What is behind the spoilt stream is understood again.
        session.Invoke(new AmiAction("Ping") { Timeout = _patience });
        WentOn = true;
    }

    private bool SeesTheEnd(AmiSubscription events)
    {
        try
        {
            while (events.TryTake(out AmiMessage message, _patience))
            {
                Events++;
                _ = Digest.Of(message);
                if (message.GetHeader("Event") == EndName)
                {
                    return true;
                }
            }
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.ConnectionLost)
        {
            Note(e);
            return false;
        }

        throw new ViolationException("the events behind a spoilt stream do not come");
    }

    private Thread Caller(Action call)
    {
        var thread = new Thread(() =>
        {
            try
            {
                call();
            }
            catch (AmiException e)
            {
                Note(e);
            }
            catch (Exception e)
            {
                Note(e);
                _escaped = e;
            }
        }) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private void Serve(TcpListener listener)
    {
        try
        {
            using var peer = new LoopbackPeer(listener.AcceptSocket());
            if (_random.Next(20) == 0)
            {
                Spoil(peer, ["none"]);
                return;
            }

            if (!peer.Welcome())
            {
                return;
            }

            for (int i = 0; i < 3 && peer.ReadAction() is { } action; i++)
            {
                _ids.Add(action["ActionID"]);
                Spoil(peer, _ids);
            }

            if (_random.Next(10) == 0)
            {
                return;
            }

            // Ends whatever is unfinished, raw output included.
            peer.Send(Encoding.ASCII.GetBytes($"\r\n\r\n--END COMMAND--\r\n\r\nEvent: {EndName}\r\n\r\n"));
            peer.AnswerAll();
        }
        catch (SocketException)
        {
            // The client left first, as it may.
        }
        catch (Exception e)
        {
            _escaped = e;
        }
    }

    private void Spoil(LoopbackPeer peer, List<string> ids)
    {
        var mutator = new Mutator(_random, _limit, ids);
        byte[] stream = mutator.Stream();
        Bytes += stream.Length;
        int at = 0;
        foreach (int piece in mutator.Pieces(stream.Length))
        {
            peer.Send(stream.AsSpan(at, piece));
            at += piece;
        }
    }

    private void Note(Exception e)
    {
        string kind = e is AmiException ami ? "AmiException " + ami.Code : e.GetType().Name;
        lock (Failures)
        {
            Failures[kind] = Failures.GetValueOrDefault(kind) + 1;
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ViolationException(otherwise);
        }
    }
}
