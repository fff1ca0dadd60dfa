namespace AsteriskAmi.Simulator;

/// <summary>One account that clients of an <see cref="AmiSimulator"/> may log in with.</summary>
public sealed class AmiSimulatorAccount
{
    /// <summary>Creates an account.</summary>
    /// <param name="userName">The name; case does not matter at login.</param>
    /// <param name="secret">The password.</param>
    /// <param name="read">The classes of events it sees, by name with commas between ("call,agent,cdr", "all"); empty for none.</param>
    /// <param name="write">The classes of actions it may send, by name with commas between; empty for none.</param>
    public AmiSimulatorAccount(string userName, string secret, string read, string write)
    {
        UserName = userName;
        Secret = secret;
        Read = read;
        Write = write;
    }

    /// <summary>The name.</summary>
    public string UserName { get; }

    /// <summary>The password.</summary>
    public string Secret { get; }

    /// <summary>The classes of events it sees, by name with commas between.</summary>
    public string Read { get; }

    /// <summary>The classes of actions it may send, by name with commas between.</summary>
    public string Write { get; }

    /// <summary>Whether it may log in from this machine. When not, every login fails, as behind an ACL.</summary>
    public bool AddressPermitted { get; set; } = true;

    /// <summary>Whether it may be logged in more than once at a time.</summary>
    public bool AllowMultipleLogin { get; set; } = true;
}
