using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Transport;

/// <summary>Asterisk reads 1,024 bytes at once and forgets what else came in the same record.</summary>
public sealed class TlsRecordTests
{
    private const int ReadAtOnce = 1024;

    // What encryption adds to a record, at the most.
    private const int Overhead = 40;

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(1, 1014)]
    [InlineData(3, 1014)]
    [InlineData(126, 1)]
    [InlineData(126, 30)]
    [InlineData(126, 700)]
    public async Task A_long_action_is_sent_in_records_that_Asterisk_reads_at_once(int headers, int length)
    {
        using Line line = Line.Open(tls: true);
        var action = new AmiAction("Long");
        for (int i = 0; i < headers; i++)
        {
            action.Add("Header", new string('x', length));
        }

        int before = line.Peer.TlsRecords.Lengths.Count;
        Task<AmiMessage> answer = Limit.Run(() => line.Session.Invoke(action, Limit.Token));
        FakeAction received = line.Peer.Expect("Long");
        line.Peer.Answer(received);
        await answer.InTime();

        int[] records = [.. line.Peer.TlsRecords.Lengths.Skip(before)];
        Assert.All(records, record => Assert.InRange(record, 1, ReadAtOnce + Overhead));
        Assert.InRange(records.Sum(), received.Text.Length, received.Text.Length + (records.Length * Overhead));

        // Whole lines, as many as go in.
        Assert.InRange(records.Length, (received.Text.Length / ReadAtOnce) + 1, (2 * received.Text.Length / ReadAtOnce) + 1);
    }
}
