using System;
using System.Linq;
using AsteriskAmi.Session;
using Xunit;

namespace AsteriskAmi.Tests.Catalog;

/// <summary>PowerShell takes an enum's 0 for false: where a property has none at times, none of its values may be it.</summary>
public class EnumTests
{
    [Fact]
    public void What_is_there_is_true()
    {
        Type[] optional = typeof(AmiSession).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetProperties())
            .Select(property => Nullable.GetUnderlyingType(property.PropertyType))
            .OfType<Type>()
            .Where(type => type.IsEnum)
            .Distinct()
            .ToArray();
        Assert.NotEmpty(optional);
        Assert.DoesNotContain(optional, type => Enum.IsDefined(type, 0));
    }
}
