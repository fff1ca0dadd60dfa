using System.Collections.Generic;
using System.Text;

namespace AsteriskAmi.Simulator.Connections;

/// <summary>
/// Cuts what a client sends into actions, with the limits of Asterisk: a line of 1024 bytes with its end, 128 lines an
/// action. A blank line ends an action, even an empty one, so that it can be answered with an error as Asterisk does.
/// </summary>
internal sealed class ActionReader
{
    private const int MaxLineBytes = 1024;
    private const int MaxLines = 128;

    private readonly byte[] _line = new byte[MaxLineBytes];
    private readonly Queue<ClientAction> _ready = new();
    private List<KeyValuePair<string, string>> _headers = new();
    private int _length;
    private int _lines;
    private ActionFault _fault;

    internal void Append(byte[] bytes, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (_length == MaxLineBytes)
            {
                // Asterisk drops what is there but for the last byte, which may be half of a line end, and reads on.
                _fault = ActionFault.LineTooLong;
                _line[0] = _line[MaxLineBytes - 1];
                _length = 1;
            }

            _line[_length++] = bytes[i];
            if (bytes[i] == (byte)'\n')
            {
                EndLine();
            }
        }
    }

    internal bool TryRead(out ClientAction action)
    {
        if (_ready.Count == 0)
        {
            action = null!;
            return false;
        }

        action = _ready.Dequeue();
        return true;
    }

    private void EndLine()
    {
        int length = _length - 1;
        if (length > 0 && _line[length - 1] == (byte)'\r')
        {
            length--;
        }

        _length = 0;
        if (length == 0)
        {
            _ready.Enqueue(new ClientAction(_headers, _fault));
            _headers = new List<KeyValuePair<string, string>>();
            _lines = 0;
            _fault = ActionFault.None;
            return;
        }

        if (++_lines > MaxLines)
        {
            _fault = _fault == ActionFault.None ? ActionFault.TooManyLines : _fault;
            return;
        }

        AddHeader(Encoding.UTF8.GetString(_line, 0, length));
    }

    private void AddHeader(string line)
    {
        int colon = line.IndexOf(':');
        if (colon > 0)
        {
            _headers.Add(new KeyValuePair<string, string>(line.Substring(0, colon), line.Substring(colon + 1).TrimStart(' ', '\t')));
        }
    }
}
