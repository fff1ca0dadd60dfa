Describe 'Controlling channels' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx

        # The digits that a channel got, by its DTMFEnd events.
        function Get-ReceivedDigit {
            param([string] $Channel)
            (Get-Event -SourceIdentifier digits -ErrorAction Ignore).SourceEventArgs.Events |
                Where-Object { $_.Channel -eq $Channel -and $_.Direction -eq 'Received' }
        }
    }

    AfterEach {
        Clear-TestEvent
        Stop-TestCall
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'tells all of a channel' {
        $name = (New-TestCall vars) -replace '1$', '2'
        Wait-Until { (Get-AmiVariable INHERITED -Channel $name).Value }
        $detail = Get-AmiChannel $name -Detailed
        $plain = Get-AmiChannel $name
        foreach ($property in 'Name', 'State', 'Context', 'Extension', 'Application', 'ApplicationData', 'Uniqueid', 'Linkedid', 'AccountCode') {
            $detail.$property | Should -Be $plain.$property -Because $property
        }

        $detail.Type | Should -Be 'Local'
        $detail.Duration | Should -BeOfType timespan
        $detail.HangupTime | Should -BeNullOrEmpty
        $detail.Variables.PLAIN | Should -Be 'some text'
        $detail.Variables['UTF8'] | Should -Be 'Grüße aus Köln ☎'
        $detail.Variables['plain'] | Should -BeNullOrEmpty
        ($detail | Format-Table | Out-String -Width 200) | Should -Match 'Name +State +Duration'
        ($detail | Format-List * | Out-String) | Should -Match 'NativeFormats'
    }

    It 'tells all of all channels, or of those that are named' {
        $name = New-TestCall
        (Get-AmiChannel -Detailed).Count | Should -Be 2
        (Get-AmiChannel 'Local/*;1' -Detailed).Name | Should -Be $name
        $found = Get-AmiChannel $name, PJSIP/nobody -Detailed -ErrorVariable errors -ErrorAction SilentlyContinue
        $found.Name | Should -Be $name
        $errors.Count | Should -Be 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'AmiNotFound,*'
        Get-AmiChannel $name -Detailed | Stop-AmiChannel
        Wait-Until { -not (Get-AmiChannel) }
    }

    It 'limits how long a channel lives, and takes the limit away' {
        $name = New-TestCall
        $before = Get-Date
        Get-AmiChannel $name | Set-AmiChannelTimeout -Seconds 3600
        $end = (Get-AmiChannel $name -Detailed).HangupTime
        $end | Should -BeOfType datetime
        $end | Should -BeGreaterThan $before.AddSeconds(3590)
        $end | Should -BeLessThan (Get-Date).AddSeconds(3610)
        Set-AmiChannelTimeout $name 0 -WhatIf
        (Get-AmiChannel $name -Detailed).HangupTime | Should -Be $end
        if ((Get-TestPbx).IsReal) {
            Get-ConsoleOutput "core show channel $name" | Should -Match 'Time to Hangup: [1-9]'
            Set-AmiChannelTimeout $name 0
            Get-ConsoleOutput "core show channel $name" | Should -Match 'Time to Hangup: 0'
        }

        Set-AmiChannelTimeout $name 0.2
        Wait-Until { -not (Get-AmiChannel) }
        { Set-AmiChannelTimeout $name 5 -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Set-AmiChannelTimeout $name -1 } | Should -Throw '*Seconds*'
    }

    It 'sends digits, one after the other, to the other side' {
        $name = New-TestCall
        $null = Register-AmiEvent DTMFEnd -SourceIdentifier digits -Session $Session
        # With a long pause: on a busy machine Asterisk takes two equal digits that follow at once for one.
        Send-AmiDtmf $name '1123*#A' -PauseMilliseconds 400
        Wait-Until { @(Get-ReceivedDigit ($name -replace '1$', '2')).Count -eq 7 }
        -join (Get-ReceivedDigit ($name -replace '1$', '2')).Digit | Should -Be '1123*#A'
    }

    It 'sends a digit as long as it is told' {
        $name = New-TestCall
        $null = Register-AmiEvent DTMFEnd -SourceIdentifier digits -Session $Session
        Get-AmiChannel $name | Send-AmiDtmf -Digits 5 -DurationMilliseconds 400
        Wait-Until { Get-ReceivedDigit ($name -replace '1$', '2') }
        (Get-ReceivedDigit ($name -replace '1$', '2')).DurationMs | Should -BeGreaterOrEqual 390
    }

    It 'lets a channel receive digits itself' {
        $name = New-TestCall
        $null = Register-AmiEvent DTMFEnd -SourceIdentifier digits -Session $Session
        Send-AmiDtmf $name 90 -Receive
        Wait-Until { @(Get-ReceivedDigit $name).Count -eq 2 }
        -join (Get-ReceivedDigit $name).Digit | Should -Be '90'
        Get-ReceivedDigit ($name -replace '1$', '2') | Should -BeNullOrEmpty
    }

    It 'refuses what is no digit, before any is sent' {
        $name = New-TestCall
        { Send-AmiDtmf $name 12x -ErrorAction Stop } | Should -Throw "*'12x'*0 to 9*"
        { Send-AmiDtmf PJSIP/nobody 1 -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Send-AmiDtmf $name 1 -DurationMilliseconds 5 } | Should -Throw '*DurationMilliseconds*'
    }

    It 'stops sending digits at Ctrl+C' {
        $name = New-TestCall
        Measure-Stop 'param($Name, $Session) Send-AmiDtmf $Name 1111111111 -PauseMilliseconds 60000 -Session $Session' $name, $Session |
            Should -BeLessThan $AtOnce
    }

    It 'sends a text that the other side receives' {
        Skip-OnSimulator 'the texts of calls'
        $name = New-TestCall agi
        $other = $name -replace '1$', '2'
        Wait-Until { (Get-AmiChannel $other).Application -eq 'AGI' }
        $null = Register-AmiEvent AGIExecStart, AsyncAGIExec -SourceIdentifier agi -Session $Session
        $null = Invoke-AmiAction AGI @{ Channel = $other; Command = 'RECEIVE TEXT 10000'; CommandID = 'text' } -Confirm:$false
        Wait-Until { (Get-Event -SourceIdentifier agi -ErrorAction Ignore).SourceEventArgs.Events.Event -contains 'AGIExecStart' }
        Send-AmiText $name 'Grüße: hello'
        Wait-Until { (Get-Event -SourceIdentifier agi).SourceEventArgs.Events | Where-Object CommandId -EQ 'text' }
        $result = (Get-Event -SourceIdentifier agi).SourceEventArgs.Events | Where-Object CommandId -EQ 'text'
        [uri]::UnescapeDataString($result.Result) | Should -Match 'Grüße: hello'
    }

    It 'reports a text that cannot be sent' {
        { Send-AmiText PJSIP/nobody hello -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Send-AmiText PJSIP/nobody "two`nlines" -ErrorAction Stop } | Should -Throw -ErrorId 'AmiInvalidHeader,*'
    }

    It 'mutes a channel, so that the others hear silence, and unmutes it' {
        Skip-OnSimulator 'the sound of calls'
        # In both calls the first half plays a tone, the second gives back what it hears, and what comes back is recorded. One
        # call is muted, the other is the clock: on some servers a muted channel gives silence, on others nothing at all.
        $tone, $clock = 1..2 | ForEach-Object { (Invoke-AmiOriginate Local/echo@test -Application Milliwatt -Wait).Channel }
        $path, $clockPath = $tone, $clock | ForEach-Object {
            $file = "mute-$([guid]::NewGuid()).wav"
            $null = Start-AmiRecording $_ "mixed-$file" -Options "r($file)"
            Join-Path (Get-TestPbx).Spool "monitor/$file"
        }

        function Wait-Clock {
            param([int] $Bytes)
            $until = (Get-Item $clockPath).Length + $Bytes
            Wait-Until { (Get-Item $clockPath).Length -ge $until } -Because 'the other call goes on'
        }

        Wait-Until { (Test-Sound $path) -and (Test-Sound $clockPath) } -Because 'the tones come back'
        Get-AmiChannel ($tone -replace '1$', '2') | Set-AmiMute -Direction In
        # What was recorded before is written by then.
        Wait-Clock 60000
        $before = (Get-Item $path).Length
        Wait-Clock 60000
        [System.IO.File]::ReadAllBytes($path) | Select-Object -Skip $before | Where-Object { $_ } | Should -BeNullOrEmpty -Because 'it is silent'
        Set-AmiMute ($tone -replace '1$', '2') Off -Direction In
        Wait-Until { (Get-Item $path).Length -gt $before + 2000 -and (Test-Sound $path) } -Because 'the tone comes back again'
    }

    It 'reports a channel that cannot be muted' {
        { Set-AmiMute PJSIP/nobody -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Set-AmiMute PJSIP/nobody Maybe } | Should -Throw '*Off*'
    }
}
