using System;
using System.Globalization;

namespace AsteriskAmi.Proofs;

/// <summary>The command line: a verb, then options with a number each.</summary>
internal sealed class Arguments
{
    private readonly string[] _args;

    internal Arguments(string[] args) => _args = args;

    internal string Verb => _args.Length > 0 ? _args[0] : string.Empty;

    /// <summary>The number behind an option (--seconds 60), or the one to take where the option is not given.</summary>
    internal int Number(string option, int otherwise)
    {
        int at = Array.IndexOf(_args, "--" + option);
        return at < 0 ? otherwise : int.Parse(_args[at + 1], CultureInfo.InvariantCulture);
    }
}
