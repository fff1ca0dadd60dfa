using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Dialplan;

/// <summary>One entry of the dialplan (action ShowDialPlan).</summary>
public sealed class AmiDialplanEntry
{
    /// <summary>The priority of a hint, as in Asterisk itself (pbx.h: PRIORITY_HINT).</summary>
    public const int HintPriority = -1;

    internal AmiDialplanEntry(AmiMessage item, AmiSession session)
    {
        Context = HeaderValue.Text(item, "Context");
        Extension = HeaderValue.Text(item, "Extension");
        Label = HeaderValue.Text(item, "ExtensionLabel");
        Registrar = HeaderValue.Text(item, "Registrar");
        Session = session;
        if (item.GetHeader("IncludeContext") is string included)
        {
            (Kind, Data) = (AmiDialplanKind.Include, included);
        }
        else if (item.GetHeader("Switch") is string asked)
        {
            (Kind, Data) = (AmiDialplanKind.Switch, asked);
        }
        else if (item.GetHeader("IgnorePattern") is string ignored)
        {
            (Kind, Data) = (AmiDialplanKind.IgnorePattern, ignored);
        }
        else if (item.GetHeader("Priority") == "hint")
        {
            (Kind, Data, Priority) = (AmiDialplanKind.Hint, HeaderValue.Text(item, "Application"), HintPriority);
        }
        else
        {
            Application = HeaderValue.Text(item, "Application");
            Data = HeaderValue.Text(item, "AppData");
            Priority = HeaderValue.Integer(item, "Priority");
        }
    }

    /// <summary>What it is.</summary>
    public AmiDialplanKind Kind { get; }

    /// <summary>The context.</summary>
    public string Context { get; }

    /// <summary>The extension, or the pattern of extensions (_1XX); empty for what belongs to the whole context.</summary>
    public string Extension { get; }

    /// <summary>The priority, from 1; <see cref="HintPriority"/> for a hint, 0 for what belongs to the whole context.</summary>
    public int Priority { get; }

    /// <summary>The label of the priority; empty when it has none.</summary>
    public string Label { get; }

    /// <summary>The application that a step runs; empty for all else.</summary>
    public string Application { get; } = string.Empty;

    /// <summary>The arguments of the application; the devices of a hint; the included context; the switch; the ignored pattern.</summary>
    public string Data { get; }

    /// <summary>What made the entry: pbx_config for extensions.conf and for what was added by hand.</summary>
    public string Registrar { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The place in the dialplan.</summary>
    /// <returns>Context, extension and priority with commas, or the context alone.</returns>
    public override string ToString() => Extension.Length == 0 ? Context : $"{Context},{Extension},{PriorityText(Priority)}";

    /// <summary>A priority as Asterisk takes it.</summary>
    internal static string PriorityText(int priority) =>
        priority == HintPriority ? "hint" : priority.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
