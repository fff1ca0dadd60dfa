using System;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Simulator;
using Xunit;

namespace AsteriskAmi.Tests.Session;

/// <summary>
/// A real Asterisk that belongs to one test, which may kill it: where the tests have one of the branch to look at, another
/// is started beside it.
/// </summary>
internal sealed class OwnAsterisk : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly string _id;
    private readonly int _port;

    private OwnAsterisk(JsonElement described)
    {
        _id = described.GetProperty("id").GetString()!;
        _port = described.GetProperty("port").GetInt32();
        Folder = described.GetProperty("run").GetString()!;
    }

    /// <summary>Where its files are.</summary>
    internal string Folder { get; }

    /// <summary>Starts one; skips the test where none of the branch is to be had.</summary>
    internal static OwnAsterisk Start(string branch)
    {
        _ = RealAsterisk.Described(branch);
        using JsonDocument line = JsonDocument.Parse(Run("start", branch));
        return new OwnAsterisk(line.RootElement);
    }

    internal AmiConnectOptions Options(string user = "admin", Action<AmiConnectOptions>? change = null)
    {
        var options = new AmiConnectOptions(user, user + "-test-secret") { ComputerName = "127.0.0.1", Port = _port, Reconnect = true };
        change?.Invoke(options);
        return options;
    }

    /// <summary>Ends it without a good-bye, and starts it again.</summary>
    internal void Kill() => Run("restart", _id);

    /// <summary>Says something on its console when it has booted.</summary>
    internal void Say(string command)
    {
        Assert.Contains("fully booted", Run("cli", _id, "core waitfullybooted"), StringComparison.Ordinal);
        Run("cli", _id, command);
    }

    public void Dispose() => Run("stop", _id);

    private static string Run(params string[] arguments)
    {
        // Into a file: the server that it starts would inherit a pipe and hold it open.
        string output = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("bash");
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add("\"$0\" \"${@:2}\" >\"$1\" 2>&1 </dev/null");
            start.ArgumentList.Add(FindScript());
            start.ArgumentList.Add(output);
            Array.ForEach(arguments, start.ArgumentList.Add);
            using Process process = Process.Start(start)!;
            Assert.True(process.WaitForExit(_patience), "pbx.sh takes too long: " + string.Join(' ', arguments));
            return File.ReadAllText(output);
        }
        finally
        {
            File.Delete(output);
        }
    }

    private static string FindScript()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "tests", "pbx", "pbx.sh")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return Path.Combine(folder!, "tests", "pbx", "pbx.sh");
    }
}
