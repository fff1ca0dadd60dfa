namespace AsteriskAmi.Queues;

/// <summary>A member that is to be added to queues.</summary>
public sealed class AmiNewQueueMember
{
    /// <summary>Creates one.</summary>
    /// <param name="interfaceName">What is called to reach it: PJSIP/1001, Local/1001@phones.</param>
    public AmiNewQueueMember(string interfaceName)
    {
        Interface = interfaceName;
    }

    /// <summary>What is called to reach it.</summary>
    public string Interface { get; }

    /// <summary>Its name; its interface unless given.</summary>
    public string? Name { get; set; }

    /// <summary>The device whose state stands for its own; its interface unless given.</summary>
    public string? StateInterface { get; set; }

    /// <summary>Its penalty, 0 or more; members with a lower one are called first.</summary>
    public int Penalty { get; set; }

    /// <summary>Whether it begins paused.</summary>
    public bool Paused { get; set; }

    /// <summary>Why it is paused; null for no reason.</summary>
    public string? PausedReason { get; set; }
}
