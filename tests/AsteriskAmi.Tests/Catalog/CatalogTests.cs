using System;
using System.Linq;
using AsteriskAmi.Catalog;
using Xunit;

namespace AsteriskAmi.Tests.Catalog;

public class CatalogTests
{
    [Theory]
    [InlineData("Cause", "16", 16)]
    [InlineData("cause", "16", 16)]
    [InlineData("Penalty", "-1", -1)]
    [InlineData("Lost", "2147483647", int.MaxValue)]
    public void Counts_and_codes_are_numbers(string name, string value, int number)
    {
        object converted = HeaderTypes.Convert(name, value);

        Assert.IsType<int>(converted);
        Assert.Equal(number, converted);
    }

    [Fact]
    public void A_number_too_large_for_an_int_is_a_long()
    {
        Assert.Equal(4_000_000_000L, Assert.IsType<long>(HeaderTypes.Convert("Count", "4000000000")));
    }

    [Theory]
    [InlineData("Exten", "0100")]
    [InlineData("Exten", "100")]
    [InlineData("CallerIDNum", "0301234")]
    [InlineData("CallerIDNum", "301234")]
    [InlineData("Uniqueid", "1795339292.84")]
    [InlineData("Linkedid", "1795339292")]
    [InlineData("ActionID", "7")]
    [InlineData("Queue", "100")]
    [InlineData("Mailbox", "100")]
    [InlineData("Channel", "1")]
    public void Ids_and_what_people_dial_stay_text(string name, string value)
    {
        Assert.Equal(value, Assert.IsType<string>(HeaderTypes.Convert(name, value)));
    }

    [Theory]
    [InlineData("Duration", "00:00:05")]
    [InlineData("Status", "Fully Booted")]
    [InlineData("Cause", "")]
    [InlineData("Cause", "16 ")]
    [InlineData("Cause", "1e3")]
    [InlineData("Cause", "99999999999999999999")]
    public void A_value_that_is_no_number_stays_text(string name, string value)
    {
        Assert.Equal(value, Assert.IsType<string>(HeaderTypes.Convert(name, value)));
    }

    [Fact]
    public void Event_names_are_sorted_and_each_stands_there_once()
    {
        Assert.Equal(EventNames.All.Order(StringComparer.OrdinalIgnoreCase), EventNames.All);
        Assert.Equal(EventNames.All.Count, EventNames.All.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Contains("Hangup", EventNames.All);
        Assert.Contains("OriginateResponse", EventNames.All);
    }
}
