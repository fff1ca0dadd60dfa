Describe 'Transcripts' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Pbx = Get-TestPbx
    }

    BeforeEach {
        $Path = Join-Path TestDrive: "$(New-Guid).txt"
        $Session = Connect-TestPbx -Name recorded
    }

    AfterEach {
        Disconnect-TestPbx
    }

    It 'hold each action and message with time, direction and connection' {
        Start-AmiTranscript -Path $Path | Should -BeNullOrEmpty
        $null = Invoke-AmiAction Ping
        $stopped = Stop-AmiTranscript
        $stopped.Session.Name | Should -Be 'recorded'
        $stopped.Blocks | Should -BeGreaterOrEqual 2
        $stopped.Lost | Should -Be 0
        $stopped.Failure | Should -BeNullOrEmpty
        $stopped.IsRunning | Should -BeFalse
        ($stopped | Out-String) | Should -Match 'Session +IsRunning +Blocks +Lost +Path'

        $text = Get-Content $Path -Raw
        $text | Should -Match '(?m)^# AsteriskAmi transcript: format 1'
        $text | Should -Match '(?m)^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z > \d+\n    Action: Ping\n    ActionID: \S+\n'
        $text | Should -Match '(?m)^\S+Z < \d+\n    Response: Success\n    ActionID: \S+\n    Ping: Pong\n'
        $text | Should -Match 'Z # Ended: it was stopped\. \d+ blocks, 0 lost\.\n$'
    }

    It 'write an existing file anew, add to it, or leave it alone' {
        Set-Content $Path before
        { Start-AmiTranscript $Path -NoClobber -ErrorAction Stop } | Should -Throw -ErrorId 'NoClobber,*'
        Start-AmiTranscript $Path -Append
        $null = Stop-AmiTranscript
        (Get-Content $Path)[0] | Should -Be 'before'
        Start-AmiTranscript $Path
        $null = Stop-AmiTranscript
        Get-Content $Path | Should -Not -Contain 'before'
    }

    It 'write a read-only file and make the folder with -Force alone' {
        $deep = Join-Path TestDrive: "$(New-Guid)/deep.txt"
        { Start-AmiTranscript $deep -ErrorAction Stop } | Should -Throw -ErrorId 'FileOpenFailure,*'
        Start-AmiTranscript $deep -Force
        $null = Stop-AmiTranscript
        Set-ItemProperty -Path $deep -Name IsReadOnly -Value $true
        Start-AmiTranscript $deep -Force
        (Stop-AmiTranscript).Failure | Should -BeNullOrEmpty
    }

    It 'take the path from the current location, and are of one session' {
        Push-Location TestDrive:/
        $transcript = Start-AmiTranscript relative.txt -PassThru
        Pop-Location
        $transcript.IsRunning | Should -BeTrue
        ($transcript | Stop-AmiTranscript).Path | Should -Be (Join-Path (Get-PSDrive TestDrive).Root relative.txt)
        $null = Connect-TestPbx -Name other
        { Start-AmiTranscript $Path -Session * -ErrorAction Stop } | Should -Throw -ErrorId 'AmiAmbiguousSession,*'
        { Start-AmiTranscript $Path } | Should -Throw -ErrorId 'AmiAmbiguousSession,*'
        Get-AmiSession other | Start-AmiTranscript -Path $Path
        (Stop-AmiTranscript -Session other).Session.Name | Should -Be 'other'
    }

    It 'are ended with their session, and one that runs no more is no error' {
        $transcript = Start-AmiTranscript $Path -PassThru
        Disconnect-Ami
        Wait-Until { -not $transcript.IsRunning }
        Get-Content $Path | Select-Object -Last 1 | Should -Match 'Ended: the session was closed'
        (Stop-AmiTranscript).Failure | Should -BeNullOrEmpty
        { Stop-AmiTranscript -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
    }

    It 'say so when the file is gone: a warning, an error at the end, and the session lives on' {
        if ($IsWindows) {
            Set-ItResult -Skipped -Because 'Windows deletes no file that is open'
        }

        $transcript = Start-AmiTranscript $Path -PassThru
        Remove-Item $Path
        Wait-Until { $transcript.Failure }
        $null = Invoke-AmiAction Ping -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -Match "The transcript of session 'recorded' has ended: .*The file was deleted"
        (Invoke-AmiAction Ping -WarningVariable warned).Response | Should -Be 'Success'
        $warned | Should -BeNullOrEmpty
        { Stop-AmiTranscript -ErrorAction Stop } | Should -Throw -ErrorId 'FileWriteFailure,*'
    }

    It 'say so when the disk is full' {
        if (-not (Test-Path /dev/full)) {
            Set-ItResult -Skipped -Because 'only Linux has a disk that is always full'
        }

        { Start-AmiTranscript /dev/full -ErrorAction Stop } | Should -Throw -ErrorId 'FileOpenFailure,*'
        (Invoke-AmiAction Ping).Response | Should -Be 'Success'
    }

    It 'start and end nothing with -WhatIf' {
        Start-AmiTranscript $Path -WhatIf
        $Path | Should -Not -Exist
        $transcript = Start-AmiTranscript $Path -PassThru
        Stop-AmiTranscript -WhatIf
        $transcript.IsRunning | Should -BeTrue
        $null = Stop-AmiTranscript
    }

    It 'are whole when the process ends' {
        $file = Join-Path (Get-PSDrive TestDrive).Root 'process.txt'
        $script = {
            param($Module, $Port, $File)
            Import-Module $Module
            $secret = [securestring]::new()
            'admin-test-secret'.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
            $null = Connect-Ami 127.0.0.1 -Port $Port -Credential ([pscredential]::new('admin', $secret))
            Start-AmiTranscript $File
            $null = Invoke-AmiAction Ping
            [System.Environment]::Exit(0)
        }
        pwsh -NoProfile -NonInteractive -Command $script -args $ModulePath, $Pbx.Port, $file
        $text = Get-Content $file -Raw
        $text | Should -Match 'Ping: Pong'
        $text | Should -Match 'Ended: the process ended'
    }
}

Describe 'Playing a transcript' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1

        # The same commands each time. What they give without what differs from run to run: sessions and times.
        function Invoke-Scenario {
            param([object] $Session)
            # Events are followed from a runspace of their own; -Verbose tells when they are.
            $shell = [powershell]::Create()
            $null = $shell.AddScript('param($Module, $Session) Import-Module $Module; Watch-AmiEvent -Session $Session -Name Newchannel, Hangup -MaxEvents 4 -TimeoutSeconds 120 -Verbose')
            $null = $shell.AddArgument($ModulePath).AddArgument($Session)
            $watch = $shell.BeginInvoke()
            Wait-Until { "$($shell.Streams.Verbose)" -match 'Following the events' }
            $originate = @{ Channel = 'Local/answer-end@test'; Application = 'Wait'; ApplicationData = '4'; ChannelId = 'played.1' }
            [pscustomobject]@{
                Call     = Invoke-AmiOriginate @originate -Wait -Session $Session | Select-Object * -ExcludeProperty Session, TimeToAnswer, ActionId
                Channels = Get-AmiChannel -Session $Session | Where-Object Linkedid -EQ played.1 | Select-Object * -ExcludeProperty Session
                Queues   = Get-AmiQueueStatus -Session $Session | Select-Object * -ExcludeProperty Session, Members, Callers
                Members  = (Get-AmiQueueStatus -Session $Session).Members | Select-Object * -ExcludeProperty Session
                Events   = $shell.EndInvoke($watch)
            }
            $shell.Dispose()
        }
    }

    AfterEach {
        Disconnect-TestPbx
    }

    It 'gives the same objects as the server did' {
        $path = Join-Path TestDrive: played.txt
        $session = Connect-TestPbx
        Start-AmiTranscript $path
        $recorded = Invoke-Scenario $session
        $null = Stop-AmiTranscript
        Disconnect-Ami

        $secret = [securestring]::new()
        $secret.AppendChar('x')
        $simulator = Start-AmiSimulator -Transcript $path
        $session = Connect-Ami 127.0.0.1 -Port $simulator.Port -Credential ([pscredential]::new('whoever', $secret))
        $session.ServerVersion | Should -Match "^$((Get-TestPbx).Branch)\."
        $played = Invoke-Scenario $session
        $simulator | Stop-AmiSimulator

        $recorded.Call.Outcome | Should -Be 'Answered'
        $recorded.Events.Event | Should -Contain 'Hangup'
        $recorded.Queues.Name | Should -Contain 'support'
        foreach ($part in 'Call', 'Channels', 'Queues', 'Members', 'Events') {
            $recorded.$part | Should -Not -BeNullOrEmpty -Because $part
            $played.$part | ConvertTo-Json -Depth 3 | Should -BeExactly ($recorded.$part | ConvertTo-Json -Depth 3) -Because $part
        }
    }

    It 'answers with an error what was not recorded' {
        $path = Join-Path TestDrive: short.txt
        $null = Connect-TestPbx
        Start-AmiTranscript $path
        $null = Invoke-AmiCommand 'core show uptime'
        $null = Stop-AmiTranscript
        Disconnect-Ami
        $simulator = Start-AmiSimulator -Transcript $path -RecordedTiming
        $null = $simulator | Connect-Ami
        Invoke-AmiCommand 'core show uptime' | Should -Match 'uptime|reload'
        { Invoke-AmiCommand 'core show channels' -ErrorAction Stop } | Should -Throw '*The transcript has no Command with these headers*'
        Disconnect-Ami
        $simulator | Stop-AmiSimulator
    }

    It 'refuses a file that is none, and names the line' {
        $path = Join-Path TestDrive: none.txt
        Set-Content $path 'hello'
        { Start-AmiSimulator -Transcript $path -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidTranscript,*'
        { Start-AmiSimulator -Transcript TestDrive:/missing.txt -ErrorAction Stop } | Should -Throw -ErrorId 'FileOpenFailure,*'
    }
}

Describe 'The guide <_>' -ForEach 'transcript', 'telemetry' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $page = Get-Content (Join-Path $PSScriptRoot "../../docs/guide/$_.md") -Raw
        $Codes = [regex]::Matches($page, '(?ms)^```powershell\n(.*?)^```$') | ForEach-Object { $_.Groups[1].Value }
    }

    It 'has examples that run' {
        $Codes | Should -Not -BeNullOrEmpty
        foreach ($code in $Codes) {
            $null = Connect-TestPbx -Name office
            Push-Location TestDrive:/
            $ErrorActionPreference = 'Stop'
            $given = & ([scriptblock]::Create($code)) 4> $null 5> $null
            Pop-Location
            Get-AmiSession | Disconnect-Ami
        }

        if ($_ -eq 'telemetry') {
            # Actions of this process so far, the three Pings among them; and the slowest answer.
            $given[0] | Should -BeGreaterOrEqual 3
            $given[1] | Should -BeGreaterThan 0
        }
    }
}
