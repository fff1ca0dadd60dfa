using System;
using AsteriskAmi.Proofs;
using AsteriskAmi.Proofs.Faults;
using AsteriskAmi.Proofs.Filters;
using AsteriskAmi.Proofs.Flood;
using AsteriskAmi.Proofs.Fuzz;
using AsteriskAmi.Proofs.Live;
using AsteriskAmi.Proofs.Soak;

const string Usage = """
    Proofs of what the core promises. Each ends with 0 when it holds and with 1 when it does not.

      fuzz  [--seconds 60] [--seed S]               hostile bytes through the reader and through whole sessions
      fuzz  --case N --seed S                       one case of the reader again
      soak  [--seconds 60] [--rate 20000]           four fast subscriptions and a slow one, for hours if you like
      flood [--mebibytes 64]                        one message over the limit
      faults [--branch 22] [--kills 50] [--times 10]  a real Asterisk that is killed, and a network that breaks; minutes
      calls [--branch 22] [--calls 200] [--rate 20] [--cuts 0] [--sipp 0]  live calls beside the records of a real Asterisk
      filters [--branch 16]                         filters of every kind, here and on a real Asterisk (16 and 22)
      queues [--branch 22] [--rounds 6]             queues beside `queue show` and QueueSummary of a real Asterisk
      resync [--branch 22]                          live models after gaps beside those that begin then
      replay [--rounds 270]                         a day's worth of events through live models
      serve [--seconds 60] [--rate 20000]           the soak's server alone; prints its port
    """;

var options = new Arguments(args);
switch (options.Verb)
{
    case "fuzz":
        return FuzzRun.Run(options);
    case "soak":
        return SoakRun.Run(options);
    case "flood":
        return FloodRun.Run(options);
    case "faults":
        return FaultRun.Run(options);
    case "calls":
        return LiveRun.Run(options);
    case "filters":
        return FilterTable.Run(options);
    case "queues":
        return QueueRun.Run(options);
    case "resync":
        return ResyncRun.Run(options);
    case "replay":
        return LiveReplay.Run(options);
    case SuspendedReader.ChildVerb:
        return SuspendedReader.RunChild(options);
    case "serve":
        return NumberedEventServer.Run(options);
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
