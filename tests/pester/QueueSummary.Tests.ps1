Describe 'Queues in numbers' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Pbx = Get-TestPbx
        $Session = Connect-TestPbx

        function Get-ConsoleStatistic {
            param([string] $Queue)
            ((Get-ConsoleOutput "queue show $Queue") -split "`n")[0]
        }
    }

    AfterEach {
        Stop-TestCall
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'tell who is there, who waits and how it went' {
        $null = New-TestCall queue-support
        Wait-Until { (Get-AmiQueueSummary support).LongestHoldTime -ge '0:0:1' } -Seconds 30
        $queue = Get-AmiQueueSummary support
        $queue.Queue | Should -Be 'support'
        $queue.LoggedIn | Should -BeGreaterOrEqual 2
        $queue.Available | Should -BeOfType int
        $queue.Callers | Should -Be 1
        $queue.HoldTime | Should -BeOfType timespan
        $queue.TalkTime | Should -BeOfType timespan
        $queue.ServiceLevel | Should -Be ([timespan]::FromSeconds(60))
        $queue.ServiceLevelPercent | Should -BeOfType double
        $queue.ServiceLevelPercent2 | Should -BeOfType double
        $queue.Session | Should -Be $Session
        ($queue | Format-Table | Out-String -Width 250) | Should -Match 'Queue +LoggedIn +Available +Callers +LongestHoldTime'
    }

    It 'agree with the other action and with the console' {
        foreach ($summary in Get-AmiQueueSummary) {
            $status = Get-AmiQueueStatus $summary.Queue
            $summary.Callers | Should -Be $status.Calls
            $summary.Completed | Should -Be $status.Completed
            $summary.Abandoned | Should -Be $status.Abandoned
            Get-ConsoleStatistic $summary.Queue | Should -Match "C:$($summary.Completed), A:$($summary.Abandoned), SL:"
        }
    }

    It 'are those of the queues that match' {
        (Get-AmiQueueSummary).Queue | Sort-Object | Should -Be 'sales', 'support'
        (Get-AmiQueueSummary 's*les', no*).Queue | Should -Be 'sales'
        (Get-AmiQueueSummary -Queue support).Queue | Should -Be 'support'
        { Get-AmiQueueSummary nosuch -ErrorAction Stop } | Should -Throw "*no queue 'nosuch'*" -ErrorId 'AmiNotFound,*'
    }

    It 'are set to zero, of the queues that are named' {
        foreach ($one in 1, 2) {
            $null = New-TestCall queue-support
            Wait-Until { (Get-AmiQueueSummary support).Callers -eq 1 } -Seconds 30
            Stop-TestCall
            Wait-Until { (Get-AmiQueueSummary support).Callers -eq 0 } -Seconds 30
        }

        $before = Get-AmiQueueSummary support
        $before.Abandoned | Should -BeGreaterOrEqual 2
        $before.AbandonedPercent | Should -BeGreaterThan 0
        $before | Reset-AmiQueueStatistic -WhatIf
        Reset-AmiQueueStatistic sales
        Get-ConsoleStatistic support | Should -Match "A:$($before.Abandoned),"
        $before | Reset-AmiQueueStatistic
        Get-ConsoleStatistic support | Should -Match 'C:0, A:0,'
        (Get-AmiQueueSummary support).AbandonedPercent | Should -Be 0
        Get-AmiQueueStatus | Reset-AmiQueueStatistic -ErrorAction Stop
        { Reset-AmiQueueStatistic nosuch -ErrorAction Stop } | Should -Throw "*no queue 'nosuch'*" -ErrorId 'AmiNotFound,*'
    }

    It 'stand in the queue log with lines of our own' {
        $id = [guid]::NewGuid()
        Write-AmiQueueLog sales CAMPAIGN "$id|two" -Uniqueid 1.1 -ErrorAction Stop
        Get-AmiQueueMember support 'Agent Four' | Write-AmiQueueLog -Event SHIFT -Message $id -ErrorAction Stop
        Write-AmiQueueLog sales NEVER $id -WhatIf
        { Write-AmiQueueLog sales 'A|B' -ErrorAction Stop } | Should -Throw "*'A|B'*" -ErrorId 'AmiInvalidHeader,*'
        if ($Pbx.IsReal) {
            $log = Join-Path (Split-Path $Pbx.Spool) 'log/queue_log'
            Wait-Until { (Get-Content $log) -match "SHIFT.$id" } -Seconds 30
            (Get-Content $log) -match $id -replace '^\d+\|' | Should -Be @(
                "1.1|sales||CAMPAIGN|$id|two", "NONE|support|Local/agent4@agents|SHIFT|$id")
        }
    }

    It 'have rules that let callers come to other members' {
        $rule = Get-AmiQueueRule later
        $rule.Name | Should -Be 'later'
        $rule.Time | Should -Be ([timespan]::FromSeconds(30))
        $rule.MaxPenalty | Should -Be 5
        $rule.IsMaxRelative | Should -BeFalse
        $rule.MinPenalty | Should -Be 0
        $rule.IsMinRelative | Should -BeTrue
        $rule.Session | Should -Be $Session
        ($rule | Format-Table | Out-String) | Should -Match 'later +00:00:30 +5 +\+0'
        (Get-AmiQueueRule l*).Name | Should -Be 'later'
        Get-AmiQueueRule no* -ErrorAction Stop | Should -BeNullOrEmpty
        { Get-AmiQueueRule nosuch -ErrorAction Stop } | Should -Throw "*no queue rule 'nosuch'*" -ErrorId 'AmiNotFound,*'
        if ($Pbx.IsReal) {
            Get-ConsoleOutput 'queue show rules' | Should -Match 'After 30 seconds, adjust QUEUE_MAX_PENALTY to 5, adjust QUEUE_MIN_PENALTY by 0'
        }
    }

    It 'are completed by their names' {
        $complete = { param($line) (TabExpansion2 $line $line.Length).CompletionMatches.ListItemText }
        & $complete 'Get-AmiQueueSummary s' | Should -Be 'sales', 'support'
        & $complete 'Reset-AmiQueueStatistic sa' | Should -Be 'sales'
        & $complete 'Get-AmiQueueRule l' | Should -Be 'later'
    }
}
