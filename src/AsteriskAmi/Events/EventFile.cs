using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Events;

/// <summary>
/// A file of events, one line of JSON each. When it would grow beyond its limit it is renamed to the next free number
/// (calls.jsonl to calls.1.jsonl) and a new one begins. What was written is on its way to the disk within a second of the
/// next event, and at the end. Not thread-safe.
/// </summary>
internal sealed class EventFile : IDisposable
{
    private static readonly TimeSpan _flushInterval = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly long _limit;
    private readonly Stopwatch _sinceFlush = Stopwatch.StartNew();
    private StreamWriter _writer;
    private long _length;
    private int _lastNumber;

    /// <param name="path">The file.</param>
    /// <param name="mode">Whether it may exist, and is gone on with.</param>
    /// <param name="limit">How long it may grow, in bytes; a single event is never divided.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    internal EventFile(string path, FileMode mode, long limit)
    {
        _path = path;
        _limit = limit;
        _writer = Open(mode);
    }

    /// <summary>Writes an event.</summary>
    /// <param name="message">The event.</param>
    /// <param name="time">When it came.</param>
    /// <exception cref="IOException">The disk is full, or the file cannot be renamed.</exception>
    internal void Write(AmiMessage message, DateTimeOffset time)
    {
        string line = EventJson.Line(message, time) + "\n";
        int bytes = AmiText.Utf8.GetByteCount(line);
        if (_length > 0 && _length + bytes > _limit)
        {
            Rotate();
        }

        _writer.Write(line);
        _length += bytes;
        if (_sinceFlush.Elapsed > _flushInterval)
        {
            _writer.Flush();
            _sinceFlush.Restart();
        }
    }

    public void Dispose() => _writer.Dispose();

    private StreamWriter Open(FileMode mode)
    {
        var stream = new FileStream(_path, mode, FileAccess.Write, FileShare.Read);
        _length = stream.Length;
        return new StreamWriter(stream, AmiText.Utf8);
    }

    private void Rotate()
    {
        _writer.Dispose();
        string numbered;
        do
        {
            _lastNumber++;
            numbered = Path.ChangeExtension(_path, _lastNumber.ToString(CultureInfo.InvariantCulture) + Path.GetExtension(_path));
        }
        while (File.Exists(numbered));

        File.Move(_path, numbered);
        _writer = Open(FileMode.CreateNew);
    }
}
