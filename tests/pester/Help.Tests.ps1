BeforeDiscovery {
    $examples = foreach ($page in Get-ChildItem $PSScriptRoot/../../docs/en-US/*.md) {
        $number = 0
        $parts = (Get-Content $page -Raw) -split '(?m)^## EXAMPLES$|^## PARAMETERS$'
        foreach ($code in [regex]::Matches($parts[[int]($parts.Count -gt 1)], '(?ms)^```powershell\n(.*?)^```$')) {
            @{ Page = $page.BaseName; Number = ++$number; Code = $code.Groups[1].Value }
        }
    }

    $names = (Import-PowerShellDataFile $PSScriptRoot/../../module/AsteriskAmi.psd1).CmdletsToExport
    $topics = (Get-ChildItem $PSScriptRoot/../../docs/en-US/about_*.md).BaseName
}

Describe 'The help of <_>' -ForEach $names {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Command = Get-Command $_ -Module AsteriskAmi
        $PagePath = Join-Path $PSScriptRoot "../../docs/en-US/$_.md"
        $Page = Get-Content $PagePath -Raw
        $Help = Get-Help $_ -Full
        $Common = [System.Management.Automation.Cmdlet]::CommonParameters
        $Words = $Page -replace '\[([^\]]+)\]\([^)]+\)', '$1' -replace '`|\*\*' -replace '\s+', ' '

        # A text of Get-Help that says something, and is that of the page.
        function Test-Text {
            param([string] $Text, [string] $Of)
            $Text | Should -Match '\w+ .+\.' -Because "$Of needs a text"
            $Words.Contains(($Text -replace '\s+', ' ').Trim()) | Should -BeTrue -Because "build.ps1 Docs has made $Of from the page as it is"
        }
    }

    It 'has a page that describes the parameters of the cmdlet, no more and no less' {
        $described = [regex]::Matches($Page, '(?m)^### -(\w+)$') | ForEach-Object { $_.Groups[1].Value }
        $described | Should -Be ($Command.Parameters.Keys | Where-Object { $_ -notin $Common } | Sort-Object)
    }

    It 'has a page that tells how each parameter is given' {
        foreach ($parameter in $Command.Parameters.Values | Where-Object Name -NotIn $Common) {
            $yaml = [regex]::Match($Page, "(?ms)^### -$($parameter.Name)$.*?^``````yaml\n(.*?)^``````$").Groups[1].Value
            $yaml | Should -Match "(?m)^Type: $([regex]::Escape($parameter.ParameterType.FullName))$" -Because "that is the type of -$($parameter.Name)"
            foreach ($alias in $parameter.Aliases) {
                $yaml | Should -Match "(?m)^- $alias$" -Because "-$($parameter.Name) has that alias"
            }

            foreach ($set in $parameter.ParameterSets.Keys) {
                $name = if ($set -eq '__AllParameterSets') { '\(All\)' } else { $set }
                $yaml | Should -Match "(?m)^- Name: $name\n.*\n  IsRequired: $($parameter.ParameterSets[$set].IsMandatory)$" -Because "that is so for -$($parameter.Name)"
            }
        }
    }

    It 'has a page whose syntax has each parameter in each of its sets' {
        foreach ($set in $Command.ParameterSets) {
            $syntax = [regex]::Match($Page, "(?ms)^### $($set.Name)(?: \(Default\))?\n\n``````\n(.*?)^``````$").Groups[1].Value
            foreach ($parameter in $set.Parameters | Where-Object { $_.Name -notin $Common -and -not $_.IsDynamic }) {
                $syntax | Should -Match "-$($parameter.Name)\b" -Because "the set $($set.Name) has it"
            }
        }
    }

    It 'is what Get-Help shows' {
        Test-Text $Help.Synopsis 'the synopsis'
        $Help.Synopsis | Should -Not -Match $Command.Name
        Test-Text "$($Help.description.Text)" 'the description'
        foreach ($type in $Help.returnValues.returnValue) {
            Test-Text "$($type.description.Text)" "the output $($type.type.name)"
        }

        Test-Text "$($Help.alertSet.alert.Text)" 'the notes'
        ($Help | Out-String) | Should -Not -Match '```|\{\{|\u0080'
    }

    It 'describes every parameter in Get-Help' {
        $Help.parameters.parameter.name | Sort-Object | Should -Be ($Command.Parameters.Keys | Where-Object { $_ -notin $Common } | Sort-Object)
        foreach ($parameter in $Help.parameters.parameter) {
            Test-Text "$($parameter.description.Text)" "-$($parameter.name)"
        }
    }

    It 'shows its examples in Get-Help' {
        $shown = @((Get-Help $Command.Name -Examples).examples.example)
        $shown.Count | Should -BeGreaterOrEqual 2
        $shown.Count | Should -Be ([regex]::Matches($Page, '(?m)^### Example ').Count)
        foreach ($example in $shown) {
            $example.title | Should -Match 'Example \d+: \w'
            $Page.Contains("`n$($example.code)`n") | Should -BeTrue -Because "build.ps1 Docs has made $($example.title) from the page as it is"
            Test-Text "$($example.remarks.Text)" $example.title
        }
    }

    It 'leads only to pages that exist' {
        foreach ($link in [regex]::Matches($Page, '\]\(([^)]+)\)') | ForEach-Object { $_.Groups[1].Value } | Where-Object { $_ -notlike 'https:*' }) {
            Join-Path $PSScriptRoot "../../docs/en-US/$link" | Should -Exist
        }
    }
}

Describe 'The topic <_>' -ForEach $topics {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
    }

    It 'is what Get-Help shows' {
        $text = Get-Help $_ | Out-String
        $text | Should -BeLike "$_*"
        $text | Should -Match 'LONG DESCRIPTION'
        (Get-Help "$_*").Synopsis | Should -BeLike 'Explains *.'
    }

    It 'is made from the page as it is' {
        $shown, $written = (Get-Help $_ | Out-String -Width 1000), (Get-Content (Join-Path $PSScriptRoot "../../docs/en-US/$_.md") -Raw) |
            ForEach-Object { ($_ -replace '(?m)^```.*$|^#+ |`|\*\*' -replace '\s+', ' ').Trim() }
        $shown | Should -Be $written
    }
}

Describe 'The examples' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1

        # The examples ask for an account and connect to servers of example.org: that is the PBX under test.
        function Get-Credential {
            [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidOverwritingBuiltInCmdlets', '')]
            [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '')]
            param([string] $Message)
            New-TestCredential
        }

        function Connect-Ami {
            [CmdletBinding()]
            param(
                [Parameter(ValueFromPipelineByPropertyName)] [string] $ComputerName,
                [Parameter(ValueFromPipelineByPropertyName)] [string] $Uri,
                [Parameter(ValueFromPipelineByPropertyName)] [pscredential] $Credential,
                [Parameter(ValueFromPipelineByPropertyName)] [int] $Port,
                [Parameter(ValueFromPipelineByPropertyName)] [string] $Name,
                [Parameter(ValueFromPipelineByPropertyName)] [switch] $UseTls,
                [Parameter(ValueFromPipelineByPropertyName)] [string] $CACertificate,
                [Parameter(ValueFromPipelineByPropertyName)] [string] $CertificateThumbprint,
                [int] $TimeoutSeconds,
                [int] $MaxActionsPerSecond
            )
            process {
                $parameters = @{}
                $PSBoundParameters.GetEnumerator() | ForEach-Object { $parameters[$_.Key] = $_.Value }
                if ("$ComputerName$Uri" -like '*.example.org*') {
                    'ComputerName', 'Uri', 'Port', 'UseTls', 'CACertificate', 'CertificateThumbprint' | ForEach-Object { $parameters.Remove($_) }
                    $parameters += Get-TestEndpoint
                }

                AsteriskAmi\Connect-Ami @parameters
            }
        }

        function Test-AmiConnection {
            [CmdletBinding()]
            param(
                [Parameter(ValueFromPipelineByPropertyName)] [string] $ComputerName,
                [Parameter(ValueFromPipelineByPropertyName)] [int] $Port,
                [Parameter(ValueFromPipeline)] [object] $InputObject,
                [pscredential] $Credential,
                [int] $TimeoutSeconds,
                [switch] $Quiet
            )
            process {
                $parameters = @{}
                $PSBoundParameters.GetEnumerator() | Where-Object Key -NotIn 'ComputerName', 'Port', 'InputObject' |
                    ForEach-Object { $parameters[$_.Key] = $_.Value }
                $parameters += if ($ComputerName -like '*.example.org') { Get-TestEndpoint } else { @{ Session = $InputObject } }
                AsteriskAmi\Test-AmiConnection @parameters
            }
        }
    }

    BeforeEach {
        Push-Location TestDrive:/
    }

    AfterEach {
        Pop-Location
        Clear-TestEvent
        Get-Job | Remove-Job -Force
        Disconnect-TestPbx
        # Each simulator, so that the next example finds a new one.
        Stop-AmiSimulator
        Remove-Variable AsteriskAmiTestSimulator -Scope Global -ErrorAction Ignore
        if ((Get-TestPbx).IsReal) {
            $null = Connect-TestPbx
            Stop-TestCall
            Get-AmiQueueMember | Where-Object Membership -EQ dynamic | Remove-AmiQueueMember
            Get-AmiQueueMember | Where-Object Paused | Resume-AmiQueueMember
            Disconnect-TestPbx
        }
    }

    It '<Page>, number <Number>' -ForEach $examples {
        # Examples that do not connect by themselves are for somebody who has a session.
        if ($Code -cnotmatch '\bConnect-Ami\b') {
            $null = Connect-TestPbx -Name office
        }

        $ErrorActionPreference = 'Stop'
        try {
            & ([scriptblock]::Create($Code)) 4> $null 6> $null | Out-String | Write-Debug
        } catch {
            if ("$_" -notmatch 'simulator does not do this') {
                throw
            }

            Set-ItResult -Skipped -Because "the simulator does not do it: $_"
        }
    }
}
