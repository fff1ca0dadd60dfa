using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text.RegularExpressions;
using AsteriskAmi.Session;

namespace AsteriskAmi.Diagnosis;

/// <summary>
/// The steps of one check, in their order. Each is handed on as it is done, and has taken the time since the one before
/// it. For one thread at a time.
/// </summary>
internal sealed class CheckList
{
    internal const string NameResolution = "NameResolution";
    internal const string Tcp = "Tcp";
    internal const string Tls = "Tls";
    internal const string Banner = "Banner";
    internal const string Http = "Http";
    internal const string Login = "Login";
    internal const string Privileges = "Privileges";
    internal const string ServerVersion = "ServerVersion";
    internal const string EventFlow = "EventFlow";
    internal const string RoundTrip = "RoundTrip";
    internal const string WriteTimeout = "WriteTimeout";

    // An error's first sentence says what is wrong, the others what to do. Quoted text may hold sentences of its own.
    private static readonly Regex _firstSentence = new(
        @"^(?<first>(?:'[^']*'|[^'])*?\.) (?<rest>\S.*)$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline,
        TimeSpan.FromSeconds(1));

    private readonly AmiConnectOptions _options;
    private readonly Action<AmiConnectionCheck> _handOn;
    private readonly Queue<string> _left = new();
    private long _since = Stopwatch.GetTimestamp();

    /// <param name="options">What is checked.</param>
    /// <param name="handOn">Takes each step as it is done.</param>
    internal CheckList(AmiConnectOptions options, Action<AmiConnectionCheck> handOn)
    {
        _options = options;
        _handOn = handOn;
        foreach (string name in new[]
        {
            NameResolution, Tcp, Tls, options.HttpPath is null ? Banner : Http, Login, Privileges, ServerVersion, EventFlow, RoundTrip, WriteTimeout,
        })
        {
            if (name != Tls || options.UseTls)
            {
                _left.Enqueue(name);
            }
        }
    }

    /// <summary>The step that is at work; null when all are done.</summary>
    internal string? Current => _left.Count > 0 ? _left.Peek() : null;

    /// <returns>How long it took.</returns>
    internal TimeSpan Pass(string detail) => Add(AmiCheckStatus.Passed, detail, string.Empty);

    internal void Warn(string detail, string cause) => Add(AmiCheckStatus.Warning, detail, cause);

    internal void Skip(string detail, string cause) => Add(AmiCheckStatus.NotChecked, detail, cause);

    /// <summary>The current step failed, and those behind it are not reached.</summary>
    /// <param name="e">Why.</param>
    /// <param name="more">To be added to what was seen: a space and a sentence.</param>
    /// <param name="cause">The likely cause and the cure; null for what the error says of them.</param>
    internal void Fail(AmiException e, string more = "", string? cause = null)
    {
        Match sentences = _firstSentence.Match(e.Message);
        Fail(
            (sentences.Success ? sentences.Groups["first"].Value : e.Message) + more,
            cause ?? sentences.Groups["rest"].Value);
    }

    /// <summary>Gives all steps that are left the same end.</summary>
    internal void AddRest(AmiCheckStatus status, string detail, string cause)
    {
        while (_left.Count > 0)
        {
            _handOn(new AmiConnectionCheck(
                _options.ComputerName, _options.Port, _left.Dequeue(), status, detail, cause, TimeSpan.Zero));
        }
    }

    private void Fail(string detail, string cause)
    {
        string failed = Current!;
        Add(AmiCheckStatus.Failed, detail, cause);
        AddRest(AmiCheckStatus.NotReached, $"{failed} failed.", string.Empty);
    }

    private TimeSpan Add(AmiCheckStatus status, string detail, string cause)
    {
        long now = Stopwatch.GetTimestamp();
        TimeSpan duration = Timing.Between(_since, now);
        _since = now;
        _handOn(new AmiConnectionCheck(
            _options.ComputerName, _options.Port, _left.Dequeue(), status, detail, cause, duration));
        return duration;
    }
}
