using System;
using System.Collections.Generic;
using System.Globalization;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Calls;

/// <summary>A call to place: whom to call, and what to do once they answer.</summary>
public sealed class AmiOriginateRequest
{
    /// <summary>How long Asterisk lets it ring unless told otherwise: 30 seconds.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Creates a request.</summary>
    /// <param name="channel">Whom to call (PJSIP/1001, Local/100@internal).</param>
    public AmiOriginateRequest(string channel)
    {
        Channel = channel ?? throw new ArgumentNullException(nameof(channel));
    }

    /// <summary>Whom to call.</summary>
    public string Channel { get; }

    /// <summary>The extension to connect to, with <see cref="Context"/> and <see cref="Priority"/>.</summary>
    public string? Extension { get; set; }

    /// <summary>The extension's context.</summary>
    public string? Context { get; set; }

    /// <summary>The priority in the extension: a number or a label; 1 unless set.</summary>
    public string Priority { get; set; } = "1";

    /// <summary>The dialplan application to run instead of an extension.</summary>
    public string? Application { get; set; }

    /// <summary>The application's arguments.</summary>
    public string? ApplicationData { get; set; }

    /// <summary>The caller id to show, as <c>Name &lt;number&gt;</c>.</summary>
    public string? CallerId { get; set; }

    /// <summary>How long to let it ring, in whole milliseconds; 30 seconds unless set.</summary>
    public TimeSpan Timeout { get; set; } = DefaultTimeout;

    /// <summary>The account code.</summary>
    public string? Account { get; set; }

    /// <summary>Whether to go on in the dialplan as soon as there is early media.</summary>
    public bool EarlyMedia { get; set; }

    /// <summary>The codecs to use, in order of preference.</summary>
    public IReadOnlyList<string> Codecs { get; set; } = Array.Empty<string>();

    /// <summary>Channel variables, each sent in a header of its own.</summary>
    public IList<KeyValuePair<string, string>> Variables { get; } = new List<KeyValuePair<string, string>>();

    /// <summary>
    /// The unique id that the new channel gets, so that a failed call can be traced too. Made up unless set; at most
    /// 149 characters (Asterisk, include/asterisk/channel.h, AST_MAX_PUBLIC_UNIQUEID). From Asterisk 12 on.
    /// </summary>
    public string? ChannelId { get; set; }

    /// <summary>The unique id of the other half of a Local channel; Asterisk makes it from the first unless set.</summary>
    public string? OtherChannelId { get; set; }

    /// <summary>
    /// Makes the action. It is always asynchronous: a synchronous Originate blocks its whole AMI connection until the
    /// call has ended up somewhere.
    /// </summary>
    /// <param name="channelId">The unique id to give the channel.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>: a value cannot be sent.</exception>
    internal AmiAction ToAction(string channelId)
    {
        AmiAction action = new AmiAction("Originate").Add("Channel", Channel);
        if (Application is not null)
        {
            action.Add("Application", Application).AddOptional("Data", ApplicationData);
        }
        else
        {
            action.Add("Context", Context).Add("Exten", Extension).Add("Priority", Priority);
        }

        action
            .Add("Timeout", ((long)Timeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture))
            .AddOptional("CallerID", CallerId)
            .AddOptional("Account", Account)
            .AddOptional("EarlyMedia", EarlyMedia ? "true" : null)
            .AddOptional("Codecs", string.Join(",", Codecs))
            .Add("ChannelId", channelId)
            .AddOptional("OtherChannelId", OtherChannelId)
            .Add("Async", "true");
        return action.AddVariables(Variables);
    }
}
