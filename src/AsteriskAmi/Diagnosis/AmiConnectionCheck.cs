using System;

namespace AsteriskAmi.Diagnosis;

/// <summary>One step of the check of a connection, and what came of it.</summary>
public sealed class AmiConnectionCheck
{
    internal AmiConnectionCheck(
        string computerName, int port, string name, AmiCheckStatus status, string detail, string cause, TimeSpan duration)
    {
        ComputerName = computerName;
        Port = port;
        Name = name;
        Status = status;
        Detail = detail;
        Cause = cause;
        Duration = duration;
    }

    /// <summary>The server's name or address, as given.</summary>
    public string ComputerName { get; }

    /// <summary>The server's port.</summary>
    public int Port { get; }

    /// <summary>
    /// The step: NameResolution, Tcp, Tls (where it is asked for), Banner (Http in its place over HTTP), Login, Privileges,
    /// ServerVersion, EventFlow, RoundTrip or WriteTimeout.
    /// </summary>
    public string Name { get; }

    /// <summary>What came of it.</summary>
    public AmiCheckStatus Status { get; }

    /// <summary>What was seen.</summary>
    public string Detail { get; }

    /// <summary>The likely cause and the cure; empty where all is well.</summary>
    public string Cause { get; }

    /// <summary>How long the step took.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The step and what came of it.</summary>
    /// <returns>Name: Status.</returns>
    public override string ToString() => Name + ": " + Status;
}
