<#
.SYNOPSIS
Measures the core, the module and the peers in one run, and writes out/bench.md: a table with the targets beside.

.DESCRIPTION
Server and client are processes of their own. Every figure is the median of -Runs runs, and their order is interleaved:
all measurements once, then all again. What cannot be had here is left out, with the reason in the table's notes.
Everything that is installed or built for it stays in out/bench.
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    # The module to measure: build.ps1 Build makes it.
    [string] $ModulePath = (Join-Path $PSScriptRoot '../out/AsteriskAmi'),
    [ValidateRange(1, 99)]
    [int] $Runs = 3
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
$Root = Split-Path $PSScriptRoot
$Work = (New-Item (Join-Path $Root 'out/bench') -ItemType Directory -Force).FullName
$Pbx = Join-Path $Root 'tests/pbx/pbx.sh'
$ModulePath = (Resolve-Path $ModulePath).Path
$RunSeconds = 180
$Log = Join-Path $Work 'measurement'
$Notes = [System.Collections.Generic.List[string]]::new()

function Get-BenchDll {
    param([string] $Framework = 'net10.0')
    Join-Path $Work "$Framework/AsteriskAmi.Bench.dll"
}

function Add-Note {
    param([string] $Text)
    Write-Warning $Text
    $Notes.Add($Text)
}

# Runs a program within the time; whether it did its work. What it wrote is in measurement.out and .err.
function Invoke-Program {
    param([string] $Name, [string] $Program, [string[]] $Argument, [hashtable] $Environment = @{})
    $start = @{
        FilePath = $Program; ArgumentList = $Argument | ForEach-Object { "`"$_`"" }; Environment = $Environment + @{ NO_COLOR = '1' }
        RedirectStandardOutput = "$Log.out"; RedirectStandardError = "$Log.err"
    }
    $process = Start-Process @start -PassThru
    if (-not $process.WaitForExit($RunSeconds * 1000)) {
        $process.Kill($true)
        Add-Note "$Name did not end within $RunSeconds s."
        return $false
    }

    if ($process.ExitCode -ne 0) {
        Add-Note "$Name failed: $(Get-Content "$Log.err" | Select-Object -Last 1)"
    }

    $process.ExitCode -eq 0
}

# Gives the last line of what a program wrote, read as JSON. Nothing when it fails.
function Invoke-Measurement {
    param([object] $Measurement, [string[]] $Argument)
    if (Invoke-Program -Name $Measurement.Name -Program $Measurement.Program -Argument $Argument -Environment $Measurement.Environment) {
        $line = Get-Content "$Log.out" | Select-Object -Last 1
        Write-Host "    $line"
        $line | ConvertFrom-Json
    }
}

function Start-Replay {
    param([int] $Repeat)
    $out = Join-Path $Work 'replay.out'
    $start = @{
        FilePath = 'dotnet'; ArgumentList = "`"$(Get-BenchDll)`"", 'replay', '--repeat', $Repeat, '--seconds', (2 * $RunSeconds), '--delay', 500
        RedirectStandardOutput = $out; RedirectStandardError = "$out.err"
    }
    $process = Start-Process @start -PassThru
    for ($i = 0; $i -lt 100 -and -not (Get-Content $out -ErrorAction Ignore); $i++) {
        Start-Sleep -Milliseconds 100
    }

    $process | Add-Member -NotePropertyName Port -NotePropertyValue (Get-Content $out -TotalCount 1) -PassThru
}

# Exact versions, into out/bench: nothing of them belongs to the project.
function Install-Peer {
    $folder = New-Item (Join-Path $Work 'peers') -ItemType Directory -Force
    Push-Location $folder
    try {
        if (Get-Command npm -ErrorAction Ignore) {
            Set-Content package.json '{ "private": true }'
            npm install --no-audit --no-fund --loglevel=error --save-exact yana@0.3.0 asterisk-manager@0.2.0 2>&1 | Out-Host
        } else {
            Add-Note 'yana and asterisk-manager: left out, there is no npm.'
        }

        if ((Get-Command apt-get -ErrorAction Ignore) -and (Get-Command dpkg-deb -ErrorAction Ignore)) {
            apt-get download python3-panoramisk 2>&1 | Out-Null
            Get-ChildItem python3-panoramisk_*.deb | ForEach-Object { dpkg-deb -x $_.FullName panoramisk }
        }
        if (-not (Test-Path panoramisk)) {
            Add-Note 'panoramisk: left out, apt-get gives no python3-panoramisk.'
        }
    } finally {
        Pop-Location
    }
}

# A binary module with one cmdlet that does nothing.
function New-EmptyModule {
    $dll = Join-Path $Work 'Empty.dll'
    if (-not (Test-Path $dll)) {
        Add-Type -OutputAssembly $dll -TypeDefinition @'
using System.Management.Automation;

[Cmdlet(VerbsCommon.Get, "Nothing")]
public sealed class GetNothingCommand : PSCmdlet
{
}
'@
    }

    $dll
}

# The same module in the shape of ours: a manifest, a script, and the assembly in a load context of its own.
function New-EmptyShapedModule {
    param([string] $Dll)
    $folder = Join-Path $Work 'EmptyShaped'
    $null = New-Item $folder -ItemType Directory -Force
    Set-Content (Join-Path $folder 'EmptyShaped.psm1') "Import-Module -Assembly ([System.Runtime.Loader.AssemblyLoadContext]::new('Empty').LoadFromAssemblyPath('$Dll'))"
    Set-Content (Join-Path $folder 'EmptyShaped.psd1') "@{ RootModule = 'EmptyShaped.psm1'; ModuleVersion = '0.1.0'; CmdletsToExport = @('Get-Nothing') }"
    Join-Path $folder 'EmptyShaped.psd1'
}

function New-Measurement {
    param([string] $Name, [int] $Repeat, [string] $Program, [string[]] $Argument, [hashtable] $Environment = @{})
    [pscustomobject]@{ Name = $Name; Repeat = $Repeat; Program = $Program; Argument = $Argument; Environment = $Environment; Results = [System.Collections.Generic.List[object]]::new() }
}

# PORT in an argument stands for the server's; Repeat 0 means the test PBX or none at all.
function Get-Measurement {
    param([object] $Asterisk)
    foreach ($mode in 'socket', 'reader', 'subscription', 'eight') {
        New-Measurement -Name $mode -Repeat 20 -Program dotnet -Argument ((Get-BenchDll), 'drain', '--port', 'PORT', '--secret', 'bench', '--mode', $mode)
    }
    foreach ($mode in 'reader', 'subscription') {
        New-Measurement -Name "$mode-netstandard" -Repeat 20 -Program dotnet -Argument ((Get-BenchDll netstandard2.0), 'drain', '--port', 'PORT', '--secret', 'bench', '--mode', $mode)
    }

    $powershell = '-NoProfile', '-NonInteractive', '-File', (Join-Path $PSScriptRoot 'powershell.ps1')
    foreach ($pipeline in 'Null', 'ForEach', 'Where') {
        New-Measurement -Name "watch-$pipeline" -Repeat 10 -Program pwsh -Argument ($powershell + '-Measure', $pipeline, '-ModulePath', $ModulePath, '-Port', 'PORT')
    }

    $modules = Join-Path $Work 'peers/node_modules'
    foreach ($peer in 'yana', 'asterisk-manager') {
        if (Test-Path (Join-Path $modules $peer)) {
            New-Measurement -Name $peer -Repeat 4 -Program node -Argument ((Join-Path $PSScriptRoot "peers/$peer.js"), 'PORT') -Environment @{ NODE_PATH = $modules }
        }
    }
    $packages = Join-Path $Work 'peers/panoramisk/usr/lib/python3/dist-packages'
    if (Test-Path $packages) {
        New-Measurement -Name panoramisk -Repeat 2 -Program python3 -Argument ((Join-Path $PSScriptRoot 'peers/panoramisk_drain.py'), 'PORT') -Environment @{ PYTHONPATH = $packages }
    }

    if ($Asterisk) {
        $account = '--port', $Asterisk.port, '--user', 'admin', '--secret', 'admin-test-secret'
        New-Measurement -Name roundtrip -Repeat 0 -Program dotnet -Argument ((Get-BenchDll), 'roundtrip' + $account)
        New-Measurement -Name channels -Repeat 0 -Program dotnet -Argument ((Get-BenchDll), 'channels' + $account)
        New-Measurement -Name get-channel -Repeat 0 -Program pwsh -Argument ($powershell + '-Measure', 'Channels', '-ModulePath', $ModulePath, '-Port', $Asterisk.port, '-Secret', 'admin-test-secret')
    }

    $empty = New-EmptyModule
    foreach ($i in 1, 2) {
        New-Measurement -Name import -Repeat 0 -Program pwsh -Argument ($powershell + '-Measure', 'Import', '-ModulePath', $ModulePath)
        New-Measurement -Name import-empty -Repeat 0 -Program pwsh -Argument ($powershell + '-Measure', 'Import', '-ModulePath', $empty)
        New-Measurement -Name import-shaped -Repeat 0 -Program pwsh -Argument ($powershell + '-Measure', 'Import', '-ModulePath', (New-EmptyShapedModule $empty))
    }
}

function Invoke-Run {
    param([object[]] $Measurements)
    foreach ($one in $Measurements) {
        Write-Host "==> $($one.Name)"
        $replay = if ($one.Repeat) { Start-Replay $one.Repeat }
        try {
            $arguments = $one.Argument | ForEach-Object { if ($_ -eq 'PORT') { $replay.Port } else { $_ } }
            $result = Invoke-Measurement $one $arguments
            if ($result) {
                $one.Results.Add($result)
            }
        } finally {
            if ($replay) {
                $replay.Kill()
            }
        }
    }
}

# The median of a property of a measurement's results; nothing when there are none.
function Get-Figure {
    param([string] $Name, [string] $Property = 'eventsPerSecond')
    $values = @($All | Where-Object Name -EQ $Name | ForEach-Object { $_.Results } | ForEach-Object { [double]$_.$Property } | Sort-Object)
    if ($values) {
        ($values[[math]::Floor(($values.Count - 1) / 2)] + $values[[math]::Floor($values.Count / 2)]) / 2
    }
}

function Get-Loss {
    param([string] $Name)
    $results = @($All | Where-Object Name -EQ $Name | ForEach-Object { $_.Results })
    if (-not $results) {
        return
    }

    $sum = 0
    foreach ($result in $results) {
        $sum += [math]::Max([long]($result.PSObject.Properties['lost']?.Value ?? 0), [long]($result.PSObject.Properties['missing']?.Value ?? 0))
    }

    $sum
}

function Get-Ratio {
    param($Of, $To)
    if ($null -ne $Of -and $To) { $Of / $To }
}

function Get-Difference {
    param($Of, $To)
    if ($null -ne $Of -and $null -ne $To) { $Of - $To }
}

# One row with its target; the figure is missing when something it needs could not be had.
function New-TargetRow {
    param([string] $What, $Figure, [string] $Format, [string] $Target, [scriptblock] $IsMet)
    $text, $met = if ($null -eq $Figure) { 'not measured', '' } else { ($Format -f $Figure), ((& $IsMet $Figure) ? 'met' : '**not met**') }
    "| $What | $text | $Target | $met |"
}

function New-RateRow {
    param([string] $What, [string] $Name)
    $rate = Get-Figure $Name
    if ($null -eq $rate) {
        return
    }

    $result = ($All | Where-Object Name -EQ $Name | Select-Object -First 1).Results[0].PSObject.Properties
    $optional = foreach ($property in 'megabytesPerSecond', 'allocatedPerEvent', 'cpuSecondsPerMillion') {
        if ($result[$property]) { '{0:N1}' -f (Get-Figure $Name $property) } else { '' }
    }
    "| $What | $('{0:N0}' -f $rate) | $($optional -join ' | ') | $(Get-Loss $Name) |"
}

# The tables of out/bench.md.
function New-Report {
    $yana = Get-Figure yana
    $reader = Get-Figure reader
    $subscription = Get-Figure subscription
    $watch = Get-Figure watch-Null
    $netstandard = 'reader', 'subscription' | ForEach-Object { Get-Ratio (Get-Figure "$_-netstandard") (Get-Figure $_) } | Measure-Object -Minimum
    $lostNothing = { $args[0] -eq 0 }
    '| what | figure | target | |'
    '|---|---|---|---|'
    New-TargetRow -What 'core, handler, three headers read, over yana' -Figure (Get-Ratio $reader $yana) -Format '{0:N1} times' -Target '8 times or better' -IsMet { $args[0] -ge 8 }
    New-TargetRow -What 'the same, over the bare socket' -Figure (Get-Ratio $reader (Get-Figure socket)) -Format '{0:P0}' -Target 'at least 25 %' -IsMet { $args[0] -ge 0.25 }
    New-TargetRow -What 'core, one subscription to another thread, over yana' -Figure (Get-Ratio $subscription $yana) -Format '{0:N1} times' -Target '5 times or better' -IsMet { $args[0] -ge 5 }
    New-TargetRow -What 'the same, events lost' -Figure (Get-Loss subscription) -Format '{0}' -Target '0' -IsMet $lostNothing
    New-TargetRow -What '`Watch-AmiEvent \| Out-Null`, over yana' -Figure (Get-Ratio $watch $yana) -Format '{0:N1} times' -Target '3 times or better' -IsMet { $args[0] -ge 3 }
    New-TargetRow -What 'the same, events lost' -Figure (Get-Loss watch-Null) -Format '{0}' -Target '0' -IsMet $lostNothing
    New-TargetRow -What 'allocated for an event, three headers read, over its bytes' -Figure (Get-Ratio (Get-Figure reader allocatedPerEvent) (Get-Figure reader bytesPerEvent)) -Format '{0:N2} times' -Target 'at most 1.6 times' -IsMet { $args[0] -le 1.6 }
    New-TargetRow -What 'Ping round trip over the bare socket' -Figure (Get-Figure roundtrip ratio) -Format '{0:N2}' -Target 'at most 1.10' -IsMet { $args[0] -le 1.1 }
    New-TargetRow -What '`Get-AmiChannel`, 1,000 channels, over the bare socket' -Figure (Get-Figure get-channel ratio) -Format '{0:N2}' -Target 'at most 1.5' -IsMet { $args[0] -le 1.5 }
    New-TargetRow -What 'Import-Module over an empty binary module' -Figure (Get-Difference (Get-Figure import milliseconds) (Get-Figure import-empty milliseconds)) -Format '{0:N0} ms more' -Target 'at most 60 ms more' -IsMet { $args[0] -le 60 }
    New-TargetRow -What 'netstandard2.0 build over the net10.0 build (the worse of handler and subscription)' -Figure $netstandard.Minimum -Format '{0:P0}' -Target 'at least 60 %' -IsMet { $args[0] -ge 0.6 }
    ''
    '| medians; lost: the sum of all runs | events/s | MB/s | bytes allocated an event | CPU s a million events | lost |'
    '|---|---|---|---|---|---|'
    New-RateRow 'bare socket, counting ends' socket
    New-RateRow 'core, handler' reader
    New-RateRow 'core, one subscription' subscription
    New-RateRow 'core, eight subscriptions' eight
    New-RateRow 'core of netstandard2.0, handler' reader-netstandard
    New-RateRow 'core of netstandard2.0, one subscription' subscription-netstandard
    New-RateRow '`Watch-AmiEvent \| Out-Null`' watch-Null
    New-RateRow '`Watch-AmiEvent \| ForEach-Object { $_.Channel }`' watch-ForEach
    New-RateRow '`Watch-AmiEvent \| Where-Object Cause -eq 16`' watch-Where
    New-RateRow 'yana 0.3.0' yana
    New-RateRow 'asterisk-manager 0.2.0' asterisk-manager
    New-RateRow 'panoramisk of Debian' panoramisk
    if ($null -ne (Get-Figure roundtrip ratio)) {
        ''
        "| against Asterisk $($Asterisk.version) | ours | bare socket | ratio |"
        '|---|---|---|---|'
        '| Ping, µs | {0:N1} | {1:N1} | {2:N2} |' -f (Get-Figure roundtrip sessionMicroseconds), (Get-Figure roundtrip socketMicroseconds), (Get-Figure roundtrip ratio)
        '| Ping by a bare socket with a reading thread, µs | {0:N1} | {1:N1} | {2:N2} |' -f (Get-Figure roundtrip handOverMicroseconds), (Get-Figure roundtrip socketMicroseconds), (Get-Figure roundtrip handOverRatio)
        '| session.GetChannels, 1,000 channels, ms | {0:N1} | {1:N1} | {2:N2} |' -f ((Get-Figure channels sessionMicroseconds) / 1000), ((Get-Figure channels socketMicroseconds) / 1000), (Get-Figure channels ratio)
        '| Get-AmiChannel, 1,000 channels, ms | {0:N1} | {1:N1} | {2:N2} |' -f (Get-Figure get-channel milliseconds), (Get-Figure get-channel socketMilliseconds), (Get-Figure get-channel ratio)
    }
    ''
    'Import-Module: {0:N0} ms; an empty binary module: {1:N0} ms; an empty one with a manifest, a script and a load context of its own: {2:N0} ms.' -f
        (Get-Figure import milliseconds), (Get-Figure import-empty milliseconds), (Get-Figure import-shaped milliseconds)
    ''
    "$([System.Environment]::ProcessorCount) cores, $([math]::Round([System.GC]::GetGCMemoryInfo().TotalAvailableMemoryBytes / 1GB)) GiB, $($IsLinux ? 'Linux' : $IsWindows ? 'Windows' : 'macOS'); .NET $(dotnet --version | ForEach-Object { $_ }) (SDK), PowerShell $($PSVersionTable.PSVersion), Node $((Get-Command node -ErrorAction Ignore) ? (node --version) : 'absent'). $Runs runs."
    $Notes | Sort-Object -Unique | ForEach-Object { ''; "Note: $_" }
}

# The reader, header lookup and writer by themselves.
function New-ProtocolReport {
    $artifacts = Join-Path $Work 'protocol'
    if (Invoke-Program -Name protocol -Program dotnet -Argument ((Get-BenchDll), 'protocol', '--job', 'short', '--inProcess', '--artifacts', $artifacts)) {
        $report = Get-ChildItem "$artifacts/results/*-report-github.md"
        ''
        '| by themselves (BenchmarkDotNet, short job) | mean | allocated |'
        '|---|---|---|'
        $rows = @((Get-Content $report[0]) -match '^\|' | ForEach-Object { , ($_.Trim('|') -split '\|' | ForEach-Object { $_.Trim(' *') }) })
        $allocated = [array]::IndexOf($rows[0], 'Allocated')
        $mean = [array]::IndexOf($rows[0], 'Mean')
        $rows | Select-Object -Skip 2 | ForEach-Object { "| $($_[0]) | $($_[$mean]) | $($_[$allocated]) |" }
    }
}

foreach ($framework in 'net10.0', 'netstandard2.0') {
    dotnet build (Join-Path $PSScriptRoot 'AsteriskAmi.Bench') -c Release "-p:BenchedFramework=$framework" -o (Join-Path $Work $framework) -v quiet --nologo | Out-Host
    if ($LASTEXITCODE -ne 0) {
        throw 'The benchmarks do not build.'
    }
}

Install-Peer
$Asterisk = & $Pbx start 22 | ConvertFrom-Json
if (-not $Asterisk) {
    Add-Note 'Ping and channels: left out, there is no test PBX (tests/pbx/pbx.sh install 22).'
}

try {
    $All = @(Get-Measurement $Asterisk)
    for ($run = 1; $run -le $Runs; $run++) {
        Write-Host "Run $run of $Runs"
        Invoke-Run $All
    }
} finally {
    if ($Asterisk) {
        & $Pbx stop $Asterisk.id
    }
}

$report = @(New-Report) + @(New-ProtocolReport)
Set-Content (Join-Path $Root 'out/bench.md') $report
$report | Out-Host
Write-Host 'The table is at out/bench.md.'
