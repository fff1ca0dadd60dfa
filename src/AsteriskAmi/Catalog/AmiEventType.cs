using System;
using System.Collections.Generic;

namespace AsteriskAmi.Catalog;

/// <summary>What is known of an event, or of an item of a list.</summary>
public sealed class AmiEventType
{
    private static readonly string[] _channel =
    {
        "Channel", "ChannelState", "ChannelStateDesc", "CallerIDNum", "CallerIDName", "ConnectedLineNum", "ConnectedLineName",
        "Language", "AccountCode", "Context", "Exten", "Priority", "Uniqueid", "Linkedid", "ChanVariable",
    };

    private static readonly string[] _bridge =
    {
        "BridgeUniqueid", "BridgeType", "BridgeTechnology", "BridgeCreator", "BridgeName", "BridgeNumChannels",
        "BridgeVideoSourceMode", "BridgeVideoSource",
    };

    private readonly Lazy<IReadOnlyList<AmiEventHeader>> _headers;

    /// <param name="fields">Name, branches, since, class, module, headers.</param>
    internal AmiEventType(string[] fields)
    {
        Name = fields[0];
        Versions = CatalogText.Versions(fields[1]);
        Since = fields[2];
        Class = fields[3];
        Module = fields[4];
        _headers = new Lazy<IReadOnlyList<AmiEventHeader>>(() => new TextList<AmiEventHeader>(ReadHeaders(fields[5])));
    }

    /// <summary>The event's name.</summary>
    public string Name { get; }

    /// <summary>The class that the account's read line needs; empty for an item of a list, which comes to whoever asked for it.</summary>
    public string Class { get; }

    /// <summary>What it may tell, besides Privilege.</summary>
    public IReadOnlyList<AmiEventHeader> Headers => _headers.Value;

    /// <summary>The first version that had it.</summary>
    public string Since { get; }

    /// <summary>The branches that have it (16, 22), or for one that is gone the last that had it (up to 11).</summary>
    public string Versions { get; }

    /// <summary>The module that sends it, without .so; builtin for Asterisk itself.</summary>
    public string Module { get; }

    /// <summary>The event's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    private List<AmiEventHeader> ReadHeaders(string text)
    {
        var headers = new List<AmiEventHeader>();
        foreach (CatalogToken token in CatalogText.Tokens(text))
        {
            string prefix = token.Name.Substring(1, Math.Max(0, token.Name.Length - 2));
            string[]? snapshot = token.Name[0] == '{' ? _channel : token.Name[0] == '[' ? _bridge : null;
            if (snapshot is null)
            {
                headers.Add(new AmiEventHeader(Name, token.Name, token.IsRepeatable, token.Values));
                continue;
            }

            foreach (string header in snapshot)
            {
                headers.Add(new AmiEventHeader(Name, prefix + header, header == "ChanVariable", Array.Empty<string>()));
            }
        }

        return headers;
    }
}
