using System.Collections.Generic;

namespace AsteriskAmi.Catalog;

/// <summary>The events that Asterisk documents, for completion. Others are followed by name just as well.</summary>
internal static class EventNames
{
    /// <summary>The names, of Asterisk 16 and 22 together, in alphabetical order.</summary>
    internal static IReadOnlyList<string> All { get; } = new[]
    {
        "AgentCalled", "AgentComplete", "AgentConnect", "AgentDump", "AgentLogin", "AgentLogoff", "AgentRingNoAnswer",
        "Agents", "AgentsComplete", "AGIExecEnd", "AGIExecStart", "Alarm", "AlarmClear", "AorDetail", "AorList",
        "AorListComplete", "AsyncAGIEnd", "AsyncAGIExec", "AsyncAGIStart", "AttendedTransfer", "AuthDetail",
        "AuthList", "AuthListComplete", "AuthMethodNotAllowed", "BlindTransfer", "BridgeCreate", "BridgeDestroy",
        "BridgeEnter", "BridgeInfoChannel", "BridgeInfoComplete", "BridgeLeave", "BridgeMerge",
        "BridgeVideoSourceUpdate", "Cdr", "CEL", "ChallengeResponseFailed", "ChallengeSent", "ChannelTalkingStart",
        "ChannelTalkingStop", "ChanSpyStart", "ChanSpyStop", "ConfbridgeEnd", "ConfbridgeJoin", "ConfbridgeLeave",
        "ConfbridgeList", "ConfbridgeListRooms", "ConfbridgeMute", "ConfbridgeRecord", "ConfbridgeStart",
        "ConfbridgeStopRecord", "ConfbridgeTalking", "ConfbridgeUnmute", "ContactList", "ContactListComplete",
        "ContactStatus", "ContactStatusDetail", "CoreShowChannel", "CoreShowChannelMapComplete",
        "CoreShowChannelsComplete", "DAHDIChannel", "DeadlockStart", "DeviceStateChange", "DeviceStateListComplete",
        "DialBegin", "DialEnd", "DialState", "DNDState", "DTMFBegin", "DTMFEnd", "EndpointDetail",
        "EndpointDetailComplete", "EndpointList", "EndpointListComplete", "ExtensionStateListComplete",
        "ExtensionStatus", "FailedACL", "FAXSession", "FAXSessionsComplete", "FAXSessionsEntry", "FAXStats",
        "FAXStatus", "Flash", "FullyBooted", "Hangup", "HangupHandlerPop", "HangupHandlerPush", "HangupHandlerRun",
        "HangupRequest", "Hold", "IdentifyDetail", "InboundRegistrationDetail", "InboundSubscriptionDetail",
        "InvalidAccountID", "InvalidPassword", "InvalidTransport", "Load", "LoadAverageLimit", "LocalBridge",
        "LocalOptimizationBegin", "LocalOptimizationEnd", "LogChannel", "MCID", "MeetmeEnd", "MeetmeJoin",
        "MeetmeLeave", "MeetmeList", "MeetmeListRooms", "MeetmeMute", "MeetmeTalking", "MeetmeTalkRequest",
        "MemoryLimit", "MessageWaiting", "MiniVoiceMail", "MixMonitorMute", "MixMonitorStart", "MixMonitorStop",
        "MonitorStart", "MonitorStop", "MusicOnHoldStart", "MusicOnHoldStop", "MWIGet", "MWIGetComplete",
        "NewAccountCode", "NewCallerid", "Newchannel", "NewConnectedLine", "NewExten", "Newstate",
        "OriginateResponse", "OutboundRegistrationDetail", "OutboundSubscriptionDetail", "ParkedCall",
        "ParkedCallGiveUp", "ParkedCallSwap", "ParkedCallTimeOut", "PeerStatus", "Pickup", "PJSIPMaintenanceStatus",
        "PresenceStateChange", "PresenceStateListComplete", "PresenceStatus", "QueueCallerAbandon", "QueueCallerJoin",
        "QueueCallerLeave", "QueueEntry", "QueueMemberAdded", "QueueMemberPause", "QueueMemberPenalty",
        "QueueMemberRemoved", "QueueMemberRinginuse", "QueueMemberStatus", "QueueParams", "ReceiveFAX", "Registry",
        "Reload", "Rename", "RequestBadFormat", "RequestNotAllowed", "RequestNotSupported", "ResourceListDetail",
        "RTCPReceived", "RTCPSent", "SendFAX", "SessionLimit", "SessionTimeout", "Shutdown", "SIPQualifyPeerDone",
        "SoftHangupRequest", "SpanAlarm", "SpanAlarmClear", "Status", "StatusComplete", "SuccessfulAuth",
        "TransportDetail", "UnexpectedAddress", "Unhold", "Unload", "UnParkedCall", "UserEvent", "VarSet",
        "VoicemailPasswordChange", "Wink",
    };
}
