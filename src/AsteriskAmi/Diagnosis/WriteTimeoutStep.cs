using System;
using System.Collections.Generic;
using System.Globalization;

namespace AsteriskAmi.Diagnosis;

/// <summary>The last step: whether Asterisk may cut us off, and what else limits connections of the account.</summary>
internal static class WriteTimeoutStep
{
    // main/manager.c, __init_manager: writetimeout counts in the account's section only, and below 100 it is ignored.
    private const int Default = 100;

    // A packet that is lost is sent again after a few round trips at the earliest.
    private const int RoundTripsOfLoss = 4;

    // main/utils.c, ast_true: whatever is not one of these is no.
    private static readonly string[] _yes = { "yes", "true", "y", "t", "1", "on" };

    /// <param name="list">The steps.</param>
    /// <param name="conf">The server's manager.conf.</param>
    /// <param name="account">The account.</param>
    /// <param name="roundTrip">What an action takes.</param>
    internal static void Add(CheckList list, ManagerConf conf, string account, TimeSpan roundTrip)
    {
        string cure = $"Set writetimeout=5000 in [{account}] of manager.conf and run 'manager reload'.";
        if (!conf.IsReadable)
        {
            list.Skip(
                conf.IsAsked
                    ? $"The server does not tell what [{account}] of manager.conf says: the account may stand in another file, or the function AST_CONFIG is missing."
                    : "The account cannot ask for its writetimeout (Getvar needs write=call or reporting).",
                $"Asterisk cuts off a client that takes no bytes for so long: {Default} ms unless the account's section says more. Over a network that stalls that is little. {cure}");
            return;
        }

        string given = conf.Own("writetimeout");
        bool counts = int.TryParse(given, NumberStyles.Integer, CultureInfo.InvariantCulture, out int milliseconds) && milliseconds >= Default;
        if (!counts)
        {
            milliseconds = Default;
        }

        string multiple = conf.OwnOrGeneral("allowmultiplelogin");
        string detail = string.Format(
            CultureInfo.InvariantCulture,
            "writetimeout is {0} ms{1}, allowmultiplelogin {2}, displayconnects {3}, authlimit {4}, as manager.conf says.",
            milliseconds,
            counts ? string.Empty : " (the default)",
            OrDefault(multiple, "yes"),
            OrDefault(conf.OwnOrGeneral("displayconnects"), "yes"),
            OrDefault(conf.General("authlimit"), "50"));

        var causes = new List<string>();
        if (given.Length > 0 && !counts)
        {
            causes.Add($"Asterisk ignores writetimeout={given}: it takes no less than {Default}. {cure}");
        }
        else if (roundTrip.TotalMilliseconds * RoundTripsOfLoss > milliseconds)
        {
            causes.Add($"Asterisk cuts a client off that takes no bytes for that long, and with round trips of {Timing.Text(roundTrip)} one lost packet may be enough. {cure}");
        }

        if (IsNo(multiple))
        {
            causes.Add("With allowmultiplelogin=no a session has one connection only, and after a loss it may be refused until Asterisk has noticed the loss too.");
        }

        if (causes.Count == 0)
        {
            list.Pass(detail);
        }
        else
        {
            list.Warn(detail, string.Join(" ", causes));
        }
    }

    private static string OrDefault(string value, string usual) => value.Length > 0 ? value : usual + " (the default)";

    private static bool IsNo(string value) =>
        value.Length > 0 && !Array.Exists(_yes, yes => string.Equals(yes, value, StringComparison.OrdinalIgnoreCase));
}
