using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using AsteriskAmi.CatalogTool;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

const string Usage = """
    Makes src/AsteriskAmi/Catalog/Actions.txt and Events.txt from what Asterisk says of itself.

      dotnet run --project src/AsteriskAmi.CatalogTool -- JSON...

    Each JSON is the line that tests/pbx/pbx.sh start prints: one of branch 16, one of 22.
    """;

if (args.Length == 0)
{
    Console.Error.WriteLine(Usage);
    return 2;
}

var servers = new List<ServerFacts>();
foreach (string line in args)
{
    using JsonDocument described = JsonDocument.Parse(line);
    TestPbx pbx = TestPbx.From(described.RootElement);
    using AmiSession session = AmiSession.Connect(
        new AmiConnectOptions(TestPbx.UserName, TestPbx.Secret) { ComputerName = pbx.Host, Port = pbx.Port });
    servers.Add(ServerFacts.Read(pbx.Version, pbx.Documentation, session.Invoke(new AmiAction("ListCommands")).GetAllHeaders()));
}

var builder = new CatalogBuilder(servers.OrderBy(s => s.Branch).ToList());
string folder = Path.Combine("src", "AsteriskAmi", "Catalog");
File.WriteAllText(Path.Combine(folder, "Actions.txt"), builder.Actions());
File.WriteAllText(Path.Combine(folder, "Events.txt"), builder.Events());
Console.WriteLine(builder.Versions());
return 0;
