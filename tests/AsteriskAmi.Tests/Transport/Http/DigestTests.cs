using System;
using System.Text;
using AsteriskAmi.Transport.Http;
using Xunit;

namespace AsteriskAmi.Tests.Transport.Http;

public sealed class DigestTests
{
    private readonly FakeClock _time = new();
    private readonly DigestIdentity _identity;

    public DigestTests() => _identity = new DigestIdentity("alice", "s3cret", "/arawman", new HttpClock(_time));

    [Fact]
    public void Each_request_counts_one_more()
    {
        Login();

        Assert.Contains("nc=00000003", Take().Header, StringComparison.Ordinal);
        Assert.Contains("nc=00000004", Take().Header, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_secret_is_not_tried_twice()
    {
        Assert.Equal(HttpVerdict.Again, _identity.Judge(Challenge("a"), _identity.Issue()));

        Assert.Equal(HttpVerdict.Refused, _identity.Judge(Challenge("b"), _identity.Issue()));
        Assert.False(_identity.IsKnown);
    }

    [Fact]
    public void A_stale_nonce_is_renewed_and_counts_from_one()
    {
        Login();

        Assert.Equal(HttpVerdict.Again, _identity.Judge(Challenge("b", stale: true), _identity.Issue()));

        string header = _identity.Issue().Header!;
        Assert.Contains("nonce=\"b\"", header, StringComparison.Ordinal);
        Assert.Contains("nc=00000001", header, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_requests_that_learn_of_the_same_nonce_do_not_begin_its_count_twice()
    {
        Login();
        HttpTicket first = _identity.Issue();
        HttpTicket second = _identity.Issue();
        _identity.Judge(Challenge("b", stale: true), first);
        _identity.Issue();

        _identity.Judge(Challenge("b", stale: true), second);

        Assert.Contains("nc=00000002", _identity.Issue().Header, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_pause_a_count_is_repeated_to_see_whether_the_session_is_still_there()
    {
        Login();
        _time.Pass(TimeSpan.FromSeconds(3));
        Assert.False(_identity.Issue().IsProof);
        _time.Pass(TimeSpan.FromSeconds(1));

        HttpTicket proof = _identity.Issue();

        Assert.True(proof.IsProof);
        Assert.Contains("nc=00000002", proof.Header, StringComparison.Ordinal);
        Assert.Equal(HttpVerdict.Again, _identity.Judge(Challenge("b", stale: true), proof));
        Assert.False(_identity.Issue().IsProof);
    }

    [Fact]
    public void A_repeated_count_that_is_taken_shows_that_the_session_was_replaced()
    {
        Login();
        _time.Pass(TimeSpan.FromMinutes(2));

        Assert.Equal(HttpVerdict.Replaced, _identity.Judge(Success(), _identity.Issue()));
    }

    [Fact]
    public void A_machine_that_slept_has_paused_though_its_clock_stood_still()
    {
        Login();
        _time.Sleep(TimeSpan.FromMinutes(2));

        Assert.True(_identity.Issue().IsProof);
    }

    [Theory]
    [InlineData("Basic realm=\"proxy\"")]
    [InlineData("Digest realm=\"x\", nonce=\"y\", algorithm=SHA-256")]
    [InlineData("Digest realm=\"x\", nonce=\"y\", qop=\"auth-int\"")]
    [InlineData("Digest realm=\"x\"")]
    public void A_challenge_that_cannot_be_answered_is_none(string header) =>
        Assert.Null(DigestChallenge.Of(Reply("401 Unauthorized", "WWW-Authenticate: " + header)));

    [Fact]
    public void Quotes_are_read_and_written()
    {
        DigestChallenge challenge = DigestChallenge.Of(
            Reply("401 Unauthorized", "www-authenticate: Digest realm=\"a \\\"b\\\" \\\\, c\",nonce=\"n=1,2\", qop=\"auth-int, auth\",stale=TRUE"))!;

        string header = challenge.Answer("al\"ice", "s3cret", "/arawman", 1);

        Assert.True(challenge.IsStale);
        Assert.Contains("realm=\"a \\\"b\\\" \\\\, c\"", header, StringComparison.Ordinal);
        Assert.Contains("nonce=\"n=1,2\"", header, StringComparison.Ordinal);
        Assert.Contains("username=\"al\\\"ice\"", header, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_qop_the_older_proof_is_made()
    {
        DigestChallenge challenge = DigestChallenge.Of(Reply("401 Unauthorized", "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\""))!;

        string expected = Md5.Hex($"{Md5.Hex("alice:r:s3cret")}:n:{Md5.Hex("POST:/arawman")}");
        string header = challenge.Answer("alice", "s3cret", "/arawman", 1);

        Assert.Contains($"response=\"{expected}\"", header, StringComparison.Ordinal);
        Assert.DoesNotContain("qop", header, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\r\nX: y")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public void A_name_that_would_begin_another_header_is_refused(string user)
    {
        AmiException e = Assert.Throws<AmiException>(() => new DigestIdentity(user, "s3cret", "/arawman", new HttpClock(_time)));

        Assert.Equal(AmiErrorCode.InvalidHeader, e.Code);
    }

    /// <summary>Logs in as a transport does: refused, taken in a new session, and taken once more, now counted.</summary>
    private void Login()
    {
        _identity.Judge(Challenge("a"), _identity.Issue());
        Take();
        Take();
    }

    private HttpTicket Take()
    {
        HttpTicket ticket = _identity.Issue();
        Assert.Equal(HttpVerdict.Taken, _identity.Judge(Success(), ticket));
        return ticket;
    }

    private static HttpReply Challenge(string nonce, bool stale = false) => Reply(
        "401 Unauthorized", $"WWW-authenticate: Digest algorithm=MD5, realm=\"asterisk\", nonce=\"{nonce}\", qop=\"auth\", opaque=\"{nonce}\"{(stale ? ", stale=true" : string.Empty)}");

    private static HttpReply Success() => Reply("200 OK", "X: y");

    private static HttpReply Reply(string status, string header) => HttpReply.Read(new HttpReader(
        new ScriptedTransport(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{header}\r\nContent-Length: 0\r\n\r\n"), int.MaxValue)))!;

    private sealed class FakeClock : TimeProvider
    {
        private DateTimeOffset _wall = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        private long _counted;

        public override long GetTimestamp() => _counted;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _wall;

        internal void Pass(TimeSpan time)
        {
            _counted += time.Ticks;
            _wall += time;
        }

        internal void Sleep(TimeSpan time) => _wall += time;
    }
}
