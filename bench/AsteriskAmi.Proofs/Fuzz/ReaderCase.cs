using System;
using System.Collections.Generic;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Proofs.Fuzz;

/// <summary>One stream, read whole, read in pieces, and read by the reference: all three must agree.</summary>
internal sealed class ReaderCase
{
    /// <summary>
    /// How many bytes behind an unfinished message the reader may hold before it says that the message is too large: a
    /// blank line and the start of the next message tell where raw Command output ends.
    /// </summary>
    internal const int UnfinishedSlack = 16;

    private const int SmallLimit = 64 * 1024;

    /// <summary>What the reader's buffer may have beyond twice the limit: the room for one read.</summary>
    private const int ReadSpace = 64 * 1024;

    internal ReaderCase(int seed)
    {
        var random = new Random(seed);
        Limit = random.Next(2) == 0 ? SmallLimit : AmiMessageReader.DefaultMaxMessageBytes;
        Limit = random.Next(8) == 0 ? 1024 : Limit;
        var mutator = new Mutator(random, Limit, ["a1-1", "a1-2", "grün"]);
        Stream = mutator.Stream();
        Pieces = [.. mutator.Pieces(Stream.Length)];
    }

    private ReaderCase(byte[] stream, int limit, IReadOnlyList<int> pieces)
    {
        Stream = stream;
        Limit = limit;
        Pieces = pieces;
    }

    internal byte[] Stream { get; }

    internal int Limit { get; }

    internal IReadOnlyList<int> Pieces { get; }

    internal int Messages { get; private set; }

    internal bool WentOverLimit { get; private set; }

    /// <exception cref="ViolationException">The readings differ, or something broke.</exception>
    internal void Check()
    {
        List<string> expected = ReferenceReader.Read(Stream, Limit);
        Compare("read whole", expected, Read([Stream.Length]));
        Compare("read in pieces", expected, Read(Pieces));
        WentOverLimit = expected.Count > 0 && ReferenceEquals(expected[^1], Digest.OverLimit);
        Messages = expected.Count - (WentOverLimit ? 1 : 0);
    }

    /// <summary>The shortest stream that is found in a few seconds and still breaks the same promise.</summary>
    internal ReaderCase Minimise()
    {
        ReaderCase best = this;
        DateTime until = DateTime.UtcNow.AddSeconds(10);
        for (int chunk = Math.Max(1, Stream.Length / 2); chunk > 0; chunk /= 2)
        {
            for (int at = 0; at + chunk <= best.Stream.Length && DateTime.UtcNow < until;)
            {
                byte[] less = [.. best.Stream[..at], .. best.Stream[(at + chunk)..]];
                ReaderCase? smaller = Fails(less, Pieces) ?? Fails(less, Singles(less.Length));
                best = smaller ?? best;
                at += smaller is null ? chunk : 0;
            }
        }

        return best;
    }

    private ReaderCase? Fails(byte[] stream, IReadOnlyList<int> pieces)
    {
        var attempt = new ReaderCase(stream, Limit, pieces);
        try
        {
            attempt.Check();
            return null;
        }
        catch (ViolationException)
        {
            return attempt;
        }
    }

    private static int[] Singles(int length)
    {
        int[] pieces = new int[length];
        Array.Fill(pieces, 1);
        return pieces;
    }

    private List<string> Read(IReadOnlyList<int> pieces)
    {
        var found = new List<string>();
        var reader = new AmiMessageReader(Limit);
        int at = 0;
        try
        {
            foreach (int piece in pieces)
            {
                int end = Math.Min(Stream.Length, at + piece);
                reader.Append(Stream.AsSpan(at, end - at));
                at = end;
                while (reader.TryRead(out AmiMessage message))
                {
                    found.Add(Digest.Of(message));
                }

                if (pieces.Count > 1 && reader.GetSpace() is { Array.Length: var held } && held > (2 * Limit) + ReadSpace)
                {
                    throw new ViolationException($"the reader holds {held} bytes with a limit of {Limit}");
                }
            }
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.ProtocolError)
        {
            found.Add(Digest.OverLimit);
        }
        catch (Exception e) when (e is not ViolationException)
        {
            throw new ViolationException($"{e.GetType().Name}: {e.Message}", e);
        }

        return found;
    }

    private static void Compare(string how, List<string> expected, List<string> found)
    {
        for (int i = 0; i < Math.Max(expected.Count, found.Count); i++)
        {
            string wanted = i < expected.Count ? expected[i] : "nothing";
            string got = i < found.Count ? found[i] : "nothing";
            if (wanted != got)
            {
                throw new ViolationException($"{how}, message {i + 1} is\n    {Shown.Text(got)}\nand not\n    {Shown.Text(wanted)}");
            }
        }
    }
}
