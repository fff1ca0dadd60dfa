#requires -Version 7.4
<#
.SYNOPSIS
The one entry to everything that can be done with this project.

.DESCRIPTION
Build  lays an importable module at out/AsteriskAmi
Test   runs the xunit suites, then the Pester suite on the simulator and every installed Asterisk, on both builds,
       and on each Asterisk once more over TLS
Demo   starts the simulator and shows what the module does
Docs   checks the help pages and makes the module's help file from them, and the table of all actions (docs/guide)
Lint   analyses the scripts and the manifest
Bench  measures, with the peers beside, and writes out/bench.md; about ten minutes
Pack   makes out/AsteriskAmi.<version>.zip
Clean  removes everything that was built
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Demo', 'Docs', 'Lint', 'Bench', 'Pack', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release',

    # Test: only Pester files whose names match.
    [string] $Filter = '*'
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
Set-Location -LiteralPath $PSScriptRoot

$Frameworks = 'net10.0', 'netstandard2.0'
$Out = Join-Path $PSScriptRoot 'out'
$ModuleOut = Join-Path $Out 'AsteriskAmi'
$Results = Join-Path $Out 'TestResults'
$Packages = Join-Path $Out 'packages'
$PesterMinutes = 15

function Invoke-Native {
    param([Parameter(Mandatory)] [scriptblock] $Command)
    & $Command | Out-Host
    if ($LASTEXITCODE -ne 0) {
        throw "Failed with exit code ${LASTEXITCODE}: $Command"
    }
}

function Invoke-BuildTask {
    foreach ($framework in $Frameworks) {
        Invoke-Native { dotnet build src/AsteriskAmi.Cmdlets -c $Configuration -f $framework -v quiet --nologo }
    }

    if (Test-Path $ModuleOut) {
        Remove-Item $ModuleOut -Recurse -Force
    }

    $null = New-Item $ModuleOut -ItemType Directory
    Copy-Item module/* $ModuleOut -Recurse
    Copy-Item LICENSE $ModuleOut
    foreach ($framework in $Frameworks) {
        $bin = New-Item (Join-Path $ModuleOut "bin/$framework") -ItemType Directory
        Copy-Item "src/AsteriskAmi.Cmdlets/bin/$Configuration/$framework/*.dll" $bin
    }

    Write-Host "The module is at $ModuleOut."
}

# Starts every Asterisk that tests/pbx has installed and gives what pbx.sh says of it.
function Start-TestPbx {
    foreach ($branch in '22', '16') {
        $json = & ./tests/pbx/pbx.sh start $branch
        if ($LASTEXITCODE -eq 0) {
            $json | ConvertFrom-Json | Add-Member -NotePropertyName Json -NotePropertyValue $json -PassThru
        } else {
            Write-Warning "SKIPPED: everything against a real Asterisk $branch. tests/pbx/pbx.sh install $branch gets one."
        }
    }
}

function Invoke-XunitTask {
    param([string] $Framework)
    Write-Host "==> xunit, $Framework build"
    dotnet test tests/AsteriskAmi.Tests -c $Configuration "-p:TestedFramework=$Framework" --nologo -v quiet `
        --logger "trx;LogFileName=xunit-$Framework.trx" --results-directory $Results | Out-Host
    $exitCode = $LASTEXITCODE
    $trx = Join-Path $Results "xunit-$Framework.trx"
    if (-not (Test-Path $trx)) {
        throw "The xunit suite on the $Framework build did not run."
    }

    $run = ([xml](Get-Content $trx -Raw)).TestRun
    $counters = $run.ResultSummary.Counters
    if ($exitCode -ne 0 -and [int]$counters.failed -eq 0) {
        # A run that breaks off counts only what it had done by then.
        throw "The xunit suite on the $Framework build broke off."
    }

    [pscustomobject]@{
        Suite    = "xunit, $Framework build"
        Passed   = [int]$counters.passed
        Failed   = [int]$counters.failed
        Skipped  = [int]$counters.total - [int]$counters.passed - [int]$counters.failed
        Failures = @(
            foreach ($result in $run.GetElementsByTagName('UnitTestResult') | Where-Object outcome -EQ Failed) {
                $message = $result.GetElementsByTagName('Message') | ForEach-Object InnerText
                "$($result.testName): $(("$message" -split '\r?\n')[0])"
            }
        )
    }
}

# The path of Pester: the installed one, else the one that NuGet has; nothing where that cannot be had.
function Get-PesterPath {
    $installed = Get-Module -ListAvailable Pester | Where-Object Version -GE '5.0' | Select-Object -First 1
    if ($installed) {
        return $installed.Path
    }

    dotnet restore tests/pester/Pester.csproj --packages $Packages -v quiet --nologo | Out-Host
    Get-ChildItem (Join-Path $Packages 'pester/*/tools/Pester.psd1') -ErrorAction Ignore | ForEach-Object FullName
}

# Runs the Pester suite on one build against all targets at once, each in a process of its own: a build, once loaded,
# stays loaded. They mostly wait, so side by side they take little longer than one. The simulator
# has neither TLS nor HTTP.
function Invoke-PesterTask {
    param([string] $Framework, [object[]] $Pbxes, [string] $PesterPath, [string] $Transport = 'tcp')
    $targets = @(
        if ($Transport -eq 'tcp') {
            [pscustomobject]@{ Name = 'simulator'; Json = '' }
        }

        $Pbxes | ForEach-Object { [pscustomobject]@{ Name = "asterisk-$($_.branch)"; Json = $_.Json } }
    )
    $runs = foreach ($target in $targets) {
        $base = Join-Path $Results "pester-$($target.Name)-$Framework-$Transport"
        $start = @{
            FilePath               = 'pwsh'
            ArgumentList           = '-NoProfile', '-NonInteractive', '-File', 'tests/pester/Run.ps1', '-Filter', "`"$Filter`"", '-PesterPath', "`"$PesterPath`"", '-ResultPath', "`"$base.json`""
            Environment            = @{ ASTERISKAMI_BUILD = $Framework; ASTERISKAMI_TARGET = $target.Json; ASTERISKAMI_TRANSPORT = $Transport; NO_COLOR = '1' }
            RedirectStandardOutput = "$base.log"
            RedirectStandardError  = "$base.err"
        }
        [pscustomobject]@{ Name = $target.Name; Base = $base; Process = Start-Process @start -PassThru }
    }

    foreach ($run in $runs) {
        if (-not $run.Process.WaitForExit($PesterMinutes * 60000)) {
            $run.Process.Kill($true)
        }

        Write-Host "==> Pester, $Framework build, $($run.Name), $Transport"
        Get-Content "$($run.Base).log", "$($run.Base).err" | Where-Object { $_ -notmatch '^What if: ' } | Out-Host
        if (-not (Test-Path "$($run.Base).json")) {
            throw "The Pester suite on $($run.Name) by $Transport ($Framework build) did not run to its end within $PesterMinutes minutes."
        }

        Get-Content "$($run.Base).json" -Raw | ConvertFrom-Json
    }
}

# What failed, at the end of the log, where one that is cut still has it.
function Show-Failure {
    param([object[]] $Suites)
    foreach ($suite in $Suites) {
        $suite.Failures | ForEach-Object { Write-Host "FAILED: $($suite.Suite): $_" }
    }
}

function Invoke-TestTask {
    Invoke-BuildTask
    if (Test-Path $Results) {
        Remove-Item $Results -Recurse -Force
    }

    $null = New-Item $Results -ItemType Directory
    $pester = Get-PesterPath
    $pbxes = [System.Collections.Generic.List[object]]::new()
    $suites = [System.Collections.Generic.List[object]]::new()
    try {
        Start-TestPbx | ForEach-Object { $pbxes.Add($_) }
        foreach ($pbx in $pbxes) {
            Set-Item "env:ASTERISKAMI_PBX_$($pbx.branch)" $pbx.Json
        }

        foreach ($framework in $Frameworks) {
            Invoke-XunitTask $framework | ForEach-Object { $suites.Add($_) }
        }

        if ($pester) {
            foreach ($framework in $Frameworks) {
                Invoke-PesterTask -Framework $framework -Pbxes $pbxes -PesterPath $pester | ForEach-Object { $suites.Add($_) }
            }

            if ($pbxes) {
                foreach ($transport in 'tls', 'http') {
                    Invoke-PesterTask -Framework net10.0 -Pbxes $pbxes -PesterPath $pester -Transport $transport | ForEach-Object { $suites.Add($_) }
                }
            }
        }
    } catch {
        Show-Failure $suites
        throw
    } finally {
        foreach ($pbx in $pbxes) {
            & ./tests/pbx/pbx.sh stop $pbx.id
            Remove-Item "env:ASTERISKAMI_PBX_$($pbx.branch)" -ErrorAction Ignore
        }
    }

    $suites | Format-Table Suite, Passed, Failed, Skipped -AutoSize | Out-Host
    if (-not $pester) {
        Write-Warning 'NOT RUN: the Pester suite (the cmdlets themselves), because Pester could not be restored. Install Pester 5 or later and run this again.'
    }

    $sum = @{}
    foreach ($kind in 'Passed', 'Failed', 'Skipped') {
        $sum[$kind] = ($suites | Measure-Object $kind -Sum).Sum
    }

    Show-Failure $suites
    Write-Host "$($sum.Passed) passed, $($sum.Failed) failed, $($sum.Skipped) skipped"
    if ($sum.Failed -gt 0) {
        exit 1
    }
}

function Invoke-DemoTask {
    Invoke-BuildTask
    Invoke-Native { pwsh -NoProfile -NonInteractive -File docs/guide/demo.ps1 -ModulePath $ModuleOut }
}

# Markdown as Get-Help should show it: without marks, a paragraph in one line that wraps at the window's width.
function ConvertFrom-HelpMarkdown {
    param([Parameter(Mandatory)] [AllowEmptyString()] [string] $Text)
    $Text -replace '\[([^\]]+)\]\([^)]+\)', '$1' -replace '`|\*\*' -replace '(?<=\S)\n *(?=[^-\s])', ' '
}

# PlatyPS leaves an example's code fenced among its text, with U+0080 for blank lines, and links that lead to no page.
function Optimize-Maml {
    param([Parameter(Mandatory)] [xml] $Maml)
    foreach ($example in $Maml.GetElementsByTagName('command:example')) {
        $text = @($example['maml:introduction'].ChildNodes.InnerText) -ne [char]0x80 -join "`n`n"
        if ($text -notmatch '^```powershell\n(?<code>(.+\n)+)```\n+(?<remarks>(.|\n)+)$') {
            throw "An example is powershell code without empty lines and then a text. Not so: $($example['maml:title'].InnerText)"
        }

        $example['maml:introduction'].RemoveAll()
        $example['dev:code'].InnerText = $Matches.code.TrimEnd()
        # The empty paragraph at the end keeps the next example apart.
        foreach ($one in @($Matches.remarks -split '\n{2,}'; '')) {
            $paragraph = $Maml.CreateElement('maml', 'para', $example['maml:title'].NamespaceURI)
            $paragraph.InnerText = $one
            $null = $example['dev:remarks'].AppendChild($paragraph)
        }
    }

    foreach ($paragraph in $Maml.GetElementsByTagName('maml:para')) {
        $paragraph.InnerText = ConvertFrom-HelpMarkdown $paragraph.InnerText
    }

    foreach ($address in $Maml.GetElementsByTagName('maml:uri')) {
        $address.InnerText = ''
    }
}

# An about_ page as the text that Get-Help shows: code indented, no marks.
function ConvertTo-AboutText {
    param([Parameter(Mandatory)] [AllowEmptyString()] [string[]] $Line)
    $inCode = $false
    foreach ($one in $Line) {
        if ($one -match '^```') {
            $inCode = -not $inCode
        } elseif ($inCode) {
            "    $one".TrimEnd()
        } elseif ($one -match '^## (.+)') {
            $Matches[1].ToUpperInvariant()
        } else {
            $one -replace '^# |`|\*\*'
        }
    }
}

# What it makes belongs to the sources: Get-Help finds it in the module's en-US, whichever build is loaded from bin.
function Invoke-DocsTask {
    Import-Module Microsoft.PowerShell.PlatyPS
    $pages = Get-ChildItem docs/en-US/*-*.md
    foreach ($page in $pages) {
        if (-not (Test-MarkdownCommandHelp -Path $page.FullName)) {
            throw "$($page.Name) is no valid help page."
        }
    }

    $folder = New-Item module/en-US -ItemType Directory -Force
    $made = Import-MarkdownCommandHelp -Path $pages.FullName | Export-MamlCommandHelp -OutputFolder (Join-Path $Out 'help') -Force
    $maml = [xml](Get-Content $made -Raw)
    Optimize-Maml $maml
    $settings = [System.Xml.XmlWriterSettings]@{ Indent = $true; NewLineChars = "`n"; Encoding = [System.Text.UTF8Encoding]::new($false) }
    $writer = [System.Xml.XmlWriter]::Create((Join-Path $folder $made.Name), $settings)
    $maml.Save($writer)
    $writer.WriteWhitespace("`n")
    $writer.Dispose()

    foreach ($page in Get-ChildItem docs/en-US/about_*.md) {
        $text = (ConvertTo-AboutText (Get-Content $page)) -join "`n"
        Set-Content (Join-Path $folder "$($page.BaseName).help.txt") "$text`n" -NoNewline
    }

    # In a process of its own: what is loaded here could not be built again.
    $table = pwsh -NoProfile -NonInteractive -File docs/guide/coverage.ps1 -ModulePath (Join-Path $ModuleOut 'AsteriskAmi.psd1')
    if ($LASTEXITCODE -ne 0) {
        throw 'docs/guide/coverage.ps1 failed.'
    }

    Set-Content docs/guide/coverage.md (($table -join "`n") + "`n") -NoNewline
    Write-Host "The help of $($pages.Count) cmdlets is at module/en-US, the table of all actions at docs/guide/coverage.md."
}

function Invoke-LintTask {
    Import-Module PSScriptAnalyzer
    $found = @(
        Get-ChildItem build.ps1, module, tests/pester, docs/guide, bench -Recurse -Include *.ps1, *.psm1, *.psd1 |
            ForEach-Object { Invoke-ScriptAnalyzer -Path $_.FullName -Settings ./PSScriptAnalyzerSettings.psd1 }
    )
    $found | ForEach-Object { Write-Host "$($_.ScriptPath):$($_.Line): $($_.RuleName): $($_.Message)" }
    $null = Test-ModuleManifest (Join-Path $ModuleOut 'AsteriskAmi.psd1')
    if ($found) {
        throw "$($found.Count) findings."
    }

    Write-Host 'No findings.'
}

function Invoke-PackTask {
    Invoke-BuildTask
    $version = (Import-PowerShellDataFile module/AsteriskAmi.psd1).ModuleVersion
    $zip = Join-Path $Out "AsteriskAmi.$version.zip"
    Compress-Archive -Path $ModuleOut -DestinationPath $zip -Force
    Write-Host "The package is $zip."
}

function Invoke-CleanTask {
    Get-ChildItem -Recurse -Directory -Include bin, obj -Path src, tests, bench |
        Where-Object { Test-Path $_.FullName } |
        Remove-Item -Recurse -Force
    if (Test-Path $Out) {
        Remove-Item $Out -Recurse -Force
    }
}

switch ($Task) {
    'Build' { Invoke-BuildTask }
    'Test' { Invoke-TestTask }
    'Demo' { Invoke-DemoTask }
    'Docs' { Invoke-BuildTask; Invoke-DocsTask }
    'Lint' { Invoke-BuildTask; Invoke-LintTask }
    'Bench' { Invoke-BuildTask; Invoke-Native { pwsh -NoProfile -NonInteractive -File bench/run.ps1 -ModulePath $ModuleOut } }
    'Pack' { Invoke-PackTask }
    'Clean' { Invoke-CleanTask }
}
