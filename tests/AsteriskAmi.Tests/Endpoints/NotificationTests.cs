using System;
using System.Threading.Tasks;
using AsteriskAmi.Endpoints;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Endpoints;

public sealed class NotificationTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task A_notification_sends_its_headers_in_order_and_its_content_line_by_line()
    {
        AmiNotification notification = AmiNotification.ToEndpoint("0100");
        notification.Headers.Add(new("Event", "check-sync"));
        notification.Headers.Add(new("X-Second", "a,b \"c\" \\d"));
        notification.Headers.Add(new("X-First", string.Empty));
        notification.Content = "one\r\n\ntwo, three";
        FakeAction action = await _line.Answered("PJSIPNotify", session => session.SendNotification(notification, Limit.Token));

        Assert.Equal(
            [
                "Endpoint: 0100", "Variable: Event=check-sync", "Variable: X-Second=a\\,b \\\"c\\\" \\\\d", "Variable: X-First=",
                "Variable: Content-Type=text/plain", "Variable: Content=one", "Variable: Content=", "Variable: Content=two\\, three",
            ],
            action.Headers);
    }

    [Fact]
    public async Task Each_target_has_its_header()
    {
        Assert.Equal("URI: sip:x@192.0.2.7", await FirstLine("PJSIPNotify", AmiNotification.ToUri("sip:x@192.0.2.7")));
        Assert.Equal("Channel: PJSIP/1-1", await FirstLine("PJSIPNotify", AmiNotification.ToChannel("PJSIP/1-1")));
        Assert.Equal("Channel: old", await FirstLine("SIPnotify", AmiNotification.ToPeer("old")));
    }

    [Fact]
    public async Task A_kind_of_content_is_sent_once()
    {
        AmiNotification notification = AmiNotification.ToEndpoint("1");
        notification.Headers.Add(new("event", "x"));
        notification.Headers.Add(new("content-type", "application/json"));
        notification.Content = "{}";
        FakeAction action = await _line.Answered("PJSIPNotify", session => session.SendNotification(notification, Limit.Token));

        Assert.Equal(["Endpoint: 1", "Variable: event=x", "Variable: content-type=application/json", "Variable: Content={}"], action.Headers);
    }

    [Fact]
    public async Task What_cannot_be_sent_is_refused_before_anything_is()
    {
        AmiNotification noEvent = AmiNotification.ToEndpoint("1");
        AmiNotification evil = AmiNotification.ToEndpoint("1");
        evil.Headers.Add(new("Event", "x\r\nAction: Logoff"));
        AmiNotification badName = AmiNotification.ToEndpoint("1");
        badName.Headers.Add(new("Event=x,Y", "1"));

        AmiException e = Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.SendNotification(noEvent, Limit.Token));
        Assert.Contains("-Event", e.Message, StringComparison.Ordinal);
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.SendNotification(evil, Limit.Token));
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.SendNotification(badName, Limit.Token));
        await _line.Ping();
    }

    [Theory]
    [InlineData("PJSIPNotify", "Unable to retrieve endpoint 1", AmiErrorCode.NotFound)]
    [InlineData("PJSIPNotify", "Channel not found", AmiErrorCode.NotFound)]
    [InlineData("SIPnotify", "Could not create address", AmiErrorCode.ActionFailed)]
    public async Task A_target_that_is_not_there_is_told(string name, string refusal, AmiErrorCode code)
    {
        AmiNotification notification = name == "SIPnotify" ? AmiNotification.ToPeer("1") : AmiNotification.ToEndpoint("1");
        notification.Headers.Add(new("Event", "x"));

        await _line.Refused(name, refusal, code, session => session.SendNotification(notification, Limit.Token));
    }

    private async Task<string> FirstLine(string name, AmiNotification notification)
    {
        notification.Headers.Add(new("Event", "x"));
        FakeAction action = await _line.Answered(name, session => session.SendNotification(notification, Limit.Token));
        return action.Lines[2];
    }
}
