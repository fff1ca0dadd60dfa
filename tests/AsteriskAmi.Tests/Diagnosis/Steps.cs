using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Diagnosis;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Diagnosis;

/// <summary>The steps of one check, for a look at each.</summary>
internal sealed class Steps
{
    private readonly AmiConnectionCheck[] _all;

    private Steps(AmiConnectionCheck[] all)
    {
        _all = all;
    }

    internal IReadOnlyList<string> Names => [.. _all.Select(step => step.Name)];

    /// <summary>All that is said, for secrets that must not be in it.</summary>
    internal string Text => string.Join("\n", _all.Select(step => $"{step} {step.Detail} {step.Cause}"));

    internal AmiConnectionCheck this[string name] => Assert.Single(_all, step => step.Name == name);

    /// <summary>Checks an endpoint to the end.</summary>
    internal static Steps Of(AmiConnectOptions options) =>
        new([.. AmiConnectionTest.Run(options, Limit.Token)]);

    /// <summary>Fails the test unless the step came out so, and says each of these.</summary>
    internal void Came(string name, AmiCheckStatus status, params string[] words)
    {
        AmiConnectionCheck step = this[name];
        Assert.True(step.Status == status, $"{name} is not {status}:\n{Text}");
        Assert.All(words, word => Assert.Contains(word, step.Detail + " " + step.Cause, StringComparison.Ordinal));
    }

    /// <summary>Fails the test unless this step failed with these words, all before it passed, and none behind it was reached.</summary>
    internal void FailedAt(string name, params string[] words)
    {
        Came(name, AmiCheckStatus.Failed, words);
        Assert.NotEmpty(this[name].Cause);
        int at = Array.FindIndex(_all, step => step.Name == name);
        Assert.All(_all.Take(at), step => Assert.Equal(AmiCheckStatus.Passed, step.Status));
        Assert.All(_all.Skip(at + 1), step => Assert.Equal(AmiCheckStatus.NotReached, step.Status));
        Assert.All(_all.Skip(at + 1), step => Assert.Equal(name + " failed.", step.Detail));
        Assert.Equal(CheckList.WriteTimeout, _all[^1].Name);
    }
}
