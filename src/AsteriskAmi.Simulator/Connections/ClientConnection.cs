using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Actions;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Connections;

/// <summary>
/// One client: a thread that reads its actions and does them in order, and an <see cref="OutputQueue"/> that sends.
/// As in Asterisk, events wait while an action is at work and follow its answer.
/// </summary>
internal sealed class ClientConnection : IEventSink
{
    private const int MostDeferred = 50_000;

    private const string Banner = "Asterisk Call Manager/11.0.0";

    private readonly PbxState _pbx;
    private readonly Socket _socket;
    private readonly OutputQueue _output;
    private readonly Action<ClientConnection> _gone;
    private readonly Thread _thread;
    private readonly List<Frame> _deferred = new();
    private readonly List<EventFilter> _filters = new();
    private bool _atWork;
    private int _isGone;
    private PendingAnswer? _pending;

    internal ClientConnection(PbxState pbx, AmiSimulatorOptions options, Socket socket, Action<ClientConnection> gone)
    {
        _pbx = pbx;
        Options = options;
        _socket = socket;
        _gone = gone;
        _output = new OutputQueue(socket, options.WriteTimeoutMilliseconds, Close);
        _thread = new Thread(Run) { IsBackground = true, Name = "AmiSimulator client" };
        LocalAddress = Describe(socket.LocalEndPoint);
        RemoteAddress = Describe(socket.RemoteEndPoint);
    }

    internal AmiSimulatorOptions Options { get; }

    /// <summary>The account that is logged in; null before.</summary>
    internal AmiSimulatorAccount? Account { get; private set; }

    internal int ReadMask { get; private set; }

    internal int WriteMask { get; private set; }

    /// <summary>The classes that the client asked for.</summary>
    internal int EventMask { get; set; } = EventClasses.All;

    /// <summary>The challenge that the client was given; null for none.</summary>
    internal string? Challenge { get; set; }

    internal string SessionId { get; } = "0x" + Guid.NewGuid().ToString("N").Substring(0, 12);

    internal DateTime? LoggedInAt { get; private set; }

    internal string LocalAddress { get; }

    internal string RemoteAddress { get; }

    internal void Start()
    {
        _output.Start();
        _thread.Start();
    }

    /// <summary>Logs the client in. Call with the lock of the PBX held.</summary>
    internal void LogIn(AmiSimulatorAccount account)
    {
        Account = account;
        ReadMask = EventClasses.Parse(account.Read);
        WriteMask = EventClasses.Parse(account.Write);
        LoggedInAt = DateTime.UtcNow;
        _pbx.AddSink(this);
    }

    internal void AddFilter(EventFilter filter) => _filters.Add(filter);

    internal void Send(Frame frame) => _output.Add(frame.Bytes);

    /// <inheritdoc/>
    public void OnEvent(Frame frame)
    {
        if ((frame.EventClass & ReadMask & EventMask) == 0 || !PassesFilters(frame))
        {
            return;
        }

        if (!_atWork)
        {
            Send(frame);
        }
        else if (_deferred.Count < MostDeferred)
        {
            _deferred.Add(frame);
        }
        else
        {
            Close();
        }
    }

    /// <summary>Waits until most of what was sent has gone, or the client is cut off. Call without the lock of the PBX.</summary>
    internal void WaitForRoom() => _output.WaitForRoom();

    /// <summary>Closes when all that waits is sent.</summary>
    internal void CloseWhenSent() => _output.Complete();

    /// <summary>Cuts the connection, whatever waits to be sent.</summary>
    internal void Close()
    {
        if (Interlocked.Exchange(ref _isGone, 1) != 0)
        {
            return;
        }

        Volatile.Read(ref _pending)?.Ready();
        _output.Abort();
        _socket.Dispose();
        lock (_pbx.Sync)
        {
            _pbx.RemoveSink(this);
        }

        _gone(this);
    }

    /// <summary>Waits until both threads have ended.</summary>
    internal void Join(int milliseconds)
    {
        _output.Join(milliseconds);
        if (Thread.CurrentThread != _thread)
        {
            _thread.Join(milliseconds);
        }
    }

    private static string Describe(System.Net.EndPoint? endPoint) =>
        endPoint is System.Net.IPEndPoint ip
            ? "IPV4/TCP/" + ip.Address + "/" + ip.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : string.Empty;

    private bool PassesFilters(Frame frame)
    {
        bool mustMatch = false;
        bool matched = false;
        foreach (EventFilter filter in _filters)
        {
            if (filter.Excludes)
            {
                if (filter.Matches(frame))
                {
                    return false;
                }
            }
            else
            {
                mustMatch = true;
                matched = matched || filter.Matches(frame);
            }
        }

        return matched || !mustMatch;
    }

    private void Run()
    {
        var reader = new ActionReader();
        var buffer = new byte[8192];
        try
        {
            _output.Add(Encoding.UTF8.GetBytes((_pbx.Player?.Banner ?? Banner) + "\r\n"));
            bool open = true;
            while (open)
            {
                int count = _socket.Receive(buffer);
                if (count == 0)
                {
                    break;
                }

                reader.Append(buffer, count);
                while (open && reader.TryRead(out ClientAction action))
                {
                    open = Process(action);
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client went away, or the simulator closed it.
        }

        // What was answered last may still be on its way; the sending thread closes behind it.
        CloseWhenSent();
    }

    /// <summary>Does a part of an action; a fault of the simulator is answered as an error and must not end its host.</summary>
    private static void Guard(ActionContext context, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e)
        {
            Trace.TraceError("AmiSimulator: {0}: {1}", context.Action.Name, e);
            context.Error("The simulator failed: " + e.Message);
        }
    }

    /// <summary>Does one action and sends its answer.</summary>
    /// <returns>Whether the connection stays open.</returns>
    private bool Process(ClientAction action)
    {
        var context = new ActionContext(_pbx, this, action);
        lock (_pbx.Sync)
        {
            _atWork = true;
            Guard(context, () => ActionTable.Run(context));
        }

        if (context.Pending is PendingAnswer pending)
        {
            Interlocked.Exchange(ref _pending, pending);
            if (Volatile.Read(ref _isGone) == 0)
            {
                pending.Wait();
            }

            lock (_pbx.Sync)
            {
                Guard(context, pending.Finish);
            }
        }

        lock (_pbx.Sync)
        {
            _atWork = false;
            foreach (Frame frame in _deferred)
            {
                Send(frame);
            }

            _deferred.Clear();
        }

        Guard(context, context.Behind ?? (() => { }));
        return !context.EndsConnection;
    }
}
