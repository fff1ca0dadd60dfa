using System;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Configuration;

/// <summary>Says what the refusals of the actions on configuration files mean.</summary>
internal static class ConfigErrors
{
    private static readonly (string Begins, AmiErrorCode Code, string Cure)[] _known =
    {
        // 16 misspells what comes behind: priveledges.
        ("File requires escalated", AmiErrorCode.ActionFailed,
            "The server lets accounts reach only files that exist in its configuration folder (/etc/asterisk), unless "
            + "live_dangerously = yes stands in its asterisk.conf. Check the name; New-AmiConfigFile makes a new file."),
        ("Config file not found", AmiErrorCode.NotFound,
            "The server has no such file in its configuration folder, may not read it, or a file that it includes is missing. Check the name."),
        ("Config file has invalid format", AmiErrorCode.ActionFailed, "The server's log names the line at fault."),
        ("Save of config failed", AmiErrorCode.ActionFailed,
            "Asterisk may not write the file, or one that it includes: the system's account that it runs as needs the right to. Nothing was changed."),
        ("File exists", AmiErrorCode.ActionFailed, "There is such a file already; Get-AmiConfig reads it."),
        ("No such file or directory", AmiErrorCode.NotFound, "There is no such folder below the server's configuration folder."),
        ("Template category not found", AmiErrorCode.NotFound, "The category that it is to inherit from does not stand before it in the file."),
    };

    internal static AmiMessage Explain(Func<AmiMessage> what, string file)
    {
        try
        {
            return what();
        }
        catch (AmiException e) when (e.Code != AmiErrorCode.PermissionDenied && e.Answer?.GetHeader("Message") is { } message)
        {
            foreach ((string begins, AmiErrorCode code, string cure) in _known)
            {
                if (message.StartsWith(begins, StringComparison.OrdinalIgnoreCase))
                {
                    throw new AmiException(code, $"{file}: the server answered '{message}'. {cure}", e.Answer);
                }
            }

            throw;
        }
    }
}
