namespace AsteriskAmi.Simulator.Pbx;

/// <summary>
/// The dialplan of the simulator: the same extensions as the Asterisk of the tests (tests/pbx/etc/extensions.conf), so
/// that the same calls end the same way on both. A test compares the two.
/// </summary>
internal static class DialplanText
{
    internal const string Extensions = @"
[test]
; answers and stays
exten => answer,1,NoOp(answers and stays)
 same => n,Answer()
 same => n,Wait(3600)
 same => n,Hangup()
exten => 100,1,Goto(answer,1)

exten => answer-end,1,Answer()
 same => n,Wait(1)
 same => n,Hangup(16)
exten => 101,1,Goto(answer-end,1)

exten => busy,1,Busy(30)
exten => 102,1,Goto(busy,1)

exten => congestion,1,Congestion(30)
exten => 103,1,Goto(congestion,1)

exten => noanswer,1,Ringing()
 same => n,Wait(3600)
exten => 104,1,Goto(noanswer,1)

exten => delayed-answer,1,Ringing()
 same => n,Wait(2)
 same => n,Answer()
 same => n,Wait(3600)
exten => 105,1,Goto(delayed-answer,1)

exten => park,1,Answer()
 same => n,Park(default)
exten => 106,1,Goto(park,1)

exten => conf,1,Answer()
 same => n,ConfBridge(test-room,test_bridge,test_user)
exten => 107,1,Goto(conf,1)

exten => queue-sales,1,Answer()
 same => n,Queue(sales)
 same => n,Hangup()
exten => 108,1,Goto(queue-sales,1)

exten => queue-support,1,Answer()
 same => n,Queue(support)
 same => n,Hangup()
exten => 109,1,Goto(queue-support,1)

exten => userevent,1,Answer()
 same => n,UserEvent(TestEvent,Key: value,Text: grüß dich,Empty:)
 same => n,Hangup()
exten => 110,1,Goto(userevent,1)

exten => dtmf,1,Answer()
 same => n,Wait(1)
 same => n,SendDTMF(123#)
 same => n,Wait(3600)
exten => 111,1,Goto(dtmf,1)

exten => echo,1,Answer()
 same => n,Echo()
exten => 112,1,Goto(echo,1)

exten => vars,1,Answer()
 same => n,Set(PLAIN=some text)
 same => n,Set(UTF8=Grüße aus Köln ☎)
 same => n,Set(EMPTY=)
 same => n,Set(COLON=a: b = c)
 same => n,Set(__INHERITED=yes)
 same => n,Set(CHANNEL(accountcode)=test-account)
 same => n,Wait(3600)
exten => 113,1,Goto(vars,1)

exten => play,1,Answer()
 same => n,Playback(hello-world)
 same => n,Wait(3600)
exten => 114,1,Goto(play,1)

exten => music,1,Answer()
 same => n,MusicOnHold(default)
exten => 115,1,Goto(music,1)

exten => dial,1,Dial(Local/answer@test,30)
 same => n,Hangup()
exten => 116,1,Goto(dial,1)

exten => dial-noanswer,1,Dial(Local/noanswer@test,5)
 same => n,NoOp(${DIALSTATUS})
 same => n,Hangup()
exten => 117,1,Goto(dial-noanswer,1)

exten => dial-busy,1,Dial(Local/busy@test,5)
 same => n,NoOp(${DIALSTATUS})
 same => n,Busy(30)
exten => 118,1,Goto(dial-busy,1)

exten => hangup-cause,1,Hangup(1)
exten => 119,1,Goto(hangup-cause,1)

exten => voicemail,1,Answer()
 same => n,VoiceMail(100@default,s)
 same => n,Hangup()
exten => 120,1,Goto(voicemail,1)

exten => record,1,Answer()
 same => n,MixMonitor(${CHANNEL(uniqueid)}.wav)
 same => n,Wait(3600)
exten => 121,1,Goto(record,1)

exten => agi,1,Answer()
 same => n,AGI(agi:async)
 same => n,Wait(3600)
exten => 122,1,Goto(agi,1)

exten => dial-transfer,1,Dial(Local/answer@test,30,tT)
 same => n,Hangup()
exten => 123,1,Goto(dial-transfer,1)

exten => _100[12],1,Dial(PJSIP/${EXTEN},30)
 same => n,Hangup()

include => parkedcalls

[agents]
exten => agent1,1,Ringing()
 same => n,Wait(1)
 same => n,Answer()
 same => n,Wait(3600)
exten => agent2,1,Ringing()
 same => n,Wait(3600)
exten => agent3,1,Busy(10)
exten => agent4,1,Ringing()
 same => n,Wait(3600)

[hints]
exten => 1001,hint,PJSIP/1001
exten => 1002,hint,PJSIP/1002
exten => agent1,hint,Custom:agent1
exten => agent2,hint,Custom:agent2
exten => agent3,hint,Custom:agent3
exten => agent4,hint,Custom:agent4
exten => room,hint,confbridge:test-room
exten => lot,hint,park:701@parkedcalls

[phones]
include => test
include => hints

[parkedcalls]
exten => 700,1,Park()
";
}
