using System;
using System.Text;

namespace AsteriskAmi.Proofs.Fuzz;

/// <summary>Answers, lists and odd messages as servers send them, to be spoilt. {id} stands for the ActionID of a pending action.</summary>
internal static class Recordings
{
    internal static readonly string[] Messages =
    [
        "Response: Success\r\nActionID: {id}\r\nMessage: Authentication accepted\r\n\r\n",
        "Response: Error\r\nActionID: {id}\r\nMessage: No such channel\r\n\r\n",
        "Response: Error\r\nActionID: {id}\r\nMessage: Invalid\nfirst line\nsecond line\r\n\r\n",
        "Response: Goodbye\r\nActionID: {id}\r\nMessage: Thanks for all the fish.\r\n\r\n",
        "Response: Success\r\nActionID: {id}\r\nEventList: start\r\nMessage: Channels will follow\r\n\r\n"
            + "Event: CoreShowChannel\r\nActionID: {id}\r\nChannel: PJSIP/100-00000001\r\nApplicationData: PJSIP/200,30\r\n\r\n"
            + "Event: CoreShowChannel\r\nActionID: {id}\r\nChannel: Local/300@office-00000002;1\r\n\r\n"
            + "Event: CoreShowChannelsComplete\r\nActionID: {id}\r\nEventList: Complete\r\nListItems: 2\r\n\r\n",
        "Event: CoreShowChannelMapItem\r\nActionID: {id}\r\nChannel: PJSIP/1-1\r\n\n",
        "Event: StatusComplete\r\nActionID: {id}\r\nEventList: cancelled\r\nListItems: 0\r\n\r\n",
        "Response: Success\r\nActionID: {id}\r\nMessage: FAXStats event will follow\r\n\r\n"
            + "Event: FAXStats\r\nActionID: {id}\r\nCurrent Sessions: 0\r\n\r\n",
        "Event: OriginateResponse\r\nPrivilege: call,all\r\nActionID: {id}\r\nResponse: Failure\r\nReason: 5\r\nUniqueid: <unknown>\r\n\r\n",
        "Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: Mine\r\nActionID: {id}\r\nText: gr\u00fcn \u260e\r\n\r\n",
        "Response: Follows\r\nPrivilege: Command\r\nActionID: {id}\r\nSystem uptime: 3 days\n\n   indented\nEvent: not one\n--END COMMAND--\r\n\r\n",
        "Response: Follows\r\nPrivilege: Command\r\nno marker behind this\r\n\r\n",
        "Response: Success\r\nActionID: {id}\r\nMessage: Command output follows\r\nOutput: one\r\nOutput: \r\nOutput:   three\r\n\r\n",
        "Event: FullyBooted\r\nPrivilege: system,all\r\nUptime: 12\r\nLastReload: 12\r\nStatus: Fully Booted\r\n\r\n",
        "Event: Newchannel\r\nPrivilege: call,all\r\nChannel: PJSIP/100-0000002a\r\nChannelState: 0\r\nChannelStateDesc: Down\r\n"
            + "CallerIDNum: 100\r\nCallerIDName: J\u00fcrgen\r\nContext: office\r\nExten: 200\r\nPriority: 1\r\nUniqueid: 1700000000.42\r\nLinkedid: 1700000000.42\r\n"
            + "ChanVariable(PJSIP/100-0000002a): a=1\r\nChanVariable(PJSIP/j\u00fcrgen-1): b=2\r\n\r\n",
        "Event: VarSet\r\nPrivilege: dialplan,all\r\nChannel: PJSIP/100-0000002a\r\nVariable: X\r\nValue:no space\r\nEmpty:\r\n\r\n",
        "Event: Hangup\nChannel: SIP/1\nCause: 16\nCause-txt: Normal Clearing\n\n",
        "Asterisk Call Manager/11.0.0\r\n",
        "Event: Bare\r\na line without a colon\r\n: no name\r\n\r\n",
    ];

    internal static readonly string[] Noise =
    [
        "\r", "\n", "\r\n", "\r\n\r\n", "\n\n", "\r\r\n", "\n\r\n", "\0", ":", ": ", " ", "--END COMMAND--", "--END COMMAND--\r\n\r\n",
        "Response: ", "Event: ", "Response: Follows\r\n", "Response: Follows\n", "\r\n\r\nEvent: ", "\n\nRespons", "ActionID: {id}\r\n",
        "EventList: start\r\n", "EventList: Complete\r\n", "Output: \r\n", "Privilege: Command\r\n", "\ufeff", "PBX Call Manager/1.1\r\n",
    ];

    internal static readonly byte[][] InvalidUtf8 = [[0xFF], [0xC3], [0xE2, 0x98], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98], [0xC0, 0x80]];

    internal static byte[] Bytes(string text, string id) => Encoding.UTF8.GetBytes(text.Replace("{id}", id, StringComparison.Ordinal));
}
