using System;
using System.Linq;
using AsteriskAmi;
using AsteriskAmi.Calls;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;
using AsteriskAmi.Simulator;

// What the library does, on an embedded PBX: connect, ask, call, follow events, meet an error.
var options = new AmiSimulatorOptions();
AmiSimulatorAccount account = options.Accounts[0];
using AmiSimulator pbx = AmiSimulator.Start(options);
using AmiSession session = AmiSession.Connect(new AmiConnectOptions(account.UserName, account.Secret)
{
    ComputerName = pbx.ComputerName,
    Port = pbx.Port,
});
Console.WriteLine($"Connected to Asterisk {session.ServerVersion} as {session.UserName}.");

Console.WriteLine();
Console.WriteLine("Queues:");
foreach (AmiQueue queue in session.GetQueues())
{
    Console.WriteLine($"  {queue.Name,-10} {queue.Strategy,-12} {queue.Calls} waiting, members: {string.Join(", ", queue.Members)}");
}

using AmiSubscription events = session.Subscribe(["Newchannel", "OriginateResponse", "Hangup"]);
var request = new AmiOriginateRequest("Local/answer@test") { Application = "Wait", ApplicationData = "30" };
using (AmiOriginatedCall call = AmiOriginatedCall.Start(session, request))
{
    AmiOriginateResult result = call.Wait();
    Console.WriteLine();
    Console.WriteLine($"The call to {call.Channel}: {result.Outcome} after {result.TimeToAnswer?.TotalMilliseconds:0} ms, Uniqueid {result.Uniqueid}.");
}

Console.WriteLine();
Console.WriteLine("Channels:");
foreach (AmiChannel channel in session.GetChannels().ToList())
{
    Console.WriteLine($"  {channel.Name} {channel.State}");
    try
    {
        session.Hangup(channel.Name);
    }
    catch (AmiException e) when (e.Code == AmiErrorCode.NotFound)
    {
        Console.WriteLine("    had ended with its other half");
    }
}

Console.WriteLine();
Console.WriteLine("Its events:");
while (events.TryTake(out AmiMessage message, TimeSpan.FromMilliseconds(500)))
{
    Console.WriteLine($"  {message.GetHeader("Event"),-18} {message.GetHeader("Channel")}");
}

Console.WriteLine();
try
{
    session.Hangup("PJSIP/nobody\r\nAction: Logoff");
}
catch (AmiException e)
{
    Console.WriteLine($"Refused, as it should be ({e.Code}): {e.Message}");
}
