using System;
using AsteriskAmi.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Protocol;

public class HeaderValueTests
{
    [Theory]
    [InlineData("00:00:01", 1)]
    [InlineData("00:01:00", 60)]
    [InlineData("23:59:59", 86_399)]
    [InlineData("24:00:00", 86_400)]
    [InlineData("100:00:01", 360_001)]
    [InlineData("1234:05:06", 4_442_706)]
    [InlineData("17", 17)]
    [InlineData("", 0)]
    [InlineData("abc", 0)]
    [InlineData("-00:00:01", 0)]
    [InlineData("1:2:", 0)]
    public void A_duration_is_hours_without_limit_minutes_and_seconds_or_just_seconds(string text, long seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), HeaderValue.Duration(Wire.Message("Event: A", "X: " + text), "X"));
    }

    [Theory]
    [InlineData("5", 5)]
    [InlineData("-1", -1)]
    [InlineData("", 0)]
    [InlineData("five", 0)]
    [InlineData("99999999999", 0)]
    public void A_number_that_is_none_is_zero(string text, int number)
    {
        Assert.Equal(number, HeaderValue.Integer(Wire.Message("Event: A", "X: " + text), "X"));
    }

    [Fact]
    public void A_header_that_is_not_there_gives_nothing()
    {
        AmiMessage message = Wire.Message("Event: A");

        Assert.Equal(string.Empty, HeaderValue.Text(message, "X"));
        Assert.Equal(0, HeaderValue.Integer(message, "X"));
        Assert.Equal(0.0, HeaderValue.Number(message, "X"));
        Assert.False(HeaderValue.Flag(message, "X"));
        Assert.Equal(TimeSpan.Zero, HeaderValue.Seconds(message, "X"));
        Assert.Equal(TimeSpan.Zero, HeaderValue.Duration(message, "X"));
        Assert.Null(HeaderValue.Moment(message, "X"));
    }

    [Fact]
    public void A_number_has_a_point_in_every_culture()
    {
        Assert.Equal(66.7, HeaderValue.Number(Wire.Message("Event: A", "X: 66.7"), "X"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("")]
    [InlineData("253402300800")]
    [InlineData("99999999999999999999")]
    public void A_moment_that_never_was_is_null(string text)
    {
        Assert.Null(HeaderValue.Moment(Wire.Message("Event: A", "X: " + text), "X"));
    }

    [Fact]
    public void A_moment_is_local_time()
    {
        DateTime? moment = HeaderValue.Moment(Wire.Message("Event: A", "X: 1795338748"), "X");

        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795338748).LocalDateTime, moment);
        Assert.Equal(DateTimeKind.Local, moment!.Value.Kind);
    }
}
