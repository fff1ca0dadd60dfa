using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Live;

namespace AsteriskAmi.Proofs.Live;

/// <summary>Holds the calls that the model has told of against the server's own records.</summary>
internal sealed class CallComparison
{
    private static readonly TimeSpan _allowed = TimeSpan.FromSeconds(1);

    // What the server said last before a cut does not arrive. A gap is over when the server is seen again; its lists come a moment later, without what has ended until then.
    private static readonly TimeSpan _onItsWay = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _lists = TimeSpan.FromMilliseconds(250);

    private readonly CallRecords _records;
    private readonly CallMaker _maker;
    private readonly ILookup<string, AmiCall> _ended;
    private readonly IReadOnlyList<(DateTime From, DateTime To)> _gaps;

    internal CallComparison(CallRecords records, CallMaker maker, IEnumerable<AmiCall> ended, IReadOnlyList<(DateTime From, DateTime To)> gaps)
    {
        _records = records;
        _maker = maker;
        _ended = ended.ToLookup(call => call.Id, StringComparer.Ordinal);
        _gaps = gaps;
    }

    /// <summary>Calls by the server's records.</summary>
    internal int Calls { get; private set; }

    /// <summary>Calls that a gap kept from being seen in whole.</summary>
    internal int Incomplete { get; private set; }

    /// <summary>Of these, how many have no outcome.</summary>
    internal int WithoutOutcome { get; private set; }

    /// <summary>Calls that began and ended within a gap.</summary>
    internal int Unseen { get; private set; }

    internal int TimesOff { get; private set; }

    internal TimeSpan MostOff { get; private set; }

    /// <summary>The most that a time of a call that a gap cut is off.</summary>
    internal TimeSpan MostOffIncomplete { get; private set; }

    internal List<string> Mismatches { get; } = [];

    internal SortedDictionary<string, int> Outcomes { get; } = new(StringComparer.Ordinal);

    internal void Run()
    {
        foreach (IReadOnlyList<string> channels in _records.Calls())
        {
            Calls++;
            Compare(channels);
        }

        var known = new HashSet<string>(_records.Calls().SelectMany(channels => channels), StringComparer.Ordinal);
        foreach (IGrouping<string, AmiCall> call in _ended.Where(call => !known.Contains(call.Key)))
        {
            Mismatches.Add($"{call.Key}: the server has no such call");
        }
    }

    private void Compare(IReadOnlyList<string> channels)
    {
        AmiCall[] told = channels.SelectMany(id => _ended[id]).ToArray();
        AmiCall[] whole = told.Where(call => call.Outcome != AmiCallResult.Joined).ToArray();
        string name = string.Join(' ', channels.Take(2)) + " " + (KindOf(channels)?.Name ?? _records.ExtensionOf(channels[0]));
        if (whole.Length == 0 && told.Length == 0 && FellInGap(channels))
        {
            Unseen++;
            return;
        }

        if (whole.Length != 1 || told.GroupBy(call => call.Id).Any(same => same.Count() > 1))
        {
            Mismatches.Add($"{name}: told {whole.Length} times, as {string.Join(", ", told.Select(call => call.Id + " " + call.Outcome))}; there {LifeOf(channels).From:mm:ss.fff} to {LifeOf(channels).To:mm:ss.fff}, gaps {string.Join(", ", _gaps.Select(gap => $"{gap.From:mm:ss.fff} to {gap.To:mm:ss.fff}"))}");
            return;
        }

        AmiCall only = whole[0];
        Outcomes[only.Outcome!.Value.ToString()] = Outcomes.GetValueOrDefault(only.Outcome!.Value.ToString()) + 1;
        if (told.Any(call => !call.IsComplete))
        {
            Incomplete++;
            if (_gaps.Count == 0)
            {
                Mismatches.Add($"{name}: incomplete, and there was no gap");
                return;
            }

            WithoutOutcome += only.Outcome == AmiCallResult.Unknown ? 1 : 0;
            CompareOutcome(name, channels, only, orUnknown: true);
            CompareTimesAround(name, channels, only);
            return;
        }

        CompareOutcome(name, channels, only, orUnknown: false);
        CompareTimes(name, channels, only);
        int transfers = channels.Sum(_records.Transfers);
        if (only.Transfers != transfers)
        {
            Mismatches.Add($"{name}: {only.Transfers} transfers, the server made {transfers}");
        }
    }

    private void CompareOutcome(string name, IReadOnlyList<string> channels, AmiCall call, bool orUnknown)
    {
        AmiCallResult expected = ExpectedOf(channels);
        if (call.Outcome != expected && !(orUnknown && call.Outcome == AmiCallResult.Unknown))
        {
            Mismatches.Add($"{name}: {call.Outcome}, expected {expected}{(call.IsComplete ? string.Empty : " (incomplete)")}; {Describe(channels)}");
        }
    }

    private void CompareTimes(string name, IReadOnlyList<string> channels, AmiCall call)
    {
        CallDetail[] details = channels.SelectMany(_records.Details).ToArray();
        if (details.Length == 0)
        {
            Mismatches.Add($"{name}: the server wrote no record");
            return;
        }

        Check(name, "start", call.Start, details.Min(detail => detail.Start));
        Check(name, "end", call.End!.Value, details.Max(detail => detail.End));
        DateTime? answer = _records.Details(call.Id).Select(detail => detail.Answer).Min();
        if (answer is null != call.Answer is null)
        {
            Mismatches.Add($"{name}: answered {call.Answer:HH:mm:ss.fff}, by the record {answer:HH:mm:ss}; {Describe(channels)}");
        }
        else if (answer is not null)
        {
            Check(name, "answer", call.Answer!.Value, answer.Value);
        }
    }

    /// <summary>A beginning or an end that fell into a gap is told when the gap is over.</summary>
    private void CompareTimesAround(string name, IReadOnlyList<string> channels, AmiCall call)
    {
        CallDetail[] details = channels.SelectMany(_records.Details).ToArray();
        TimeSpan start = CallDetail.Off(call.Start, details.Min(detail => detail.Start));
        TimeSpan end = CallDetail.Off(call.End!.Value, details.Max(detail => detail.End));
        TimeSpan most = start > end ? start : end;
        MostOffIncomplete = most > MostOffIncomplete ? most : MostOffIncomplete;
        if (most > _allowed + _gaps.Max(gap => gap.To - gap.From))
        {
            TimesOff++;
            Mismatches.Add($"{name}: {call.Start:HH:mm:ss.fff} to {call.End:HH:mm:ss.fff} (incomplete); {Describe(channels)}");
        }
    }

    private void Check(string name, string what, DateTime moment, DateTime recorded)
    {
        TimeSpan off = CallDetail.Off(moment, recorded);
        MostOff = off > MostOff ? off : MostOff;
        if (off > _allowed)
        {
            TimesOff++;
            Mismatches.Add($"{name}: {what} {moment:HH:mm:ss.fff}, by the record {recorded:HH:mm:ss}");
        }
    }

    private AmiCallResult ExpectedOf(IReadOnlyList<string> channels)
    {
        // Whether a member takes the call in time is the server's to say.
        bool isTaken = channels.Any(_records.WasTaken);
        if (KindOf(channels) is CallKind kind)
        {
            return kind.Name == CallKinds.Queue && !isTaken ? AmiCallResult.Abandoned : kind.Expected;
        }

        string[] extensions = channels.Select(_records.ExtensionOf).ToArray();
        if (SippCalls.All.FirstOrDefault(sipp => extensions.Contains(sipp.Extension)) is SippKind outside)
        {
            return outside.Extension == SippCalls.Queue && !isTaken ? AmiCallResult.Abandoned : outside.Expected;
        }

        return CallKinds.Incoming[extensions.First(CallKinds.Incoming.ContainsKey)];
    }

    private CallKind? KindOf(IReadOnlyList<string> channels) => channels.Select(_maker.KindOf).FirstOrDefault(kind => kind is not null);

    private bool FellInGap(IReadOnlyList<string> channels)
    {
        (DateTime from, DateTime to) = LifeOf(channels);
        return _gaps.Any(gap => gap.From - _onItsWay <= from && to <= gap.To + _lists);
    }

    private (DateTime From, DateTime To) LifeOf(IReadOnlyList<string> channels) =>
        (channels.Min(id => _records.LifeOf(id).From), channels.Max(id => _records.LifeOf(id).To));

    private string Describe(IReadOnlyList<string> channels) =>
        string.Join(", ", channels.SelectMany(_records.Details).Select(detail => $"{detail.Disposition} {detail.Start:ss} {detail.Answer:ss} {detail.End:ss}"));
}
