using System.IO;
using System.Linq;
using System.Text;
using AsteriskAmi.Transport.Http;
using Xunit;

namespace AsteriskAmi.Tests.Transport.Http;

public sealed class HttpReplyTests
{
    private const string Length = "HTTP/1.1 200 OK\r\nServer: Asterisk/22.10.1\r\nContent-Length: 11\r\n\r\nHällo you!";
    private const string Chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;a=b\r\nHäl\r\n00007\r\nlo you!\r\n0\r\nX: y\r\n\r\n";
    private const string Close = "HTTP/1.1 200 OK\r\n\r\nHällo you!";
    private const string Announced = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nHällo you!";
    private const string BareLf = "HTTP/1.1 200 OK\nContent-Length: 11\n\nHällo you!";

    [Theory]
    [InlineData(Length)]
    [InlineData(Chunks)]
    [InlineData(Close)]
    [InlineData(Announced)]
    [InlineData(BareLf)]
    public void A_body_is_the_same_however_it_is_cut(string answer)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(answer);
        for (int piece = 1; piece <= bytes.Length; piece++)
        {
            HttpReply reply = Read(bytes, piece);

            Assert.Equal(200, reply.Status);
            Assert.Equal("Hällo you!", Encoding.UTF8.GetString(reply.ReadAll(1000)));
            Assert.True(reply.HasEnded);
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", false)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: keep-alive\r\n\r\nx", false)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: Close\r\n\r\nx", true)]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", true)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nx", true)]
    public void Whether_the_connection_lives_on_is_known(string answer, bool closes) =>
        Assert.Equal(closes, Read(answer).Closes);

    [Theory]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    public void A_body_may_be_empty(string answer) => Assert.Empty(Read(answer).ReadAll(1000));

    [Fact]
    public void Headers_are_found_in_any_case_and_may_repeat()
    {
        HttpReply reply = Read("HTTP/1.1 401 Not for you\r\nset-cookie:  a=1 \r\nSet-Cookie: b=2\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal(401, reply.Status);
        Assert.Equal("Not for you", reply.Reason);
        Assert.Equal("a=1", reply["SET-COOKIE"]);
        Assert.Equal(["a=1", "b=2"], reply.All("Set-Cookie"));
        Assert.Null(reply["Nothing"]);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n")]
    public void An_answer_that_breaks_off_in_its_head_is_no_answer(string answer) =>
        Assert.Throws<EndOfStreamException>(() => Read(answer));

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nonly nine")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfour\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfo")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfour\r\n0\r\n")]
    public void An_answer_that_breaks_off_in_its_body_is_noticed(string answer) =>
        Assert.Throws<EndOfStreamException>(() => Read(answer).ReadAll(1000));

    [Fact]
    public void No_answer_is_told_from_a_broken_one() => Assert.Null(HttpReply.Read(new HttpReader(new ScriptedTransport([], 1))));

    [Theory]
    [InlineData("Asterisk Call Manager/11.0.0\r\n")]
    [InlineData("HTTP/2 200\r\n\r\n")]
    [InlineData("HTTP/1.1 abc\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n: no name\r\n\r\n")]
    public void What_is_no_HTTP_is_refused(string answer) => Assert.Throws<InvalidDataException>(() => Read(answer));

    [Theory]
    [InlineData("zz")]
    [InlineData("-5")]
    [InlineData("FFFFFFFFFFFFFFFFFF")]
    public void A_chunk_without_a_size_is_refused(string size) => Assert.Throws<InvalidDataException>(
        () => Read($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{size}\r\nx\r\n0\r\n\r\n").ReadAll(1000));

    [Fact]
    public void A_chunk_longer_than_it_said_is_refused() => Assert.Throws<InvalidDataException>(
        () => Read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nlonger\r\n0\r\n\r\n").ReadAll(1000));

    [Fact]
    public void Lines_and_headers_without_end_are_given_up()
    {
        Assert.Throws<InvalidDataException>(() => Read(new string('x', 100_000)));
        Assert.Throws<InvalidDataException>(() => Read("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat("A: b\r\n", 1000))));
    }

    [Fact]
    public void A_body_over_the_limit_is_given_up() => Assert.Throws<InvalidDataException>(
        () => Read("HTTP/1.1 200 OK\r\n\r\n" + new string('x', 100_000)).ReadAll(1000));

    private static HttpReply Read(string answer) => Read(Encoding.UTF8.GetBytes(answer), int.MaxValue);

    private static HttpReply Read(byte[] answer, int piece) => HttpReply.Read(new HttpReader(new ScriptedTransport(answer, piece)))!;
}
