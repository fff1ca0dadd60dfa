using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Bench;

/// <summary>Makes calls of every kind on the test PBX and records the events they cause.</summary>
internal static class Recorder
{
    private const int MillisecondsBetweenCalls = 40;

    private static readonly string[] _extensions =
    [
        "answer-end", "queue-sales", "busy", "dial", "conf", "vars", "park", "congestion", "queue-support", "userevent",
        "dtmf", "dial-noanswer", "play", "music", "hangup-cause", "dial-busy", "delayed-answer", "echo",
    ];

    internal static void Run(Options options)
    {
        using BareClient client = BareClient.Connect(options);
        using var done = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        var calls = new Thread(() => MakeCalls(options, done.Token));
        calls.Start();
        int wanted = options.Number("events", 32_000);
        int events = 0;
        string file = options.Text("file", "events.txt.gz");
        using (var gzip = new GZipStream(File.Create(file), CompressionLevel.SmallestSize))
        {
            foreach (string frame in Frames(client.Socket))
            {
                if (frame.StartsWith("Event: ", StringComparison.Ordinal))
                {
                    gzip.Write(Encoding.Latin1.GetBytes(frame + "\r\n\r\n"));
                    if (++events == wanted)
                    {
                        break;
                    }
                }
            }
        }

        done.Cancel();
        calls.Join();
        Console.WriteLine($"{events} events, {new FileInfo(file).Length} bytes");
    }

    /// <summary>Cuts the bytes into messages without the core's reader: the recording is what that is tried on.</summary>
    private static IEnumerable<string> Frames(Socket socket)
    {
        byte[] buffer = new byte[64 * 1024];
        var text = new StringBuilder();
        for (int count = socket.Receive(buffer); count > 0; count = socket.Receive(buffer))
        {
            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
            string[] frames = text.ToString().Split("\r\n\r\n");
            text.Clear().Append(frames[^1]);
            foreach (string frame in frames[..^1])
            {
                yield return frame.TrimStart('\r', '\n');
            }
        }
    }

    private static void MakeCalls(Options options, CancellationToken done)
    {
        using AmiSession session = options.Connect();
        for (int i = 0; !done.IsCancellationRequested; i++)
        {
            string number = (5550100 + (i % 100)).ToString(CultureInfo.InvariantCulture);
            session.Invoke(new AmiAction("Originate")
                .Add("Channel", $"Local/{_extensions[i % _extensions.Length]}@test")
                .Add("Application", "Wait").Add("Data", "6")
                .Add("CallerID", $"Caller {i % 100} <{number}>")
                .Add("Variable", $"ORDER={i}")
                .Add("Async", "true"), CancellationToken.None);
            done.WaitHandle.WaitOne(MillisecondsBetweenCalls);
        }

        _ = session.InvokeList(new AmiAction("Hangup").Add("Channel", "/^Local/"), CancellationToken.None).Count();
    }
}
