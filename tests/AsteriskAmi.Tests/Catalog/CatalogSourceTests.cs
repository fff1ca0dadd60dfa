using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using AsteriskAmi.Catalog;
using AsteriskAmi.CatalogTool;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using Xunit;

namespace AsteriskAmi.Tests.Catalog;

/// <summary>Makes the catalog again from the Asterisks that tests/pbx/pbx.sh started, if there are both.</summary>
public class CatalogSourceTests
{
    private static readonly string[] _branches = { "16", "22" };

    [Fact]
    public void The_catalog_is_what_the_installed_Asterisks_say_of_themselves()
    {
        var builder = new CatalogBuilder(_branches.Select(ReadServer).ToList());
        string[] differences = Differences("Actions.txt", builder.Actions()).Concat(Differences("Events.txt", builder.Events())).ToArray();
        string recorded = Recorded("Actions.txt")[0];
        string report = $"{differences.Length} lines differ:\n{string.Join('\n', differences.Take(20))}";
        Assert.SkipWhen(
            recorded != builder.Versions() && differences.Length > 0,
            $"The catalog was made from '{recorded}' and installed is '{builder.Versions()}'. {report}");
        Assert.True(differences.Length == 0, report + "\nsrc/AsteriskAmi.CatalogTool makes the catalog.");
    }

    private static ServerFacts ReadServer(string branch)
    {
        string variable = "ASTERISKAMI_PBX_" + branch;
        string? json = Environment.GetEnvironmentVariable(variable);
        Assert.SkipWhen(
            string.IsNullOrWhiteSpace(json),
            $"No Asterisk {branch} to ask: put the line that `tests/pbx/pbx.sh start {branch}` prints into {variable}.");
        using JsonDocument described = JsonDocument.Parse(json!);
        TestPbx pbx = TestPbx.From(described.RootElement);
        var options = new AmiConnectOptions(TestPbx.UserName, TestPbx.Secret) { ComputerName = pbx.Host, Port = pbx.Port };
        using AmiSession session = AmiSession.Connect(options, TestContext.Current.CancellationToken);
        AmiMessage commands = session.Invoke(new AmiAction("ListCommands"), TestContext.Current.CancellationToken);
        return ServerFacts.Read(pbx.Version, pbx.Documentation, commands.GetAllHeaders());
    }

    private static IEnumerable<string> Differences(string file, string made)
    {
        string[] recorded = Recorded(file).Skip(1).ToArray();
        string[] now = made.TrimEnd('\n').Split('\n').Skip(1).ToArray();
        return recorded.Except(now).Select(line => "- " + line).Concat(now.Except(recorded).Select(line => "+ " + line));
    }

    private static string[] Recorded(string file)
    {
        using var reader = new StreamReader(typeof(AmiCatalog).Assembly.GetManifestResourceStream(file)!);
        return reader.ReadToEnd().TrimEnd('\n').Split('\n');
    }
}
