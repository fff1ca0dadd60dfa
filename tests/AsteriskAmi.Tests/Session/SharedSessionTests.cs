using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Simulator;
using AsteriskAmi.Tests.Simulator;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public sealed class SharedSessionTests
{
    private const int Users = 32;
    private const int Each = 313;

    [Fact]
    public async Task Ten_thousand_actions_of_32_users_on_the_simulator_get_their_own_answers()
    {
        using AmiSimulator simulator = AmiSimulator.Start(new AmiSimulatorOptions());
        await Everybody_gets_his_own_answers("127.0.0.1", simulator.Port);
    }

    [Theory]
    [InlineData("22")]
    [InlineData("16")]
    public async Task Ten_thousand_actions_of_32_users_on_a_real_Asterisk_get_their_own_answers(string branch)
    {
        (string host, int port) = RealAsterisk.Endpoint(branch);
        await Everybody_gets_his_own_answers(host, port);
    }

    // Each sets and reads a variable of his own, so that an answer shows in its value, and not only in its ActionID, whose
    // it is; every tenth time he asks for a list.
    private static async Task Everybody_gets_his_own_answers(string host, int port)
    {
        using AmiSession session = AmiSession.Connect(
            new AmiConnectOptions("admin", "admin-test-secret") { ComputerName = host, Port = port, ActionTimeout = TimeSpan.FromSeconds(60) },
            Limit.Token);
        var wrong = new ConcurrentQueue<string>();
        int answered = 0;

        await Task.WhenAll(Enumerable.Range(0, Users).Select(user => Limit.Run(() =>
        {
            string mine = "SHARED_" + user;
            for (int i = 0; i < Each; i++)
            {
                string value = user + "-" + i;
                switch (i % 10)
                {
                    case 0:
                        int items = session.InvokeList(new AmiAction("QueueStatus").Add("Queue", "sales"), Limit.Token).Count();
                        Check(items > 0, value + ": an empty list");
                        break;
                    case int n when n % 2 == 1:
                        session.Invoke(new AmiAction("Setvar").Add("Variable", mine).Add("Value", value), Limit.Token);
                        Interlocked.Increment(ref answered);
                        break;
                    default:
                        AmiMessage answer = session.Invoke(new AmiAction("Getvar").Add("Variable", mine), Limit.Token);
                        string expected = user + "-" + (i - 1);
                        Check(answer.GetHeader("Value") == expected, $"{expected} expected, got {answer.GetHeader("Value")}");
                        break;
                }
            }
        }))).WaitAsync(TimeSpan.FromMinutes(2), Limit.Token);

        Assert.Empty(wrong);
        Assert.Equal(Users * Each, answered);
        Assert.Equal(0, session.UnmatchedAnswers);
        Assert.Equal(0, session.Reconnects);

        void Check(bool right, string what)
        {
            Interlocked.Increment(ref answered);
            if (!right)
            {
                wrong.Enqueue(what);
            }
        }
    }
}
