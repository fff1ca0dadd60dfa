using System;
using System.Text.Json;
using Xunit;

namespace AsteriskAmi.Tests.Simulator;

/// <summary>The real Asterisks that tests/pbx/pbx.sh started, if there are any.</summary>
internal static class RealAsterisk
{
    /// <summary>
    /// The collection of the tests that place calls there, or look whether anybody does: one after the other, they do not
    /// see each other's.
    /// </summary>
    internal const string Calls = "Calls on the real Asterisk";

    /// <summary>Where it listens; skips the test when there is none.</summary>
    internal static (string Host, int Port) Endpoint(string branch = "22")
    {
        JsonElement real = Described(branch);
        return (real.GetProperty("host").GetString()!, real.GetProperty("port").GetInt32());
    }

    /// <summary>What pbx.sh says of the Asterisk of this branch; skips the test when there is none.</summary>
    internal static JsonElement Described(string branch)
    {
        string variable = "ASTERISKAMI_PBX_" + branch;
        string? json = Environment.GetEnvironmentVariable(variable);
        Assert.SkipWhen(
            string.IsNullOrWhiteSpace(json),
            $"No Asterisk {branch} to compare with: put the line that `tests/pbx/pbx.sh start {branch}` prints into {variable}.");
        using JsonDocument document = JsonDocument.Parse(json!);
        return document.RootElement.Clone();
    }
}
