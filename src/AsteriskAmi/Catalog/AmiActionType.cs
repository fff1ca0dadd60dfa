using System;
using System.Collections.Generic;
using System.Linq;

namespace AsteriskAmi.Catalog;

/// <summary>What is known of an action of Asterisk 16 and 22.</summary>
public sealed class AmiActionType
{
    private readonly Lazy<IReadOnlyList<AmiActionParameter>> _parameters;

    /// <param name="fields">Name, branches, since, privilege, module, answer, parameters.</param>
    internal AmiActionType(string[] fields)
    {
        Name = fields[0];
        Versions = CatalogText.Versions(fields[1]);
        Since = fields[2];
        Privilege = fields[3] == "none" ? string.Empty : fields[3].Replace(' ', ',');
        Module = fields[4];
        Answer = AnswerOf(fields[5]);
        _parameters = new Lazy<IReadOnlyList<AmiActionParameter>>(
            () => new TextList<AmiActionParameter>(CatalogText.Tokens(fields[6]).Select(token => new AmiActionParameter(token))));
    }

    /// <summary>The action's name.</summary>
    public string Name { get; }

    /// <summary>The classes of which the account's write line needs one (call,reporting); empty when it needs none.</summary>
    public string Privilege { get; }

    /// <summary>How it is answered.</summary>
    public AmiAnswerKind Answer { get; }

    /// <summary>What it takes besides the ActionID that every action takes.</summary>
    public IReadOnlyList<AmiActionParameter> Parameters => _parameters.Value;

    /// <summary>The first version that had it.</summary>
    public string Since { get; }

    /// <summary>The branches, of those that the catalog was made from, that have it (16, 22).</summary>
    public string Versions { get; }

    /// <summary>The module that has it, without .so; builtin for Asterisk itself.</summary>
    public string Module { get; }

    /// <summary>Whether every Asterisk has it, whatever modules it has loaded.</summary>
    internal bool IsBuiltIn => Module == "builtin";

    /// <summary>The action's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    /// <summary>Finds a parameter by its name, in any case.</summary>
    internal AmiActionParameter? Find(string parameter) =>
        Parameters.FirstOrDefault(p => string.Equals(p.Name, parameter, StringComparison.OrdinalIgnoreCase));

    private static AmiAnswerKind AnswerOf(string field) => field switch
    {
        "response" => AmiAnswerKind.Response,
        "list" => AmiAnswerKind.List,
        "event" => AmiAnswerKind.Event,
        "text" => AmiAnswerKind.Text,
        _ => throw new FormatException($"Actions.txt knows no answer '{field}'."),
    };
}
