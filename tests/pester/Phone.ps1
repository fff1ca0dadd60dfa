# A SIP telephone on a UDP port of this machine, for the tests that need somebody who is registered. It registers, answers
# what it is asked, and keeps the requests that it gets.
# Each file that uses it begins with: BeforeAll { . $PSScriptRoot/Common.ps1; . $PSScriptRoot/Phone.ps1 }

# Registers with the PBX under test, or with another. State: Uri; Registered; Requests, what it got; Silent, set to have it
# answer nothing.
function Start-TestPhone {
    param([string] $User = '1002', [int] $SipPort = (Get-TestPbx).SipPort)
    $phone = [hashtable]::Synchronized(@{
            User = $User; SipPort = $SipPort; Secret = "phone-$User-secret"; Lasts = 600; Registered = $false; Silent = $false
            Requests = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
            Socket = [System.Net.Sockets.UdpClient]::new([System.Net.IPEndPoint]::new([ipaddress]::Loopback, 0))
        })
    $phone.Uri = "sip:$User@127.0.0.1:$($phone.Socket.Client.LocalEndPoint.Port)"
    $phone.Shell = [powershell]::Create().AddScript({
            param($phone)
            $server = [System.Net.IPEndPoint]::new([ipaddress]::Loopback, $phone.SipPort)
            $address, $callId, $count = "sip:127.0.0.1:$($phone.SipPort)", [guid]::NewGuid(), 0
            $hash = {
                param($text)
                [System.Convert]::ToHexString([System.Security.Cryptography.MD5]::HashData([System.Text.Encoding]::UTF8.GetBytes($text))).ToLowerInvariant()
            }
            $send = { param($lines) $bytes = [System.Text.Encoding]::UTF8.GetBytes(($lines -join "`r`n") + "`r`n`r`n"); $null = $phone.Socket.Send($bytes, $bytes.Length, $server) }
            $register = {
                param($login, $count)
                & $send @(
                    "REGISTER $address SIP/2.0"
                    "Via: SIP/2.0/UDP $($phone.Uri.Split('@')[1]);branch=z9hG4bK$callId-$count"
                    'Max-Forwards: 70'
                    "From: <sip:$($phone.User)@127.0.0.1>;tag=1"
                    "To: <sip:$($phone.User)@127.0.0.1>"
                    "Call-ID: $callId"
                    "CSeq: $count REGISTER"
                    "Contact: <$($phone.Uri)>"
                    "Expires: $($phone.Lasts)"
                    'User-Agent: Test Phone/1.0'
                    if ($login) { $login }
                    'Content-Length: 0')
            }
            $asked = $null
            while ($true) {
                # Again after a second, should it have been lost on the way.
                if ($phone.Registered -ne ($phone.Lasts -gt 0) -and (-not $asked -or $asked.Elapsed.TotalSeconds -gt 1)) {
                    & $register $null (++$count)
                    $asked = [System.Diagnostics.Stopwatch]::StartNew()
                }

                if (-not $phone.Socket.Available) {
                    [System.Threading.Thread]::Sleep(5)
                    continue
                }

                $from = $null
                $message = [System.Text.Encoding]::UTF8.GetString($phone.Socket.Receive([ref] $from))
                if ($message -match '^SIP/2.0 401') {
                    $realm = [regex]::Match($message, 'realm="([^"]*)"').Groups[1].Value
                    $nonce = [regex]::Match($message, 'nonce="([^"]*)"').Groups[1].Value
                    $opaque = [regex]::Match($message, 'opaque="[^"]*"').Value
                    $secret = & $hash "$($phone.User):${realm}:$($phone.Secret)"
                    $response = & $hash "${secret}:${nonce}:00000001:1:auth:$(& $hash "REGISTER:$address")"
                    & $register ("Authorization: Digest username=`"$($phone.User)`", realm=`"$realm`", nonce=`"$nonce`", uri=`"$address`", " +
                        "response=`"$response`", algorithm=MD5, qop=auth, nc=00000001, cnonce=`"1`"$(if ($opaque) { ", $opaque" })") (++$count)
                } elseif ($message -match '^SIP/2.0 200') {
                    $phone.Registered = $message -match '(?m)^Expires: [1-9]|;expires=[1-9]'
                } elseif ($message -notmatch '^SIP/2.0|^ACK ') {
                    $phone.Requests.Enqueue($message)
                    if (-not $phone.Silent) {
                        & $send @('SIP/2.0 200 OK'; $message -split "`r`n" -match '^(Via|From|To|Call-ID|CSeq):' -replace '^(To:[^;]*)$', '$1;tag=2'; 'Content-Length: 0')
                    }
                }
            }
        }).AddArgument($phone)
    $null = $phone.Shell.BeginInvoke()
    Wait-Until { $phone.Registered } -Seconds 30 -Because 'the telephone registers'
    $phone
}

# Ends the registration and the telephone.
function Stop-TestPhone {
    param([Parameter(Mandatory)] $Phone)
    $Phone.Lasts = 0
    Wait-Until { -not $Phone.Registered } -Seconds 30 -Because 'the telephone ends its registration'
    $Phone.Shell.Stop()
    $Phone.Shell.Dispose()
    $Phone.Socket.Dispose()
}

# Waits until a telephone has got a request that matches, and gives it.
function Wait-TestRequest {
    param([Parameter(Mandatory)] $Phone, [Parameter(Mandatory)] [string] $Pattern)
    Wait-Until { $Phone.Requests -match $Pattern } -Seconds 30 -Because "the telephone gets a request like $Pattern"
    @($Phone.Requests -match $Pattern)[-1]
}
