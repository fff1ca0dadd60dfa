# Runs the Pester files in this process and writes the counts, and what failed, to a file. build.ps1 Test calls it once for each target
# (the simulator, each real Asterisk) and each build of the module.
[CmdletBinding()]
param(
    [string] $Filter = '*',
    [string] $PesterPath = 'Pester',
    [Parameter(Mandatory)] [string] $ResultPath
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
$result = Invoke-Pester -Configuration $configuration

foreach ($skipped in $result.Skipped) {
    "SKIPPED: $($skipped.ExpandedPath): $($skipped.ErrorRecord.Exception.Message)"
}

$target = if ($env:ASTERISKAMI_TARGET) { 'Asterisk ' + ($env:ASTERISKAMI_TARGET | ConvertFrom-Json).version } else { 'simulator' }
$transport = switch ($env:ASTERISKAMI_TRANSPORT) { 'tls' { ' over TLS' } 'http' { ' over HTTP' } }
# A container or block that could not run counts as a failure too.
$failed = @($result.Failed) + @($result.FailedBlocks) + @($result.FailedContainers)
[pscustomobject]@{
    Suite    = "Pester, $($env:ASTERISKAMI_BUILD ?? 'default') build, $target$transport"
    Passed   = $result.PassedCount
    Failed   = $failed.Count
    Skipped  = $result.SkippedCount + $result.NotRunCount + $result.InconclusiveCount
    Failures = @($failed | ForEach-Object { "$($_.ExpandedPath ?? $_.Item): $(@("$($_.ErrorRecord[0])" -split '\r?\n')[0])" })
} | ConvertTo-Json | Set-Content -LiteralPath $ResultPath
