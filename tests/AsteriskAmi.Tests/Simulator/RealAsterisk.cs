using System;
using System.Text.Json;
using Xunit;

namespace AsteriskAmi.Tests.Simulator;

/// <summary>The real Asterisk 22 that tests/pbx/pbx.sh started, if there is one.</summary>
internal static class RealAsterisk
{
    private const string Variable = "ASTERISKAMI_PBX_22";

    /// <summary>Where it listens; skips the test when there is none.</summary>
    internal static (string Host, int Port) Endpoint()
    {
        string? json = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(
            string.IsNullOrWhiteSpace(json),
            "No Asterisk 22 to compare with: put the line that `tests/pbx/pbx.sh start 22` prints into " + Variable + ".");
        using JsonDocument document = JsonDocument.Parse(json!);
        return (document.RootElement.GetProperty("host").GetString()!, document.RootElement.GetProperty("port").GetInt32());
    }
}
