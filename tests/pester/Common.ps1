# What the Pester files share. Each begins with: BeforeAll { . $PSScriptRoot/Common.ps1 }
#
# The PBX to test comes from the environment variable ASTERISKAMI_TARGET: the JSON line of `tests/pbx/pbx.sh start`.
# Without it the tests run against a simulator of their own. Both have the same accounts, dialplan and queues.
# ASTERISKAMI_TRANSPORT says how to reach it: tcp (in clear, unless told otherwise), tls or http.

$ModulePath = Join-Path $PSScriptRoot '../../out/AsteriskAmi/AsteriskAmi.psd1' | Resolve-Path | ForEach-Object Path
Import-Module $ModulePath

# Seconds within which what is told to stop has to have stopped. It takes a tenth of a second, but on a busy machine perhaps
# some; whatever it waits for would take a minute at the least.
$AtOnce = 20

function New-TestCredential {
    param([string] $UserName = 'admin', [string] $Secret = "$UserName-test-secret")
    $secure = [securestring]::new()
    $Secret.ToCharArray() | ForEach-Object { $secure.AppendChar($_) }
    [pscredential]::new($UserName, $secure)
}

# The PBX under test: ComputerName, Port, TlsPort, HttpPort, HttpsPort, SipPort, Branch; and of a real one Id, Certificate and Spool, its
# spool folder.
function Get-TestPbx {
    if ($env:ASTERISKAMI_TARGET) {
        $real = $env:ASTERISKAMI_TARGET | ConvertFrom-Json
        return [pscustomobject]@{
            IsReal = $true; Id = $real.id; Branch = [int]$real.branch; Spool = "$($real.run)/spool"
            ComputerName = $real.host; Port = $real.port; TlsPort = $real.tlsPort; HttpPort = $real.httpPort
            HttpsPort = $real.httpsPort; SipPort = $real.sipPort; Certificate = $real.certificate
        }
    }

    if (-not (Get-Variable AsteriskAmiTestSimulator -Scope Global -ErrorAction Ignore)) {
        $global:AsteriskAmiTestSimulator = Start-AmiSimulator
    }

    [pscustomobject]@{
        IsReal = $false; Id = $null; Branch = 22; Spool = $null
        ComputerName = '127.0.0.1'; Port = $global:AsteriskAmiTestSimulator.Port; TlsPort = 0; HttpPort = 0
        HttpsPort = 0; SipPort = 0; Certificate = $null
    }
}

# The parameters of Connect-Ami that lead to the PBX under test, to be splatted.
function Get-TestEndpoint {
    $pbx = Get-TestPbx
    switch ($env:ASTERISKAMI_TRANSPORT ? $env:ASTERISKAMI_TRANSPORT : 'tcp') {
        'tcp' {
            @{ ComputerName = $pbx.ComputerName; Port = $pbx.Port }
        }
        'tls' {
            if (-not $pbx.TlsPort) {
                throw 'The simulator has no TLS. Name a real Asterisk in ASTERISKAMI_TARGET.'
            }

            @{ ComputerName = $pbx.ComputerName; Port = $pbx.TlsPort; UseTls = $true; CACertificate = $pbx.Certificate }
        }
        'http' {
            if (-not $pbx.HttpPort) {
                throw 'The simulator has no HTTP. Name a real Asterisk in ASTERISKAMI_TARGET.'
            }

            @{ Uri = "http://$($pbx.ComputerName):$($pbx.HttpPort)" }
        }
        default {
            throw "ASTERISKAMI_TRANSPORT is tcp, tls or http, not '$_'."
        }
    }
}

function Connect-TestPbx {
    param([string] $UserName = 'admin', [string] $Name)
    $endpoint = Get-TestEndpoint
    $more = if ($Name) { @{ Name = $Name } } else { @{} }
    Connect-Ami @endpoint -Credential (New-TestCredential $UserName) @more
}

# Skips the test that calls it on the simulator, which has no such action.
function Skip-OnSimulator {
    param([Parameter(Mandatory)] [string] $Action)
    if (-not (Get-TestPbx).IsReal) {
        Set-ItResult -Skipped -Because "the simulator does not do $Action"
    }
}

# What a command of the console prints.
function Get-ConsoleOutput {
    param([Parameter(Mandatory)] [string] $Command)
    (Invoke-AmiCommand $Command -Confirm:$false) -join "`n"
}

function Disconnect-TestPbx {
    Get-AmiSession | Disconnect-Ami
}

# Waits for a condition; fails when it does not come true in time.
function Wait-Until {
    param([Parameter(Mandatory)] [scriptblock] $Condition, [double] $Seconds = 60, [string] $Because = "$Condition")
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($clock.Elapsed.TotalSeconds -gt $Seconds) {
            throw "Not within $Seconds s: $Because"
        }

        Start-Sleep -Milliseconds 20
    }
}

# Places a Local call that is answered and stays; gives the name of its first half.
function New-TestCall {
    param([string] $To = 'answer')
    (Invoke-AmiOriginate "Local/$To@test" -Application Wait -ApplicationData 300 -Wait -TimeoutSeconds 60).Channel
}

# The bridges but those of parking lots and of agents: a lot that was used once keeps an empty one for ever, and the agents
# that have been there have one to wait in.
function Get-TestBridge {
    Get-AmiBridge | Where-Object Type -NotIn parking, agent_hold
}

# Whether the end of a recording that is under way, a .wav, is a sound and not silence.
function Test-Sound {
    param([Parameter(Mandatory)] [string] $Path)
    $bytes = if (Test-Path $Path) { [System.IO.File]::ReadAllBytes($Path) } else { , @() }
    $bytes.Length -gt 2000 -and [bool]($bytes[-1000..-1] -ne 0)
}

# Ends all calls, also those that end by themselves meanwhile or have only just begun, and waits until their bridges are gone.
function Stop-TestCall {
    Wait-Until -Because 'all channels end' {
        Get-AmiChannel | Stop-AmiChannel -ErrorAction Ignore
        -not (Get-AmiChannel)
    }
    # An empty one may stay behind an attended transfer.
    Wait-Until { -not (Get-TestBridge | Where-Object ChannelCount -GT 0) } -Because 'all bridges are left'
}

# Ends all registrations of events and forgets what they have queued, also what comes or goes by itself meanwhile.
function Clear-TestEvent {
    Get-EventSubscriber | Unregister-Event -ErrorAction Ignore
    Get-Event | Remove-Event -ErrorAction Ignore
}

# Runs a script in a runspace of its own, stops it as Ctrl+C does, and gives the seconds that took.
function Measure-Stop {
    param([Parameter(Mandatory)] [string] $Script, [object[]] $ArgumentList)
    $shell = [powershell]::Create()
    try {
        $null = $shell.AddScript("param(`$Module, `$Arguments) Import-Module `$Module; `$WarningPreference = 'SilentlyContinue'; 'ready'; & { $Script } @Arguments")
        $null = $shell.AddArgument($ModulePath).AddArgument($ArgumentList)
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
        Wait-Until { $output.Count -gt 0 } -Because 'the script starts'
        # Into its wait: there is nothing to see from outside when it has got there.
        Start-Sleep -Milliseconds 500
        $running.IsCompleted | Should -BeFalse -Because 'it waits'
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        $clock.Elapsed.TotalSeconds
    } finally {
        $shell.Dispose()
    }
}

# A server that greets and logs in as a real one does, and then answers nothing, not even the goodbye. One action it does
# answer, with an empty list, when there are that many that wait for it: what is asked one after the other gets no answer.
function Start-MuteServer {
    param([string] $MeetOn = 'none', [int] $Meeting = 1)
    $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
    $listener.Start(200)
    $shell = [powershell]::Create().AddScript({
            param($listener, $meetOn, $meeting)
            $clients = [System.Collections.Generic.List[object]]::new()
            $waiting = [System.Collections.Generic.List[object]]::new()
            $send = { param($client, $text) $null = $client.Socket.Send([System.Text.Encoding]::ASCII.GetBytes($text)) }
            try {
                while ($true) {
                    if ($listener.Pending()) {
                        $clients.Add(@{ Socket = $listener.AcceptSocket(); Text = '' })
                        & $send $clients[-1] "Asterisk Call Manager/11.0.0`r`n"
                    }

                    foreach ($client in $clients | Where-Object { $_.Socket.Available }) {
                        $bytes = [byte[]]::new(65536)
                        $client.Text += [System.Text.Encoding]::ASCII.GetString($bytes, 0, $client.Socket.Receive($bytes))
                        while (($end = $client.Text.IndexOf("`r`n`r`n")) -ge 0) {
                            $action = $client.Text.Substring(0, $end)
                            $client.Text = $client.Text.Substring($end + 4)
                            $id = if ($action -match 'ActionID: (.+?)(\r|$)') { $Matches[1] }
                            $more = switch -Regex ($action) {
                                '^Action: Challenge' { 'Challenge: 1' }
                                '^Action: Login' { 'Message: Authentication accepted' }
                                '^Action: CoreSettings' { 'AsteriskVersion: 22.0.0' }
                                "^Action: $meetOn\r" { $waiting.Add(@{ Client = $client; Id = $id }) }
                            }
                            if ($more) {
                                & $send $client "Response: Success`r`nActionID: $id`r`n$more`r`n`r`n"
                            }

                            if ($waiting.Count -eq $meeting) {
                                foreach ($one in $waiting) {
                                    & $send $one.Client ("Response: Success`r`nActionID: $($one.Id)`r`nEventList: start`r`n`r`n" +
                                        "Event: Done`r`nActionID: $($one.Id)`r`nEventList: Complete`r`nListItems: 0`r`n`r`n")
                                }

                                $waiting.Clear()
                            }
                        }
                    }

                    [System.Threading.Thread]::Sleep(1)
                }
            } finally {
                foreach ($client in $clients) { $client.Socket.Dispose() }
            }
        }).AddArgument($listener).AddArgument($MeetOn).AddArgument($Meeting)
    $null = $shell.BeginInvoke()
    [pscustomobject]@{ Port = $listener.LocalEndpoint.Port; Listener = $listener; Shell = $shell }
}

function Stop-MuteServer {
    param([Parameter(Mandatory)] $Server)
    $Server.Shell.Stop()
    $Server.Listener.Stop()
    $Server.Shell.Dispose()
}
