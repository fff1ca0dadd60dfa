Describe 'Queue callers' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx

        # Somebody who waits in the queue whose members take no call; gives the channel that waits.
        function New-TestCaller {
            $channel = (New-TestCall queue-support) -replace ';1$', ';2'
            Wait-Until { (Get-AmiQueueCaller).Channel -contains $channel } -Seconds 30
            $channel
        }

        # The channels that the console shows as waiting, in their order, with their priorities.
        function Get-ConsoleCaller {
            [regex]::Matches((Get-ConsoleOutput 'queue show support'), '(?m)^ +\d+\. (\S+) \(wait: .*, prio: (-?\d+)\)') |
                ForEach-Object { "$($_.Groups[1].Value) $($_.Groups[2].Value)" }
        }
    }

    AfterEach {
        Stop-TestCall
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'give nothing and no error when nobody waits' {
        Get-AmiQueueCaller -ErrorAction Stop | Should -BeNullOrEmpty
        Get-AmiQueueCaller sales no* -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'are listed in their order' {
        $one, $two = (New-TestCaller), (New-TestCaller)
        $callers = Get-AmiQueueCaller
        $callers.Channel | Should -Be $one, $two
        $callers.Position | Should -Be 1, 2
        $callers[0].Queue | Should -Be 'support'
        $callers[0].Wait | Should -BeOfType timespan
        $callers[0].Priority | Should -Be 0
        $callers[0].Uniqueid | Should -Be (Get-AmiChannel $one).Uniqueid
        $callers[0].Session | Should -Be $Session
        Get-ConsoleCaller | Should -Be "$one 0", "$two 0"
        ($callers | Format-Table | Out-String -Width 250) | Should -Match 'Queue +Position +Wait +Priority +CallerIdNumber'
        ($callers | Sort-Object Position -Descending)[0].Channel | Should -Be $two
    }

    It 'are chosen by queue, channel and unique id' {
        $one, $two = (New-TestCaller), (New-TestCaller)
        (Get-AmiQueueCaller support).Count | Should -Be 2
        Get-AmiQueueCaller sales -ErrorAction Stop | Should -BeNullOrEmpty
        Get-AmiQueueStatus sales | Get-AmiQueueCaller | Should -BeNullOrEmpty
        (Get-AmiQueueStatus support | Get-AmiQueueCaller).Count | Should -Be 2
        (Get-AmiQueueCaller su* $two).Channel | Should -Be $two
        (Get-AmiQueueCaller -Channel (Get-AmiChannel $one).Uniqueid).Channel | Should -Be $one
        (Get-AmiQueueCaller -Channel 'Local/queue-support*').Count | Should -Be 2
        { Get-AmiQueueCaller nosuch -ErrorAction Stop } | Should -Throw "*no queue 'nosuch'*" -ErrorId 'AmiNotFound,*'
        { Get-AmiQueueCaller support PJSIP/none -ErrorAction Stop } | Should -Throw '*PJSIP/none*' -ErrorId 'AmiNotFound,*'
    }

    It 'are channels to the cmdlets that act on those' {
        $one = New-TestCaller
        (Get-AmiQueueCaller | Stop-AmiChannel -PassThru).Channel | Should -Be $one
        Wait-Until { -not (Get-AmiQueueCaller) } -Seconds 30
    }

    It 'get a priority, and their place by it' {
        $one, $two = (New-TestCaller), (New-TestCaller)
        Get-AmiQueueCaller -Channel $two | Set-AmiQueueCaller -Priority 10 -WhatIf
        Get-ConsoleCaller | Should -Be "$one 0", "$two 0"
        $after = Get-AmiQueueCaller | Sort-Object Position -Descending | Select-Object -First 1 |
            Set-AmiQueueCaller -Priority 10 -PassThru -WarningVariable warnings -WarningAction SilentlyContinue
        $after.Channel | Should -Be $two
        $after.Priority | Should -Be 10
        if ((Get-TestPbx).Branch -eq 16) {
            $warnings | Should -BeLike "*$two*keeps its place*"
            Get-ConsoleCaller | Should -Be "$one 0", "$two 10"
        } else {
            $warnings | Should -BeNullOrEmpty
            $after.Position | Should -Be 1
            Get-ConsoleCaller | Should -Be "$two 10", "$one 0"
        }

        Set-AmiQueueCaller -Channel $one -Queue support -Priority -1 -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        Get-ConsoleCaller | Sort-Object | Should -Be ("$one -1", "$two 10" | Sort-Object)
    }

    It 'get a priority by their events, as they come' {
        $other = Connect-TestPbx -Name other-session
        try {
            Register-AmiEvent QueueCallerJoin -SourceIdentifier queue-callers -Session $Session
            Invoke-AmiOriginate Local/queue-support@test -Application Wait -ApplicationData 300 -Wait -Session $Session | Out-Null
            $batch = Wait-Event queue-callers -Timeout 30
            $caller = $batch.SourceEventArgs.Events | Set-AmiQueueCaller -Priority 7 -PassThru
            $caller.Priority | Should -Be 7
            $caller.Session | Should -Be $Session
        } finally {
            Unregister-Event queue-callers
            Get-Event queue-callers -ErrorAction Ignore | Remove-Event
            Disconnect-Ami $other
        }

        Get-ConsoleCaller | Should -Be "$($caller.Channel) 7"
    }

    It 'are taken out of the queue' {
        # While a telephone rings for a caller, the caller stays.
        $paused = Get-AmiQueueMember support | Suspend-AmiQueueMember -PassThru
        try {
            $one, $two = (New-TestCaller), (New-TestCaller)
            Get-AmiQueueCaller -Channel $one | Remove-AmiQueueCaller -WhatIf
            Get-AmiQueueCaller -Channel $two | Remove-AmiQueueCaller -Reason closed
            Wait-Until { (Get-ConsoleCaller) -eq "$one 0" } -Seconds 60
            Wait-Until { $two -notin (Get-AmiChannel).Name } -Seconds 30 -Because 'the call goes on behind Queue, and that is its end'
            (Get-AmiQueueCaller).Channel | Should -Be $one
        } finally {
            $paused | Resume-AmiQueueMember
        }
    }

    It 'that are not there are reported' {
        foreach ($command in { Set-AmiQueueCaller PJSIP/none support -Priority 1 -ErrorAction Stop },
            { Set-AmiQueueCaller PJSIP/none nosuch -Priority 1 -ErrorAction Stop },
            { Remove-AmiQueueCaller PJSIP/none support -ErrorAction Stop },
            { Remove-AmiQueueCaller PJSIP/none nosuch -ErrorAction Stop }) {
            $command | Should -Throw '*PJSIP/none*' -ErrorId 'AmiNotFound,*'
        }
    }

    It 'are completed by their channels' {
        $one = New-TestCaller
        $complete = { param($line) (TabExpansion2 $line $line.Length).CompletionMatches.ListItemText }
        & $complete 'Set-AmiQueueCaller ' | Should -Be $one
        & $complete 'Remove-AmiQueueCaller -Queue support -Channel Loc' | Should -Be $one
        & $complete 'Get-AmiQueueCaller -Queue sales -Channel Loc' | Should -BeNullOrEmpty
    }
}
