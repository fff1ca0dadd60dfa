using System;
using System.Management.Automation;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>The one place where failures become PowerShell error records.</summary>
internal static class AmiErrors
{
    /// <summary>Makes the record: the id is the code with Ami before it (AmiNotFound).</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="target">What it is about.</param>
    /// <param name="named">The session to name in the text, where several are at work.</param>
    internal static ErrorRecord Record(AmiException exception, object? target, AmiSession? named = null)
    {
        var record = new ErrorRecord(exception, "Ami" + exception.Code, CategoryOf(exception.Code), target);
        if (named is not null)
        {
            record.ErrorDetails = new ErrorDetails(named.Name + ": " + exception.Message);
        }

        return record;
    }

    internal static ErrorRecord Record(AmiErrorCode code, string message, object? target) =>
        Record(new AmiException(code, message), target);

    private static ErrorCategory CategoryOf(AmiErrorCode code) => code switch
    {
        AmiErrorCode.NotConnected => ErrorCategory.ConnectionError,
        AmiErrorCode.ConnectionFailed => ErrorCategory.OpenError,
        AmiErrorCode.ConnectionLost => ErrorCategory.ConnectionError,
        AmiErrorCode.TlsFailed => ErrorCategory.SecurityError,
        AmiErrorCode.AuthenticationFailed => ErrorCategory.AuthenticationError,
        AmiErrorCode.PermissionDenied => ErrorCategory.PermissionDenied,
        AmiErrorCode.ActionFailed => ErrorCategory.InvalidResult,
        AmiErrorCode.Timeout => ErrorCategory.OperationTimeout,
        AmiErrorCode.InvalidHeader => ErrorCategory.InvalidArgument,
        AmiErrorCode.ProtocolError => ErrorCategory.ProtocolError,
        AmiErrorCode.NotFound => ErrorCategory.ObjectNotFound,
        AmiErrorCode.AmbiguousSession => ErrorCategory.InvalidArgument,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "An error code without a category."),
    };
}
