using System;
using System.Globalization;
using System.Threading;

namespace AsteriskAmi.Calls;

/// <summary>Ids for channels and commands that no other client and no other process makes.</summary>
internal static class UniqueId
{
    private static readonly string _prefix = "ami-" + Guid.NewGuid().ToString("N").Substring(0, 8) + ".";
    private static long _last;

    internal static string Next() => _prefix + Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
}
