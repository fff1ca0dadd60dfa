using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Session;
using AsteriskAmi.Tracing;
using Xunit;

namespace AsteriskAmi.Tests.Tracing;

public sealed class TranscriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ami-transcript-").FullName;

    private string FilePath => Path.Combine(_folder, "traffic.txt");

    [Fact]
    public async Task It_holds_each_action_and_message_with_time_direction_and_connection()
    {
        using Line line = Line.Open();
        using (AmiTranscript.Start(line.Session, FilePath))
        {
            await line.Ping();
            line.Peer.Send("Event: Hangup", "Channel: PJSIP/1-1", "Empty: ", "Cause-txt: Normal: yes");
            await line.Ping();
        }

        string[] lines = ReadLines();
        Assert.StartsWith("# AsteriskAmi transcript: format 1;", lines[0], StringComparison.Ordinal);
        Assert.Contains("# Banner: Asterisk Call Manager/11.0.0", lines);
        Assert.Contains("# AsteriskVersion: 22.10.1", lines);
        Assert.Contains("# User: alice", lines);
        string[] blocks = Blocks();
        Assert.Matches("^> N\n    Action: Ping\n    ActionID: \\S+\n$", blocks[1]);
        Assert.Matches("^< N\n    Response: Success\n    ActionID: \\S+\n    Ping: Pong\n$", blocks[2]);
        Assert.Contains("< N\n    Event: Hangup\n    Channel: PJSIP/1-1\n    Empty: \n    Cause-txt: Normal: yes\n", blocks);
        Assert.Equal("# Ended: it was stopped. 5 blocks, 0 lost.\n", blocks[^1]);
    }

    [Fact]
    public async Task However_a_message_is_split_no_secret_is_in_it()
    {
        using Line line = Line.Open();
        using (AmiTranscript.Start(line.Session, FilePath))
        {
            foreach (byte one in "Event: AuthList\r\nPassword: hunter2\r\nUsername: 1001\r\n\r\n"u8.ToArray())
            {
                line.Peer.SendBytes(one);
            }

            await line.Ping();
        }

        Assert.Contains("< N\n    Event: AuthList\n    Password: ***\n    Username: 1001\n", Blocks());
        Assert.DoesNotContain("hunter2", File.ReadAllText(FilePath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_goes_on_through_a_lost_connection_and_shows_no_secret_of_the_new_login()
    {
        using var server = new FakeServer();
        Task<FakePeer> first = server.OnConnection(peer => peer.Login());
        using AmiSession session = AmiSession.Connect(server.Options(options => options.Reconnect = true), Limit.Token);
        using AmiTranscript transcript = AmiTranscript.Start(session, FilePath);
        Task<FakeAction> second = Limit.Run(() => server.Accept().Login());
        (await first.InTime()).Dispose();
        string key = (await second.InTime()).Value("Key");
        Limit.Until(() => session.State == AmiSessionState.Connected && session.Reconnects == 1, "the session is back");
        transcript.Dispose();

        string text = File.ReadAllText(FilePath);
        Assert.Matches("# Connection \\d+ has ended: The connection to 127.0.0.1:\\d+ was lost", text);
        Assert.Matches("# Connection \\d+ was opened: Asterisk Call Manager/11.0.0", text);
        Assert.Contains("    Key: ***\n", text, StringComparison.Ordinal);
        Assert.Contains("    Challenge: ***\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(key, text, StringComparison.Ordinal);
        Assert.DoesNotContain("123456789", text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_ends_with_its_session()
    {
        AmiTranscript transcript;
        using (Line line = Line.Open())
        {
            transcript = AmiTranscript.Start(line.Session, FilePath);
        }

        Limit.Until(() => !transcript.IsRunning, "the transcript has ended");
        Assert.Null(transcript.Failure);
        Assert.Matches("^# Ended: the session was closed. \\d blocks, 0 lost.\n$", Blocks()[^1]);
        Assert.Equal(AmiErrorCode.NotConnected, Assert.Throws<AmiException>(() => AmiTranscript.Start(transcript.Session, FilePath)).Code);
    }

    [Fact]
    public async Task It_can_be_read_while_it_is_written()
    {
        using Line line = Line.Open();
        using AmiTranscript transcript = AmiTranscript.Start(line.Session, FilePath);
        await line.Ping();

        Limit.Until(
            () =>
            {
                using var reader = new StreamReader(new FileStream(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
                return reader.ReadToEnd().Contains("Ping: Pong", StringComparison.Ordinal);
            },
            "the answer is in the file");
    }

    [Fact]
    public async Task A_file_that_is_deleted_ends_it_and_the_session_lives_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows deletes no file that is open.");
        using Line line = Line.Open();
        using AmiTranscript transcript = AmiTranscript.Start(line.Session, FilePath);
        Directory.Delete(_folder, recursive: true);

        Limit.Until(() => transcript.Failure is not null, "the transcript has noticed");
        Assert.Equal("The file was deleted.", transcript.Failure);
        Assert.True(transcript.MustTellFailure());
        Assert.False(transcript.MustTellFailure());
        await line.Ping();
    }

    [Fact]
    public async Task A_full_disk_ends_it_and_the_session_lives_on()
    {
        using Line line = Line.Open();
        using AmiTranscript transcript = AmiTranscript.Start(line.Session, FilePath, new SmallDisk(FilePath, 400));
        for (int i = 0; i < 10; i++)
        {
            await line.Ping();
        }

        Limit.Until(() => !transcript.IsRunning, "the transcript has ended");
        Assert.Equal("No space left.", transcript.Failure);
        transcript.Dispose();
        await line.Ping();
    }

    // Asterisk cuts off a client that does not read for 100 ms (manager.conf, writetimeout).
    [Fact]
    public async Task Nobody_waits_for_a_disk_that_is_stuck_and_what_is_lost_is_marked()
    {
        // More than the writer can hold besides what waits.
        const int Events = (2 * WireQueue.MostBlocks) + 1000;
        using Line line = Line.Open();
        var disk = new StuckDisk(FilePath);
        using AmiTranscript transcript = AmiTranscript.Start(line.Session, FilePath, disk);
        disk.Stick();
        line.Peer.SendText(string.Concat(Enumerable.Range(0, Events).Select(i => "Event: E\r\nNumber: " + i + "\r\n\r\n")));
        await line.Ping();
        disk.Free();
        transcript.Dispose();

        string text = await File.ReadAllTextAsync(FilePath, Limit.Token);
        Assert.Null(transcript.Failure);
        Assert.InRange(transcript.Lost, 1, Events);
        Assert.Contains(transcript.Lost + " blocks were lost here: they came faster than they could be shown.", text, StringComparison.Ordinal);
        Assert.Equal(Events, Regex.Count(text, "    Event: E\n    Number: \\d+\n") + transcript.Lost - (2 - Regex.Count(text, "Ping: Pong|Action: Ping")));
    }

    [Fact]
    public async Task A_full_disk_refuses_one_from_the_beginning()
    {
        using Line line = Line.Open();
        Assert.Throws<IOException>(() => AmiTranscript.Start(line.Session, FilePath, new SmallDisk(FilePath, 10)));
        await line.Ping();
    }

    [Fact]
    public void A_file_that_exists_is_written_anew_gone_on_with_or_refused()
    {
        using Line line = Line.Open();
        File.WriteAllText(FilePath, "before\n");
        AmiTranscript.Start(line.Session, FilePath, FileMode.Append).Dispose();
        Assert.Equal("before", ReadLines()[0]);
        Assert.Contains("# Session: " + line.Session.Name, ReadLines());

        Assert.Throws<IOException>(() => AmiTranscript.Start(line.Session, FilePath, FileMode.CreateNew));
        AmiTranscript.Start(line.Session, FilePath).Dispose();
        Assert.DoesNotContain("before", ReadLines());
    }

    [Fact]
    public void One_that_cannot_be_begun_leaves_nothing_behind()
    {
        using Line line = Line.Open();
        Assert.Throws<DirectoryNotFoundException>(() => AmiTranscript.Start(line.Session, Path.Combine(_folder, "no", "file")));
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private string[] ReadLines() => File.ReadAllText(FilePath).Split('\n');

    /// <summary>The blocks without their times, and N for the connection's number.</summary>
    private string[] Blocks() => Regex.Split(File.ReadAllText(FilePath), @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ", RegexOptions.Multiline)
        .Skip(1).Select(block => Regex.Replace(block, @"^([<>]) \d+", "$1 N")).ToArray();
}
