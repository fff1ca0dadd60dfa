using System;
using System.Management.Automation;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Cmdlets;

/// <summary>Tells by -Verbose the steps, and by -Debug the traffic, of what sessions do for one cmdlet.</summary>
internal sealed class CmdletSteps : IDisposable
{
    private readonly PSCmdlet _cmdlet;
    private StepLog? _log;
    private bool _isKnown;
    private bool _isVerbose;

    internal CmdletSteps(PSCmdlet cmdlet) => _cmdlet = cmdlet;

    /// <summary>Whether the steps are asked for.</summary>
    internal bool IsVerbose
    {
        get
        {
            Look();
            return _isVerbose;
        }
    }

    /// <summary>Does work of the cmdlet, on the pipeline thread.</summary>
    internal void Run(Action work)
    {
        Look();

        // In a pipeline cmdlets take turns on one thread.
        StepLog? outer = StepLog.Current;
        StepLog.Current = _log;
        try
        {
            work();
        }
        finally
        {
            StepLog.Current = outer;
            _log?.Tell();
        }
    }

    public void Dispose() => _log?.Dispose();

    private void Look()
    {
        if (!_isKnown)
        {
            _isKnown = true;
            _isVerbose = IsAsked("Verbose");
            bool debug = IsAsked("Debug");
            _log = _isVerbose || debug ? new StepLog(_isVerbose ? _cmdlet.WriteVerbose : null, debug ? _cmdlet.WriteDebug : null) : null;
        }
    }

    private bool IsAsked(string parameter)
    {
        if (_cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out object? given))
        {
            return LanguagePrimitives.IsTrue(given);
        }

        object? preference = _cmdlet.GetVariableValue(parameter + "Preference");
        return preference is not null && !(preference.ToString() is "SilentlyContinue" or "Ignore" or "");
    }
}
