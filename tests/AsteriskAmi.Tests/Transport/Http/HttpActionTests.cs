using System;
using System.Text;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Transport.Http;
using Xunit;

namespace AsteriskAmi.Tests.Transport.Http;

public sealed class HttpActionTests
{
    [Fact]
    public void Each_header_is_a_parameter_in_its_place()
    {
        HttpAction action = Make(new AmiAction("Originate").Add("Variable", "a=1").Add("Channel", "Local/x@y").Add("Variable", "b=2"));

        Assert.Equal("Action=Originate&ActionID=id&Variable=a%3D1&Channel=Local%2Fx%40y&Variable=b%3D2", Text(action));
        Assert.Equal("Originate", action.Name);
        Assert.Equal("a=1", action["variable"]);
        Assert.Null(action["Nothing"]);
    }

    [Theory]
    [InlineData("1 + 1 = 2 & 100 %", "1%20%2B%201%20%3D%202%20%26%20100%20%25")]
    [InlineData("Zoë ☎ 😀", "Zo%C3%AB%20%E2%98%8E%20%F0%9F%98%80")]
    [InlineData("safe-._~", "safe-._~")]
    [InlineData("", "")]
    [InlineData(" a: b ", "%20a%3A%20b%20")]
    public void What_means_something_in_a_form_is_escaped(string value, string escaped) =>
        Assert.EndsWith("&Text=" + escaped, Text(Make(new AmiAction("UserEvent").Add("Text", value))), StringComparison.Ordinal);

    [Fact]
    public void A_name_is_escaped_too() =>
        Assert.EndsWith("&A%26B%3D=x", Text(Make(new AmiAction("UserEvent").Add("A&B=", "x"))), StringComparison.Ordinal);

    [Fact]
    public void A_request_that_Asterisk_would_not_take_is_refused()
    {
        var action = new AmiAction("UserEvent");
        for (int i = 0; i < 50; i++)
        {
            action.Add("Long" + i, new string('ä', 400));
        }

        AmiException e = Fails.With(AmiErrorCode.InvalidHeader, Make(action).CheckLength);

        Assert.Contains("UserEvent", e.Message, StringComparison.Ordinal);
        Assert.Contains("40960", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_longest_request_that_Asterisk_takes_passes()
    {
        var action = new AmiAction("UserEvent");
        for (int i = 0; i < 40; i++)
        {
            action.Add("Long", new string('x', 1000));
        }

        HttpAction made = Make(action);

        Assert.InRange(made.Body.Length, 40_000, HttpAction.MaxBodyBytes);
        made.CheckLength();
    }

    private static HttpAction Make(AmiAction action) => new(new AmiActionWriter().Write(action, "id"));

    private static string Text(HttpAction action) => Encoding.ASCII.GetString(action.Body);
}
