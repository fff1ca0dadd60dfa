using System;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Queues;
using AsteriskAmi.States;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.States;

public sealed class StateTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Theory]
    [InlineData("NOT_INUSE", AmiDeviceState.NotInUse)]
    [InlineData("INUSE", AmiDeviceState.InUse)]
    [InlineData("BUSY", AmiDeviceState.Busy)]
    [InlineData("INVALID", AmiDeviceState.Invalid)]
    [InlineData("UNAVAILABLE", AmiDeviceState.Unavailable)]
    [InlineData("RINGING", AmiDeviceState.Ringing)]
    [InlineData("RINGINUSE", AmiDeviceState.RingInUse)]
    [InlineData("ONHOLD", AmiDeviceState.OnHold)]
    [InlineData("UNKNOWN", AmiDeviceState.Unknown)]
    [InlineData("Not in use", AmiDeviceState.NotInUse)]
    [InlineData("Ring+Inuse", AmiDeviceState.RingInUse)]
    [InlineData("On Hold", AmiDeviceState.OnHold)]
    [InlineData("", AmiDeviceState.Unknown)]
    [InlineData("5", AmiDeviceState.Unknown)]
    public async Task A_device_has_its_state(string text, AmiDeviceState state)
    {
        Task<AmiDevice[]> asking = Limit.Run(() => _line.Session.GetDevices(Limit.Token).ToArray());
        _line.Peer.AnswerList(
            _line.Peer.Expect("DeviceStateList"), "DeviceStateList", ["Event: DeviceStateChange", "Device: PJSIP/0100", "State: " + text]);
        AmiDevice device = Assert.Single(await asking.InTime());

        Assert.Equal(("PJSIP/0100", state), (device.Name, device.State));
        Assert.Equal("PJSIP/0100", device.ToString());
        Assert.Same(_line.Session, device.Session);
    }

    [Theory]
    [InlineData("-2", AmiExtensionStatus.Removed)]
    [InlineData("-1", AmiExtensionStatus.Unknown)]
    [InlineData("0", AmiExtensionStatus.Idle)]
    [InlineData("1", AmiExtensionStatus.InUse)]
    [InlineData("2", AmiExtensionStatus.Busy)]
    [InlineData("4", AmiExtensionStatus.Unavailable)]
    [InlineData("8", AmiExtensionStatus.Ringing)]
    [InlineData("9", AmiExtensionStatus.InUseRinging)]
    [InlineData("16", AmiExtensionStatus.Hold)]
    [InlineData("17", AmiExtensionStatus.InUseHold)]
    [InlineData("", AmiExtensionStatus.Unknown)]
    public async Task An_extension_has_its_state(string number, AmiExtensionStatus status)
    {
        Task<AmiExtension[]> asking = Limit.Run(() => _line.Session.GetExtensions(Limit.Token).ToArray());
        _line.Peer.AnswerList(
            _line.Peer.Expect("ExtensionStateList"),
            "ExtensionStateList",
            ["Event: ExtensionStatus", "Exten: 0100", "Context: hints", "Hint: PJSIP/0100,CustomPresence:1", "Status: " + number, "StatusText: x"]);
        AmiExtension extension = Assert.Single(await asking.InTime());

        Assert.Equal(("0100", "hints", status), (extension.Extension, extension.Context, extension.Status));
        Assert.Equal("PJSIP/0100,CustomPresence:1", extension.Hint);
        Assert.Equal("0100@hints", extension.ToString());
        Assert.Same(_line.Session, extension.Session);
    }

    [Fact]
    public async Task One_extension_is_asked_for_by_name_and_is_none_without_a_hint()
    {
        Task<AmiExtension?> asking = Limit.Run(() => _line.Session.GetExtension("0100", "hints", Limit.Token));
        FakeAction action = _line.Peer.Expect("ExtensionState");
        _line.Peer.Answer(action, "Message: Extension Status", "Exten: 0100", "Context: hints", "Hint: PJSIP/0100", "Status: 8", "StatusText: Ringing");
        Assert.Equal(AmiExtensionStatus.Ringing, (await asking.InTime())?.Status);
        Assert.Equal(["Exten: 0100", "Context: hints"], action.Headers);

        asking = Limit.Run(() => _line.Session.GetExtension("0101", "hints", Limit.Token));
        _line.Peer.Answer(_line.Peer.Expect("ExtensionState"), "Exten: 0101", "Context: hints", "Hint: ", "Status: -1", "StatusText: Unknown");
        Assert.Null(await asking.InTime());
    }

    [Theory]
    [InlineData("not_set", AmiPresenceStatus.NotSet)]
    [InlineData("unavailable", AmiPresenceStatus.Unavailable)]
    [InlineData("available", AmiPresenceStatus.Available)]
    [InlineData("away", AmiPresenceStatus.Away)]
    [InlineData("xa", AmiPresenceStatus.Xa)]
    [InlineData("chat", AmiPresenceStatus.Chat)]
    [InlineData("dnd", AmiPresenceStatus.Dnd)]
    [InlineData("", AmiPresenceStatus.Invalid)]
    public async Task A_presence_has_its_state(string text, AmiPresenceStatus status)
    {
        Task<AmiPresence[]> asking = Limit.Run(() => _line.Session.GetPresences(Limit.Token).ToArray());
        _line.Peer.AnswerList(
            _line.Peer.Expect("PresenceStateList"),
            "PresenceStateList",
            ["Event: PresenceStateChange", "Presentity: CustomPresence:1", "Status: " + text, "Subtype: lunch", "Message: back at two"]);
        AmiPresence presence = Assert.Single(await asking.InTime());

        Assert.Equal(("CustomPresence:1", status, "lunch", "back at two"), (presence.Name, presence.Status, presence.Subtype, presence.Message));
        Assert.Equal("CustomPresence:1", presence.ToString());
        Assert.Same(_line.Session, presence.Session);
    }

    [Fact]
    public async Task The_message_of_the_answer_is_not_that_of_the_presence()
    {
        Task<AmiPresence> asking = Limit.Run(() => _line.Session.GetPresence("CustomPresence:1", Limit.Token));
        FakeAction action = _line.Peer.Expect("PresenceState");
        _line.Peer.Answer(action, "Message: Presence State", "State: away", "Subtype: lunch", "Message: back at two", "PresenceMessage: back at two");
        AmiPresence told = await asking.InTime();
        Assert.Equal(["Provider: CustomPresence:1"], action.Headers);
        Assert.Equal(("CustomPresence:1", AmiPresenceStatus.Away, "lunch", "back at two"), (told.Name, told.Status, told.Subtype, told.Message));

        asking = Limit.Run(() => _line.Session.GetPresence("CustomPresence:2", Limit.Token));
        _line.Peer.Answer(_line.Peer.Expect("PresenceState"), "Message: Presence State", "State: not_set");
        told = await asking.InTime();
        Assert.Equal((AmiPresenceStatus.NotSet, string.Empty), (told.Status, told.Message));
    }

    [Fact]
    public async Task A_provider_that_is_not_there_is_told_with_a_cure()
    {
        AmiException e = await _line.Refused(
            "PresenceState",
            "Invalid provider x:1 or provider in invalid state",
            AmiErrorCode.ActionFailed,
            session => session.GetPresence("x:1", Limit.Token));

        Assert.Contains("CustomPresence:1001", e.Message, StringComparison.Ordinal);
    }
}
