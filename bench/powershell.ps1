# One measurement of the module in this process, as a line of JSON. run.ps1 starts a fresh PowerShell for each.
#requires -Version 7.4
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [ValidateSet('Null', 'ForEach', 'Where', 'Channels', 'Import')]
    [string] $Measure,

    # What to import.
    [Parameter(Mandatory)]
    [string] $ModulePath,

    # A replay for Null, ForEach and Where; the test PBX for Channels.
    [int] $Port,
    [string] $Secret = 'bench',
    [int] $Capacity = 1000000
)

# Not 3: an event that lacks a header would be an error.
Set-StrictMode -Version 1
$ErrorActionPreference = 'Stop'
$clock = [System.Diagnostics.Stopwatch]::StartNew()
Import-Module $ModulePath
if ($Measure -eq 'Import') {
    return ConvertTo-Json -InputObject @{ milliseconds = $clock.Elapsed.TotalMilliseconds } -Compress
}

$credential = [pscredential]::new('admin', (ConvertTo-SecureString $Secret -AsPlainText -Force))
$seconds = 120

function Connect-Server {
    Connect-Ami -ComputerName 127.0.0.1 -Port $Port -Credential $credential
}

# Follows one replay to its end. A second subscription, for BenchEnd alone, tells when the replay began.
function Measure-Watch {
    param([long] $Events)
    $session = Connect-Server
    $ending = $session.Subscribe([string[]] 'BenchEnd', 1)
    $watch = @{ Name = '*'; Capacity = $Capacity; MaxEvents = $Events + 1; TimeoutSeconds = $seconds; WarningVariable = 'warnings'; WarningAction = 'SilentlyContinue' }
    switch ($Measure) {
        'Null' { Watch-AmiEvent @watch | Out-Null }
        'ForEach' { $null = Watch-AmiEvent @watch | ForEach-Object { $_.Channel } }
        'Where' { $null = Watch-AmiEvent @watch | Where-Object Cause -EQ 16 }
    }

    $ended = ([datetime]::UtcNow - [datetime]::UnixEpoch).TotalMilliseconds
    $end = $null
    $null = $ending.TryTake([ref] $end, [timespan]::FromSeconds(1))
    Disconnect-Ami $session
    $lost = 0
    $warnings | ForEach-Object { $lost += [long]("$_" -replace '\D.*') }
    @{
        events          = $Events
        lost            = $lost
        eventsPerSecond = [math]::Round($Events / ($ended - [double]$end.GetHeader('Started')) * 1000)
    }
}

# Reads the whole answer to CoreShowChannels from a socket that has logged in.
function Read-ChannelList {
    param([System.Net.Sockets.Socket] $Socket, [byte[]] $Buffer)
    $null = $Socket.Send([System.Text.Encoding]::ASCII.GetBytes("Action: CoreShowChannels`r`nActionID: bench`r`n`r`n"))
    $received = 0
    do {
        $received += $Socket.Receive($Buffer, $received, $Buffer.Length - $received, 'None')
        $from = [math]::Max(0, $received - 256)
        $tail = [System.Text.Encoding]::ASCII.GetString($Buffer, $from, $received - $from)
    } until ($tail.Contains('Event: CoreShowChannelsComplete') -and $tail.EndsWith("`r`n`r`n"))
}

function Get-Median {
    param([double[]] $Value)
    ($Value | Sort-Object)[[math]::Floor($Value.Count / 2)]
}

function Measure-Channel {
    $session = Connect-Server
    $socket = [System.Net.Sockets.Socket]::new('Stream', 'Tcp')
    $socket.ReceiveTimeout = 10000
    $socket.Connect('127.0.0.1', $Port)
    $buffer = [byte[]]::new(4MB)
    $null = $socket.Send([System.Text.Encoding]::ASCII.GetBytes("Action: Login`r`nUsername: admin`r`nSecret: $Secret`r`nEvents: on`r`n`r`n"))
    try {
        1..500 | ForEach-Object {
            $null = Invoke-AmiAction Originate @{ Channel = 'Local/answer@test'; Application = 'Wait'; Data = '600'; Async = 'true' } -Confirm:$false
        }
        for ($i = 0; $i -lt 100 -and @(Get-AmiChannel).Count -lt 1000; $i++) {
            Start-Sleep -Milliseconds 200
        }

        Start-Sleep 2
        while ($socket.Poll(200000, 'SelectRead')) {
            $null = $socket.Receive($buffer)
        }

        $cmdlet = [System.Collections.Generic.List[double]]::new()
        $bare = [System.Collections.Generic.List[double]]::new()
        for ($i = -5; $i -lt 20; $i++) {
            $clock.Restart()
            $channels = @(Get-AmiChannel)
            $first = $clock.Elapsed.TotalMilliseconds
            $clock.Restart()
            Read-ChannelList $socket $buffer
            if ($i -ge 0) {
                $cmdlet.Add($first)
                $bare.Add($clock.Elapsed.TotalMilliseconds)
            }
        }
    } finally {
        $null = Invoke-AmiAction Hangup @{ Channel = '/^Local.answer@test/' } -Confirm:$false
        $socket.Dispose()
        Disconnect-Ami $session
    }

    $of = Get-Median $cmdlet
    $beside = Get-Median $bare
    @{ items = $channels.Count; milliseconds = [math]::Round($of, 1); socketMilliseconds = [math]::Round($beside, 1); ratio = [math]::Round($of / $beside, 3) }
}

$result = if ($Measure -eq 'Channels') {
    Measure-Channel
} else {
    # How many there will be; then once to warm up, and once that counts.
    $session = Connect-Server
    $end = Watch-AmiEvent -Name BenchEnd -MaxEvents 1 -TimeoutSeconds $seconds
    Disconnect-Ami $session
    $null = Measure-Watch $end.GetHeader('Events')
    [System.GC]::Collect()
    Measure-Watch $end.GetHeader('Events')
}
ConvertTo-Json -InputObject $result -Compress
