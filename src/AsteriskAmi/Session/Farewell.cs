using System;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Session;

/// <summary>
/// The event with which Asterisk announces that it is shutting down, just before it closes its connections
/// (main/asterisk.c, really_quit). It is of class system.
/// </summary>
internal static class Farewell
{
    internal const string EventName = "Shutdown";

    /// <summary>Says what was announced, as the cause of a lost connection.</summary>
    internal static string Read(AmiMessage shutdown)
    {
        bool restarts = Is(shutdown, "Restart", "True");
        string calls = Is(shutdown, "Shutdown", "Cleanly") ? "gracefully, no call was left" : "with calls still up";
        return $"the server announced that it was shutting down {(restarts ? "to restart" : "to stop")} ({calls})";
    }

    private static bool Is(AmiMessage message, string header, string value) =>
        string.Equals(message.GetHeader(header), value, StringComparison.OrdinalIgnoreCase);
}
