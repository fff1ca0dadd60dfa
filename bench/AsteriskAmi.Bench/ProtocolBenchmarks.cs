using System;
using System.Text;
using AsteriskAmi.Protocol;
using BenchmarkDotNet.Attributes;

namespace AsteriskAmi.Bench;

/// <summary>The protocol by itself: reading messages, finding headers, writing an action.</summary>
[MemoryDiagnoser]
public class ProtocolBenchmarks
{
    private const int Messages = 1000;

    private readonly AmiMessageReader _reader = new();
    private readonly AmiActionWriter _writer = new();
    private byte[] _stream = Array.Empty<byte>();

    /// <summary>Makes a stream of Hangup events of the size that Asterisk 22 sends.</summary>
    [GlobalSetup]
    public void MakeStream()
    {
        var text = new StringBuilder();
        for (int i = 0; i < Messages; i++)
        {
            text.Append("Event: Hangup\r\nPrivilege: call,all\r\nChannel: Local/answer@test-").Append(i.ToString("x8", null))
                .Append(";1\r\nChannelState: 6\r\nChannelStateDesc: Up\r\nCallerIDNum: 100\r\nCallerIDName: Ann Other\r\n")
                .Append("ConnectedLineNum: 200\r\nConnectedLineName: Bob Other\r\nLanguage: en\r\nAccountCode: sales\r\n")
                .Append("Context: test\r\nExten: answer\r\nPriority: 3\r\nUniqueid: 1795338353.").Append(i)
                .Append("\r\nLinkedid: 1795338353.").Append(i).Append("\r\nCause: 16\r\nCause-txt: Normal Clearing\r\n\r\n");
        }

        _stream = Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Cuts the stream into messages.</summary>
    /// <returns>How many there were.</returns>
    [Benchmark(OperationsPerInvoke = Messages)]
    public int Read()
    {
        int count = 0;
        _reader.Append(_stream);
        while (_reader.TryRead(out _))
        {
            count++;
        }

        return count;
    }

    /// <summary>Cuts the stream into messages and reads three headers of each.</summary>
    /// <returns>The length of what was read.</returns>
    [Benchmark(OperationsPerInvoke = Messages)]
    public int ReadWithThreeHeaders()
    {
        int length = 0;
        _reader.Append(_stream);
        while (_reader.TryRead(out AmiMessage message))
        {
            length += message.GetHeader("Event")!.Length + message.GetHeader("Channel")!.Length + message.GetHeader("Uniqueid")!.Length;
        }

        return length;
    }

    /// <summary>Makes and writes an action of five headers.</summary>
    /// <returns>The length of its bytes.</returns>
    [Benchmark]
    public int Write() => _writer.Write(
        new AmiAction("Redirect").Add("Channel", "PJSIP/1001-00000042").Add("Context", "internal").Add("Exten", "200").Add("Priority", "1"),
        "a1b2c3d4-17").Count;
}
