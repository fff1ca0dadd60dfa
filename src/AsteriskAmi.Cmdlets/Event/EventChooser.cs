using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// Asks a script block about events, for threads that have no runspace. The block runs in its own: the engine is handed
/// each question as an action, which it runs between two commands or while nothing else runs.
/// </summary>
internal sealed class EventChooser : IDisposable
{
    // Neither a script block's own way to run on another's thread nor an event that is waited for will do: both let the
    // asking thread run pending actions, beside whatever the runspace is doing (EventManager.cs, ProcessNewEvent).
    private const string Answer = "$args[0].Answer()";

    private readonly PSEventManager _events;
    private readonly ScriptBlock _where;
    private readonly Action<ErrorRecord>? _onError;
    private readonly string _identifier = "AsteriskAmi.Where." + Guid.NewGuid().ToString("N");
    private readonly PSEventSubscriber _subscriber;
    private readonly object _turn = new();
    private readonly object _gate = new();
    private bool _isAsking;
    private bool _isDisposed;

    /// <param name="events">The events of the runspace that the block belongs to.</param>
    /// <param name="where">Says of an event whether it fits.</param>
    /// <param name="onError">Told of the first error of each batch, on the runspace's thread; null to have a mark in the stream instead.</param>
    internal EventChooser(PSEventManager events, ScriptBlock where, Action<ErrorRecord>? onError)
    {
        _events = events;
        _where = where;
        _onError = onError;
        _subscriber = events.SubscribeEvent(null, null, _identifier, null, ScriptBlock.Create(Answer), supportEvent: true, forwardEvent: false);
    }

    /// <summary>Waits until the block has been asked about events.</summary>
    /// <param name="batch">The events. Marks in the stream always fit.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>Those that fit.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal List<AmiMessage> Choose(IReadOnlyCollection<AmiMessage> batch, CancellationToken stop)
    {
        // One after the other: the engine hangs when an action ends a subscription that has others waiting.
        lock (_turn)
        {
            var question = new Question(this, batch, stop);
            lock (_gate)
            {
                stop.ThrowIfCancellationRequested();
                _isAsking = true;
            }

            _events.GenerateEvent(_identifier, this, new object[] { question }, null, processInCurrentThread: true, waitForCompletionInCurrentThread: false);
            question.Answered.Wait(stop);
            return question.Fitting;
        }
    }

    /// <summary>Takes itself out of the engine; where a question is on its way, when that has been answered.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            if (_isAsking)
            {
                return;
            }
        }

        _events.UnsubscribeEvent(_subscriber);
    }

    private void OnAnswered()
    {
        lock (_gate)
        {
            _isAsking = false;
            if (!_isDisposed)
            {
                return;
            }
        }

        _events.UnsubscribeEvent(_subscriber);
    }

    /// <summary>Some events, on their way to the thread of the runspace and back.</summary>
    private sealed class Question
    {
        private readonly EventChooser _owner;
        private readonly IReadOnlyCollection<AmiMessage> _batch;
        private readonly CancellationToken _stop;

        internal Question(EventChooser owner, IReadOnlyCollection<AmiMessage> batch, CancellationToken stop)
        {
            _owner = owner;
            _batch = batch;
            _stop = stop;
        }

        internal List<AmiMessage> Fitting { get; private set; } = new();

        internal ManualResetEventSlim Answered { get; } = new(false);

        /// <summary>Called by the engine's action. One that Ctrl+C stops is called once more.</summary>
        public void Answer()
        {
            var fitting = new List<AmiMessage>();
            ErrorRecord? error = null;
            foreach (AmiMessage message in _batch)
            {
                if (_stop.IsCancellationRequested)
                {
                    break;
                }

                try
                {
                    if (AmiEventCmdlet.IsMark(message) || AmiEventCmdlet.IsTrue(_owner._where, message))
                    {
                        fitting.Add(message);
                    }
                }
                catch (Exception e) when (e is not PipelineStoppedException)
                {
                    ErrorRecord record = RecordOf(e);
                    if (error is null && _owner._onError is null)
                    {
                        fitting.Add(StreamMarker.WhereFailed(message.Source, record.Exception.Message));
                    }

                    error ??= record;
                }
            }

            if (error is not null)
            {
                _owner._onError?.Invoke(error);
            }

            Fitting = fitting;
            _owner.OnAnswered();
            Answered.Set();
        }

        // What is no error of a script is a break, a continue or an exit, which would leave the question without an answer.
        private static ErrorRecord RecordOf(Exception e) => e is RuntimeException error ? error.ErrorRecord : AmiErrors.Record(
            new AmiException(AmiErrorCode.InvalidHeader, "-Where left by break, continue or exit, and did not say whether the event is wanted. Leave it by return $true or return $false.", e),
            null,
            null);
    }
}
