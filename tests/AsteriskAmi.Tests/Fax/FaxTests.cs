using System;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Fax;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Fax;

public sealed class FaxTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task A_fax_has_what_the_list_says_and_its_pages_when_it_is_asked_for()
    {
        AmiFaxSession fax = await List();

        Assert.Equal((7, "PJSIP/1-1", "receive", "Active"), (fax.SessionNumber, fax.Channel, fax.Operation, fax.State));
        Assert.Equal(("T.38", "Spandsp", "/var/spool/asterisk/fax/x.tif"), (fax.SessionType, fax.Technology, fax.Files));
        Assert.Equal("7 PJSIP/1-1", fax.ToString());
        Assert.Same(_line.Session, fax.Session);

        Task<AmiFaxSessionDetail?> asking = Limit.Run(() => fax.GetDetail(Limit.Token));
        FakeAction action = _line.Peer.Expect("FAXSession");
        _line.Peer.Answer(action, "Message: FAXSession event will follow");
        _line.Peer.Item(
            action,
            "Event: FAXSession",
            "SessionNumber: 7",
            "ErrorCorrectionMode: yes",
            "DataRate: 14400",
            "ImageResolution: 8031x3850",
            "PageNumber: 3",
            "PagesTransmitted: 0",
            "PagesReceived: 2",
            "TotalBadLines: 5");
        AmiFaxSessionDetail? detail = await asking.InTime();

        Assert.Equal(["SessionNumber: 7"], action.Headers);
        Assert.NotNull(detail);
        Assert.Equal("PJSIP/1-1", detail.Channel);
        Assert.Equal((3, 0, 2, 14400), (detail.PageNumber, detail.PagesTransmitted, detail.PagesReceived, detail.DataRate));
        Assert.Equal(("8031x3850", true, 5), (detail.ImageResolution, detail.ErrorCorrection, detail.TotalBadLines));
    }

    [Fact]
    public async Task A_fax_that_has_ended_since_it_was_listed_is_none()
    {
        AmiFaxSession fax = await List();
        Task<AmiFaxSessionDetail?> asking = Limit.Run(() => fax.GetDetail(Limit.Token));
        _line.Peer.Refuse(_line.Peer.Expect("FAXSession"), "Session not found");

        Assert.Null(await asking.InTime());
    }

    [Fact]
    public async Task The_counts_come_in_an_event()
    {
        Task<AmiFaxStatistics> asking = Limit.Run(() => _line.Session.GetFaxStatistics(Limit.Token));
        FakeAction action = _line.Peer.Expect("FAXStats");
        _line.Peer.Answer(action, "Message: FAXStats event will follow");
        _line.Peer.Item(
            action, "Event: FAXStats", "CurrentSessions: 1", "ReservedSessions: 2", "TransmitAttempts: 3", "ReceiveAttempts: 4", "CompletedFAXes: 5", "FailedFAXes: 6");
        AmiFaxStatistics told = await asking.InTime();

        Assert.Equal((1, 2, 3, 4), (told.CurrentSessions, told.ReservedSessions, told.TransmitAttempts, told.ReceiveAttempts));
        Assert.Equal((5, 6), (told.CompletedFaxes, told.FailedFaxes));
        Assert.Same(_line.Session, told.Session);
    }

    private async Task<AmiFaxSession> List()
    {
        Task<AmiFaxSession[]> asking = Limit.Run(() => _line.Session.GetFaxSessions(Limit.Token).ToArray());
        FakeAction action = _line.Peer.Expect("FAXSessions");
        _line.Peer.Answer(action, "EventList: Start", "Message: FAXSessionsEntry event list will follow");
        _line.Peer.Item(
            action, "Event: FAXSessionsEntry", "Channel: PJSIP/1-1", "Technology: Spandsp", "SessionNumber: 7", "SessionType: T.38", "Operation: receive", "State: Active", "Files: /var/spool/asterisk/fax/x.tif");
        _line.Peer.Send("Event: FAXSessionsComplete", "ActionID: " + action.Id, "EventList: Complete", "ListItems: 1", "Total: 1");
        return Assert.Single(await asking.InTime());
    }
}
