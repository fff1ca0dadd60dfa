using System;
using System.Runtime.CompilerServices;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Diagnosis;

/// <summary>
/// Which classes of events the account of a session reads, as far as the server lets it know: two or three actions, once
/// for each login.
/// </summary>
internal sealed class AccountReading
{
    /// <summary>How long a server may take for each answer: nobody waits for it but to be told more.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly ConditionalWeakTable<AmiSession, AccountReading> _known = new();

    private readonly int _login;
    private readonly AccountRights? _rights;

    private AccountReading(int login, AccountRights? rights)
    {
        _login = login;
        _rights = rights;
    }

    /// <summary>Asks, or remembers what was answered before.</summary>
    /// <param name="session">The session.</param>
    /// <param name="patience">How long the server may take for each answer.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What the account may do; null where it is not known which events it reads, and while there is no connection to ask on.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    internal static AccountRights? Of(AmiSession session, TimeSpan patience, CancellationToken cancellation)
    {
        int login = session.Reconnects;
        if (!_known.TryGetValue(session, out AccountReading? known) || known._login != login)
        {
            if (session.State != AmiSessionState.Connected)
            {
                return null;
            }

            known = new AccountReading(login, Ask(session, patience, cancellation));
            _known.Remove(session);
            _known.GetValue(session, _ => known);
        }

        return known._rights;
    }

    private static AccountRights? Ask(AmiSession session, TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            var rights = new AccountRights(Send(new AmiAction("ListCommands")));
            rights.Read = ShownUser.Ask(session.UserName, rights, Send)?.Read;
            if (rights.Read is null)
            {
                var conf = new ManagerConf(session.UserName, rights, Send);
                rights.Read = conf.IsReadable ? AccountRights.Classes(conf.Own("read")) : null;
            }

            return rights.Read is null ? null : rights;
        }
        catch (AmiException e)
        {
            // It cannot be known then, and what goes wrong with the session the command itself will meet.
            StepLog.Current?.Add($"Which events '{session.UserName}' reads cannot be known: {e.Message}");
            return null;
        }

        AmiMessage Send(AmiAction action)
        {
            action.Timeout = patience;
            return session.Invoke(action, cancellation);
        }
    }
}
