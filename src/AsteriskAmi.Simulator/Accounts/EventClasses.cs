using System;
using System.Collections.Generic;

namespace AsteriskAmi.Simulator.Accounts;

/// <summary>The classes of privileges, which are also the classes of events: a bit each, as Asterisk numbers them.</summary>
internal static class EventClasses
{
    internal const int None = 0;
    internal const int System = 1 << 0;
    internal const int Call = 1 << 1;
    internal const int Command = 1 << 4;
    internal const int Agent = 1 << 5;
    internal const int User = 1 << 6;
    internal const int Config = 1 << 7;
    internal const int Dtmf = 1 << 8;
    internal const int Reporting = 1 << 9;
    internal const int Cdr = 1 << 10;
    internal const int Dialplan = 1 << 11;
    internal const int Originate = 1 << 12;
    internal const int Agi = 1 << 13;
    internal const int Aoc = 1 << 16;
    internal const int Security = 1 << 18;
    internal const int Message = 1 << 19;
    internal const int All = int.MaxValue;

    // In the order in which a Privilege header lists them.
    private static readonly (string Name, int Bit)[] _names =
    {
        ("system", System), ("call", Call), ("log", 1 << 2), ("verbose", 1 << 3), ("command", Command),
        ("agent", Agent), ("user", User), ("config", Config), ("dtmf", Dtmf), ("reporting", Reporting), ("cdr", Cdr),
        ("dialplan", Dialplan), ("originate", Originate), ("agi", Agi), ("hook", 1 << 14), ("cc", 1 << 15),
        ("aoc", Aoc), ("test", 1 << 17), ("security", Security), ("message", Message), ("all", All),
    };

    /// <summary>Reads a list of names ("call,agent", "all", "none"). Names that are not known count for nothing.</summary>
    internal static int Parse(string text)
    {
        int mask = None;
        foreach (string part in text.Split(','))
        {
            foreach ((string name, int bit) in _names)
            {
                if (string.Equals(part.Trim(), name, StringComparison.OrdinalIgnoreCase))
                {
                    mask |= bit;
                }
            }
        }

        return mask;
    }

    /// <summary>Reads what a client asks for as its event mask: on, off, a number or a list of names.</summary>
    internal static int ParseEventMask(string text)
    {
        switch (text.Trim().ToUpperInvariant())
        {
            case "ON":
            case "TRUE":
            case "YES":
            case "1":
                return All;
            case "OFF":
            case "FALSE":
            case "NO":
            case "0":
                return None;
            default:
                return Parse(text);
        }
    }

    /// <summary>Writes the classes as a Privilege header does: "call,all".</summary>
    internal static string Format(int mask)
    {
        if (mask == None)
        {
            return "<none>";
        }

        var names = new List<string>();
        foreach ((string name, int bit) in _names)
        {
            if ((mask & bit) != 0)
            {
                names.Add(name);
            }
        }

        return string.Join(",", names);
    }
}
