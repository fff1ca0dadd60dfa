using System;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Modules;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Modules;

public sealed class ModuleTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task The_modules_are_what_the_console_prints()
    {
        AmiModule[]? modules = null;
        FakeAction action = await _line.Answered(
            "Command",
            session => modules = session.GetModules(Limit.Token).ToArray(),
            "Message: Command output follows",
            "Output: Module                         Description                              Use Count  Status      Support Level",
            "Output: app_queue.so                   True Call Queueing                       12         Running              core",
            "Output: app_x.so                       Takes 2 Running                          0          Not Running    deprecated",
            "Output: 2 modules loaded");

        Assert.Equal(["Command: module show"], action.Headers);
        Assert.Equal(["app_queue", "app_x"], modules!.Select(module => module.Name));
        Assert.Equal(["True Call Queueing", "Takes 2 Running"], modules!.Select(module => module.Description));
        Assert.Equal([12, 0], modules!.Select(module => module.UseCount!.Value));
        Assert.Equal(["Running", "Not Running"], modules!.Select(module => module.Status));
        Assert.Equal(["core", "deprecated"], modules!.Select(module => module.SupportLevel));
        Assert.Same(_line.Session, modules![0].Session);
        Assert.Equal("app_queue", modules![0].ToString());
    }

    [Fact]
    public async Task Whether_a_module_is_loaded_is_asked_by_its_name()
    {
        AmiModule? found = null;
        FakeAction action = await _line.Answered("ModuleCheck", session => found = session.FindModule("app_queue.so", Limit.Token), "Version: ");
        Task<AmiModule?> asking = Limit.Run(() => _line.Session.FindModule("none", Limit.Token));
        _line.Peer.Refuse(_line.Peer.Expect("ModuleCheck"), "Module not loaded");

        Assert.Equal(["Module: app_queue"], action.Headers);
        Assert.Equal("app_queue", found!.Name);
        Assert.Null(found.UseCount);
        Assert.Null(await asking.InTime());
    }

    [Fact]
    public async Task Modules_are_loaded_and_unloaded_by_the_names_of_their_files()
    {
        FakeAction load = await _line.Answered("ModuleLoad", session => session.LoadModule("app_echo", Limit.Token), "Message: Module loaded.");
        FakeAction unload = await _line.Answered("ModuleLoad", session => session.UnloadModule("app_echo.so", Limit.Token), "Message: Module unloaded.");

        Assert.Equal(["Module: app_echo.so", "LoadType: load"], load.Headers);
        Assert.Equal(["Module: app_echo.so", "LoadType: unload"], unload.Headers);
    }

    [Theory]
    [InlineData("Could not unload module.", AmiErrorCode.ActionFailed)]
    [InlineData("Module not found.", AmiErrorCode.NotFound)]
    public async Task A_module_that_cannot_be_unloaded_is_explained(string message, AmiErrorCode code)
    {
        AmiException e = await _line.Refused("ModuleLoad", message, code, session => session.UnloadModule("app_x", Limit.Token));

        Assert.Contains("app_x", e.Message, StringComparison.Ordinal);
        Assert.Contains("in use", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_that_is_not_there_to_be_loaded_is_not_called_loaded()
    {
        AmiException e = await _line.Refused("ModuleLoad", "Module not found.", AmiErrorCode.NotFound, session => session.LoadModule("app_x", Limit.Token));

        Assert.Contains("'app_x'. Give the name of its file", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_module_or_everything_is_reloaded()
    {
        AmiReload? reload = null;
        FakeAction one = await _line.Answered("Reload", session => reload = session.ReloadModule("app_queue", Limit.Token), "Message: Module Reloaded");
        FakeAction all = await _line.Answered("Reload", session => session.ReloadModule(null, Limit.Token), "Message: Module Reloaded");

        Assert.Equal(["Module: app_queue"], one.Headers);
        Assert.Empty(all.Headers);
        Assert.Equal("app_queue", reload!.Module);
        Assert.Equal("Module Reloaded", reload.Message);
        Assert.Equal("Module Reloaded", reload.ToString());
        Assert.Same(_line.Session, reload.Session);
    }

    [Theory]
    [InlineData("No such module", AmiErrorCode.NotFound, "Get-AmiModule")]
    [InlineData("Module does not support reload", AmiErrorCode.ActionFailed, "Import-AmiModule")]
    [InlineData("A reload is in progress", AmiErrorCode.ActionFailed, "in progress")]
    public async Task A_module_that_cannot_be_reloaded_is_explained(string message, AmiErrorCode code, string cure)
    {
        AmiException e = await _line.Refused("Reload", message, code, session => session.ReloadModule("app_x", Limit.Token));

        Assert.Contains("app_x", e.Message, StringComparison.Ordinal);
        Assert.Contains(cure, e.Message, StringComparison.Ordinal);
    }
}
