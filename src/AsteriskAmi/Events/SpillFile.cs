using System;
using System.IO;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Events;

/// <summary>
/// Messages of one session waiting in a temporary file, first in, first out. The file has no name any more once it is
/// open, so that it is gone with the process, however that ends. Not thread-safe.
/// </summary>
internal sealed class SpillFile : IDisposable
{
    private const int BufferSize = 64 * 1024;
    private const FileShare All = FileShare.ReadWrite | FileShare.Delete;

    private readonly long _limit;
    private readonly byte[] _length = new byte[sizeof(int)];
    private FileStream? _writer;
    private FileStream? _reader;
    private long _written;
    private object? _source;

    /// <param name="limit">How long it may grow, in bytes.</param>
    internal SpillFile(long limit) => _limit = limit;

    /// <summary>How many messages wait in it.</summary>
    internal int Count { get; private set; }

    internal bool HasRoom => _written < _limit;

    /// <exception cref="IOException">It cannot be written: the disk is full.</exception>
    internal void Append(AmiMessage message)
    {
        if (_writer is null)
        {
            Open();
        }

        ReadOnlySpan<byte> frame = message.Frame;
        Buffer.BlockCopy(BitConverter.GetBytes(frame.Length), 0, _length, 0, _length.Length);
        _writer!.Write(_length, 0, _length.Length);
#if NET
        _writer.Write(frame);
#else
        _writer.Write(frame.ToArray(), 0, frame.Length);
#endif
        _written += _length.Length + frame.Length;
        _source = message.Source;
        Count++;
    }

    /// <summary>Takes the oldest message. There must be one.</summary>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.ActionFailed"/>: it cannot be read.</exception>
    internal AmiMessage Read()
    {
        byte[] frame;
        try
        {
            _writer!.Flush();
            Fill(_length);
            frame = new byte[BitConverter.ToInt32(_length, 0)];
            Fill(frame);
        }
        catch (IOException e)
        {
            throw new AmiException(AmiErrorCode.ActionFailed, $"{Count} events that waited in a temporary file are lost: {e.Message}", e);
        }

        if (--Count == 0)
        {
            // What was read takes no room on the disk for ever; what spills next goes to another file.
            Dispose();
            _writer = null;
            _written = 0;
        }

        return new AmiMessage(frame) { Source = _source };
    }

    /// <summary>Drops what waits; the system takes back the room on the disk.</summary>
    public void Dispose()
    {
        Count = 0;
        _writer?.Dispose();
        _reader?.Dispose();
    }

    private void Open()
    {
        string path = Path.GetTempFileName();
        _writer = new FileStream(path, FileMode.Open, FileAccess.Write, All, BufferSize);
        _reader = new FileStream(path, FileMode.Open, FileAccess.Read, All, BufferSize);
        File.Delete(path);
    }

    private void Fill(byte[] bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            int count = _reader!.Read(bytes, at, bytes.Length - at);
            if (count == 0)
            {
                throw new EndOfStreamException("The temporary file of events is shorter than what was written to it.");
            }

            at += count;
        }
    }
}
