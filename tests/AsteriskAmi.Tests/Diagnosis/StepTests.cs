using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using AsteriskAmi.Diagnosis;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Diagnosis;

/// <summary>Steps by themselves, with what no server on this machine can show.</summary>
public sealed class StepTests
{
    private static readonly IPAddress _first = IPAddress.Parse("2001:db8::1");
    private static readonly IPAddress _second = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress _third = IPAddress.Parse("192.0.2.2");

    private readonly AmiConnectOptions _options = new("alice", "s3cret") { ComputerName = "pbx.example.org" };
    private readonly List<AmiConnectionCheck> _steps = [];

    [Fact]
    public void The_addresses_of_a_name_that_were_tried_are_named()
    {
        var stages = new ConnectStages(_options, List());
        stages.Resolved([_first, _second, _third]);
        stages.Refused(_first, new SocketException((int)SocketError.NetworkUnreachable));

        Assert.Equal("pbx.example.org is 2001:db8::1, 192.0.2.1, 192.0.2.2.", Assert.Single(_steps).Detail);
        Assert.Matches(@"^ Its addresses: 2001:db8::1 \(.+\), 192\.0\.2\.1 \(no answer\), 192\.0\.2\.2 \(not tried\)\.$", stages.Tried());
    }

    [Fact]
    public void A_name_with_one_address_needs_no_list_of_those_tried()
    {
        var stages = new ConnectStages(_options, List());
        stages.Resolved([_second]);

        Assert.Empty(stages.Tried());
    }

    [Fact]
    public void An_address_that_was_tried_in_vain_before_the_right_one_is_named()
    {
        var stages = new ConnectStages(_options, List());
        stages.Resolved([_first, _second]);
        stages.Refused(_first, new SocketException((int)SocketError.ConnectionRefused));
        stages.Reached(new IPEndPoint(_second, 5038), new IPEndPoint(_third, 40_000));

        Assert.StartsWith("192.0.2.1:5038 takes connections. Before it, in vain: 2001:db8::1 (", _steps[1].Detail, StringComparison.Ordinal);
        Assert.Equal(_third, stages.LocalAddress);
    }

    [Fact]
    public void What_a_second_connection_tells_does_not_count()
    {
        var stages = new ConnectStages(_options, List());
        stages.Resolved([_second]);
        stages.Reached(new IPEndPoint(_second, 5038), null);
        stages.Resolved([_third]);
        stages.Reached(new IPEndPoint(_third, 5038), null);
        stages.End();
        stages.Secured(default);

        Assert.Equal([CheckList.NameResolution, CheckList.Tcp], _steps.Select(step => step.Name));
    }

    [Theory]
    [InlineData(1, 1, AmiCheckStatus.Passed, "")]
    [InlineData(99, 0, AmiCheckStatus.Passed, "")]
    [InlineData(150, 1, AmiCheckStatus.Warning, "it is the server that is slow")]
    [InlineData(400, 350, AmiCheckStatus.Warning, "it is the network that is slow")]
    [InlineData(600, 350, AmiCheckStatus.Warning, "it is the server that is slow")]
    public void A_slow_server_is_told_from_a_slow_network(int ping, int way, AmiCheckStatus status, string words)
    {
        TimeSpan[] times = [.. new[] { 900, ping, 0, ping, ping + 1, ping }.Select(time => TimeSpan.FromMilliseconds(time))];

        TimeSpan median = RoundTripStep.Add(List(), times, TimeSpan.FromMilliseconds(way));

        Assert.Equal(ping, median.TotalMilliseconds);
        AmiConnectionCheck step = Assert.Single(_steps);
        Assert.Equal(status, step.Status);
        Assert.Contains($"6 Pings took 0 ms to 900 ms, in the median {ping} ms.", step.Detail, StringComparison.Ordinal);
        Assert.Contains(words, step.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 24, AmiCheckStatus.Passed, "100 ms (the default)", "")]
    [InlineData("", 26, AmiCheckStatus.Warning, "100 ms (the default)", "one lost packet")]
    [InlineData("5000", 26, AmiCheckStatus.Passed, "5000 ms,", "")]
    public void A_write_timeout_that_one_lost_packet_may_exceed_is_a_warning(
        string given, int roundTrip, AmiCheckStatus status, string detail, string cause)
    {
        var rights = new AccountRights(Wire.Message("Response: Success", "Getvar: Gets a variable.  (Priv: call,reporting,all)"));
        var conf = new ManagerConf("alice", rights, action => Wire.Message("Response: Success", "Value: " + Value(action.Headers[0].Value, given)));

        WriteTimeoutStep.Add(List(), conf, "alice", TimeSpan.FromMilliseconds(roundTrip));

        AmiConnectionCheck step = Assert.Single(_steps);
        Assert.Equal(status, step.Status);
        Assert.Contains(detail, step.Detail, StringComparison.Ordinal);
        Assert.Contains(cause, step.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b")]
    [InlineData("a)")]
    [InlineData("${X}")]
    public void A_name_that_would_not_stand_for_itself_is_not_asked_about(string account)
    {
        var rights = new AccountRights(Wire.Message("Response: Success", "Getvar: Gets a variable.  (Priv: call,reporting,all)"));

        Assert.False(new ManagerConf(account, rights, _ => throw new InvalidOperationException("It was asked.")).IsReadable);
    }

    private static string Value(string asked, string writeTimeout) => asked switch
    {
        "AST_CONFIG(manager.conf,alice,write)" => "call",
        "AST_CONFIG(manager.conf,alice,writetimeout)" => writeTimeout,
        _ => string.Empty,
    };

    private CheckList List() => new(_options, _steps.Add);
}
