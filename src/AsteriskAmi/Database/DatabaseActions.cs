using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Database;

/// <summary>Reads and changes Asterisk's own database. Names of families and keys are case-sensitive.</summary>
public static class DatabaseActions
{
    private const string ListCure = "Get-AmiDatabaseEntry lists what there is. Upper and lower case differ.";

    // Asterisk 16 cuts the answer to DBGet there (main/db.c: MAX_DB_FIELD), but not what DBGetTree lists.
    private const int WholeBytes = 255;

    // "/family/key", filled with blanks to 50 bytes, then ": " and the value, filled to 25 (main/db.c).
    private static readonly Regex _line = new(
        "^(/.+?) *: (.*?) *$", RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(1));

    /// <summary>Reads one value.</summary>
    /// <param name="session">The session.</param>
    /// <param name="family">The family.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.InvokeList"/>.</exception>
    public static AmiDatabaseEntry GetDatabaseEntry(
        this AmiSession session, string family, string key, CancellationToken cancellation = default)
    {
        // Asterisk drops blanks before a value: it would read the neighbour whose name has none.
        if (BeginsWithBlank(family) || BeginsWithBlank(key))
        {
            return Tree(session, null, cancellation).Find(entry => entry.Path == PathOf(family, key)) ?? throw Missing(PathOf(family, key));
        }

        try
        {
            AmiMessage item = session.InvokeList(new AmiAction("DBGet").Add("Family", family).Add("Key", key), cancellation).FirstOrDefault()
                ?? throw new AmiException(AmiErrorCode.ProtocolError, $"The server answered DBGet of {PathOf(family, key)} without an entry.");
            string value = HeaderValue.Text(item, "Val");
            return AmiText.Utf8.GetByteCount(value) < WholeBytes ? new AmiDatabaseEntry(PathOf(family, key), value, session)
                : Tree(session, PathOf(family, key).Substring(1), cancellation).Find(entry => entry.Path == PathOf(family, key))
                    ?? throw new AmiException(AmiErrorCode.NotFound, $"{PathOf(family, key)} was removed while it was read.");
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.NotFound)
        {
            throw Missing(PathOf(family, key), e);
        }
    }

    /// <summary>Lists values.</summary>
    /// <param name="session">The session.</param>
    /// <param name="family">One family, or the beginning of paths in it (family/sub); null for all.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The entries, in the server's order.</returns>
    /// <exception cref="AmiException">
    /// As for <see cref="AmiSession.InvokeList"/>. A server before 16.28 and 18.14 is asked by the console's command, which
    /// needs the privilege command.
    /// </exception>
    public static IReadOnlyList<AmiDatabaseEntry> GetDatabaseEntries(
        this AmiSession session, string? family = null, CancellationToken cancellation = default)
    {
        // Asterisk searches with SQL's LIKE: it takes _ and % for any character, and does not mind the case (main/db.c).
        return Tree(session, family, cancellation)
            .Where(entry => string.IsNullOrEmpty(family) || IsAtOrBelow(entry, "/" + family))
            .ToList();
    }

    /// <summary>Sets a value.</summary>
    /// <param name="session">The session.</param>
    /// <param name="family">The family; made if it does not exist.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.InvalidHeader"/>: the value begins with a blank, which Asterisk would drop, or the family or key
    /// with a blank or a slash; and as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void SetDatabaseEntry(
        this AmiSession session, string family, string key, string value, CancellationToken cancellation = default)
    {
        CheckName("family", family);
        CheckName("key", key);
        if (BeginsWithBlank(value))
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader, $"The value for {PathOf(family, key)} begins with a blank, which Asterisk drops. Remove it.");
        }

        session.Invoke(new AmiAction("DBPut").Add("Family", family).Add("Key", key).Add("Val", value), cancellation);
    }

    /// <summary>Removes one value.</summary>
    /// <param name="session">The session.</param>
    /// <param name="family">The family.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.ActionFailed"/>: there is none, as of those that begin with a blank; and as for
    /// <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void RemoveDatabaseEntry(
        this AmiSession session, string family, string key, CancellationToken cancellation = default)
    {
        // Asterisk drops blanks before a value: it would remove the neighbour whose name has none.
        if (BeginsWithBlank(family) || BeginsWithBlank(key))
        {
            throw new AmiException(AmiErrorCode.ActionFailed, $"There is no {PathOf(family, key)}. {ListCure}");
        }

        session.Invoke(
            new AmiAction("DBDel").Add("Family", family).Add("Key", key),
            "Database entry could not be deleted",
            $"There is no {PathOf(family, key)}. {ListCure}",
            cancellation);
    }

    /// <summary>Removes all values of a family, or a key with those below it (key/...).</summary>
    /// <param name="session">The session.</param>
    /// <param name="family">The family.</param>
    /// <param name="key">The key; null for the whole family.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>: there are none; and as for <see cref="GetDatabaseEntries"/>.
    /// </exception>
    public static int RemoveDatabaseTree(
        this AmiSession session, string family, string? key = null, CancellationToken cancellation = default)
    {
        string path = string.IsNullOrEmpty(key) ? "/" + family : PathOf(family, key!);
        List<AmiDatabaseEntry> found = Tree(session, path.Substring(1), cancellation);
        List<AmiDatabaseEntry> meant = found.Where(entry => IsAtOrBelow(entry, path)).ToList();
        if (meant.Count == 0)
        {
            throw new AmiException(AmiErrorCode.NotFound, $"There is nothing below {path}. {ListCure}");
        }

        // DBDelTree takes _ and % for any character and does not mind the case: it would remove the neighbours too.
        if (found.Count == meant.Count)
        {
            session.Invoke(new AmiAction("DBDelTree").Add("Family", family).AddOptional("Key", key), cancellation);
        }
        else
        {
            meant.ForEach(entry => session.RemoveDatabaseEntry(entry.Family, entry.Key, cancellation));
        }

        return meant.Count;
    }

    private static AmiException Missing(string path, AmiException? cause = null) =>
        new(AmiErrorCode.NotFound, $"There is no {path} in the database. {ListCure}", cause);

    private static bool IsAtOrBelow(AmiDatabaseEntry entry, string path) =>
        entry.Path.StartsWith(path, StringComparison.Ordinal) && (entry.Path.Length == path.Length || entry.Path[path.Length] == '/');

    private static string PathOf(string family, string key) => "/" + family + "/" + key;

    private static List<AmiDatabaseEntry> Tree(AmiSession session, string? family, CancellationToken cancellation)
    {
        try
        {
            return session.InvokeList(new AmiAction("DBGetTree").AddOptional("Family", family), cancellation)
                .Select(item => new AmiDatabaseEntry(HeaderValue.Text(item, "Key"), HeaderValue.Text(item, "Val"), session))
                .ToList();
        }
        catch (AmiException e) when (e.Answer?.GetHeader("Message")?.StartsWith("Invalid/unknown command", StringComparison.Ordinal) == true)
        {
            return session.Invoke(new AmiAction("Command").Add("Command", "database show"), cancellation).GetOutput()
                .Select(line => _line.Match(line))
                .Where(match => match.Success)
                .Select(match => new AmiDatabaseEntry(match.Groups[1].Value, match.Groups[2].Value, session))
                .ToList();
        }
    }

    private static bool BeginsWithBlank(string? text) => text?.Length > 0 && text[0] <= ' ';

    private static void CheckName(string what, string name)
    {
        if (string.IsNullOrEmpty(name) || name[0] is '/' or <= ' ' || name[name.Length - 1] == '/')
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader, $"'{name}' is no {what} of the database. Give it without a slash or a blank at its ends.");
        }
    }
}
