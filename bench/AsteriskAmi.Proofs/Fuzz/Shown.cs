using System.Globalization;
using System.Text;

namespace AsteriskAmi.Proofs.Fuzz;

/// <summary>Shows bytes to people.</summary>
internal static class Shown
{
    private const int Longest = 1500;

    internal static string Bytes(byte[] bytes) => Text(Encoding.Latin1.GetString(bytes));

    /// <summary>Text as a C# literal; the middle of a long one is left out.</summary>
    internal static string Text(string text)
    {
        var shown = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (i == Longest && text.Length > 2 * Longest)
            {
                i = text.Length - Longest;
                shown.Append(CultureInfo.InvariantCulture, $" ...({i - Longest} more)... ");
            }

            char c = text[i];
            shown.Append(c switch
            {
                '\r' => "\\r",
                '\n' => "\\n",
                '\\' => "\\\\",
                < ' ' or > '~' => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return shown.ToString();
    }
}
