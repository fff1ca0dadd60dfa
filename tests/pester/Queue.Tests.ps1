Describe 'Get-AmiQueueStatus' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Pbx = Get-TestPbx
        $Session = Connect-TestPbx
    }

    AfterEach {
        Stop-TestCall
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'gives queues as typed objects' {
        $queue = Get-AmiQueueStatus sales
        $queue.Name | Should -Be 'sales'
        $queue.Strategy | Should -Be 'ringall'
        $queue.Calls | Should -BeOfType int
        $queue.HoldTime | Should -BeOfType timespan
        $queue.TalkTime | Should -BeOfType timespan
        $queue.ServiceLevel | Should -Be ([timespan]::FromSeconds(20))
        $queue.ServiceLevelPercent | Should -BeOfType double
        $queue.Session.Name | Should -Be $Session.Name
        $queue.PSObject.Properties.Name | Should -Be @(
            'Name', 'Strategy', 'Calls', 'HoldTime', 'TalkTime', 'Completed', 'Abandoned', 'ServiceLevel', 'ServiceLevelPercent',
            'Members', 'Callers', 'Session')
    }

    It 'gives all queues, or those whose names match' {
        (Get-AmiQueueStatus).Name | Sort-Object | Should -Be 'sales', 'support'
        (Get-AmiQueueStatus 's*les').Name | Should -Be 'sales'
        { Get-AmiQueueStatus nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
    }

    It 'gives the members with their states' {
        $members = (Get-AmiQueueStatus sales).Members
        $members.Name | Should -Be 'Agent One', 'Agent Two'
        $one = $members | Where-Object Name -EQ 'Agent One'
        $one.Interface | Should -Be 'Local/agent1@agents'
        $one.StateInterface | Should -Be 'Custom:agent1'
        $one.Membership | Should -Be 'static'
        $one.Paused | Should -BeFalse
        $one.Status | Should -Be 'NotInUse'
        ($members | Where-Object Penalty -GT 0).Name | Should -Be 'Agent Two'
    }

    It 'names the members and callers in a table of comma-separated values' {
        (Get-AmiQueueStatus sales | ConvertTo-Csv | ConvertFrom-Csv).Members -split ', ' | Sort-Object | Should -Be 'Agent One', 'Agent Two'
        (Get-AmiQueueStatus sales | ConvertTo-Csv | ConvertFrom-Csv).Callers | Should -Be ''
        (Get-AmiQueueStatus sales | ConvertTo-Json -Depth 1 -WarningAction SilentlyContinue | ConvertFrom-Json).Members.Count | Should -Be 2
    }

    It 'shows a paused member, with the reason' {
        $null = Invoke-AmiAction QueuePause @{ Interface = 'Local/agent3@agents'; Paused = $true; Reason = 'lunch' }
        try {
            $member = (Get-AmiQueueStatus support).Members | Where-Object Name -EQ 'Agent Three'
            $member.Paused | Should -BeTrue
            $member.PausedReason | Should -Be 'lunch'
        } finally {
            $null = Invoke-AmiAction QueuePause @{ Interface = 'Local/agent3@agents'; Paused = $false }
        }

        ((Get-AmiQueueStatus support).Members | Where-Object Paused) | Should -BeNullOrEmpty
    }

    It 'shows callers in their order, and how long they have waited' {
        $first = New-TestCall queue-support
        Wait-Until { (Get-AmiQueueStatus support).Calls -eq 1 }
        $second = New-TestCall queue-support
        Wait-Until { (Get-AmiQueueStatus support).Calls -eq 2 }
        $callers = (Get-AmiQueueStatus support).Callers
        $callers.Position | Should -Be 1, 2
        # The half of the Local channel that runs the dialplan is the one that waits.
        $callers[0].Channel | Should -Be ($first -replace ';1$', ';2')
        $callers[1].Channel | Should -Be ($second -replace ';1$', ';2')
        Wait-Until { (Get-AmiQueueStatus support).Callers[0].Wait.TotalSeconds -ge 1 }
    }

    It 'agrees with the console of the PBX' {
        $null = New-TestCall queue-support
        Wait-Until { (Get-AmiQueueStatus support).Calls -eq 1 }
        foreach ($queue in Get-AmiQueueStatus) {
            $lines = Invoke-AmiCommand "queue show $($queue.Name)"
            $lines[0] | Should -Match "^$($queue.Name) +has $($queue.Calls) calls \(max (unlimited|\d+)\) in '$($queue.Strategy)' strategy"
            $lines[0] | Should -Match "C:$($queue.Completed), A:$($queue.Abandoned),"
            foreach ($member in $queue.Members) {
                ($lines -match [regex]::Escape($member.Name)).Count | Should -Be 1
            }
        }
    }
}
