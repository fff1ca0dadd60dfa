using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Configuration;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that reads a configuration file.</summary>
/// <typeparam name="T">What it reads.</typeparam>
public abstract class AmiConfigReadCmdlet<T> : AmiReadCmdlet<T>
{
    /// <summary>The file's name, in the configuration folder: queues.conf.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConfigFileCompleter))]
    public string File { get; set; } = string.Empty;

    /// <summary>The categories' names, wildcards allowed; all unless given.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConfigCategoryCompleter))]
    public string[]? Category { get; set; }

    /// <summary>The categories that were asked for; an error for one that is not there.</summary>
    private protected IEnumerable<AmiConfigCategory> Categories(AmiSession session, CancellationToken cancellation)
    {
        var selection = new NameSelection(Category);
        IReadOnlyList<AmiConfigCategory> all = session.GetConfig(File, cancellation);
        foreach (AmiConfigCategory category in all.Where(one => selection.Fits(one.Category)))
        {
            yield return category;
        }

        string? missing = Category?.FirstOrDefault(
            name => !WildcardPattern.ContainsWildcardCharacters(name) && !all.Any(one => NameSelection.IsSame(one.Category, name)));
        if (missing is not null)
        {
            throw new AmiException(AmiErrorCode.NotFound, $"{File} has no category [{missing}]. Get-AmiConfigCategory lists what it has.");
        }
    }
}
