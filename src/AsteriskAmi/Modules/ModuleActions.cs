using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Modules;

/// <summary>Lists, loads, unloads and reloads the modules of a server.</summary>
public static class ModuleActions
{
    private const string Suffix = ".so";

    // The columns of "module show" (main/cli.c, MODLIST_FORMAT): name, description, use count, status, support level.
    private static readonly Regex _line = new(
        @"^(\S+)\.so\s+(.*?)\s+(\d+)\s+(Running|Not Running)\s+(\S+)\s*$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Lists the modules. No action does; it is what the console prints.</summary>
    /// <param name="session">The session; its account needs the privilege command.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The modules, in alphabetical order.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.Invoke"/>.</exception>
    public static IEnumerable<AmiModule> GetModules(this AmiSession session, CancellationToken cancellation = default) =>
        session.Invoke(new AmiAction("Command").Add("Command", "module show"), cancellation).GetOutput()
            .Select(line => _line.Match(line))
            .Where(match => match.Success)
            .Select(match => new AmiModule(match.Groups[1].Value, session)
            {
                Description = match.Groups[2].Value,
                UseCount = int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture),
                Status = match.Groups[4].Value,
                SupportLevel = match.Groups[5].Value,
            });

    /// <summary>Looks whether a module is loaded.</summary>
    /// <param name="session">The session; its account needs the privilege system only.</param>
    /// <param name="module">The module's name, or that of a part of Asterisk itself: app_queue, cdr.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The module, of which only the name is known; null when it is not loaded.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.Invoke"/>.</exception>
    public static AmiModule? FindModule(this AmiSession session, string module, CancellationToken cancellation = default)
    {
        try
        {
            session.Invoke(new AmiAction("ModuleCheck").Add("Module", BareName(module)), cancellation);
            return new AmiModule(BareName(module), session);
        }
        catch (AmiException e) when (e.Answer?.GetHeader("Message")?.StartsWith("Module not loaded", StringComparison.OrdinalIgnoreCase) == true)
        {
            return null;
        }
    }

    /// <summary>Loads a module.</summary>
    /// <param name="session">The session.</param>
    /// <param name="module">The module's name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/> or <see cref="AmiErrorCode.ActionFailed"/>: it cannot be loaded, or it is; and as for
    /// <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void LoadModule(this AmiSession session, string module, CancellationToken cancellation = default) =>
        Change(session, "load", module, "Could not load module", "It is loaded already, the server has no such module, or one that it needs is missing: the server's log tells.", cancellation);

    /// <summary>Unloads a module.</summary>
    /// <param name="session">The session.</param>
    /// <param name="module">The module's name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/> or <see cref="AmiErrorCode.ActionFailed"/>: it is not loaded, or in use; and as for
    /// <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void UnloadModule(this AmiSession session, string module, CancellationToken cancellation = default) =>
        Change(session, "unload", module, "Could not unload module", "It is not loaded, it is in use, or it cannot be unloaded. Get-AmiModule shows the loaded ones and how many use them.", cancellation);

    /// <summary>Lets a module, or everything, read its configuration again.</summary>
    /// <param name="session">The session.</param>
    /// <param name="module">The module's name, or that of a part of Asterisk itself: app_queue, cdr; null for everything.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What the server says. Faults in the files are in its log only.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>: it is not loaded; <see cref="AmiErrorCode.ActionFailed"/>: it cannot be reloaded, or a
    /// reload is under way; and as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static AmiReload ReloadModule(this AmiSession session, string? module = null, CancellationToken cancellation = default)
    {
        try
        {
            AmiMessage answer = session.Invoke(
                new AmiAction("Reload").AddOptional("Module", module),
                "Module does not support reload",
                "It reads its configuration when it is loaded: unload it with Remove-AmiModule and load it again with Import-AmiModule.",
                cancellation);
            return new AmiReload(module, HeaderValue.Text(answer, "Message"), session);
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.NotFound)
        {
            throw new AmiException(e.Code, $"There is no module '{module}' to reload. Get-AmiModule lists those that are loaded.", e.Answer!);
        }
    }

    private static void Change(AmiSession session, string how, string module, string refusal, string cure, CancellationToken cancellation)
    {
        // 22 finds a module by its file's name only.
        AmiAction action = new AmiAction("ModuleLoad").Add("Module", BareName(module) + Suffix).Add("LoadType", how);
        try
        {
            session.Invoke(action, refusal, cure, cancellation);
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.NotFound)
        {
            string found = how == "load" ? "Give the name of its file, such as app_queue; Get-AmiModule lists those that are loaded." : cure;
            throw new AmiException(e.Code, $"The server has no module '{module}'. {found}", e.Answer!);
        }
    }

    private static string BareName(string module) =>
        module.EndsWith(Suffix, StringComparison.Ordinal) ? module.Substring(0, module.Length - Suffix.Length) : module;
}
