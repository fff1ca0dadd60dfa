using System.IO;
using System.Text.Json;

namespace AsteriskAmi.CatalogTool;

/// <summary>A running Asterisk, as tests/pbx/pbx.sh describes it.</summary>
internal sealed class TestPbx
{
    internal const string UserName = "admin";
    internal const string Secret = "admin-test-secret";

    private TestPbx(string version, string host, int port, string documentation)
    {
        Version = version;
        Host = host;
        Port = port;
        Documentation = documentation;
    }

    internal string Version { get; }

    internal string Host { get; }

    internal int Port { get; }

    /// <summary>The path of its core-en_US.xml.</summary>
    internal string Documentation { get; }

    internal static TestPbx From(JsonElement described) => new(
        described.GetProperty("version").GetString()!,
        described.GetProperty("host").GetString()!,
        described.GetProperty("port").GetInt32(),
        // The instance's folder is srv/pbx-ID in the root of its branch.
        Path.GetFullPath(Path.Combine(
            described.GetProperty("run").GetString()!, "..", "..", "usr", "share", "asterisk", "documentation", "core-en_US.xml")));
}
