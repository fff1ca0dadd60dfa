#requires -Version 7.4
<#
.SYNOPSIS
The one entry to everything that can be done with this project.

.DESCRIPTION
Build  lays an importable module at out/AsteriskAmi
Test   runs the xunit suites, then the Pester suite on the simulator and every installed Asterisk, on both builds,
       and on each Asterisk once more over TLS and over HTTP; what failed, once more by itself
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
$HelpParts = Join-Path $PSScriptRoot 'docs/maml'
$Packages = Join-Path $Out 'packages'
$PesterMinutes = 20
$MostSecondRuns = 10

. $PSScriptRoot/tests/Suites.ps1

function Invoke-Native {
    param([Parameter(Mandatory)] [scriptblock] $Command)
    & $Command | Out-Host
    if ($LASTEXITCODE -ne 0) {
        throw "Failed with exit code ${LASTEXITCODE}: $Command"
    }
}

function Write-Xml {
    param([Parameter(Mandatory)] [System.Xml.XmlNode] $Node, [Parameter(Mandatory)] [string] $Path)
    $settings = [System.Xml.XmlWriterSettings]@{ Indent = $true; NewLineChars = "`n"; Encoding = [System.Text.UTF8Encoding]::new($false) }
    $writer = [System.Xml.XmlWriter]::Create($Path, $settings)
    $Node.WriteTo($writer)
    $writer.WriteWhitespace("`n")
    $writer.Dispose()
}

# Get-Help looks for the help of all cmdlets of an assembly in one file, in the module's en-US whichever build is loaded.
function Join-Help {
    $all = [xml]'<helpItems schema="maml" xmlns="http://msh" />'
    foreach ($part in Get-ChildItem $HelpParts/*.xml) {
        $null = $all.DocumentElement.AppendChild($all.ImportNode(([xml](Get-Content $part -Raw)).DocumentElement, $true))
    }

    Write-Xml -Node $all -Path (Join-Path $ModuleOut 'en-US/AsteriskAmi.Cmdlets.dll-Help.xml')
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
    Join-Help
    foreach ($framework in $Frameworks) {
        $bin = New-Item (Join-Path $ModuleOut "bin/$framework") -ItemType Directory
        Copy-Item "src/AsteriskAmi.Cmdlets/bin/$Configuration/$framework/*.dll" $bin
    }

    Write-Host "The module is at $ModuleOut."
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
        Show-Trouble $suites
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

    Show-Trouble $suites
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

# What it makes belongs to the sources, so that a build needs no PlatyPS: a file a cmdlet, since all in one are over a MiB.
function Invoke-DocsTask {
    Import-Module Microsoft.PowerShell.PlatyPS
    $pages = Get-ChildItem docs/en-US/*-*.md
    foreach ($page in $pages) {
        if (-not (Test-MarkdownCommandHelp -Path $page.FullName)) {
            throw "$($page.Name) is no valid help page."
        }
    }

    $made = Import-MarkdownCommandHelp -Path $pages.FullName | Export-MamlCommandHelp -OutputFolder (Join-Path $Out 'help') -Force
    $maml = [xml](Get-Content $made -Raw)
    Optimize-Maml $maml
    if (Test-Path $HelpParts) {
        Remove-Item $HelpParts -Recurse
    }

    $null = New-Item $HelpParts -ItemType Directory
    foreach ($command in $maml.DocumentElement.ChildNodes) {
        Write-Xml -Node $command -Path (Join-Path $HelpParts "$($command.details.name).xml")
    }

    $folder = New-Item module/en-US -ItemType Directory -Force
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
    Join-Help
    Write-Host "The help of $($pages.Count) cmdlets is at docs/maml, the table of all actions at docs/guide/coverage.md."
}

function Invoke-LintTask {
    Import-Module PSScriptAnalyzer
    $found = @(
        Get-ChildItem build.ps1, module, tests/Suites.ps1, tests/pester, docs/guide, bench -Recurse -Include *.ps1, *.psm1, *.psd1 |
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
