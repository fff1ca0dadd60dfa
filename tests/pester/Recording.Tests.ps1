Describe 'Recordings' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $null = Connect-TestPbx

        # A call in which a tone is played; gives the name of the channel that hears it come back.
        function New-TestTone {
            $application = (Get-TestPbx).IsReal ? 'Milliwatt' : 'Echo'
            (Invoke-AmiOriginate Local/echo@test -Application $application -Wait).Channel
        }

        # Where the server keeps a recording, seen from here.
        function Get-RecordingPath {
            param([string] $File)
            Join-Path (Get-TestPbx).Spool "monitor/$File"
        }
    }

    BeforeEach {
        $File = "test-$([guid]::NewGuid()).wav"
    }

    AfterEach {
        Stop-TestCall
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'records into the folder of the server until it is stopped' {
        Skip-OnSimulator 'files of recordings'
        $name = New-TestTone
        $recording = Get-AmiChannel $name | Start-AmiRecording -File $File
        $recording.Channel | Should -Be $name
        $recording.File | Should -BeLike "*/spool/monitor/$File"
        $recording.MixMonitorId | Should -Not -BeNullOrEmpty
        ($recording | Format-Table | Out-String -Width 300) | Should -Match 'Channel +File +MixMonitorId'
        Get-ConsoleOutput "mixmonitor list $name" | Should -Match $recording.MixMonitorId
        Wait-Until { Test-Sound (Get-RecordingPath $File) }
        $recording | Stop-AmiRecording
        Get-ConsoleOutput "mixmonitor list $name" | Should -Not -Match $recording.MixMonitorId
        $wav = [System.IO.File]::ReadAllBytes((Get-RecordingPath $File))
        [System.Text.Encoding]::ASCII.GetString($wav, 0, 4) | Should -Be 'RIFF'
    }

    It 'makes a name from the channel and the time when none is given' {
        $name = New-TestTone
        $recording = Start-AmiRecording $name
        $recording.File | Should -Match '/Local-echo@test-.*-\d{8}-\d{6}\.wav$'
        if ((Get-TestPbx).IsReal) {
            Wait-Until { Test-Path (Get-RecordingPath (Split-Path $recording.File -Leaf)) } -Because 'the file is begun'
        }
    }

    It 'pauses and goes on' {
        Skip-OnSimulator 'files of recordings'
        $name = New-TestTone
        Start-AmiRecording $name $File | Out-Null
        Wait-Until { Test-Sound (Get-RecordingPath $File) } -Because 'the tone is recorded'
        Suspend-AmiRecording $name -WhatIf
        Suspend-AmiRecording $name
        Wait-Until { -not (Test-Sound (Get-RecordingPath $File)) } -Because 'silence is recorded'
        Get-AmiChannel $name | Resume-AmiRecording
        Wait-Until { Test-Sound (Get-RecordingPath $File) } -Because 'the tone is recorded again'
    }

    It 'tells by an event that it pauses' {
        $name = New-TestTone
        $null = Start-AmiRecording $name $File
        $null = Register-AmiEvent MixMonitorMute -SourceIdentifier muted
        try {
            Suspend-AmiRecording $name -Direction Read
            Resume-AmiRecording $name -Direction Read
            Wait-Until { @((Get-Event -SourceIdentifier muted -ErrorAction Ignore).SourceEventArgs.Events).Count -eq 2 }
            $events = (Get-Event -SourceIdentifier muted).SourceEventArgs.Events
            $events.Direction | Should -Be 'read', 'read'
            "$($events.State)" | Should -BeIn '1 0', 'True False'
        } finally {
            Unregister-Event muted
            Remove-Event muted -ErrorAction Ignore
        }
    }

    It 'stops the one recording that is piped in, of several' {
        $name = New-TestTone
        $first = Start-AmiRecording $name $File
        $second = Start-AmiRecording $name "second-$File"
        $first.MixMonitorId | Should -Not -Be $second.MixMonitorId
        $first | Stop-AmiRecording
        $list = Get-ConsoleOutput "mixmonitor list $name"
        $list | Should -Match $second.MixMonitorId
        $list | Should -Not -Match $first.MixMonitorId
    }

    It 'stops the one that was begun last when none is named' {
        $name = New-TestTone
        $first = Start-AmiRecording $name $File
        $second = Start-AmiRecording $name "second-$File"
        Stop-AmiRecording $name
        $list = Get-ConsoleOutput "mixmonitor list $name"
        $list | Should -Match $first.MixMonitorId
        $list | Should -Not -Match $second.MixMonitorId
    }

    It 'takes options, and keeps the id in the variable that they name' {
        $name = New-TestTone
        $recording = Start-AmiRecording $name $File -Options "r(heard-$File)i(MY_ID)"
        (Get-AmiVariable MY_ID -Channel $name).Value | Should -Be $recording.MixMonitorId
        if ((Get-TestPbx).IsReal) {
            Wait-Until { Test-Path (Get-RecordingPath "heard-$File") }
        }
    }

    It 'records several channels into files of their own' {
        $null = New-TestTone
        $recordings = Get-AmiChannel | Start-AmiRecording -File { "$($_.Uniqueid)-$File" }
        $recordings.Count | Should -Be 2
        if ((Get-TestPbx).IsReal) {
            foreach ($one in $recordings.File) {
                Wait-Until { Test-Path (Get-RecordingPath (Split-Path $one -Leaf)) } -Because 'the file is begun'
            }
        }

        $recordings | Suspend-AmiRecording -PassThru | Stop-AmiRecording
        foreach ($name in $recordings.Channel) {
            Get-ConsoleOutput "mixmonitor list $name" | Should -Not -Match '0x'
        }
    }

    It 'reports what cannot be recorded or stopped' {
        $name = New-TestTone
        { Start-AmiRecording PJSIP/nobody $File -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Stop-AmiRecording $name -ErrorAction Stop } | Should -Throw '*not recorded*'
        { Suspend-AmiRecording $name -ErrorAction Stop } | Should -Throw '*not recorded*'
        { Stop-AmiRecording PJSIP/nobody -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Suspend-AmiRecording PJSIP/nobody -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Start-AmiRecording $name 'x.wav,,touch y' -ErrorAction Stop } | Should -Throw '*comma*'
        { Start-AmiRecording $name 'x(y.wav' -ErrorAction Stop } | Should -Throw '*close the brackets*' -ErrorId 'AmiInvalidHeader,*'
        { Start-AmiRecording $name $File -Options 'b,touch y' -ErrorAction Stop } | Should -Throw '*comma*'
        Start-AmiRecording $name $File -WhatIf
        Get-ConsoleOutput "mixmonitor list $name" | Should -Not -Match '0x'
    }
}
