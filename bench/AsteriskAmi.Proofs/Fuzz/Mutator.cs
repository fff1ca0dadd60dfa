using System;
using System.Collections.Generic;

namespace AsteriskAmi.Proofs.Fuzz;

/// <summary>Makes spoilt streams out of recorded ones. The same random numbers make the same stream.</summary>
internal sealed class Mutator
{
    private const int LargeLimit = 1024 * 1024;

    private readonly Random _random;
    private readonly int _limit;
    private readonly IReadOnlyList<string> _ids;

    /// <param name="random">Where the chances come from.</param>
    /// <param name="limit">The reader's limit: some messages are made to end close to it.</param>
    /// <param name="ids">ActionIDs to use.</param>
    internal Mutator(Random random, int limit, IReadOnlyList<string> ids)
    {
        _random = random;
        _limit = limit;
        _ids = ids;
    }

    internal byte[] Stream()
    {
        var bytes = new List<byte>();
        int messages = _random.Next(1, 12);
        for (int i = 0; i < messages; i++)
        {
            bytes.AddRange(Message());
        }

        int changes = _random.Next(4) == 0 ? 0 : _random.Next(1, 10);
        for (int i = 0; i < changes; i++)
        {
            Change(bytes);
        }

        return [.. bytes];
    }

    /// <summary>Cuts a stream's length into pieces: single bytes, network packets, or anything.</summary>
    internal IEnumerable<int> Pieces(int length)
    {
        int largest = _random.Next(4) switch { 0 => 1, 1 => 3, 2 => 1460, _ => 20_000 };

        // Single bytes of a long stream would take most of the time and show no more than those of a short one.
        largest = length > 20_000 ? Math.Max(largest, 1460) : largest;
        while (length > 0)
        {
            int piece = Math.Min(length, _random.Next(1, largest + 1));
            yield return piece;
            length -= piece;
        }
    }

    private byte[] Message() => _random.Next(40) switch
    {
        0 => HugeLine(),
        1 => ManyHeaders(),
        2 => HeaderSoup(),
        3 => FollowsSoup(),
        4 => Bytes(string.Concat(Times(_random.Next(1, 50), () => Any(Recordings.Noise)))),
        < 20 => Bytes(Any(RecordedEvents.All)),
        _ => Bytes(Any(Recordings.Messages)),
    };

    /// <summary>One line, short of the limit, at it to the byte, or over it.</summary>
    private byte[] HugeLine()
    {
        string head = Any(["Event: Big\r\nX: ", "Response: Success\r\nMessage: ", "Response: Follows\r\n", "", "Event: "]);
        string end = Any(["\r\n\r\n", "\n\n", "\r\n\n", "\n--END COMMAND--\r\n\r\n", "\r\n\r\nEvent: Next\r\n\r\n", ""]);
        int length = _limit > LargeLimit ? _random.Next(_random.Next(10) == 0 ? 400_000 : 4_000) : _limit - head.Length + _random.Next(-24, 8);
        return Bytes(head + new string('x', Math.Max(0, length)) + end);
    }

    private byte[] ManyHeaders()
    {
        string line = Any(["Output: x\r\n", "V: 1\n", "plain\n", ":\r\n", "Variable: a=b\r\n", "plain\r\n"]);
        return Bytes("Event: Many\r\n" + string.Concat(Times(_random.Next(1, _random.Next(10) == 0 ? 3000 : 200), () => line)) + "\r\n");
    }

    private byte[] HeaderSoup()
    {
        string[] pieces = ["Event", "Response", "ActionID", "EventList", "Message", ":", ": ", " ", "{id}", "start", "Complete", "Follows", "\r\n", "\n", "\t", "\u00fc"];
        return Bytes(string.Concat(Times(_random.Next(1, 80), () => Any(pieces))) + "\r\n\r\n");
    }

    private byte[] FollowsSoup()
    {
        string[] pieces = ["\n", "\r\n", "\n\n", "\r\n\r\n", "--END COMMAND--", "--END COMMAND", "Event: ", "Eve", "Response: ", "Resp", "line", "ActionID: {id}\r\n", "Privilege: Command\r\n", ": "];
        return Bytes("Response: Follows" + Any(["\r\n", "\n"]) + string.Concat(Times(_random.Next(1, 60), () => Any(pieces))));
    }

    private void Change(List<byte> bytes)
    {
        int at = _random.Next(bytes.Count + 1);
        int count = Math.Min(bytes.Count - at, 1 + _random.Next(_random.Next(8) == 0 ? 400 : 12));
        switch (_random.Next(9))
        {
            case 0:
                bytes.RemoveRange(at, count);
                break;
            case 1:
                bytes.InsertRange(_random.Next(bytes.Count + 1), bytes.GetRange(at, count));
                break;
            case 2 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 3 when at < bytes.Count:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 4:
                bytes.InsertRange(at, Recordings.InvalidUtf8[_random.Next(Recordings.InvalidUtf8.Length)]);
                break;
            case 5 when _random.Next(4) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6 when bytes.IndexOf((byte)'\n', at) is var lf && lf >= 0:
                ChangeLineEnd(bytes, lf);
                break;
            default:
                bytes.InsertRange(at, Bytes(Any(Recordings.Noise)));
                break;
        }
    }

    private void ChangeLineEnd(List<byte> bytes, int lf)
    {
        switch (_random.Next(4))
        {
            case 0:
                bytes.RemoveAt(lf);
                break;
            case 1:
                bytes.Insert(lf, (byte)'\n');
                break;
            case 2:
                bytes.Insert(lf, (byte)'\r');
                break;
            default:
                bytes[lf] = (byte)'\r';
                break;
        }
    }

    private byte[] Bytes(string text) => Recordings.Bytes(text, _ids[_random.Next(_ids.Count)]);

    private string Any(string[] from) => from[_random.Next(from.Length)];

    private static IEnumerable<string> Times(int count, Func<string> make)
    {
        for (int i = 0; i < count; i++)
        {
            yield return make();
        }
    }
}
