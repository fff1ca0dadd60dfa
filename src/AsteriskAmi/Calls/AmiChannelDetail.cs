using System;
using System.Collections.Generic;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Calls;

/// <summary>A channel with all that Asterisk tells of it (action Status).</summary>
public sealed class AmiChannelDetail : AmiChannel
{
    // Status calls two things otherwise than CoreShowChannels.
    internal AmiChannelDetail(AmiMessage item, AmiSession session)
        : base(item, session, HeaderValue.Text(item, "Data"), HeaderValue.Seconds(item, "Seconds"))
    {
        Type = HeaderValue.Text(item, "Type");
        Language = HeaderValue.Text(item, "Language");
        DialedNumber = HeaderValue.Party(item, "DNID");
        EffectiveConnectedLineNumber = HeaderValue.Party(item, "EffectiveConnectedLineNum");
        EffectiveConnectedLineName = HeaderValue.Party(item, "EffectiveConnectedLineName");
        HangupTime = HeaderValue.Moment(item, "TimeToHangup");
        NativeFormats = HeaderValue.Text(item, "Nativeformats");
        ReadFormat = HeaderValue.Text(item, "Readformat");
        ReadTranslation = HeaderValue.Text(item, "Readtrans");
        WriteFormat = HeaderValue.Text(item, "Writeformat");
        WriteTranslation = HeaderValue.Text(item, "Writetrans");
        CallGroups = HeaderValue.Bits(item, "Callgroup");
        PickupGroups = HeaderValue.Bits(item, "Pickupgroup");
        Variables = VariablesOf(item);
    }

    /// <summary>The kind of channel: PJSIP, Local...</summary>
    public string Type { get; }

    /// <summary>The language of its prompts.</summary>
    public string Language { get; }

    /// <summary>The number that was dialed to get here (DNID); empty when it is not known.</summary>
    public string DialedNumber { get; }

    /// <summary>The number that its telephone is shown for the party it talks to.</summary>
    public string EffectiveConnectedLineNumber { get; }

    /// <summary>The name that its telephone is shown for the party it talks to.</summary>
    public string EffectiveConnectedLineName { get; }

    /// <summary>When Asterisk will hang it up, in local time; null for never.</summary>
    public DateTime? HangupTime { get; }

    /// <summary>The codecs that it may use.</summary>
    public string NativeFormats { get; }

    /// <summary>The codec of what is read from it.</summary>
    public string ReadFormat { get; }

    /// <summary>How that is translated; empty for not at all.</summary>
    public string ReadTranslation { get; }

    /// <summary>The codec of what is written to it.</summary>
    public string WriteFormat { get; }

    /// <summary>How that is translated; empty for not at all.</summary>
    public string WriteTranslation { get; }

    /// <summary>The call groups that it belongs to, group n as bit n; 0 for none.</summary>
    public ulong CallGroups { get; }

    /// <summary>The call groups whose calls it may pick up, group n as bit n; 0 for none.</summary>
    public ulong PickupGroups { get; }

    /// <summary>Its variables, by their names, whose case matters.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    // A variable that hides another of the same name, as one of a Gosub does, comes first.
    private static TextMap<string> VariablesOf(AmiMessage item)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string variable in item.GetHeaders("Variable"))
        {
            int equals = variable.IndexOf('=');
            if (equals > 0 && !variables.ContainsKey(variable.Substring(0, equals)))
            {
                variables.Add(variable.Substring(0, equals), variable.Substring(equals + 1));
            }
        }

        return new TextMap<string>(variables);
    }
}
