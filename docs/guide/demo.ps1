# What the module does, on the embedded PBX: `./build.sh Demo` runs it.
[CmdletBinding()]
param(
    [string] $ModulePath = (Join-Path $PSScriptRoot '../../out/AsteriskAmi')
)

$ErrorActionPreference = 'Stop'
Import-Module $ModulePath

function Show-Step {
    param([string] $Text, [scriptblock] $Command)
    Write-Output ''
    Write-Output "# $Text"
    "$Command".Trim() -split "`n" | ForEach-Object { Write-Output "PS> $($_.Trim())" }
    . $Command | Out-String -Width 110 | ForEach-Object { Write-Output $_.TrimEnd() }
}

Show-Step 'Connect to a simulated PBX. To a real one: Connect-Ami -ComputerName pbx.example.org -Credential (Get-Credential)' {
    Start-AmiSimulator | Connect-Ami
}
Show-Step 'Events are queued while we go on' {
    Register-AmiEvent -Name Newchannel, Hangup, OriginateResponse -SourceIdentifier demo
}
Show-Step 'Place calls and know how each ended' {
    'answer', 'busy', 'congestion', 'noanswer' | ForEach-Object { [pscustomobject]@{ Channel = "Local/$_@test" } } | Invoke-AmiOriginate -Application Wait -ApplicationData 60 -TimeoutSeconds 2 -ThrottleLimit 4 -Wait
}
Show-Step 'A caller waits in a queue' {
    Invoke-AmiOriginate Local/queue-support@test -Application Wait -ApplicationData 60 -CallerId 'Ann Other <5550100>' -Wait | Out-Null
}
Show-Step 'Channels' {
    Get-AmiChannel
}
Show-Step 'Queues, and their members' {
    Get-AmiQueueStatus
    (Get-AmiQueueStatus).Members | Format-Table Queue, Name, Status, Paused, CallsTaken
}
Show-Step 'Any action, any command' {
    Invoke-AmiAction QueueStatus @{ Queue = 'support' } | Where-Object Event -EQ QueueEntry | Format-List Queue, Position, Channel, Wait
    Invoke-AmiCommand 'core show channels' | Select-Object -Last 3
}
Show-Step 'Errors say what is wrong and what to do' {
    Stop-AmiChannel "PJSIP/1001`r`nAction: Logoff" -ErrorAction SilentlyContinue -ErrorVariable refused
    "$refused"
}
Show-Step 'End the calls' {
    Get-AmiChannel | Stop-AmiChannel
}

# The last hangups may still be on their way.
$end = [datetime]::Now.AddSeconds(5)
do {
    $names = (Get-Event demo).SourceEventArgs.Events.Event | Group-Object -AsHashTable
} until ($names['Hangup'].Count -eq $names['Newchannel'].Count -or [datetime]::Now -gt $end)

Show-Step 'See what happened meanwhile' {
    (Get-Event demo).SourceEventArgs.Events | Group-Object Event -NoElement
}
Show-Step 'Clean up' {
    Unregister-Event demo
    Disconnect-Ami
    Stop-AmiSimulator
}
