using System;
using System.Threading.Tasks;
using AsteriskAmi.Server;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Server;

public sealed class ServerTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Settings_and_status_make_one_object()
    {
        AmiServer server = await Ask("CoreProcessedCalls: 7");

        Assert.Equal("22.10.1", server.Version);
        Assert.Equal("11.0.0", server.AmiVersion);
        Assert.Equal("office", server.SystemName);
        Assert.Equal(new DateTime(2026, 11, 25, 4, 50, 59), server.StartTime);
        Assert.Equal(new DateTime(2026, 11, 26, 1, 2, 3), server.ReloadTime);
        Assert.Equal(3, server.CurrentCalls);
        Assert.Equal(7, server.ProcessedCalls);
        Assert.Equal(100, server.MaxCalls);
        Assert.Equal(1.5, server.MaxLoadAverage);
        Assert.Equal(1024, server.MaxFileHandles);
        Assert.Equal("asterisk", server.RunUser);
        Assert.Equal("voice", server.RunGroup);
        Assert.False(server.RealTimeEnabled);
        Assert.True(server.CdrEnabled);
        Assert.True(server.HttpEnabled);
        Assert.Same(_line.Session, server.Session);
        Assert.Equal("22.10.1", server.ToString());
    }

    [Fact]
    public async Task A_server_of_version_16_does_not_tell_how_many_calls_it_has_had()
    {
        Assert.Null((await Ask()).ProcessedCalls);
    }

    [Fact]
    public async Task New_log_files_are_asked_for()
    {
        Assert.Empty((await _line.Answered("LoggerRotate", session => session.RotateLogs(Limit.Token))).Headers);
    }

    private async Task<AmiServer> Ask(params string[] more)
    {
        Task<AmiServer> asking = Limit.Run(() => _line.Session.GetServer(Limit.Token));
        _line.Peer.Answer(
            _line.Peer.Expect("CoreSettings"),
            "AMIversion: 11.0.0",
            "AsteriskVersion: 22.10.1",
            "SystemName: office",
            "CoreMaxCalls: 100",
            "CoreMaxLoadAvg: 1.500000",
            "CoreRunUser: asterisk",
            "CoreRunGroup: voice",
            "CoreMaxFilehandles: 1024",
            "CoreRealTimeEnabled: No",
            "CoreCDRenabled: Yes",
            "CoreHTTPenabled: Yes");
        _line.Peer.Answer(
            _line.Peer.Expect("CoreStatus"),
            [
                "CoreStartupDate: 2026-11-25", "CoreStartupTime: 04:50:59", "CoreReloadDate: 2026-11-26", "CoreReloadTime: 01:02:03",
                "CoreCurrentCalls: 3", .. more,
            ]);
        return await asking.InTime();
    }
}
