using System;
using System.Collections.Generic;
using System.Globalization;
using AsteriskAmi.Session;

namespace AsteriskAmi.Bench;

/// <summary>The options behind the verb: --name value.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    internal Options(string[] args)
    {
        for (int i = 1; i < args.Length; i += 2)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == args.Length)
            {
                throw new ArgumentException($"'{args[i]}' is no option with a value.");
            }

            _values[args[i][2..]] = args[i + 1];
        }
    }

    internal string Host => Text("host", "127.0.0.1");

    internal int Port => Number("port", AmiConnectOptions.DefaultPort);

    internal string User => Text("user", "admin");

    internal string Secret => Text("secret", string.Empty);

    internal string Text(string name, string otherwise) => _values.GetValueOrDefault(name, otherwise);

    internal int Number(string name, int otherwise) =>
        _values.TryGetValue(name, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    internal AmiSession Connect() =>
        AmiSession.Connect(new AmiConnectOptions(User, Secret) { ComputerName = Host, Port = Port });
}
