using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Tracing;

/// <summary>
/// Writes the traffic of a session, through all of its connections, to a text file; secrets are replaced. A thread of
/// its own writes: neither the session nor the server ever waits for the disk. Whatever ends the transcript leaves the
/// session as it is. Thread-safe.
/// </summary>
public sealed class AmiTranscript : IWireTap, IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _stopTime = TimeSpan.FromSeconds(5);

    private static int _failures;

    private readonly WireQueue _queue = new();
    private readonly StreamWriter _writer;
    private readonly Thread _thread;
    private long _blocks;
    private int _told;
    private string _end = "the process ended";
    private volatile string? _failure;
    private volatile bool _isRunning = true;

    private AmiTranscript(AmiSession session, string path, Stream stream)
    {
        Session = session;
        Path = path;
        _writer = new StreamWriter(stream, AmiText.Utf8);
        _thread = new Thread(Run) { IsBackground = true, Name = "AMI transcript of " + session.Name };
    }

    /// <summary>The session whose traffic it writes.</summary>
    public AmiSession Session { get; }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Whether it still writes. It ends when it is stopped, when the session is closed, and when it fails.</summary>
    public bool IsRunning => _isRunning;

    /// <summary>How many actions, messages and notes were written.</summary>
    public long Blocks => Interlocked.Read(ref _blocks);

    /// <summary>How many were lost because the disk was too slow; a note in the file says where.</summary>
    public long Lost => _queue.Lost;

    /// <summary>Why it could not go on; null when it could.</summary>
    public string? Failure => _failure;

    /// <summary>How many transcripts of this process could not go on.</summary>
    internal static int Failures => Volatile.Read(ref _failures);

    /// <summary>Whether it has failed and nobody has asked this before.</summary>
    internal bool MustTellFailure() => Failure is not null && Interlocked.Exchange(ref _told, 1) == 0;

    /// <summary>Begins to write.</summary>
    /// <param name="session">The session.</param>
    /// <param name="path">The file.</param>
    /// <param name="mode">What to do with a file that is there: Create writes it anew, Append goes on, CreateNew refuses it.</param>
    /// <returns>The transcript; dispose it to end it.</returns>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotConnected"/>: the session is closed.</exception>
    /// <exception cref="IOException">The file cannot be written; so with <see cref="UnauthorizedAccessException"/>.</exception>
    public static AmiTranscript Start(AmiSession session, string path, FileMode mode = FileMode.Create)
    {
        if (session is null)
        {
            throw new ArgumentNullException(nameof(session));
        }

        session.ThrowIfClosed();

        // Others may read along. The writer has a buffer, so the stream needs none.
        return Start(session, path, new FileStream(path, mode, FileAccess.Write, FileShare.Read, bufferSize: 1));
    }

    /// <summary>As the other, to a stream that stands for the file.</summary>
    internal static AmiTranscript Start(AmiSession session, string path, Stream stream)
    {
        var transcript = new AmiTranscript(session, path, stream);
        try
        {
            transcript.WriteHead();
        }
        catch
        {
            stream.Dispose();
            throw;
        }

        AppDomain.CurrentDomain.ProcessExit += transcript.OnProcessExit;
        session.Taps.Add(transcript);
        transcript._thread.Start();
        return transcript;
    }

    /// <summary>Writes what is still to be written, for five seconds at the most, and closes the file.</summary>
    public void Dispose() => Stop("it was stopped");

    /// <summary>The file.</summary>
    /// <returns>The path.</returns>
    public override string ToString() => Path;

    /// <inheritdoc/>
    void IWireTap.Opened(int connection, string banner) =>
        Note(connection, banner.Length == 0 ? "was opened" : "was opened: " + banner);

    /// <inheritdoc/>
    void IWireTap.Sent(int connection, ArraySegment<byte> action) => _queue.Add(WireBlock.Sent(connection, action));

    /// <inheritdoc/>
    void IWireTap.Received(int connection, AmiMessage message) => _queue.Add(WireBlock.Received(connection, message));

    /// <inheritdoc/>
    void IWireTap.Closed(int connection, string reason) => Note(connection, "has ended: " + reason);

    /// <inheritdoc/>
    void IWireTap.Ended()
    {
        _end = "the session was closed";
        _queue.Complete();
    }

    private void OnProcessExit(object? sender, EventArgs e) => Stop("the process ended");

    private void Stop(string reason)
    {
        if (_isRunning)
        {
            _end = reason;
            Session.Taps.Remove(this);
            _queue.Complete();
            if (!_thread.Join(_stopTime))
            {
                SetFailure("The disk takes nothing more.");
            }
        }
    }

    private void Note(int connection, string what) =>
        _queue.Add(WireBlock.Note(string.Format(CultureInfo.InvariantCulture, "Connection {0} {1}", connection, what)));

    private void Run()
    {
        try
        {
            var blocks = new List<WireBlock>();
            var text = new StringBuilder();
            while (_queue.Take(ref blocks, _interval))
            {
                Write(blocks, text);
            }

            Write($"Ended: {_end}. {Blocks} blocks, {Lost} lost.");
            _writer.Dispose();
        }
        catch (Exception e)
        {
            // Nothing may escape a thread: whatever it was ends the transcript, and is told to whoever looks at it.
            Fail(e.Message);
        }

        _isRunning = false;
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
    }

    private void Write(List<WireBlock> blocks, StringBuilder text)
    {
        foreach (WireBlock block in blocks)
        {
            text.Clear();
            block.WriteTo(text);
            _writer.Write(text.ToString());
            Interlocked.Increment(ref _blocks);
        }

        _writer.Flush();

        // A file that somebody deleted can be written on, but nobody will ever read it.
        if (!File.Exists(Path))
        {
            throw new FileNotFoundException("The file was deleted.");
        }
    }

    private void Fail(string why)
    {
        SetFailure(why);
        Session.Taps.Remove(this);
        _queue.Complete();
        try
        {
            _writer.BaseStream.Dispose();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // It cannot be written, which is why this is here; and nothing may escape a thread.
        }
    }

    private void SetFailure(string why)
    {
        _failure = why;
        Interlocked.Increment(ref _failures);
    }

    private void WriteHead()
    {
        WriteHead("AsteriskAmi transcript", "format 1; secrets are replaced by " + SecretText.Mark);
        WriteHead("Session", Session.Name);
        WriteHead("Server", string.Format(CultureInfo.InvariantCulture, "{0}:{1}", Session.ComputerName, Session.Port));
        WriteHead("User", Session.UserName);
        WriteHead("Banner", Session.Banner);
        WriteHead("AsteriskVersion", Session.ServerVersion ?? string.Empty);
        Write("Begun.");
        _writer.Flush();
    }

    private void WriteHead(string name, string value) => _writer.Write("# " + name + ": " + Redaction.Printable(value) + "\n");

    private void Write(string note)
    {
        var text = new StringBuilder();
        WireBlock.Note(note).WriteTo(text);
        _writer.Write(text.ToString());
    }
}
