# How AllActions.Tests.ps1 sends each action of the catalog to a real Asterisk. docs/guide/coverage.ps1 reads it too.
#
# With    what it is sent with: a script that gives the parameters, and makes what they name
# Own     on a session of its own, which it changes or ends
# Error   what the server refuses it with: what it needs is not there
# Absent  the test server does not load its module
# After   what is put right afterwards
@{
    AbsoluteTimeout                             = @{ With = { @{ Channel = New-TestCall; Timeout = 100 } } }
    AgentLogoff                                 = @{ With = { @{ Agent = '2001' } } }
    Agents                                      = @{}
    AGI                                         = @{ With = { @{ Channel = New-AgiCall; Command = 'VERBOSE hello 1'; CommandID = 'one' } } }
    AOCMessage                                  = @{ With = { @{ Channel = New-TestCall; MsgType = 'D'; ChargeType = 'Currency'; CurrencyName = 'EUR'; CurrencyAmount = 5; CurrencyMultiplier = 'OneTenth'; TotalType = 'Total' } } }
    Atxfer                                      = @{ With = { @{ Channel = New-TestCall dial; Exten = 'answer'; Context = 'test' } } }
    BlindTransfer                               = @{ With = { @{ Channel = (New-TestBridge).Channel1; Exten = 'music'; Context = 'test' } } }
    Bridge                                      = @{ With = { @{ Channel1 = New-TestCall; Channel2 = New-TestCall; Tone = 'no' } } }
    BridgeDestroy                               = @{ With = { @{ BridgeUniqueid = (New-TestBridge).Id } } }
    BridgeInfo                                  = @{ With = { @{ BridgeUniqueid = (New-TestBridge).Id } } }
    BridgeKick                                  = @{ With = { $bridge = New-TestBridge; @{ BridgeUniqueid = $bridge.Id; Channel = $bridge.Channel1 } } }
    BridgeList                                  = @{ With = { $null = New-TestBridge; @{} } }
    BridgeTechnologyList                        = @{}
    BridgeTechnologySuspend                     = @{ With = { @{ BridgeTechnology = 'native_rtp' } }; After = { Invoke-AmiAction BridgeTechnologyUnsuspend -BridgeTechnology native_rtp } }
    BridgeTechnologyUnsuspend                   = @{ With = { @{ BridgeTechnology = 'native_rtp' } } }
    CancelAtxfer                                = @{ With = { @{ Channel = New-TestCall } } }
    Challenge                                   = @{ With = { @{ AuthType = 'MD5' } } }
    ChangeMonitor                               = @{ With = { @{ Channel = New-MonitoredCall; File = 'asteriskami-other' } } }
    Command                                     = @{ With = { @{ Command = 'core show version' } } }
    ConfbridgeKick                              = @{ With = { @{ Conference = 'test-room'; Channel = New-ConferenceCall } } }
    ConfbridgeList                              = @{ With = { $null = New-ConferenceCall; @{ Conference = 'test-room' } } }
    ConfbridgeListRooms                         = @{ With = { $null = New-ConferenceCall; @{} } }
    ConfbridgeLock                              = @{ With = { $null = New-ConferenceCall; @{ Conference = 'test-room' } } }
    ConfbridgeMute                              = @{ With = { @{ Conference = 'test-room'; Channel = New-ConferenceCall } } }
    ConfbridgeSetSingleVideoSrc                 = @{ With = { @{ Conference = 'test-room'; Channel = New-ConferenceCall } } }
    ConfbridgeStartRecord                       = @{ With = { $null = New-ConferenceCall; @{ Conference = 'test-room' } } }
    ConfbridgeStopRecord                        = @{ With = { $null = New-ConferenceCall; $null = Invoke-AmiAction ConfbridgeStartRecord -Conference test-room; @{ Conference = 'test-room' } } }
    ConfbridgeUnlock                            = @{ With = { $null = New-ConferenceCall; @{ Conference = 'test-room' } } }
    ConfbridgeUnmute                            = @{ With = { @{ Conference = 'test-room'; Channel = New-ConferenceCall } } }
    ControlPlayback                             = @{ With = { @{ Channel = New-TestCall music; Control = 'stop' } } }
    CoreSettings                                = @{}
    CoreShowChannelMap                          = @{ With = { @{ Channel = (New-TestBridge).Channel1 } } }
    CoreShowChannels                            = @{ With = { $null = New-TestCall; @{} } }
    CoreStatus                                  = @{}
    CreateConfig                                = @{ With = { @{ Filename = "asteriskami-$([guid]::NewGuid()).conf" } } }
    DAHDIDialOffhook                            = @{ With = { @{ DAHDIChannel = 1; Number = '100' } }; Absent = $true }
    DAHDIDNDoff                                 = @{ With = { @{ DAHDIChannel = 1 } }; Absent = $true }
    DAHDIDNDon                                  = @{ With = { @{ DAHDIChannel = 1 } }; Absent = $true }
    DAHDIHangup                                 = @{ With = { @{ DAHDIChannel = 1 } }; Absent = $true }
    DAHDIRestart                                = @{ Absent = $true }
    DAHDIShowChannels                           = @{ Absent = $true }
    DAHDIShowStatus                             = @{ Absent = $true }
    DAHDITransfer                               = @{ With = { @{ DAHDIChannel = 1 } }; Absent = $true }
    DBDel                                       = @{ With = { $null = Invoke-AmiAction DBPut -Family asteriskami -Key all -Val 1; @{ Family = 'asteriskami'; Key = 'all' } } }
    DBDelTree                                   = @{ With = { $null = Invoke-AmiAction DBPut -Family asteriskami-tree -Key all -Val 1; @{ Family = 'asteriskami-tree' } } }
    DBGet                                       = @{ With = { $null = Invoke-AmiAction DBPut -Family asteriskami -Key all -Val 1; @{ Family = 'asteriskami'; Key = 'all' } } }
    DBGetTree                                   = @{ With = { $null = Invoke-AmiAction DBPut -Family asteriskami -Key all -Val 1; @{ Family = 'asteriskami' } } }
    DBPut                                       = @{ With = { @{ Family = 'asteriskami'; Key = 'all'; Val = 1 } }; After = { Invoke-AmiAction DBDel -Family asteriskami -Key all } }
    DeviceStateList                             = @{}
    DialplanExtensionAdd                        = @{ With = { @{ Context = 'asteriskami'; Extension = '1'; Priority = 1; Application = 'NoOp' } }; After = { Invoke-AmiAction DialplanExtensionRemove -Context asteriskami -Extension 1 } }
    DialplanExtensionRemove                     = @{ With = { $null = Invoke-AmiAction DialplanExtensionAdd -Context asteriskami -Extension 1 -Priority 1 -Application NoOp; @{ Context = 'asteriskami'; Extension = '1' } } }
    Events                                      = @{ With = { @{ EventMask = 'off' } }; Own = $true }
    ExtensionState                              = @{ With = { @{ Exten = '1001'; Context = 'hints' } } }
    ExtensionStateList                          = @{}
    FAXSession                                  = @{ With = { @{ SessionNumber = 1 } }; Error = 'Session not found' }
    FAXSessions                                 = @{}
    FAXStats                                    = @{}
    Filter                                      = @{ With = { @{ Operation = 'Add'; Filter = 'Event: Hangup' } }; Own = $true }
    GetConfig                                   = @{ With = { @{ Filename = 'queues.conf' } } }
    GetConfigJSON                               = @{ With = { @{ Filename = 'queues.conf' } } }
    Getvar                                      = @{ With = { @{ Variable = 'PLACE' } } }
    Hangup                                      = @{ With = { @{ Channel = New-TestCall; Cause = 16 } } }
    IAXnetstats                                 = @{ Absent = $true }
    IAXpeerlist                                 = @{ Absent = $true }
    IAXpeers                                    = @{ Absent = $true }
    IAXregistry                                 = @{ Absent = $true }
    JabberSend                                  = @{ With = { @{ Jabber = 'none'; ScreenName = 'one@example.org'; Message = 'hello' } }; Absent = $true }
    ListCategories                              = @{ With = { @{ Filename = 'queues.conf' } } }
    ListCommands                                = @{}
    LocalOptimizeAway                           = @{ With = { @{ Channel = New-TestCall } } }
    LoggerRotate                                = @{}
    Login                                       = @{ With = { @{ Username = 'admin'; Secret = 'admin-test-secret' } }; Own = $true }
    Logoff                                      = @{ Own = $true }
    MailboxCount                                = @{ With = { @{ Mailbox = '100@default' } } }
    MailboxStatus                               = @{ With = { @{ Mailbox = '100@default' } } }
    MeetmeList                                  = @{ Absent = $true }
    MeetmeListRooms                             = @{ Absent = $true }
    MeetmeMute                                  = @{ With = { @{ Meetme = '600'; Usernum = 1 } }; Absent = $true }
    MeetmeUnmute                                = @{ With = { @{ Meetme = '600'; Usernum = 1 } }; Absent = $true }
    MessageSend                                 = @{ With = { @{ To = 'pjsip:1001'; From = 'pjsip:1002'; Body = 'hello' } }; Error = 'Message failed to send' }
    MixMonitor                                  = @{ With = { @{ Channel = New-TestCall; File = 'asteriskami.wav' } } }
    MixMonitorMute                              = @{ With = { @{ Channel = New-RecordedCall; Direction = 'both'; State = 1 } } }
    ModuleCheck                                 = @{ With = { @{ Module = 'app_queue.so' } } }
    ModuleLoad                                  = @{ With = { @{ Module = 'app_queue.so'; LoadType = 'reload' } } }
    Monitor                                     = @{ With = { @{ Channel = New-TestCall; File = 'asteriskami' } } }
    MuteAudio                                   = @{ With = { @{ Channel = New-TestCall; Direction = 'in'; State = 'on' } } }
    MWIDelete                                   = @{ With = { @{ Mailbox = '100@default' } }; Absent = $true }
    MWIGet                                      = @{ With = { @{ Mailbox = '100@default' } }; Absent = $true }
    MWIUpdate                                   = @{ With = { @{ Mailbox = '100@default' } }; Absent = $true }
    Originate                                   = @{ With = { @{ Channel = 'Local/answer@test'; Application = 'Wait'; Data = 60; Async = 'true'; Variable = 'A=1', 'B=2' } } }
    Park                                        = @{ With = { $call = New-TestCall; @{ Channel = $call; TimeoutChannel = $call; Timeout = 60000; Parkinglot = 'default' } } }
    ParkedCalls                                 = @{ With = { $null = New-TestCall park; Wait-Until { Invoke-AmiAction ParkedCalls }; @{} } }
    Parkinglots                                 = @{}
    PauseMonitor                                = @{ With = { @{ Channel = New-MonitoredCall } } }
    Ping                                        = @{}
    PJSIPHangup                                 = @{ With = { @{ Channel = 'PJSIP/none-00000000'; Cause = 603 } }; Error = 'No such channel' }
    PJSIPNotify                                 = @{ With = { @{ Endpoint = '1001'; Variable = 'Event=check-sync', 'X-Test=1' } } }
    PJSIPQualify                                = @{ With = { @{ Endpoint = '1001' } } }
    PJSIPRegister                               = @{ With = { @{ Registration = 'none' } }; Error = 'Unable to retrieve registration' }
    PJSIPSetMaintenance                         = @{ With = { @{ Endpoint = '1002'; State = 'on' } }; After = { Invoke-AmiAction PJSIPSetMaintenance -Endpoint 1002 -State off } }
    PJSIPShowAors                               = @{}
    PJSIPShowAuths                              = @{}
    PJSIPShowContacts                           = @{ Error = 'No Contacts found' }
    PJSIPShowEndpoint                           = @{ With = { @{ Endpoint = '1001' } } }
    PJSIPShowEndpoints                          = @{}
    PJSIPShowMaintenance                        = @{}
    PJSIPShowRegistrationInboundContactStatuses = @{}
    PJSIPShowRegistrationsInbound               = @{}
    PJSIPShowRegistrationsOutbound              = @{}
    PJSIPShowResourceLists                      = @{ Error = 'No (ResourceLists|resource lists) found' }
    PJSIPShowSubscriptionsInbound               = @{}
    PJSIPShowSubscriptionsOutbound              = @{}
    PJSIPUnregister                             = @{ With = { @{ Registration = 'none' } }; Error = 'Unable to retrieve registration' }
    PlayDTMF                                    = @{ With = { @{ Channel = New-TestCall; Digit = '5' } } }
    PlayMF                                      = @{ With = { @{ Channel = New-TestCall; Digit = '5' } } }
    PresenceState                               = @{ With = { @{ Provider = 'CustomPresence:asteriskami' } } }
    PresenceStateList                           = @{}
    PRIDebugFileSet                             = @{ With = { @{ File = 'asteriskami' } }; Absent = $true }
    PRIDebugFileUnset                           = @{ Absent = $true }
    PRIDebugSet                                 = @{ With = { @{ Span = 1; Level = 'off' } }; Absent = $true }
    PRIShowSpans                                = @{ Absent = $true }
    QueueAdd                                    = @{ With = { @{ Queue = 'support'; Interface = 'Local/asteriskami@test'; Penalty = 3 } }; After = { Invoke-AmiAction QueueRemove -Queue support -Interface Local/asteriskami@test } }
    QueueChangePriorityCaller                   = @{ With = { @{ Queue = 'support'; Caller = New-QueueCall; Priority = 5 } } }
    QueueLog                                    = @{ With = { @{ Queue = 'support'; Event = 'ASTERISKAMI' } } }
    QueueMemberRingInUse                        = @{ With = { @{ Queue = 'support'; Interface = 'Local/agent4@agents'; RingInUse = 'no' } } }
    QueuePause                                  = @{ With = { @{ Queue = 'support'; Interface = 'Local/agent4@agents'; Paused = 'false' } } }
    QueuePenalty                                = @{ With = { @{ Queue = 'support'; Interface = 'Local/agent4@agents'; Penalty = 5 } } }
    QueueReload                                 = @{ With = { @{ Rules = 'yes'; Parameters = @{ Parameters = 'no' } } } }
    QueueRemove                                 = @{ With = { $null = Invoke-AmiAction QueueAdd -Queue support -Interface Local/asteriskami@test; @{ Queue = 'support'; Interface = 'Local/asteriskami@test' } } }
    QueueReset                                  = @{ With = { @{ Queue = 'support' } } }
    QueueRule                                   = @{}
    QueueStatus                                 = @{}
    QueueSummary                                = @{}
    QueueWithdrawCaller                         = @{ With = { @{ Queue = 'support'; Caller = New-QueueCall } } }
    Redirect                                    = @{ With = { @{ Channel = New-TestCall; Exten = 'music'; Context = 'test'; Priority = 1 } } }
    Reload                                      = @{ With = { @{ Module = 'logger' } } }
    SendFlash                                   = @{ With = { @{ Channel = New-TestCall } } }
    SendText                                    = @{ With = { @{ Channel = New-TestCall; Message = 'hello'; 'Content-Type' = 'text/plain' } } }
    Setvar                                      = @{ With = { @{ Channel = New-TestCall; Variable = 'ASTERISKAMI'; Value = 'yes' } } }
    ShowDialPlan                                = @{ With = { @{ Context = 'hints' } } }
    SIPnotify                                   = @{ With = { @{ Channel = 'none'; Variable = 'Event=check-sync' } }; Absent = $true }
    SIPpeers                                    = @{ Absent = $true }
    SIPpeerstatus                               = @{ Absent = $true }
    SIPqualifypeer                              = @{ With = { @{ Peer = 'none' } }; Absent = $true }
    SIPshowpeer                                 = @{ With = { @{ Peer = 'none' } }; Absent = $true }
    SIPshowregistry                             = @{ Absent = $true }
    SKINNYdevices                               = @{ Absent = $true }
    SKINNYlines                                 = @{ Absent = $true }
    SKINNYshowdevice                            = @{ With = { @{ Device = 'none' } }; Absent = $true }
    SKINNYshowline                              = @{ With = { @{ Line = 'none' } }; Absent = $true }
    SorceryMemoryCacheExpire                    = @{ With = { @{ Cache = 'none' } }; Error = 'does not exist' }
    SorceryMemoryCacheExpireObject              = @{ With = { @{ Cache = 'none'; Object = 'none' } }; Error = 'does not exist' }
    SorceryMemoryCachePopulate                  = @{ With = { @{ Cache = 'none' } }; Error = 'does not exist' }
    SorceryMemoryCacheStale                     = @{ With = { @{ Cache = 'none' } }; Error = 'does not exist' }
    SorceryMemoryCacheStaleObject               = @{ With = { @{ Cache = 'none'; Object = 'none' } }; Error = 'does not exist' }
    Status                                      = @{ With = { $null = New-TestCall; @{} } }
    StopMixMonitor                              = @{ With = { @{ Channel = New-RecordedCall } } }
    StopMonitor                                 = @{ With = { @{ Channel = New-MonitoredCall } } }
    UnpauseMonitor                              = @{ With = { @{ Channel = New-MonitoredCall } } }
    UpdateConfig                                = @{ With = { $file = "asteriskami-$([guid]::NewGuid()).conf"; $null = Invoke-AmiAction CreateConfig -Filename $file; @{ SrcFilename = $file; DstFilename = $file; Parameters = @{ 'Action-000000' = 'NewCat'; 'Cat-000000' = 'one' } } } }
    UserEvent                                   = @{ With = { @{ UserEvent = 'AllActions'; Parameters = @{ Item = 'bread' } } } }
    VoicemailBoxSummary                         = @{ With = { @{ Context = 'default'; Mailbox = '100' } } }
    VoicemailForward                            = @{ With = { @{ Context = 'default'; Mailbox = '100'; Folder = 'INBOX'; ID = 'none'; ToContext = 'default'; ToMailbox = '101'; ToFolder = 'INBOX' } } }
    VoicemailMove                               = @{ With = { @{ Context = 'default'; Mailbox = '100'; Folder = 'INBOX'; ID = 'none'; ToFolder = 'Old' } } }
    VoicemailRefresh                            = @{ With = { @{ Context = 'default'; Mailbox = '100' } } }
    VoicemailRemove                             = @{ With = { @{ Context = 'default'; Mailbox = '100'; Folder = 'INBOX'; ID = 'none' } } }
    VoicemailUsersList                          = @{}
    VoicemailUserStatus                         = @{ With = { @{ Context = 'default'; Mailbox = '100' } } }
    WaitEvent                                   = @{ With = { @{ Timeout = 1 } } }
}
