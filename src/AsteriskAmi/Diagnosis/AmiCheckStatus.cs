namespace AsteriskAmi.Diagnosis;

/// <summary>What came of one step of a check.</summary>
public enum AmiCheckStatus
{
    /// <summary>All is well.</summary>
    Passed,

    /// <summary>It works, but something is amiss or will be.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Failed,

    /// <summary>A step before it failed on which it depends.</summary>
    NotReached,

    /// <summary>It could not be found out; that is no fault.</summary>
    NotChecked,
}
