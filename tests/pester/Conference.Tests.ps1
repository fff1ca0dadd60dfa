Describe 'Conferences' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx

        # Joins the conference test-room; gives the name of the channel that is in it.
        function New-TestMember {
            $name = (New-TestCall conf) -replace '1$', '2'
            Wait-Until { $name -in (Get-AmiConferenceMember).Channel }
            $name
        }

        # What the console says of a conference: its own line, or that of one channel in it.
        function Get-ConsoleConference {
            param([string] $Channel)
            $output = if ($Channel) { Get-ConsoleOutput 'confbridge list test-room' } else { Get-ConsoleOutput 'confbridge list' }
            $output -split "`n" | Where-Object { $_.StartsWith($Channel ? $Channel : 'test-room ') }
        }
    }

    AfterEach {
        Stop-TestCall
        Wait-Until { -not (Get-AmiConference) }
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'gives nothing and no error when there is no conference' {
        Get-AmiConference -ErrorAction Stop | Should -BeNullOrEmpty
        Get-AmiConferenceMember -ErrorAction Stop | Should -BeNullOrEmpty
        { Get-AmiConference test-room -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Get-AmiConferenceMember test-room -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
    }

    It 'lists conferences' {
        $null = (New-TestMember), (New-TestMember)
        $room = Get-AmiConference test-room
        $room.Parties | Should -Be 2
        $room.Conference | Should -Be 'test-room'
        $room.Marked | Should -Be 0
        $room.Locked | Should -BeFalse
        $room.Muted | Should -BeFalse
        $room.Session | Should -Be $Session
        (Get-AmiConference test-*).Conference | Should -Be 'test-room'
        Get-AmiConference no* -ErrorAction Stop | Should -BeNullOrEmpty
        ($room | Format-Table | Out-String -Width 200) | Should -Match 'Conference +Parties +Marked +Locked +Muted'
        if ((Get-TestPbx).IsReal) {
            Get-ConsoleConference | Should -Match '^test-room +2 +0 +No +No'
        }
    }

    It 'lists who is in them' {
        $names = (New-TestMember), (New-TestMember)
        $members = Get-AmiConferenceMember test-room
        $members.Channel | Sort-Object | Should -Be ($names | Sort-Object)
        $members[0].Conference | Should -Be 'test-room'
        $members[0].Muted | Should -BeFalse
        $members[0].Admin | Should -BeFalse
        $members[0].AnsweredTime | Should -BeOfType ([timespan])
        $members[0].Session | Should -Be $Session
        (Get-AmiConference | Get-AmiConferenceMember).Count | Should -Be 2
        (Get-AmiSession | Get-AmiConferenceMember -Conference test-*).Count | Should -Be 2
        (Get-AmiChannel -Name $members[0].Channel).Uniqueid | Should -Be $members[0].Uniqueid
        ($members | Format-Table | Out-String -Width 300) | Should -Match 'Conference +Channel +CallerIdNumber'
        if ((Get-TestPbx).IsReal) {
            $names | ForEach-Object { Get-ConsoleConference $_ | Should -Not -BeNullOrEmpty }
        }
    }

    It 'locks and unlocks' {
        $null = New-TestMember
        Lock-AmiConference test-room -WhatIf
        (Get-AmiConference).Locked | Should -BeFalse
        Lock-AmiConference test-room
        (Get-AmiConference).Locked | Should -BeTrue
        if ((Get-TestPbx).IsReal) {
            Get-ConsoleConference | Should -Match ' Yes '
        }

        Get-AmiConference | Unlock-AmiConference
        (Get-AmiConference).Locked | Should -BeFalse
        Get-AmiConferenceMember | Lock-AmiConference
        (Get-AmiConference).Locked | Should -BeTrue
    }

    It 'mutes members and lets them be heard again' {
        $one, $two = (New-TestMember), (New-TestMember)
        Set-AmiConferenceMember test-room $one -Muted $true -WhatIf
        (Get-AmiConferenceMember).Muted | Should -Not -Contain $true
        Set-AmiConferenceMember test-room $one -Muted $true
        (Get-AmiConferenceMember | Where-Object Muted).Channel | Should -Be $one
        if ((Get-TestPbx).IsReal) {
            Get-ConsoleConference $one | Should -Match '^\S+ +m '
            Get-ConsoleConference $two | Should -Not -Match '^\S+ +m '
        }

        Get-AmiConferenceMember | Set-AmiConferenceMember -Muted $true
        (Get-AmiConferenceMember).Muted | Should -Be $true, $true
        Get-AmiConferenceMember | Set-AmiConferenceMember -Muted $true -WhatIf -PassThru | Should -BeNullOrEmpty
        $heard = Set-AmiConferenceMember test-room $one -Muted $false -PassThru
        $heard.Channel | Should -Be $one
        $heard.Muted | Should -BeFalse
        Set-AmiConferenceMember test-room * -Muted $false -Force
        (Get-AmiConferenceMember).Muted | Should -Be $false, $false
    }

    It 'puts members out' {
        $one, $two = (New-TestMember), (New-TestMember)
        Remove-AmiConferenceMember test-room $one
        Wait-Until { @(Get-AmiConferenceMember).Count -eq 1 }
        (Get-AmiConferenceMember).Channel | Should -Be $two
        if ((Get-TestPbx).IsReal) {
            Get-ConsoleConference $one | Should -BeNullOrEmpty
            Get-ConsoleConference $two | Should -Not -BeNullOrEmpty
        }

        Get-AmiConferenceMember | Remove-AmiConferenceMember
        Wait-Until { -not (Get-AmiConference) }
    }

    It 'takes the beginning of a name for no channel, and no word for everybody' {
        $name = New-TestMember
        foreach ($wrong in ($name -replace '-.*'), 'all', 'participants', 'PJSIP/nobody') {
            { Remove-AmiConferenceMember test-room $wrong -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*' -Because $wrong
            { Set-AmiConferenceMember test-room $wrong -Muted $true -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*' -Because $wrong
        }

        foreach ($wrong in ($name -replace '-.*'), ($name -replace ';2$'), 'all', '*') {
            { [pscustomobject]@{ Conference = 'test-room'; Channel = $wrong } | Remove-AmiConferenceMember -ErrorAction Stop } |
                Should -Throw "*'$wrong'*" -ErrorId 'AmiNotFound,*' -Because $wrong
            { [pscustomobject]@{ Conference = 'test-room'; Channel = $wrong } | Set-AmiConferenceMember -Muted $true -ErrorAction Stop } |
                Should -Throw -ErrorId 'AmiNotFound,*' -Because $wrong
        }

        (Get-AmiConferenceMember).Channel | Should -Be $name
        (Get-AmiConferenceMember).Muted | Should -BeFalse
        Remove-AmiConferenceMember test-room "$($name -replace '-.*')*"
        Wait-Until { -not (Get-AmiConference) }
    }

    It 'records a conference until it is stopped' {
        $null = New-TestMember
        $file = "conference-$([guid]::NewGuid())"
        Start-AmiConferenceRecording test-room "$file.wav" -WhatIf
        { Stop-AmiConferenceRecording test-room -ErrorAction Stop } | Should -Throw '*not recorded*'
        Get-AmiConference | Start-AmiConferenceRecording -File "$file.wav"
        { Start-AmiConferenceRecording test-room -ErrorAction Stop } | Should -Throw '*already being recorded*'
        if ((Get-TestPbx).IsReal) {
            Wait-Until { Test-Path (Join-Path (Get-TestPbx).Spool "monitor/$file-*.wav") } -Seconds 30
        }

        Stop-AmiConferenceRecording test-room
        { Stop-AmiConferenceRecording test-room -ErrorAction Stop } | Should -Throw '*not recorded*'
        Start-AmiConferenceRecording test-room
        if ((Get-TestPbx).IsReal) {
            @(Get-Item (Join-Path (Get-TestPbx).Spool "monitor/$file-*.wav")).Count | Should -Be 1 -Because 'it goes on in the same file'
        }

        Stop-AmiConferenceRecording test-room
        { Start-AmiConferenceRecording test-room 'x.wav,,touch y' -ErrorAction Stop } | Should -Throw '*comma*'
        { Start-AmiConferenceRecording test-room 'x"y.wav' -ErrorAction Stop } | Should -Throw '*x"y.wav*' -ErrorId 'AmiInvalidHeader,*'
    }

    It 'shows all the picture of one member' {
        Skip-OnSimulator ConfbridgeSetSingleVideoSrc
        $name = New-TestMember
        Get-AmiConferenceMember | Set-AmiConferenceVideoSource
        $bridge = Get-AmiBridge | Where-Object Name -EQ test-room
        $bridge.VideoSourceMode | Should -Be 'single'
        Get-ConsoleOutput "bridge show $($bridge.BridgeId)" | Should -Match "Video-Source-Id: $([regex]::Escape((Get-AmiChannel $name).Uniqueid))"
        { Set-AmiConferenceVideoSource test-room PJSIP/nobody -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
    }

    It 'reports a conference that does not exist' {
        $null = New-TestMember
        { Lock-AmiConference nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Unlock-AmiConference nosuch -ErrorAction Stop } | Should -Throw '*nosuch*'
        { Set-AmiConferenceMember nosuch * -Muted $true -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Remove-AmiConferenceMember nosuch PJSIP/1-1 -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Start-AmiConferenceRecording nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Stop-AmiConferenceRecording nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Get-AmiConferenceMember nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
    }

    It 'completes the names of conferences and of the channels in them' {
        $name = New-TestMember
        foreach ($verb in 'Get', 'Lock', 'Unlock') {
            $line = "$verb-AmiConference "
            (TabExpansion2 $line $line.Length).CompletionMatches.ListItemText | Should -Contain 'test-room' -Because $line
        }

        $line = 'Remove-AmiConferenceMember test-room '
        (TabExpansion2 $line $line.Length).CompletionMatches.ListItemText | Should -Contain $name
        $line = 'Remove-AmiConferenceMember -Channel '
        (TabExpansion2 $line $line.Length).CompletionMatches.ListItemText | Should -Not -Contain $name
    }
}
