# On a PBX of its own, which is started without the modules: unloading res_parking from an Asterisk 16 that had parked
# calls can crash it, and app_confbridge cannot be unloaded at all.
Describe 'Modules that the server has not loaded' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Script = Join-Path $PSScriptRoot '../pbx/pbx.sh'
        $Target = $env:ASTERISKAMI_TARGET
        $Own = $null

        function Test-Refusal {
            param([scriptblock] $Command, [string] $Module)
            $ErrorActionPreference = 'Stop'
            $Command | Should -Throw "*module load $Module.so*" -ErrorId 'AmiActionFailed,*' -Because "that is why $Command fails"
        }

        if ($Target) {
            $env:ASTERISKAMI_TARGET = & $Script start ($Target | ConvertFrom-Json).branch 2>$null
            $Own = $env:ASTERISKAMI_TARGET | ConvertFrom-Json
            'app_confbridge', 'app_voicemail', 'res_parking' | ForEach-Object { "noload = $_.so" } |
                Add-Content (Join-Path $Own.run etc/modules.conf)
            $null = & $Script restart $Own.id 2>$null
            $null = Connect-TestPbx
        }
    }

    BeforeEach {
        Skip-OnSimulator 'modules'
    }

    AfterAll {
        Disconnect-TestPbx
        $env:ASTERISKAMI_TARGET = $Target
        if ($Own) {
            & $Script stop $Own.id 2>$null
        }
    }

    It 'is named for parking' {
        foreach ($command in { Get-AmiParkingLot }, { Get-AmiParkedCall }, { Invoke-AmiPark PJSIP/1-1 }) {
            Test-Refusal $command res_parking
        }
    }

    It 'is named for voicemail' {
        foreach ($command in { Get-AmiMailbox }, { Get-AmiMailbox 100 }, { Get-AmiVoicemailUser }, { Get-AmiVoicemailUser 100 }, { Update-AmiMailbox }) {
            Test-Refusal $command app_voicemail
        }
    }

    It 'is named for conferences' {
        $member = [pscustomobject]@{ Conference = 'room'; Channel = 'PJSIP/1-1' }
        $commands = @(
            { Get-AmiConference }, { Get-AmiConferenceMember }, { Lock-AmiConference room }, { Unlock-AmiConference room }
            { Start-AmiConferenceRecording room }, { Stop-AmiConferenceRecording room }, { Remove-AmiConferenceMember room * }
            { $member | Remove-AmiConferenceMember }, { $member | Set-AmiConferenceMember -Muted $true }
            { $member | Set-AmiConferenceMember -Muted $false }, { $member | Set-AmiConferenceVideoSource }
        )
        foreach ($command in $commands) {
            Test-Refusal $command app_confbridge
        }
    }
}
