using System;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using AsteriskAmi.Voicemail;
using Xunit;

namespace AsteriskAmi.Tests.Voicemail;

public sealed class VoicemailTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    private static readonly string[] _user =
    [
        "VMContext: sales", "VoiceMailbox: 0100", "Fullname: Jürgen", "Email: j@example.org", "Pager: p@example.org",
        "ServerEmail: pbx@example.org", "FromString: The PBX", "MailCommand: /usr/sbin/sendmail -t", "Language: de", "TimeZone: european",
        "Callback: back", "Dialout: out", "UniqueID: ", "ExitContext: exit", "SayDurationMinimum: 2", "SayEnvelope: Yes", "SayCID: No",
        "AttachMessage: Yes", "AttachmentFormat: wav49", "DeleteMessage: No", "VolumeGain: 1.50", "CanReview: Yes", "CanMarkUrgent: Yes",
        "CallOperator: No", "MaxMessageCount: 100", "MaxMessageLength: 90", "NewMessageCount: 3", "OldMessageCount: 4",
    ];

    [Fact]
    public async Task A_user_has_what_the_list_says_and_the_list_ends_by_another_name()
    {
        Task<AmiVoicemailUser[]> asking = Limit.Run(() => _line.Session.GetVoicemailUsers(Limit.Token).ToArray());
        _line.Peer.AnswerList(_line.Peer.Expect("VoicemailUsersList"), "VoicemailUserEntry", ["Event: VoicemailUserEntry", .. _user]);
        AmiVoicemailUser user = Assert.Single(await asking.InTime());

        Assert.Equal("0100@sales", user.Mailbox);
        Assert.Equal("sales", user.Context);
        Assert.Equal("0100", user.VoiceMailbox);
        Assert.Equal("Jürgen", user.Fullname);
        Assert.Equal("j@example.org", user.Email);
        Assert.Equal("p@example.org", user.Pager);
        Assert.Equal("pbx@example.org", user.ServerEmail);
        Assert.Equal("The PBX", user.FromString);
        Assert.Equal("/usr/sbin/sendmail -t", user.MailCommand);
        Assert.Equal("de", user.Language);
        Assert.Equal("european", user.TimeZone);
        Assert.Equal("back", user.Callback);
        Assert.Equal("out", user.Dialout);
        Assert.Equal("exit", user.ExitContext);
        Assert.Equal(TimeSpan.FromMinutes(2), user.SayDurationMinimum);
        Assert.True(user.SayEnvelope);
        Assert.False(user.SayCallerId);
        Assert.True(user.AttachMessage);
        Assert.Equal("wav49", user.AttachmentFormat);
        Assert.False(user.DeleteMessage);
        Assert.Equal(1.5, user.VolumeGain);
        Assert.True(user.CanReview);
        Assert.True(user.CanMarkUrgent);
        Assert.False(user.CallOperator);
        Assert.Equal(100, user.MaxMessageCount);
        Assert.Equal(TimeSpan.FromSeconds(90), user.MaxMessageLength);
        Assert.Equal(3, user.NewMessageCount);
        Assert.Equal(4, user.OldMessageCount);
        Assert.Same(_line.Session, user.Session);
        Assert.Equal("0100@sales", user.ToString());
    }

    [Fact]
    public async Task A_server_without_users_says_so_and_sends_no_list()
    {
        Task<AmiVoicemailUser[]> asking = Limit.Run(() => _line.Session.GetVoicemailUsers(Limit.Token).ToArray());
        _line.Peer.Answer(_line.Peer.Expect("VoicemailUsersList"), "Message: There are no voicemail users currently defined.");

        Assert.Empty(await asking.InTime());
    }

    [Theory]
    [InlineData("0100@sales", "sales", "0100")]
    [InlineData("100", "default", "100")]
    [InlineData("100@", "default", "100")]
    public async Task One_user_is_asked_for_by_mailbox_and_context(string mailbox, string context, string box)
    {
        Task<AmiVoicemailUser?> asking = Limit.Run(() => _line.Session.FindVoicemailUser(mailbox, Limit.Token));
        FakeAction action = _line.Peer.Expect("VoicemailUserStatus");
        _line.Peer.AnswerList(action, "VoicemailUserDetail", ["Event: VoicemailUserDetail", .. _user]);

        Assert.Equal("Jürgen", (await asking.InTime())?.Fullname);
        Assert.Equal(["Context: " + context, "Mailbox: " + box], action.Headers);
    }

    [Fact]
    public async Task A_user_that_does_not_exist_is_success_without_a_list_and_nobody()
    {
        Task<AmiVoicemailUser?> asking = Limit.Run(() => _line.Session.FindVoicemailUser("199", Limit.Token));
        _line.Peer.Answer(_line.Peer.Expect("VoicemailUserStatus"), "Message: There is no voicemail user of the given info.");

        Assert.Null(await asking.InTime());
        await _line.Ping();
    }

    [Fact]
    public async Task A_mailbox_is_counted_by_two_actions()
    {
        Task<AmiMailbox> asking = Limit.Run(() => _line.Session.GetMailbox("0100", Limit.Token));
        FakeAction count = _line.Peer.Expect("MailboxCount");
        _line.Peer.Answer(count, "Message: Mailbox Message Count", "Mailbox: 0100@default", "UrgMessages: 1", "NewMessages: 2", "OldMessages: 3");
        FakeAction status = _line.Peer.Expect("MailboxStatus");
        _line.Peer.Answer(status, "Message: Mailbox Status", "Mailbox: 0100@default", "Waiting: 1");
        AmiMailbox mailbox = await asking.InTime();

        Assert.Equal(["Mailbox: 0100@default"], count.Headers);
        Assert.Equal(["Mailbox: 0100@default"], status.Headers);
        Assert.Equal("0100@default", mailbox.Mailbox);
        Assert.Equal(2, mailbox.NewMessages);
        Assert.Equal(3, mailbox.OldMessages);
        Assert.Equal(1, mailbox.UrgentMessages);
        Assert.True(mailbox.Waiting);
        Assert.Same(_line.Session, mailbox.Session);
        Assert.Equal("0100@default", mailbox.ToString());
    }

    [Fact]
    public async Task Refreshing_all_names_no_mailbox()
    {
        Assert.Empty((await _line.Answered("VoicemailRefresh", session => session.RefreshMailbox(null, Limit.Token))).Headers);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refreshing_looks_first_whether_there_is_such_a_mailbox_where_the_account_may(bool may)
    {
        Task refreshing = Limit.Run(() => _line.Session.RefreshMailbox("0100@sales", Limit.Token));
        FakeAction status = _line.Peer.Expect("VoicemailUserStatus");
        if (may)
        {
            _line.Peer.AnswerList(status, "VoicemailUserDetail", ["Event: VoicemailUserDetail", .. _user]);
        }
        else
        {
            _line.Peer.Refuse(status, "Permission denied");
        }

        FakeAction refresh = _line.Peer.Expect("VoicemailRefresh");
        _line.Peer.Answer(refresh, "Message: Refresh sent");
        await refreshing.InTime();

        Assert.Equal(["Context: sales", "Mailbox: 0100"], refresh.Headers);
    }

    [Fact]
    public async Task What_is_no_mailbox_is_not_refreshed()
    {
        Task refreshing = Limit.Run(() => _line.Session.RefreshMailbox("199", Limit.Token));
        _line.Peer.Answer(_line.Peer.Expect("VoicemailUserStatus"), "Message: There is no voicemail user of the given info.");
        AmiException e = await Fails.With(AmiErrorCode.NotFound, refreshing.InTime());

        Assert.Contains("199@default", e.Message, StringComparison.Ordinal);
        await _line.Ping();
    }

    [Theory]
    [InlineData("100,101")]
    [InlineData("100&101@sales")]
    public async Task Several_mailboxes_in_one_name_are_refused(string mailbox)
    {
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.GetMailbox(mailbox, Limit.Token));
        await _line.Ping();
    }

    [Fact]
    public async Task A_server_without_voicemail_names_the_module()
    {
        Task<AmiVoicemailUser[]> asking = Limit.Run(() => _line.Session.GetVoicemailUsers(Limit.Token).ToArray());
        _line.Peer.Refuse(
            _line.Peer.Expect("VoicemailUsersList"), "Invalid/unknown command: VoicemailUsersList. Use Action: ListCommands to show available commands.");
        AmiException e = await Fails.With(AmiErrorCode.ActionFailed, asking.InTime());

        Assert.Contains("module load app_voicemail.so", e.Message, StringComparison.Ordinal);
    }
}
