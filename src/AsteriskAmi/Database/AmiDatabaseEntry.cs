using AsteriskAmi.Session;

namespace AsteriskAmi.Database;

/// <summary>A value in Asterisk's own database (actions DBGet and DBGetTree).</summary>
public sealed class AmiDatabaseEntry
{
    internal AmiDatabaseEntry(string path, string value, AmiSession session)
    {
        int slash = path.IndexOf('/', 1);
        Path = path;
        Family = slash < 0 ? path.Substring(1) : path.Substring(1, slash - 1);
        Key = slash < 0 ? string.Empty : path.Substring(slash + 1);
        Value = value;
        Session = session;
    }

    /// <summary>The family: what stands before the first slash.</summary>
    public string Family { get; }

    /// <summary>The key in the family; may hold slashes.</summary>
    public string Key { get; }

    /// <summary>The value.</summary>
    public string Value { get; }

    /// <summary>Family and key, as Asterisk writes them: /family/key.</summary>
    public string Path { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>Family and key.</summary>
    /// <returns>The path.</returns>
    public override string ToString() => Path;
}
