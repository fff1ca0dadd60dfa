namespace AsteriskAmi.Dialplan;

/// <summary>What an entry of the dialplan is.</summary>
public enum AmiDialplanKind
{
    /// <summary>An application that is run at one priority of an extension.</summary>
    Step,

    /// <summary>Which devices show the state of an extension.</summary>
    Hint,

    /// <summary>A context that is included.</summary>
    Include,

    /// <summary>A switch: another dialplan that is asked.</summary>
    Switch,

    /// <summary>A pattern of digits behind which the dial tone goes on.</summary>
    IgnorePattern,
}
