using System;
using System.IO;
using System.Net.Sockets;
using AsteriskAmi;
using AsteriskAmi.Bench;
using BenchmarkDotNet.Running;

const string Usage = """
    usage: AsteriskAmi.Bench VERB [--NAME VALUE]...
      replay     a server: sends recorded events to whoever logs in, then BenchEnd. Prints its port first.
                 --file FILE  --repeat 10  --rate EVENTS_A_SECOND  --delay MS_AFTER_LOGIN  --port 0  --seconds 600
      drain      follows the events of any server until BenchEnd, and says how fast.
                 --host  --port  --user  --secret  --mode socket|reader|subscription|eight
                 --seconds 60  --capacity 1000000  --runs 2 (the last counts)
      roundtrip  Ping beside a bare socket.  --host --port --user --secret --count 3000
      channels   CoreShowChannels with 1,000 channels beside a bare socket.  --host --port --user --secret --count 40
      record     records the events of the test PBX.  --host --port --user --secret --file FILE --events 32000
      protocol   BenchmarkDotNet: reader, header lookup, writer. Takes BenchmarkDotNet's options.
    """;

string verb = args.Length > 0 ? args[0] : string.Empty;
if (verb == "protocol")
{
    BenchmarkSwitcher.FromTypes([typeof(ProtocolBenchmarks)]).Run(["--filter", "*", .. args[1..]]);
    return 0;
}

try
{
    var options = new Options(args);
    switch (verb)
    {
        case "replay":
            ReplayServer.Run(options);
            return 0;
        case "drain":
            Drain.Run(options);
            return 0;
        case "roundtrip":
            RoundTrip.Ping(options);
            return 0;
        case "channels":
            RoundTrip.Channels(options);
            return 0;
        case "record":
            Recorder.Run(options);
            return 0;
    }
}
catch (Exception e) when (e is AmiException or IOException or SocketException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
catch (Exception e) when (e is ArgumentException or FormatException)
{
    Console.Error.WriteLine(e.Message);
}

Console.Error.WriteLine(Usage);
return 2;
