using System;
using System.Diagnostics;
using System.IO;
using System.Text.Json;

namespace AsteriskAmi.Proofs.Faults;

/// <summary>A real Asterisk of our own, by tests/pbx/pbx.sh.</summary>
internal sealed class Pbx : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly string _script;
    private readonly string _id;

    private Pbx(string script, JsonElement line)
    {
        _script = script;
        _id = line.GetProperty("id").GetString()!;
        Version = line.GetProperty("version").GetString()!;
        Port = line.GetProperty("port").GetInt32();
        SipPort = line.GetProperty("sipPort").GetInt32();
    }

    internal string Version { get; }

    internal int Port { get; }

    internal int SipPort { get; }

    /// <summary>Starts one.</summary>
    /// <returns>The server; null, after saying why, where none is to be had.</returns>
    internal static Pbx? Start(int branch)
    {
        string script = FindScript();
        (int code, string output, string error) = Run(script, "start", $"{branch}");
        if (code != 0)
        {
            Console.Error.WriteLine($"No Asterisk {branch}: {error.Trim()}");
            return null;
        }

        using JsonDocument line = JsonDocument.Parse(output);
        return new Pbx(script, line.RootElement);
    }

    /// <summary>Ends it without a good-bye (kill -9) and brings it up again on the same port.</summary>
    internal void KillAndRestart() => Must("restart", _id);

    /// <summary>
    /// Says something on the console of a server that has booted, and does not mind when it ends instead of answering.
    /// </summary>
    internal void Say(string command)
    {
        // A server that has just begun takes logins well before it takes such commands.
        if (!FaultRig.Until(() => Run(_script, "cli", _id, "core waitfullybooted").Output.Contains("fully booted", StringComparison.Ordinal)))
        {
            throw new ViolationException("the server does not boot");
        }

        Run(_script, "cli", _id, command);
    }

    public void Dispose() => Run(_script, "stop", _id);

    private void Must(params string[] arguments)
    {
        (int code, _, string error) = Run(_script, arguments);
        if (code != 0)
        {
            throw new ViolationException($"pbx.sh {string.Join(' ', arguments)} failed: {error.Trim()}");
        }
    }

    private static string FindScript()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string script = Path.Combine(folder, "tests", "pbx", "pbx.sh");
            if (File.Exists(script))
            {
                return script;
            }
        }

        throw new ViolationException("tests/pbx/pbx.sh is not above " + AppContext.BaseDirectory);
    }

    private static (int Code, string Output, string Error) Run(string script, params string[] arguments)
    {
        // The server that it starts would inherit pipes and hold them open: it writes to files.
        string output = Path.GetTempFileName();
        string error = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("bash");
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add("\"$0\" \"${@:3}\" >\"$1\" 2>\"$2\" </dev/null");
            start.ArgumentList.Add(script);
            start.ArgumentList.Add(output);
            start.ArgumentList.Add(error);
            Array.ForEach(arguments, start.ArgumentList.Add);
            using Process process = Process.Start(start)!;
            if (!process.WaitForExit(_patience))
            {
                process.Kill(entireProcessTree: true);
                return (-1, string.Empty, "it takes longer than " + _patience);
            }

            return (process.ExitCode, File.ReadAllText(output), File.ReadAllText(error));
        }
        finally
        {
            File.Delete(output);
            File.Delete(error);
        }
    }
}
