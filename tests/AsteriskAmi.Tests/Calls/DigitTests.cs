using System;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Calls;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Calls;

public sealed class DigitTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Digits_are_sent_one_by_one_each_when_the_one_before_has_been()
    {
        var digits = new AmiDigits("1#") { Duration = TimeSpan.FromMilliseconds(250), Pause = TimeSpan.Zero };
        Task sending = Limit.Run(() => _line.Session.SendDigits("SIP/1-1", digits, Limit.Token));
        FakeAction first = _line.Peer.Expect("PlayDTMF");
        _line.Peer.Answer(first, "Message: DTMF successfully queued");
        FakeAction second = _line.Peer.Expect("PlayDTMF");
        _line.Peer.Answer(second, "Message: DTMF successfully queued");
        await sending.InTime();

        Assert.Equal(["Channel: SIP/1-1", "Digit: 1", "Duration: 250"], first.Headers);
        Assert.Equal(["Channel: SIP/1-1", "Digit: #", "Duration: 250"], second.Headers);
    }

    [Fact]
    public async Task Digits_to_receive_say_so()
    {
        FakeAction action = await _line.Answered(
            "PlayDTMF", session => session.SendDigits("SIP/1-1", new AmiDigits("5") { Received = true }, Limit.Token));

        Assert.Equal(["Channel: SIP/1-1", "Digit: 5", "Duration: 100", "Receive: true"], action.Headers);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12x")]
    [InlineData("1 2")]
    [InlineData("1\n")]
    [InlineData("\0")]
    public void What_is_no_digit_is_refused(string digits)
    {
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.SendDigits("SIP/1-1", new AmiDigits(digits)));
    }

    [Fact]
    public async Task A_channel_that_ends_meanwhile_is_told_with_how_far_it_came()
    {
        Task sending = Limit.Run(() => _line.Session.SendDigits("SIP/1-1", new AmiDigits("123") { Pause = TimeSpan.Zero }, Limit.Token));
        _line.Peer.Answer(_line.Peer.Expect("PlayDTMF"), "Message: DTMF successfully queued");
        _line.Peer.Refuse(_line.Peer.Expect("PlayDTMF"), "Channel not found");

        AmiException e = await Fails.With(AmiErrorCode.NotFound, sending.InTime());

        Assert.Contains("only the first 1", e.Message, StringComparison.Ordinal);
        Assert.Contains("SIP/1-1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_pause_and_sends_no_further_digit()
    {
        using var stop = new CancellationTokenSource();
        Task sending = Limit.Run(() => _line.Session.SendDigits("SIP/1-1", new AmiDigits("12") { Pause = TimeSpan.FromHours(1) }, stop.Token));
        _line.Peer.Answer(_line.Peer.Expect("PlayDTMF"), "Message: DTMF successfully queued");
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.InTime());
        await _line.Ping();
    }

    [Fact]
    public async Task A_digit_that_sounds_longer_than_an_action_may_take_is_waited_for()
    {
        using Line line = Line.Open(options => options.ActionTimeout = TimeSpan.FromMilliseconds(300));
        var digits = new AmiDigits("1") { Duration = TimeSpan.FromMinutes(1) };
        Task sending = Limit.Run(() => line.Session.SendDigits("SIP/1-1", digits, Limit.Token));
        FakeAction action = line.Peer.Expect("PlayDTMF");

        Assert.NotSame(sending, await Task.WhenAny(sending, Task.Delay(TimeSpan.FromMilliseconds(600), Limit.Token)));
        line.Peer.Answer(action, "Message: DTMF successfully queued");
        await sending.InTime();
    }
}
