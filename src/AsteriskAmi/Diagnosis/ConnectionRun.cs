using System;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tracing;
using AsteriskAmi.Transport;

namespace AsteriskAmi.Diagnosis;

/// <summary>One check of one endpoint: opens a connection as a session does, logs in, and asks what there is to know.</summary>
internal sealed class ConnectionRun
{
    private readonly AmiConnectOptions _options;
    private readonly CheckList _list;
    private readonly ConnectStages _stages;
    private readonly EventWatch _events = new();

    /// <param name="options">Where to connect, and as whom; nobody where the user name or the secret is empty.</param>
    /// <param name="handOn">Takes each step as it is done, on this thread or that of the connection.</param>
    internal ConnectionRun(AmiConnectOptions options, Action<AmiConnectionCheck> handOn)
    {
        _options = options.Copy();
        _options.Reconnect = false;
        _list = new CheckList(_options, handOn);
        _stages = new ConnectStages(_options, _list);
        _options.Watcher = _stages;
        if (_options.UseTls)
        {
            // What is wrong with the options is no fault of the server's.
            _ = new CertificateCheck(_options);
        }
    }

    /// <exception cref="AmiException">The options cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    internal void Run(CancellationToken cancellation)
    {
        var taps = new WireTaps();
        StepLog.Current?.Follow(taps);
        using var connection = new AmiConnection(_options, this, _events.Take, _ => _events.End(), taps, TimeProvider.System);
        if (!Open(connection, cancellation))
        {
            return;
        }

        if (IsNobody)
        {
            _list.AddRest(AmiCheckStatus.NotChecked, "No account was given, or no secret.", "Give both with -Credential.");
            return;
        }

        new AccountRun(_options, connection, _list, _stages, _events, cancellation).Run();
    }

    private bool IsNobody => _options.UserName.Length == 0 || _options.Secret.Length == 0;

    private bool Open(AmiConnection connection, CancellationToken cancellation)
    {
        try
        {
            connection.Open(_options.ConnectTimeout, isFirst: true, cancellation);
        }
        catch (AmiException e)
        {
            _stages.End();
            if (e.Code == AmiErrorCode.AuthenticationFailed && _list.Current == CheckList.Http)
            {
                // A digest proves the account with every request, from the first on.
                PassHttp(connection);
                if (!IsNobody)
                {
                    _list.Fail(e, cause: Causes.Refused(_options.UserName, null));
                    return false;
                }

                return true;
            }

            switch (_list.Current)
            {
                case CheckList.Tcp:
                    _list.Fail(e, _stages.Tried());
                    break;
                case CheckList.Banner when e.Code == AmiErrorCode.ConnectionFailed:
                    _list.Fail(e, cause: Causes.NoBanner);
                    break;
                default:
                    _list.Fail(e);
                    break;
            }

            return false;
        }

        _stages.End();
        if (_options.HttpPath is not null)
        {
            PassHttp(connection);
            return true;
        }

        string branch = AmiBanner.Branch(connection.ProtocolVersion) is string known ? $"that of Asterisk {known}" : "of a branch that is not known";
        _list.Pass($"'{CertificateFaults.Shown(connection.Banner!)}': protocol {connection.ProtocolVersion}, {branch}.");
        return true;
    }

    private void PassHttp(AmiConnection connection) => _list.Pass(
        $"{AmiUri.Of(_options)} answers as Asterisk's manager does{(connection.ServerVersion is string version ? ", of Asterisk " + version : string.Empty)}.");
}
