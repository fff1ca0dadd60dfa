using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Database;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Reads values of Asterisk's own database.</summary>
[Cmdlet(VerbsCommon.Get, "AmiDatabaseEntry")]
[SendsAction("DBGet", "DBGetTree")]
[OutputType(typeof(AmiDatabaseEntry))]
public sealed class GetAmiDatabaseEntryCommand : AmiReadCmdlet<AmiDatabaseEntry>
{
    /// <summary>The family, wildcards allowed; all unless given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DatabaseFamilyCompleter))]
    public string? Family { get; set; }

    /// <summary>The key, wildcards allowed; all of the family unless given.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DatabaseKeyCompleter))]
    public string? Key { get; set; }

    /// <inheritdoc/>
    protected override IEnumerable<AmiDatabaseEntry> Read(AmiSession session, CancellationToken cancellation)
    {
        bool isPlain = Family is not null && !WildcardPattern.ContainsWildcardCharacters(Family);

        // Without backticks, which take their meaning from * and [.
        string? family = isPlain ? WildcardPattern.Unescape(Family) : null;
        if (isPlain && Key is not null && !WildcardPattern.ContainsWildcardCharacters(Key))
        {
            return new[] { session.GetDatabaseEntry(family!, WildcardPattern.Unescape(Key), cancellation) };
        }

        IReadOnlyList<AmiDatabaseEntry> entries = session.GetDatabaseEntries(family, cancellation);
        if (isPlain && Key is null)
        {
            return entries.Count > 0 ? entries : throw new AmiException(
                AmiErrorCode.NotFound, $"There is no family '{family}' in the database. Get-AmiDatabaseEntry without parameters lists all. Upper and lower case differ.");
        }

        // Names that differ in case are different ones in the database.
        var pattern = new WildcardPattern($"/{(isPlain ? WildcardPattern.Escape(family) : Family ?? "*")}/{Key ?? "*"}");
        return entries.Where(entry => pattern.IsMatch(entry.Path));
    }
}
