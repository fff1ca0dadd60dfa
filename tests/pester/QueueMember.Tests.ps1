Describe 'Queue members' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx

        # The line of a member in what the console shows of a queue.
        function Get-ConsoleMember {
            param([string] $Queue, [string] $Interface)
            (Get-ConsoleOutput "queue show $Queue") -split "`n" | Where-Object { $_ -match [regex]::Escape($Interface) }
        }
    }

    BeforeEach {
        # Nobody else has such a member.
        $Interface = "Local/$([guid]::NewGuid())@test"
    }

    AfterEach {
        Get-AmiQueueMember -Session $Session | Where-Object Interface -EQ $Interface | Remove-AmiQueueMember
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'are listed, those of each queue' {
        $members = Get-AmiQueueMember | Where-Object Membership -EQ static
        $members.Name | Sort-Object | Should -Be 'Agent Four', 'Agent One', 'Agent Three', 'Agent Two'
        $four = $members | Where-Object Name -EQ 'Agent Four'
        $four.Queue | Should -Be 'support'
        $four.Interface | Should -Be 'Local/agent4@agents'
        $four.StateInterface | Should -Be 'Custom:agent4'
        $four.Penalty | Should -BeOfType int
        $four.LoginTime | Should -BeOfType datetime
        $four.Session | Should -Be $Session
        ($members | Format-Table | Out-String -Width 250) | Should -Match 'Queue +Name +Status +Paused +PausedReason +CallsTaken +Penalty'
        ($members | Sort-Object Queue, Penalty -Descending).Name | Should -Be 'Agent Four', 'Agent Three', 'Agent Two', 'Agent One'
    }

    It 'are those of queues and members that match' {
        (Get-AmiQueueMember sales).Name | Sort-Object | Should -Be 'Agent One', 'Agent Two'
        (Get-AmiQueueMember 's*', nosuch* 'Agent T*').Name | Sort-Object | Should -Be 'Agent Three', 'Agent Two'
        (Get-AmiQueueMember -Name local/AGENT3@agents, 'agent four').Name | Sort-Object | Should -Be 'Agent Four', 'Agent Three'
        (Get-AmiQueueSummary sales | Get-AmiQueueMember).Queue | Select-Object -Unique | Should -Be 'sales'
        (Get-AmiQueueStatus sales | Get-AmiQueueMember).Queue | Select-Object -Unique | Should -Be 'sales'
        (Get-AmiQueueStatus | Get-AmiQueueMember -Name 'Agent T*').Name | Sort-Object | Should -Be 'Agent Three', 'Agent Two'
        (Get-AmiSession | Get-AmiQueueMember sales).Name | Sort-Object | Should -Be 'Agent One', 'Agent Two'
    }

    It 'give nothing and no error when none fits a pattern, and an error for a name that is not there' {
        Get-AmiQueueMember no* -ErrorAction Stop | Should -BeNullOrEmpty
        Get-AmiQueueMember sales no* -ErrorAction Stop | Should -BeNullOrEmpty
        { Get-AmiQueueMember nosuch -ErrorAction Stop } | Should -Throw "*no queue 'nosuch'*" -ErrorId 'AmiNotFound,*'
        { Get-AmiQueueMember sales 'Agent Three' -ErrorAction Stop } | Should -Throw "*no queue member 'Agent Three'*" -ErrorId 'AmiNotFound,*'
    }

    It 'are added with all that is given' {
        $member = Add-AmiQueueMember $Interface support -MemberName Anna -Penalty 3 -StateInterface Custom:agent3 -PassThru
        $member.Queue | Should -Be 'support'
        $member.Name | Should -Be 'Anna'
        $member.Interface | Should -Be $Interface
        $member.StateInterface | Should -Be 'Custom:agent3'
        $member.Membership | Should -Be 'dynamic'
        $member.Penalty | Should -Be 3
        $member.Paused | Should -BeFalse
        Get-ConsoleMember support $Interface | Should -Match '^ +Anna \(.* from Custom:agent3\) with penalty 3 .*\(dynamic\)'
        (Get-AmiQueueMember sales).Interface | Should -Not -Contain $Interface
    }

    It 'are added paused, with the reason, on every version' {
        Add-AmiQueueMember $Interface sales, support -Paused -Reason training | Should -BeNullOrEmpty
        $members = Get-AmiQueueMember -Name $Interface
        $members.Queue | Sort-Object | Should -Be 'sales', 'support'
        $members.Paused | Should -Be $true, $true
        $members.PausedReason | Should -Be 'training', 'training'
        Get-ConsoleMember sales $Interface | Should -Match '\(paused:training was \d+ secs ago\)'
    }

    It 'are added from a table and copied from another queue' {
        "Interface,Queue,MemberName,Penalty,Paused`n$Interface,sales,Ben,,true" | ConvertFrom-Csv | Add-AmiQueueMember
        Get-AmiQueueMember sales Ben | Add-AmiQueueMember -Queue support
        $copy = Get-AmiQueueMember support Ben
        $copy.Interface | Should -Be $Interface
        $copy.Penalty | Should -Be 0
        $copy.Paused | Should -BeTrue
    }

    It 'are not added twice, not to a queue that is not there, not with a penalty below zero, and not with -WhatIf' {
        Add-AmiQueueMember $Interface support -WhatIf
        Get-ConsoleMember support $Interface | Should -BeNullOrEmpty
        Add-AmiQueueMember $Interface support
        { Add-AmiQueueMember $Interface support -ErrorAction Stop } | Should -Throw '*member of that queue already*' -ErrorId 'AmiActionFailed,*'
        { Add-AmiQueueMember $Interface nosuch -ErrorAction Stop } | Should -Throw '*nosuch*' -ErrorId 'AmiNotFound,*'
        { Add-AmiQueueMember $Interface sales -Penalty -1 -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        { Add-AmiQueueMember "$Interface`r`nPaused: true" sales -ErrorAction Stop } | Should -Throw -ErrorId 'AmiInvalidHeader,*'
        (Get-AmiQueueMember -Name $Interface).Queue | Should -Be 'support'
    }

    It 'are removed when they were added, and only then' {
        Add-AmiQueueMember $Interface sales, support
        Get-AmiQueueMember -Name $Interface | Remove-AmiQueueMember -WhatIf
        (Get-AmiQueueMember -Name $Interface).Count | Should -Be 2
        Get-AmiQueueMember -Name $Interface | Remove-AmiQueueMember
        Get-ConsoleMember sales $Interface | Should -BeNullOrEmpty
        Get-ConsoleMember support $Interface | Should -BeNullOrEmpty
        { Remove-AmiQueueMember $Interface sales -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Remove-AmiQueueMember $Interface nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Remove-AmiQueueMember Local/agent4@agents support -ErrorAction Stop } | Should -Throw '*queues.conf*' -ErrorId 'AmiActionFailed,*'
    }

    It 'are paused in one queue or in all, and resumed by the pipeline' {
        Add-AmiQueueMember $Interface sales, support
        Suspend-AmiQueueMember $Interface sales -Reason lunch
        Get-ConsoleMember sales $Interface | Should -Match '\(paused:lunch was \d+ secs ago\)'
        Get-ConsoleMember support $Interface | Should -Not -Match 'paused'
        $paused = Suspend-AmiQueueMember $Interface -Reason tea -PassThru
        $paused.Queue | Sort-Object | Should -Be 'sales', 'support'
        $paused.PausedReason | Should -Be 'tea', 'tea'
        $paused[0].LastPause | Should -BeOfType datetime
        Get-AmiQueueMember -Name $Interface | Where-Object Queue -EQ sales | Resume-AmiQueueMember
        Get-ConsoleMember sales $Interface | Should -Not -Match 'paused'
        Get-ConsoleMember support $Interface | Should -Match 'paused:tea'
        (Resume-AmiQueueMember -Interface $Interface -PassThru).Paused | Should -Be $false, $false
        Get-AmiQueueMember -Name $Interface | Suspend-AmiQueueMember -WhatIf
        Get-AmiQueueMember -Name $Interface | Where-Object Paused | Should -BeNullOrEmpty
    }

    It 'are changed only in the queue that is piped in, as it is or was' {
        Add-AmiQueueMember $Interface sales, support
        $stored = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-AmiQueueStatus sales)))
        foreach ($queue in (Get-AmiQueueStatus sales), (Get-AmiQueueSummary sales), $stored, (Get-AmiQueueStatus sales | Select-Object Name)) {
            ($queue | Suspend-AmiQueueMember $Interface -PassThru).Queue | Should -Be 'sales'
            Get-ConsoleMember support $Interface | Should -Not -Match 'paused'
            ($queue | Set-AmiQueueMember $Interface -Penalty 7 -PassThru).Penalty | Should -Be 7
            (Get-AmiQueueMember support $Interface).Penalty | Should -Be 0
            ($queue | Resume-AmiQueueMember $Interface -PassThru).Queue | Should -Be 'sales'
        }

        { Get-AmiQueueStatus sales | Suspend-AmiQueueMember $Interface support -ErrorAction Stop } | Should -Throw '*-Queue*Give one of them*' -ErrorId 'AmiInvalidHeader,*'
        (Get-AmiServer | Suspend-AmiQueueMember $Interface -PassThru).Queue | Sort-Object | Should -Be 'sales', 'support' -Because 'a server stands for all its queues'
        (Get-AmiSession | Resume-AmiQueueMember $Interface -PassThru).Paused | Should -Be $false, $false
    }

    It 'are not changed in all queues where what is piped in does not say in which' {
        Add-AmiQueueMember $Interface sales, support
        { Get-AmiQueueMember sales -Name $Interface | Select-Object Interface, Paused | Suspend-AmiQueueMember -ErrorAction Stop } | Should -Throw '*has lost its Queue*Select*' -ErrorId 'AmiInvalidHeader,*'
        { Get-AmiQueueStatus sales | Select-Object Calls | Suspend-AmiQueueMember $Interface -ErrorAction Stop } | Should -Throw '*all queues*-Queue*'
        { Get-AmiEndpoint 1001 | Suspend-AmiQueueMember $Interface -ErrorAction Stop } | Should -Throw "'1001'*all queues*-Queue*" -ErrorId 'AmiInvalidHeader,*'
        Get-AmiQueueMember -Name $Interface | Where-Object Paused | Should -BeNullOrEmpty
        (Get-AmiQueueMember sales -Name $Interface | Select-Object Interface | Suspend-AmiQueueMember -Queue support -PassThru).Queue | Should -Be 'support'
    }

    It 'that are not there cannot be paused' {
        { Suspend-AmiQueueMember $Interface -ErrorAction Stop } | Should -Throw "*$Interface*" -ErrorId 'AmiNotFound,*'
        { Resume-AmiQueueMember Local/agent4@agents sales -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Suspend-AmiQueueMember Local/agent4@agents '' -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'get another penalty, and ring or not while they are in use' {
        Add-AmiQueueMember $Interface sales, support
        (Set-AmiQueueMember $Interface sales -Penalty 7 -PassThru).Penalty | Should -Be 7
        Get-ConsoleMember sales $Interface | Should -Match 'with penalty 7 '
        Get-ConsoleMember support $Interface | Should -Not -Match 'penalty'
        Get-AmiQueueMember -Name $Interface | Set-AmiQueueMember -RingInUse $true
        Get-ConsoleMember sales $Interface | Should -Match 'with penalty 7 \(ringinuse enabled\)'
        Get-ConsoleMember support $Interface | Should -Match '\(ringinuse enabled\)'
        Set-AmiQueueMember $Interface -Penalty 2 -RingInUse $false
        Get-ConsoleMember sales $Interface | Should -Match 'with penalty 2 \(ringinuse disabled\)'
        Get-ConsoleMember support $Interface | Should -Match 'with penalty 2 \(ringinuse disabled\)'
        Set-AmiQueueMember $Interface -Penalty 0 -WhatIf
        (Get-AmiQueueMember sales $Interface).Penalty | Should -Be 2
    }

    It 'are not changed where there is nothing to set or nobody to set it for' {
        { Set-AmiQueueMember Local/agent4@agents -ErrorAction Stop } | Should -Throw '*-Penalty, -RingInUse*' -ErrorId 'AmiInvalidHeader,*'
        { Set-AmiQueueMember $Interface -Penalty 1 -ErrorAction Stop } | Should -Throw '*no member*' -ErrorId 'AmiNotFound,*'
        { Set-AmiQueueMember Local/agent4@agents sales -RingInUse $true -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Set-AmiQueueMember Local/agent4@agents -Penalty -1 -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'go back to the server they came from, and one that fails does not stop the others' {
        $other = Connect-TestPbx -Name "other-$Interface"
        try {
            { Suspend-AmiQueueMember $Interface -ErrorAction Stop } | Should -Throw -ErrorId 'AmiAmbiguousSession,*'
            Add-AmiQueueMember $Interface support -Session $Session
            $there = Get-AmiQueueMember support $Interface -Session $other | Suspend-AmiQueueMember -PassThru
            $there.Session | Should -Be $other
            $there.Paused | Should -BeTrue
        } finally {
            Disconnect-Ami $other
        }

        $back = [pscustomobject]@{ Interface = 'Local/nosuch@test' }, [pscustomobject]@{ Interface = $Interface } |
            Resume-AmiQueueMember -PassThru -ErrorVariable failures -ErrorAction SilentlyContinue
        $back.Interface | Should -Be $Interface
        $failures[0].TargetObject | Should -Be 'Local/nosuch@test'
    }

    It 'may be changed only with the privilege' {
        $monitor = Connect-TestPbx monitor -Name "monitor-$Interface"
        try {
            (Get-AmiQueueMember sales -Session $monitor).Count | Should -Be 2
            { Suspend-AmiQueueMember Local/agent4@agents -Session $monitor -ErrorAction Stop } | Should -Throw '*agent*' -ErrorId 'AmiPermissionDenied,*'
        } finally {
            Disconnect-Ami $monitor
        }
    }

    It 'are completed by their interfaces, names and queues' {
        $complete = { param($line) (TabExpansion2 $line $line.Length).CompletionMatches.ListItemText }
        & $complete 'Suspend-AmiQueueMember -Queue sales -Interface Local/agent' | Should -Be 'Local/agent1@agents', 'Local/agent2@agents'
        & $complete 'Set-AmiQueueMember Local/agent' | Should -Contain 'Local/agent4@agents'
        & $complete 'Get-AmiQueueMember s* -Name agent' | Should -Be 'Agent Four', 'Agent One', 'Agent Three', 'Agent Two'
        & $complete 'Add-AmiQueueMember x s' | Should -Be 'sales', 'support'
    }
}
