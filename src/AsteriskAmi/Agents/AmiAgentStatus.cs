namespace AsteriskAmi.Agents;

/// <summary>What an agent does.</summary>
public enum AmiAgentStatus
{
    /// <summary>The server does not know.</summary>
    Unknown,

    /// <summary>Not logged in.</summary>
    LoggedOff,

    /// <summary>Logged in, in no call.</summary>
    Idle,

    /// <summary>In a call.</summary>
    OnCall,
}
