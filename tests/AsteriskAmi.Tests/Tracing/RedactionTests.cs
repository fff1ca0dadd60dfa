using System.Collections.Generic;
using System.Linq;
using System.Text;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tracing;
using Xunit;

namespace AsteriskAmi.Tests.Tracing;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("Secret: hunter2", "Secret: ***")]
    [InlineData("secret:hunter2", "secret:***")]
    [InlineData("SECRET : hunter2", "SECRET : ***")]
    [InlineData("Key: 0123abcd", "Key: ***")]
    [InlineData("Challenge: 624917014", "Challenge: ***")]
    [InlineData("Password: hunter2", "Password: ***")]
    [InlineData("Md5Cred: 0123abcd", "Md5Cred: ***")]
    [InlineData("OauthSecret: hunter2", "OauthSecret: ***")]
    [InlineData("RefreshToken: hunter2", "RefreshToken: ***")]
    [InlineData("PasswordDigest: MD5:0123", "PasswordDigest: ***")]
    [InlineData("NewPassword: 4242", "NewPassword: ***")]
    [InlineData("ReceivedHash: 0123", "ReceivedHash: ***")]
    [InlineData("ExpectedResponse: 0123", "ExpectedResponse: ***")]
    [InlineData("Authorization: Digest username=\"a\", response=\"0123\"", "Authorization: ***")]
    [InlineData("Proxy-Authorization: Basic aHVudGVyMg==", "Proxy-Authorization: ***")]
    [InlineData("Cookie: mansession_id=\"0123\"", "Cookie: ***")]
    [InlineData("Set-Cookie: mansession_id=\"0123\"; Version=1", "Set-Cookie: ***")]
    [InlineData("Pin: 4242", "Pin: ***")]
    [InlineData("Password: ", "Password: ")]
    [InlineData("Password:", "Password:")]
    public void A_header_that_holds_a_secret_keeps_its_name_alone(string line, string shown) => Assert.Equal(shown, Show(line));

    [Theory]
    [InlineData("Username: admin")]
    [InlineData("Channel: PJSIP/secret-00000001")]
    [InlineData("Message: Authentication failed")]
    [InlineData("UsingPassword: 1")]
    [InlineData("Response: Success")]
    [InlineData("Value: 1: 2")]
    [InlineData("AuthType: MD5")]
    [InlineData("Event: VoicemailPasswordChange")]
    [InlineData("Line-000001-000000: 3")]
    [InlineData("Ping: Pong")]
    [InlineData("OutboundAuth: ")]
    [InlineData("DtlsPrivateKey: /etc/keys/a.pem")]
    [InlineData("Output:   indented,  with   gaps")]
    [InlineData("no colon at all")]
    [InlineData(": no name")]
    public void Whatever_is_no_secret_stays_as_it_is(string line) => Assert.Equal(line, Show(line));

    [Theory]
    [InlineData("Line-000000-000003: password=hunter2", "Line-000000-000003: password=***")]
    [InlineData("Line-000000-000003: secret=a=b", "Line-000000-000003: secret=***")]
    [InlineData("Line-000000-000003: md5secret=0123", "Line-000000-000003: md5secret=***")]
    [InlineData("Line-000000-000003: md5_cred=0123", "Line-000000-000003: md5_cred=***")]
    [InlineData("Line-000000-000003: register=alice:hunter2@example.org/1", "Line-000000-000003: register=***")]
    [InlineData("Line-000000-000003: pin=4242", "Line-000000-000003: pin=***")]
    [InlineData("Line-000000-000003: conf=1000,4242,9999", "Line-000000-000003: conf=1000,***")]
    [InlineData("Line-000001-000000: 100=4242,Test Mailbox,test@localhost", "Line-000001-000000: 100=***,Test Mailbox,test@localhost")]
    [InlineData("Line-000001-000000: 100=4242", "Line-000001-000000: 100=***")]
    [InlineData("Line-000000-000000: setvar=SIP_PASSWORD=hunter2", "Line-000000-000000: setvar=SIP_PASSWORD=***")]
    [InlineData("Line-000000-000002: username=1001", "Line-000000-000002: username=1001")]
    [InlineData("Line-000000-000001: auth_type=userpass", "Line-000000-000001: auth_type=userpass")]
    [InlineData("Line-000000-000001: outbound_auth=trunk", "Line-000000-000001: outbound_auth=trunk")]
    [InlineData("Line-000000-000004: exten=100,1,Answer()", "Line-000000-000004: exten=100,1,Answer()")]
    public void In_a_line_of_configuration_the_setting_tells(string line, string shown) => Assert.Equal(shown, Show(line));

    [Fact]
    public void In_an_update_of_configuration_the_variable_of_the_same_number_tells_in_any_order() => Assert.Equal(
        [
            "Action: UpdateConfig",
            "Value-000000: ***",
            "Match-000000: ***",
            "Value-000001: visible",
            "Var-000000: secret",
            "Var-000001: context",
            "value-000002: ***",
            "VAR-000002: Password",
            "Value-000003: ***,Name",
            "Var-000003: 100",
        ],
        Redact(
            "Action: UpdateConfig",
            "Value-000000: hunter2",
            "Match-000000: hunter1",
            "Value-000001: visible",
            "Var-000000: secret",
            "Var-000001: context",
            "value-000002: hunter3",
            "VAR-000002: Password",
            "Value-000003: 4242,Name",
            "Var-000003: 100"));

    [Theory]
    [InlineData("""{"a":{"secret":"hunter2","context":"x"}}""", """{"a":{"secret":"***","context":"x"}}""")]
    [InlineData("""{"1001":{"type":"auth" , "password" : "a\"b,c\\","md5_cred":""}}""", """{"1001":{"type":"auth" , "password" : "***","md5_cred":""}}""")]
    [InlineData("""{"default":{"100":"4242,Name,mail"}}""", """{"default":{"100":"***,Name,mail"}}""")]
    [InlineData("""{"a":{"pin":4242,"x":1}}""", """{"a":{"pin":***,"x":1}}""")]
    [InlineData("""{"a":{"secret":"hunter2""", """{"a":{"secret":"***""")]
    [InlineData("""{"a":{"secret":"hunter\""", """{"a":{"secret":"***""")]
    [InlineData("""{"a":{"secret":"hunter\"x""", """{"a":{"secret":"***""")]
    [InlineData("""{"a":{"secret":""", """{"a":{"secret":""")]
    [InlineData("""{"a":["secret","x"]}""", """{"a":["secret","x"]}""")]
    [InlineData("{}", "{}")]
    [InlineData("\"", "\"")]
    public void In_json_the_name_tells_wherever_it_is_cut_off(string json, string shown) =>
        Assert.Equal("JSON: " + shown.TrimEnd('"'), Show("JSON: " + json).TrimEnd('"'));

    [Theory]
    [InlineData("Output:  password                 : hunter2", "Output:  password                 : ***")]
    [InlineData("Output:  oauth_secret             : ", "Output:  oauth_secret             : ")]
    [InlineData("Output:             secret: <Set>", "Output:             secret: ***")]
    [InlineData("Output:                         secret  hunter2", "Output:                         secret  ***")]
    [InlineData("Output: DB_PASSWORD=hunter2", "Output: DB_PASSWORD=***")]
    [InlineData(" password       : hunter2", " password       : ***")]
    [InlineData("password=ab:cd", "password=***")]
    [InlineData("AppData: SIPHEADER(Authorization)=Basic aHVudGVyMg==", "AppData: SIPHEADER(Authorization)=***")]
    [InlineData("Body: {\"user\":\"a\",\"password\":\"hunter2\"}", "Body: {\"user\":\"a\",\"password\":***")]
    [InlineData("Variable: A=1,PASSWORD=hunter2,B=2", "Variable: A=1,PASSWORD=***")]
    [InlineData("Variable: PIN=4242", "Variable: PIN=***")]
    [InlineData("ChanVariable: PASS=hunter2", "ChanVariable: PASS=***")]
    [InlineData("ChanVariable(PJSIP/1-1): __sip_secret=hunter2", "ChanVariable(PJSIP/1-1): __sip_secret=***")]
    [InlineData("Uri: https://pbx.example.org/?password=hunter2", "Uri: https://pbx.example.org/?password=***")]
    public void In_a_text_nothing_is_shown_behind_a_word_that_names_a_secret(string line, string shown) => Assert.Equal(shown, Show(line));

    [Fact]
    public void A_table_with_a_column_of_secrets_shows_no_row() => Assert.Equal(
        ["Response: Success", "Output: Username         Secret           ***", "Output: ***", "Output: ***", "Output: "],
        Redact(
            "Response: Success",
            "Output: Username         Secret           Authen",
            "Output: alice            hunter2          00000003",
            "Output: bob              hunter3          00000003",
            "Output: "));

    [Fact]
    public void The_value_of_a_variable_is_judged_by_the_name_of_the_variable()
    {
        Assert.Equal(["Event: VarSet", "Variable: SIP_PASSWORD", "Value: ***"], Redact("Event: VarSet", "Variable: SIP_PASSWORD", "Value: hunter2"));
        Assert.Equal(["Action: SetVar", "Value: ***", "Variable: PIN"], Redact("Action: SetVar", "Value: 4242", "Variable: PIN"));
        Assert.Equal(["Event: VarSet", "Variable: PLACE", "Value: here"], Redact("Event: VarSet", "Variable: PLACE", "Value: here"));
    }

    [Fact]
    public void A_key_of_the_database_is_no_secret_but_tells_whether_its_value_is()
    {
        Assert.Equal(["Action: DBPut", "Key: password", "Val: ***"], Redact("Action: DBPut", "Key: password", "Val: hunter2"));
        Assert.Equal(["Event: DBGetResponse", "Val: ***", "Key: pin"], Redact("Event: DBGetResponse", "Val: 4242", "Key: pin"));
        Assert.Equal(["Action: DBGet", "Family: cidname", "Key: 100"], Redact("Action: DBGet", "Family: cidname", "Key: 100"));
        Assert.Equal(["Event: DBGetResponse", "Key: 100", "Val: x"], Redact("Event: DBGetResponse", "Key: 100", "Val: x"));
        Assert.Equal(["Action: Login", "Key: ***"], Redact("Action: Login", "Key: 100"));
    }

    // main/security_events.c: the hash that came, and the one that would have been right.
    [Fact]
    public void A_failed_challenge_shows_neither_hash() => Assert.Equal(
        ["Event: ChallengeResponseFailed", "AccountID: admin", "Challenge: ***", "Response: ***", "ExpectedResponse: ***"],
        Redact("Event: ChallengeResponseFailed", "AccountID: admin", "Challenge: 1", "Response: 2", "ExpectedResponse: 3"));

    [Fact]
    public void A_secret_that_goes_on_behind_a_bare_line_feed_is_replaced_to_its_end() => Assert.Equal(
        ["Event: X", "Password: ***␊", "***␊", "***", "Other: seen"],
        Redaction.Lines(Wire.Bytes("Event: X\r\nPassword: hunter2\nhunter3\nhunter4\r\nOther: seen")));

    [Fact]
    public void Line_ends_and_control_characters_are_shown_as_pictures() => Assert.Equal(
        ["Message: two␊", "lines", "Output: ␛[31mred\ttab ␀ � \u00fc ☎"],
        Redaction.Lines(Wire.Bytes("Message: two\nlines\r\nOutput: \u001b[31mred\ttab \0 \u009b \u00fc ☎\r\n\r\n")));

    [Fact]
    public void Bytes_that_are_not_utf8_are_shown_as_latin1() =>
        Assert.Equal(["Exten: caf\u00e9"], Redaction.Lines([.. Encoding.ASCII.GetBytes("Exten: caf"), 0xe9]));

    [Fact]
    public void An_over_long_line_is_cut_behind_its_redaction()
    {
        string far = new('x', Redaction.LongestLine);
        Assert.EndsWith("... (9 characters more)", Show("Value: xx" + far), System.StringComparison.Ordinal);
        Assert.Equal("Password: ***", Show("Password: " + far + "hunter2"));
        Assert.DoesNotContain("hunter2", Show("Variable: A=" + far + ",PASSWORD=hunter2"), System.StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", Show("JSON: {\"secret\":\"hunter2\",\"a\":\"" + far + "\"}"), System.StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", Show("JSON: {\"secret\":\"" + far + "hunter2"), System.StringComparison.Ordinal);
    }

    [Fact]
    public void Blank_lines_of_what_an_old_server_prints_stay() => Assert.Equal(
        ["Response: Follows", "Privilege: Command", "a", "", " password : ***", "--END COMMAND--"],
        Redact("Response: Follows", "Privilege: Command", "a", "", " password : hunter2", "--END COMMAND--"));

    [Fact]
    public void Nothing_at_all_is_no_lines()
    {
        Assert.Empty(Redaction.Lines([]));
        Assert.Empty(Redaction.Lines("\r\n\r\n"u8));
    }

    private static string Show(string line) => Assert.Single(Redact(line));

    private static IEnumerable<string> Redact(params string[] lines) =>
        Redaction.Lines(Wire.Bytes(string.Join("\r\n", lines) + "\r\n\r\n")).Select(line => line);
}
