using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Catalog;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// Shows a message's headers to PowerShell as properties, typed by the catalog. A repeated header is an array. The
/// session it came from can be asked for by name, but is not listed: what is exported are the headers.
/// </summary>
public sealed class AmiMessageAdapter : PSPropertyAdapter
{
    private const string SessionProperty = "Session";

    /// <inheritdoc/>
    public override Collection<PSAdaptedProperty> GetProperties(object baseObject)
    {
        var properties = new Collection<PSAdaptedProperty>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, string> header in Message(baseObject).GetAllHeaders())
        {
            if (seen.Add(header.Key))
            {
                properties.Add(new PSAdaptedProperty(header.Key, null));
            }
        }

        return properties;
    }

    /// <inheritdoc/>
    public override PSAdaptedProperty? GetProperty(object baseObject, string propertyName)
    {
        AmiMessage message = Message(baseObject);
        return message.GetHeader(propertyName) is not null || IsHiddenSession(message, propertyName)
            ? new PSAdaptedProperty(propertyName, null)
            : null;
    }

    /// <inheritdoc/>
    public override object? GetPropertyValue(PSAdaptedProperty adaptedProperty)
    {
        AmiMessage message = Message(adaptedProperty?.BaseObject);
        IReadOnlyList<string> values = message.GetHeaders(adaptedProperty!.Name);
        return values.Count switch
        {
            0 => IsHiddenSession(message, adaptedProperty.Name) ? message.Source : null,
            1 => HeaderTypes.Convert(message, adaptedProperty.Name, values[0]),
            _ => values.Select(value => HeaderTypes.Convert(message, adaptedProperty.Name, value)).ToArray(),
        };
    }

    /// <inheritdoc/>
    public override string GetPropertyTypeName(PSAdaptedProperty adaptedProperty)
    {
        // A moment that never was is null; its type is known all the same.
        Type? type = GetPropertyValue(adaptedProperty)?.GetType();
        return (type ?? HeaderTypes.ClrType(HeaderTypes.Of(Message(adaptedProperty.BaseObject).EventName, adaptedProperty.Name))).FullName!;
    }

    /// <inheritdoc/>
    public override bool IsGettable(PSAdaptedProperty adaptedProperty) => true;

    /// <inheritdoc/>
    public override bool IsSettable(PSAdaptedProperty adaptedProperty) => false;

    /// <inheritdoc/>
    public override void SetPropertyValue(PSAdaptedProperty adaptedProperty, object value) =>
        throw new SetValueException($"The header {adaptedProperty?.Name} is what the server sent and cannot be changed.");

    /// <inheritdoc/>
    public override Collection<string> GetTypeNameHierarchy(object baseObject)
    {
        AmiMessage message = Message(baseObject);
        var names = new Collection<string>();
        if (message.EventName is string name)
        {
            names.Add("AsteriskAmi.Event#" + name);
            names.Add("AsteriskAmi.Event");
        }
        else
        {
            names.Add("AsteriskAmi.Response");
        }

        names.Add(typeof(AmiMessage).FullName!);
        names.Add(typeof(object).FullName!);
        return names;
    }

    private static bool IsHiddenSession(AmiMessage message, string name) =>
        message.Source is not null && string.Equals(name, SessionProperty, StringComparison.OrdinalIgnoreCase);

    private static AmiMessage Message(object? baseObject) =>
        baseObject as AmiMessage ?? throw new ArgumentException("This adapter shows AMI messages only.", nameof(baseObject));
}
