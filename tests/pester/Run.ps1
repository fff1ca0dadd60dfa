# Runs the Pester files in this process and writes the counts, and what failed, to a file. build.ps1 Test calls it once for each target
# (the simulator, each real Asterisk) and each build of the module.
[CmdletBinding()]
param(
    [string] $Filter = '*',
    [string] $PesterPath = 'Pester',
    [Parameter(Mandatory)] [string] $ResultPath,
    [int] $MostSecondRuns = 10
)

$ErrorActionPreference = 'Stop'
Import-Module $PesterPath -MinimumVersion 5.0

$configuration = New-PesterConfiguration
$files = @(Get-ChildItem (Join-Path $PSScriptRoot "$Filter.Tests.ps1") -ErrorAction Ignore | ForEach-Object FullName)
if (-not $files) {
    throw "No Pester file is named $Filter.Tests.ps1."
}

$configuration.Run.Path = $files
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$configuration.Output.CIFormat = 'None'

# A container or block that could not run counts as a failure too.
function Get-Failure {
    param($Result)
    foreach ($one in @($Result.Failed) + @($Result.FailedBlocks) + @($Result.FailedContainers)) {
        $test = $one.PSObject.Properties['ScriptBlock'] ? $one.ScriptBlock.File : "$($one.Item)"
        [pscustomobject]@{
            Name   = "$($one.PSObject.Properties['ExpandedPath'] ? $one.ExpandedPath : $one.Item)"
            File   = $test
            Text   = @("$($one.ErrorRecord[0])" -split '\r?\n')[0]
            IsTest = $one -in $Result.Failed
        }
    }
}

$result = Invoke-Pester -Configuration $configuration
foreach ($skipped in $result.Skipped) {
    "SKIPPED: $($skipped.ExpandedPath): $($skipped.ErrorRecord.Exception.Message)"
}

# The files with what failed run a second time: tests with a real server race with it on a busy machine, a defect fails
# twice. What passes then counts, and is named for somebody to look at.
$first = @(Get-Failure $result)
$passedAgain = @()
if ($first.Count -in 1..$MostSecondRuns) {
    $configuration.Run.Path = @($first.File | Sort-Object -Unique)
    $second = Invoke-Pester -Configuration $configuration
    $failedAgain = @(Get-Failure $second | ForEach-Object Name)

    # What is skipped then, or does not run at all, has not passed.
    $passedAgain = @(
        @($second.Passed.ExpandedPath) + @($first | Where-Object IsTest -EQ $false | ForEach-Object Name) |
            Where-Object { $_ -notin $failedAgain }
    )
}

$lasting, $unsteady = $first.Where({ $_.Name -notin $passedAgain }, 'Split')
$target = if ($env:ASTERISKAMI_TARGET) { 'Asterisk ' + ($env:ASTERISKAMI_TARGET | ConvertFrom-Json).version } else { 'simulator' }
$transport = switch ($env:ASTERISKAMI_TRANSPORT) { 'tls' { ' over TLS' } 'http' { ' over HTTP' } }
[pscustomobject]@{
    Suite    = "Pester, $($env:ASTERISKAMI_BUILD ?? 'default') build, $target$transport"
    Passed   = $result.PassedCount + @($unsteady | Where-Object IsTest).Count
    Failed   = $lasting.Count
    Skipped  = $result.SkippedCount + $result.NotRunCount + $result.InconclusiveCount
    Failures = @($lasting | ForEach-Object { "$($_.Name): $($_.Text)" })
    Unsteady = @($unsteady | ForEach-Object { "$($_.Name): $($_.Text)" })
} | ConvertTo-Json | Set-Content -LiteralPath $ResultPath
