using System;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public sealed class AmiUriTests
{
    [Theory]
    [InlineData("ami://pbx.example.org", "pbx.example.org", 5038, false, null, "ami://pbx.example.org:5038/")]
    [InlineData("ami://pbx:1234/", "pbx", 1234, false, null, "ami://pbx:1234/")]
    [InlineData("AMI://[::1]:5038", "::1", 5038, false, null, "ami://[::1]:5038/")]
    [InlineData("amis://10.0.0.1", "10.0.0.1", 5039, true, null, "amis://10.0.0.1:5039/")]
    [InlineData("http://pbx:8088", "pbx", 8088, false, "/rawman", "http://pbx:8088/rawman")]
    [InlineData(" http://pbx ", "pbx", 80, false, "/rawman", "http://pbx/rawman")]
    [InlineData("http://pbx:8088/asterisk/", "pbx", 8088, false, "/asterisk/rawman", "http://pbx:8088/asterisk/rawman")]
    [InlineData("http://pbx:8088/rawman", "pbx", 8088, false, "/rawman", "http://pbx:8088/rawman")]
    [InlineData("http://pbx:8088/asterisk/arawman", "pbx", 8088, false, "/asterisk/arawman", "http://pbx:8088/asterisk/arawman")]
    [InlineData("https://pbx", "pbx", 443, true, "/rawman", "https://pbx/rawman")]
    [InlineData("https://[fe80::1]:8089/ARAWMAN", "fe80::1", 8089, true, "/ARAWMAN", "https://[fe80::1]:8089/ARAWMAN")]
    public void A_URI_says_where_and_how(string uri, string host, int port, bool useTls, string? path, string written)
    {
        AmiConnectOptions options = AmiConnectOptions.ForUri(uri, "alice", "s3cret");

        Assert.Equal((host, port, useTls, path), (options.ComputerName, options.Port, options.UseTls, options.HttpPath));
        Assert.Equal("alice", options.UserName);
        Assert.Equal(written, AmiUri.Of(options)!.ToString());
    }

    [Theory]
    [InlineData("pbx.example.org", "-ComputerName")]
    [InlineData("pbx:5038", "-ComputerName")]
    [InlineData("", "-ComputerName")]
    [InlineData("tcp://pbx:5038", "'tcp'")]
    [InlineData("ws://pbx:8088/ws", "'ws'")]
    [InlineData("http://", "does not begin as one")]
    [InlineData("ami://pbx/path", "'/path'")]
    [InlineData("ami://pbx?x=y", "'?'")]
    [InlineData("http://pbx:8088/rawman?action=login&username=alice&secret=s3cret", "'?'")]
    [InlineData("http://pbx:8088/#s3cret", "'#'")]
    [InlineData("ami://alice:s3cret@pbx", "Get-Credential")]
    [InlineData("http://pbx:8088/mxml", "rawman in its place")]
    [InlineData("http://pbx:8088/asterisk/amanager", "arawman in its place")]
    public void What_names_no_server_is_refused_with_the_cure(string uri, string cure)
    {
        AmiException e = Fails.With(AmiErrorCode.ConnectionFailed, () => AmiConnectOptions.ForUri(uri, "alice", "x"));

        Assert.Contains(cure, e.Message, StringComparison.Ordinal);
        Assert.Contains("ami://host:5038", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_in_the_URI_is_taken_and_must_not_contradict_the_credential()
    {
        Assert.Equal("al ice", AmiConnectOptions.ForUri("ami://al%20ice@pbx", null, "x").UserName);
        Assert.Equal("alice", AmiConnectOptions.ForUri("ami://alice@pbx", "alice", "x").UserName);

        AmiException e = Fails.With(AmiErrorCode.ConnectionFailed, () => AmiConnectOptions.ForUri("ami://alice@pbx", "bob", "x"));

        Assert.Contains("'alice'", e.Message, StringComparison.Ordinal);
        Assert.Contains("'bob'", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ami://alice:s3cret@pbx:5038/", "ami://pbx:5038/")]
    [InlineData("http://pbx/rawman?secret=s3cret", "http://pbx/rawman")]
    [InlineData("http://pbx/#s3cret@x", "http://pbx/")]
    [InlineData("ami://alice:s3cret@", "ami://")]
    [InlineData("pbx", "pbx")]
    public void An_error_shows_no_secret_of_a_URI(string uri, string shown) => Assert.Equal(shown, AmiUri.WithoutSecrets(uri));

    [Theory]
    [InlineData("my_host", "ami://my_host:5038/")]
    [InlineData("not a host", null)]
    public void A_name_that_cannot_stand_in_a_URI_gives_none(string host, string? written) =>
        Assert.Equal(written, AmiUri.Of(new AmiConnectOptions("alice", "x") { ComputerName = host })?.ToString());
}
