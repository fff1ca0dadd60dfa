using System;
using System.Collections.Generic;

namespace AsteriskAmi.Catalog;

/// <summary>
/// Which headers are what. A header whose name says its unit (Seconds, Ms, Usec) stays a number. Ids, extensions, parking
/// spaces, queues, mailboxes, numbers and names of callers are not here: they are text.
/// </summary>
internal static class HeaderTable
{
    // Stands for an answer among the names of events.
    private const string Answer = "-";

    // Of the events' channels and bridges: each event shows some of them, under these prefixes.
    private static readonly string[] _channelPrefixes =
    {
        string.Empty, "Dest", "LocalOne", "LocalTwo", "OrigTransferer", "Parkee", "Parker", "Retriever", "SecondTransferer",
        "Source", "Spyee", "Spyer", "Target", "Transferee", "Transferer", "TransferTarget",
    };

    private static readonly string[] _bridgePrefixes = { string.Empty, "From", "Orig", "Second", "To" };

    private static readonly (HeaderType Type, string Names)[] _usual =
    {
        (HeaderType.Integer,
            // Queues.
            "Abandoned Available Calls Callers CallsTaken Completed Count LoggedIn OriginalPosition Penalty Position Weight "
            // Channels, calls, conferences.
            + "BillableSeconds BridgePriority Cause DurationMs Marked Parties ResultCode Seconds "
            // Lists, streams and the server.
            + "AppLine CoreCurrentCalls CoreMaxCalls CoreMaxFilehandles CoreProcessedCalls EventVersion Items ListContexts "
            + "ListExtensions ListItems ListPriorities ModuleCount NotRegistered Peer_Count Registered Registry_Count SequenceNumber "
            + "Total "
            // Mailboxes.
            + "MaxMessageCount NewMessageCount NewMessages OldMessageCount OldMessages SayDurationMinimum UrgMessages "
            // Fax.
            + "CompletedFAXes CurrentSessions DataRate FailedFAXes PageNumber PagesReceived PagesTransferred PagesTransmitted "
            + "ReceiveAttempts ReservedSessions TotalBadLines TransferRate TransmitAttempts "
            // Telephones and lines.
            + "ActiveChannels Address-Port AsyncOperations bpviol Busy-level Call-limit ContactsRegistered CRC Default-addr-port "
            + "DeviceStateBusyAt DomainPort ExternalSignalingPort IPport IRQ LastMsgsSent MaxAudioStreams MaxContacts Maxforwards MaxRetries "
            + "MaxVideoStreams NumberOfLines Port PRIEventCode RoundtripUsec RtpPortEnd RtpPortStart SIP-T.38MaxDtgrm SignallingCode "
            + "T38UdptlMaxdatagram TcpKeepaliveProbeCount TotalContacts ViaPort "
            // Media.
            + "LocalDropped LocalJBDelay LocalJitter Localooo LocalReceived LocalTotalLost LostPackets ReceivedPackets RemoteDropped "
            + "RemoteJBDelay RemoteJitter Remoteooo RemoteReceived RemoteTotalLost ReportCount ReportXCumulativeLost "
            + "ReportXFractionLost ReportXHighestSequence ReportXIAJitter ReportXSequenceNumberCycles RRCount SentOctets SentPackets "
            + "SentRTP SRCount Charge/Currency/Cost"),
        (HeaderType.Number,
            "CoreMaxLoadAvg GapSeconds LocalLossPercent RemoteLossPercent ReportXDLSR ReportXLSR RTT ServicelevelPerf ServicelevelPerf2 "
            + "VolumeGain"),
        (HeaderType.Boolean,
            // Queues, conferences, calls.
            "Admin BridgeSuspended EndMarked EndMarkedAny InCall IsExternal LocalOptimization Locked MarkedUser Muted Paused "
            + "Ringinuse Talking TalkingStatus Transfer2Parking Waiting WaitMarked "
            // The server.
            + "CoreCDRenabled CoreHTTPenabled CoreRealTimeEnabled Restart SoundsSearchCustomDir UsingPassword "
            // Mailboxes and fax.
            + "AttachMessage CallOperator CanMarkUrgent CanReview DeleteMessage ErrorCorrectionMode SayCID SayEnvelope "
            // chan_sip, chan_iax2, DAHDI.
            + "AutoComedia AutoForcerport Comedia DND DNSmanager Dynamic Encryption MD5SecretExist RemoteSecretExist SecretExist "
            + "SIP-CanReinvite SIP-Comedia SIP-DirectMedia SIP-Encryption SIP-PromiscRedir SIP-RTCP-Mux SIP-T.38Support SIP-TextSupport "
            + "SIP-Use-Reason-Header SIP-UserPhone SIP-VideoSupport TextSupport Trunk VideoSupport "
            // What a malicious caller's number says of itself.
            + "MCallerIDNameValid MCallerIDNumValid MCallerIDSubaddrOdd MConnectedIDNameValid MConnectedIDNumValid MConnectedIDSubaddrOdd "
            // PJSIP.
            + "AcceptMultipleSdpAnswers AggregateMwi AllowOverlap AllowReload AllowSubscribe AllowTransfer AllowUnauthenticatedOptions "
            + "AllowWildcardCerts AsymmetricRtpCodec AuthenticateQualify AuthRejectionPermanent BindRtpToMediaAddress Bundle DirectMedia "
            + "DisableDirectMediaOnNat DtlsAutoGenerateCert FaxDetect FollowEarlyMediaFork ForceAvp ForceRport FullState G726NonStandard "
            + "IceSupport Ignore183WithoutSdp InbandProgress MediaEncryptionOptimistic MediaUseReceivedTransport MohPassthrough "
            + "MwiSubscribeReplacesUnsolicited NotifyEarlyInuseRinging OneTouchRecording PreferredCodecOnly PruneOnBoot Qualify2xxOnly "
            + "ReferBlindProgress RemoveExisting RemoveUnavailable RequireClientCert ResourceDisplayName RewriteContact RpidImmediate "
            + "RtcpMux RtpIpv6 RtpSymmetric SendAoc SendConnectedLine SendDiversion SendHistoryInfo SendPai SendRpid SrtpTag32 SrvLookups "
            + "SupportOutbound SupportPath SuppressMohOnSendonly SuppressQ850ReasonHeaders SymmetricTransport T38BindUdptlToMediaAddress "
            + "T38Udptl T38UdptlIpv6 T38UdptlNat TcpKeepaliveEnable TrustConnectedLine TrustIdInbound TrustIdOutbound UseAvpf UsePtime "
            + "UserEqPhone VerifyClient VerifyServer Webrtc"),
        (HeaderType.Time,
            "AnswerTime CallStarted EndTime EventTime EventTV ExpirationTime LastCall LastPause LoggedInTime LoginTime RegExpire "
            + "RegistrationTime SessionTV StartTime Timestamp"),
        (HeaderType.Duration,
            // Queues, calls, parking, conferences, mailboxes.
            "Activity AnsweredTime Duration Expires HoldTime LongestHoldTime MaxMessageLength ParkingDuration ParkingTimeout RingTime "
            + "ServiceLevel TalkTime TimeToHangup Wait Wrapuptime "
            // The server and its registrations.
            + "LastReload NextReg Uptime "
            // PJSIP and chan_sip.
            + "DefaultExpiration DtlsRekey Expiration FatalRetryInterval FaxDetectTimeout ForbiddenRetryInterval MaximumExpiration "
            + "MaxRandomInitialDelay MinimumExpiration NonceLifetime QualifyFrequency QualifyTimeout RetryInterval RtpKeepalive RtpTimeout "
            + "RtpTimeoutHold SIP-Sess-Expires SIP-Sess-Min SubMinExpiry TcpKeepaliveIdleTime TcpKeepaliveIntervalTime TimersMinSe "
            + "TimersSessExpires"),
        (HeaderType.Milliseconds, "NotificationBatchInterval WebsocketWriteTimeout"),
    };

    // Where the same name means something else, or is so common a word that user events may have it as well.
    private static readonly (string Header, HeaderType Type, string Events)[] _inEvents =
    {
        // The ringing is counted in seconds when the call is taken, in milliseconds when it is not.
        ("RingTime", HeaderType.Milliseconds, "AgentRingNoAnswer"),
        // A moment in a queue, a length of time at the end of it.
        ("LoginTime", HeaderType.Duration, "AgentLogoff Agentcallbacklogoff"),
        ("Duration", HeaderType.Milliseconds, "ChannelTalkingStop"),
        // A code here, words elsewhere, which may look like a number.
        ("Reason", HeaderType.Integer, "OriginateFailure OriginateResponse OriginateSuccess"),
        ("Status", HeaderType.Integer, "ExtensionStatus JabberStatus QueueMember QueueMemberAdded QueueMemberPause QueueMemberPenalty "
            + "QueueMemberRemoved QueueMemberRinginuse QueueMemberStatus Reload " + Answer),
        ("Status", HeaderType.Boolean, "DNDState MeetmeMute MeetmeTalking MeetmeTalkRequest PJSIPMaintenanceStatus"),
        ("ACL", HeaderType.Boolean, "PeerEntry"),
        ("Active", HeaderType.Boolean, "PRIShowSpans"),
        ("Alarm", HeaderType.Boolean, "PRIShowSpans"),
        ("Attempts", HeaderType.Integer, "AmiConnectionRestored"),
        ("Begin", HeaderType.Boolean, "DTMF"),
        ("Enabled", HeaderType.Boolean, "LogChannel"),
        ("End", HeaderType.Boolean, "DTMF"),
        ("Jitter", HeaderType.Number, "RTPReceiverStat"),
        ("Jitter", HeaderType.Integer, "RTPSenderStat"),
        ("Line", HeaderType.Boolean, "OutboundRegistrationDetail"),
        ("Lost", HeaderType.Integer, "AmiEventsLost"),
        ("Max", HeaderType.Integer, "QueueParams"),
        ("New", HeaderType.Integer, "MessageWaiting"),
        ("Old", HeaderType.Integer, "MessageWaiting"),
        ("Refresh", HeaderType.Duration, "RegistryEntry"),
        ("Success", HeaderType.Boolean, "LocalOptimizationEnd"),
        ("Time", HeaderType.Milliseconds, "PeerStatus"),
        ("Timeout", HeaderType.Duration, "ParkedCall Parkinglot"),
        ("Transit", HeaderType.Number, "RTPReceiverStat"),
        ("Up", HeaderType.Boolean, "PRIShowSpans"),
    };

    internal static Dictionary<string, HeaderTyping> Create()
    {
        var typings = new Dictionary<string, HeaderTyping>(512, StringComparer.OrdinalIgnoreCase);
        foreach ((HeaderType type, string names) in _usual)
        {
            foreach (string name in names.Split(' '))
            {
                typings.Add(name, new HeaderTyping(type));
            }
        }

        foreach (string prefix in _channelPrefixes)
        {
            typings.Add(prefix + "ChannelState", new HeaderTyping(HeaderType.Integer));
            typings.Add(prefix + "Priority", new HeaderTyping(HeaderType.Integer));
        }

        foreach (string prefix in _bridgePrefixes)
        {
            typings.Add(prefix + "BridgeNumChannels", new HeaderTyping(HeaderType.Integer));
        }

        foreach ((string header, HeaderType type, string events) in _inEvents)
        {
            if (!typings.TryGetValue(header, out HeaderTyping? typing))
            {
                typings.Add(header, typing = new HeaderTyping(HeaderType.Text));
            }

            foreach (string name in events.Split(' '))
            {
                typing.Except(name == Answer ? null : name, type);
            }
        }

        return typings;
    }
}
