using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using System.Xml.XPath;

namespace AsteriskAmi.CatalogTool;

/// <summary>
/// Reads actions and events out of Asterisk's own documentation (core-en_US.xml): names and structure only, none of
/// its sentences. Parts that it includes from elsewhere in the file are followed.
/// </summary>
internal sealed class DocumentationReader
{
    private const string ClassPrefix = "EVENT_FLAG_";
    private static readonly XName _include = XName.Get("include", "http://www.w3.org/2001/XInclude");

    private readonly XDocument _document;

    internal DocumentationReader(string path)
    {
        using XmlReader reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        _document = XDocument.Load(reader);
    }

    internal void ReadInto(ServerFacts facts)
    {
        foreach (XElement element in _document.Root!.Elements("manager"))
        {
            // Each build of voicemail documents its actions: the first one counts.
            string name = element.Attribute("name")!.Value;
            if (!facts.Actions.ContainsKey(name))
            {
                facts.Actions.Add(name, ReadAction(element, name));
            }
        }

        // Those of lists stand within their action.
        foreach (XElement element in _document.Descendants("managerEvent"))
        {
            string name = element.Attribute("name")!.Value;
            if (!facts.Events.TryGetValue(name, out EventFacts? known))
            {
                facts.Events.Add(name, known = new EventFacts(name) { Module = ModuleOf(element) });
            }

            foreach (XElement instance in element.Elements("managerEventInstance"))
            {
                ReadInstance(instance, known);
            }
        }
    }

    private ActionFacts ReadAction(XElement element, string name)
    {
        var action = new ActionFacts(name) { Module = ModuleOf(element), Since = SinceOf(element) };
        AddParameters(element.Element("syntax"), action.Parameters);
        return action;
    }

    private void ReadInstance(XElement instance, EventFacts known)
    {
        known.Class = instance.Attribute("class")!.Value.Substring(ClassPrefix.Length).ToLowerInvariant();
        known.Since ??= SinceOf(instance);
        AddParameters(instance.Element("syntax"), known.Headers);
        // Some are marked as required, which means nothing for what comes from the server.
        known.Headers.ForEach(header => header.IsRequired = false);
    }

    private void AddParameters(XElement? syntax, List<ParameterFacts> parameters)
    {
        foreach (XElement element in syntax is null ? Enumerable.Empty<XElement>() : Resolve(syntax.Elements()))
        {
            ParameterFacts? parameter = element.Name.LocalName switch
            {
                "parameter" => ReadParameter(element),
                "channel_snapshot" => new ParameterFacts("{" + element.Attribute("prefix")?.Value + "}"),
                "bridge_snapshot" => new ParameterFacts("[" + element.Attribute("prefix")?.Value + "]"),
                _ => null,
            };

            // Every action and every item of a list has an ActionID.
            if (parameter is not null && parameter.Name != "ActionID" && !parameters.Any(known => known.Name == parameter.Name))
            {
                parameters.Add(parameter);
            }
        }
    }

    private ParameterFacts ReadParameter(XElement element) => new(element.Attribute("name")!.Value)
    {
        IsRequired = element.Attribute("required")?.Value is "true" or "yes",
        IsRepeatable = element.Attribute("multiple")?.Value is "true" or "yes",
        Values = Resolve(element.Elements()).Where(e => e.Name.LocalName == "enumlist").SelectMany(list => list.Elements("enum"))
            .Select(one => one.Attribute("name")?.Value ?? string.Empty)
            .Where(IsPlainValue)
            .ToList(),
    };

    /// <summary>Whether it is a value to give, and no pattern of values such as system,call,log,... or name(...).</summary>
    private static bool IsPlainValue(string value) => value.Length > 0 && value.All(c => char.IsLetterOrDigit(c) || c is '_' or '-');

    private IEnumerable<XElement> Resolve(IEnumerable<XElement> elements) =>
        elements.SelectMany(element => element.Name == _include ? Resolve(Included(element)) : new[] { element });

    private IEnumerable<XElement> Included(XElement include)
    {
        string pointer = include.Attribute("xpointer")!.Value;
        string path = pointer.Substring("xpointer(".Length, pointer.Length - "xpointer()".Length);
        return path.Contains("node()", StringComparison.Ordinal)
            ? Enumerable.Empty<XElement>()
            : _document.XPathSelectElements(path.StartsWith('/') ? path : "/" + path);
    }

    private static string? ModuleOf(XElement element) => element.Attribute("module")?.Value;

    private static string? SinceOf(XElement element)
    {
        List<Version> versions = element.Elements("since").Elements("version").Select(v => Version.Parse(v.Value.Trim())).ToList();
        return versions.Count == 0 ? null : versions.Min()!.ToString();
    }
}
