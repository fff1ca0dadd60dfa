BeforeDiscovery {
    $watches = 'Watch-AmiCall', 'Watch-AmiQueue', 'Watch-AmiAgentActivity'
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $Session = Connect-TestPbx

    # Runs a command in a runspace of its own while something is done here. $Session is there too.
    function Start-Watch {
        param([string] $Command, $Of = $Session)
        $shell = [powershell]::Create()
        $null = $shell.AddScript("param(`$Module, `$Session) Import-Module `$Module; $Command").AddArgument($ModulePath).AddArgument($Of)
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $output.EnumeratorNeverBlocks = $true
        $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
        [pscustomobject]@{ Shell = $shell; Output = $output; Running = $running }
    }

    function Stop-Watch {
        param($Watch)
        $Watch.Shell.Stop()
        $Watch.Shell.Dispose()
    }

    # Watches calls, and returns when that has begun: a call that is there has come out.
    function Start-CallWatch {
        $there = New-TestCall
        $watch = Start-Watch 'Watch-AmiCall -Session $Session'
        Wait-Until { $watch.Output.Count -gt 0 } -Seconds 30
        Stop-AmiChannel $there -Force
        $watch
    }

    # Places a call that may fail, and gives its Uniqueid.
    function Start-TestCall {
        param([string] $To, [int] $Seconds = 300)
        (Invoke-AmiOriginate "Local/$To@test" -Application Wait -ApplicationData $Seconds -Session $Session).Uniqueid
    }

    # The last of a watch about a call.
    function Get-Last {
        param($Watch, [string] $Id)
        @($Watch.Output | Where-Object Id -EQ $Id)[-1]
    }
}

AfterAll {
    Stop-TestCall
    Disconnect-TestPbx
}

Describe 'Get-AmiCall' {
    AfterEach {
        Stop-TestCall
    }

    It 'gives one object for a call with several channels' {
        $channel = New-TestCall dial
        $id = (Get-AmiChannel $channel).Linkedid
        Wait-Until { (Get-AmiCall | Where-Object Id -EQ $id).BridgeId } -Seconds 30
        $call = Get-AmiCall | Where-Object Id -EQ $id
        $call | Should -HaveCount 1
        $call.State | Should -Be 'Up'
        $call.To | Should -Be 'dial'
        $call.LegCount | Should -Be 4
        $call.Legs.Channel | Should -Contain $channel
        $call.Start | Should -BeOfType datetime
        $call.Duration | Should -BeOfType timespan
        $call.IsComplete | Should -BeFalse
        $call.Outcome | Should -BeNullOrEmpty
        $call.Session.Name | Should -Be $Session.Name
    }

    It 'knows that a call is <State> in <Where>' -ForEach @(
        @{ State = 'InQueue'; To = 'queue-support'; Where = 'Queue'; Is = 'support' }
        @{ State = 'InConference'; To = 'conf'; Where = 'Conference'; Is = 'test-room' }
        @{ State = 'Parked'; To = 'park'; Where = 'ParkingSpace'; Is = '7*' }
    ) {
        $id = (Get-AmiChannel (New-TestCall $To)).Linkedid
        Wait-Until { (Get-AmiCall | Where-Object Id -EQ $id).State -eq $State } -Seconds 30
        (Get-AmiCall | Where-Object Id -EQ $id).$Where | Should -BeLike $Is
    }

    It 'is shown as a table' {
        $null = New-TestCall
        Get-AmiCall | Out-String -Width 200 | Should -Match 'State +From +To +AnsweredBy +Wait +Talk +Queue +Outcome +Id'
    }
}

Describe 'Watch-AmiCall' {
    BeforeAll {
        $Watch = Start-CallWatch
    }

    AfterAll {
        Stop-Watch $Watch
        Stop-TestCall
    }

    It 'tells that a call to <To> ends as <Outcome>' -ForEach @(
        @{ To = 'answer-end'; Outcome = 'Answered' }
        @{ To = 'busy'; Outcome = 'Busy' }
        @{ To = 'congestion'; Outcome = 'Congestion' }
        @{ To = 'dial-busy'; Outcome = 'Busy' }
        @{ To = 'dial-noanswer'; Outcome = 'NoAnswer' }
    ) {
        $id = Start-TestCall $To
        Wait-Until { (Get-Last $Watch $id).State -eq 'Ended' } -Seconds 30
        $call = Get-Last $Watch $id
        $call.Outcome | Should -Be $Outcome
        $call.To | Should -Be $To
        $call.IsComplete | Should -BeTrue
        $call.WaitTime + $call.TalkTime | Should -Be $call.Duration
        @($Watch.Output | Where-Object { $_.Id -eq $id -and $_.State -eq 'Ended' }) | Should -HaveCount 1
    }

    It 'follows a call into a queue to a member who takes it' {
        $id = Start-TestCall queue-sales
        Wait-Until { (Get-Last $Watch $id).AnsweredBy } -Seconds 30
        $states = ($Watch.Output | Where-Object Id -EQ $id).State
        $states | Should -Contain 'InQueue'
        $states[-1] | Should -Be 'Up'
        (Get-Last $Watch $id).AnsweredBy | Should -Be 'Agent One'
        (Get-Last $Watch $id).Queue | Should -Be 'sales'
        Stop-TestCall
        Wait-Until { (Get-Last $Watch $id).State -eq 'Ended' } -Seconds 30
        (Get-Last $Watch $id).Outcome | Should -Be 'Answered'
    }

    It 'tells of a caller who gives up in a queue' {
        $id = Start-TestCall queue-support
        Wait-Until { (Get-Last $Watch $id).State -eq 'InQueue' } -Seconds 30
        Stop-TestCall
        Wait-Until { (Get-Last $Watch $id).State -eq 'Ended' } -Seconds 30
        (Get-Last $Watch $id).Outcome | Should -Be 'Abandoned'
    }

    It 'leaves no call behind' {
        Stop-TestCall
        Wait-Until { -not (Get-AmiCall) } -Seconds 30
    }
}

Describe 'Watch-AmiQueue' {
    AfterEach {
        Stop-TestCall
    }

    It 'begins with the queues as they are' {
        $queues = Watch-AmiQueue -MaxEvents 2 -TimeoutSeconds 30
        $queues.Queue | Sort-Object | Should -Be 'sales', 'support'
        $queues.Waiting | Should -BeOfType int
        $queues[0].Since | Should -BeOfType datetime
        (Watch-AmiQueue sales -MaxEvents 1 -TimeoutSeconds 30).ServiceLevel | Should -Be ([timespan]::FromSeconds(20))
        (Watch-AmiQueue sales -ServiceLevelSeconds 5 -MaxEvents 1 -TimeoutSeconds 30).ServiceLevel | Should -Be ([timespan]::FromSeconds(5))
        $queues | Out-String -Width 200 | Should -Match 'Queue +Waiting +LongestWait +Available'
    }

    It 'counts callers who wait and who give up' {
        $watch = Start-Watch 'Watch-AmiQueue support -Session $Session'
        Wait-Until { $watch.Output.Count -gt 0 } -Seconds 30
        $null = Start-TestCall queue-support
        Wait-Until { $watch.Output[-1].Waiting -eq 1 } -Seconds 30
        Stop-TestCall
        Wait-Until { $watch.Output[-1].Waiting -eq 0 -and $watch.Output[-1].Abandoned -eq 1 } -Seconds 30
        $watch.Output[-1].Answered | Should -Be 0
        Stop-Watch $watch
    }

    It 'counts calls that members take' {
        $watch = Start-Watch 'Watch-AmiQueue sales -Session $Session'
        Wait-Until { $watch.Output.Count -gt 0 } -Seconds 30
        $null = Start-TestCall queue-sales
        Wait-Until { $watch.Output[-1].Talking -eq 1 } -Seconds 30
        $watch.Output[-1].Answered | Should -Be 1
        Stop-TestCall
        Wait-Until { $watch.Output[-1].Completed -eq 1 } -Seconds 30
        $watch.Output[-1].Answered | Should -Be 1
        $watch.Output[-1].ServiceLevelPercent | Should -Be 100
        $watch.Output[-1].AverageWait | Should -BeOfType timespan
        Stop-Watch $watch
    }

    It 'counts anew from the moment of -Since' {
        $watch = Start-Watch 'Watch-AmiQueue support -Since ([datetime]::Now.AddSeconds(5)) -Session $Session'
        Wait-Until { $watch.Output.Count -gt 0 }
        $began = $watch.Output[0].Since
        Wait-Until { $watch.Output[-1].Since -gt $began }
        ($watch.Output[-1].Since - $began).TotalSeconds | Should -BeLessOrEqual 5
        $watch.Output[-1].Abandoned | Should -Be 0
        Stop-Watch $watch
        Watch-AmiQueue support -Since ([datetime]::Now.AddHours(-1)) -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed.FullyQualifiedErrorId | Should -BeLike 'AmiInvalidHeader,*'
        $failed[0].Exception.Message | Should -BeLike '*has passed*-SinceReset*'
    }

    It 'goes on from the counts of the server with -SinceReset' {
        $queue = Watch-AmiQueue support -SinceReset -MaxEvents 1 -TimeoutSeconds 30
        $server = Get-AmiQueueSummary support
        $queue.Completed | Should -Be $server.Completed
        $queue.Abandoned | Should -Be $server.Abandoned
        $queue.Since | Should -BeNullOrEmpty
    }
}

Describe 'Watch-AmiAgentActivity' {
    AfterEach {
        Stop-TestCall
    }

    It 'begins with the members as they are' {
        $members = Watch-AmiAgentActivity -Queue sales -MaxEvents 2 -TimeoutSeconds 30
        $members.Name | Should -Be 'Agent One', 'Agent Two'
        $members.State | Should -BeOfType AsteriskAmi.Live.AmiAgentState
        (Watch-AmiAgentActivity 'Agent T*' -MaxEvents 2 -TimeoutSeconds 30).Name | Sort-Object | Should -Be 'Agent Three', 'Agent Two'
        $members | Out-String -Width 200 | Should -Match 'Queue +Name +State +Since +Caller +Calls +Talk'
    }

    It 'tells of a pause with its reason and its time' {
        $watch = Start-Watch 'Watch-AmiAgentActivity "Agent Four" -Session $Session'
        Wait-Until { $watch.Output.Count -gt 0 } -Seconds 30
        try {
            $null = Invoke-AmiAction QueuePause @{ Queue = 'support'; Interface = 'Local/agent4@agents'; Paused = $true; Reason = 'tea' } -Session $Session
            Wait-Until { $watch.Output[-1].State -eq 'Paused' } -Seconds 30
            $watch.Output[-1].PauseReason | Should -Be 'tea'
        } finally {
            $null = Invoke-AmiAction QueuePause @{ Queue = 'support'; Interface = 'Local/agent4@agents'; Paused = $false } -Session $Session
        }

        Wait-Until { $watch.Output[-1].State -eq 'Available' } -Seconds 30
        $watch.Output[-1].PauseTime | Should -BeGreaterThan ([timespan]::Zero)
        $watch.Output[-1].PauseTimes['tea'] | Should -Be $watch.Output[-1].PauseTime
        ($watch.Output[-1] | ConvertTo-Csv | ConvertFrom-Csv).PauseTimes | Should -Be "tea=$($watch.Output[-1].PauseTime)"
        Stop-Watch $watch
    }

    It 'follows a member through a call' {
        $watch = Start-Watch 'Watch-AmiAgentActivity "Agent One" -Session $Session'
        Wait-Until { $watch.Output.Count -gt 0 } -Seconds 30
        $null = Start-TestCall queue-sales
        Wait-Until { $watch.Output[-1].State -eq 'Talking' } -Seconds 30
        $watch.Output.State | Should -Contain 'Ringing'
        Stop-TestCall
        Wait-Until { $watch.Output[-1].CallsTaken -eq 1 } -Seconds 30
        $watch.Output[-1].State | Should -Be 'Available'
        $watch.Output[-1].TalkTime | Should -BeGreaterThan ([timespan]::Zero)
        Stop-Watch $watch
    }
}

Describe '<_>' -ForEach $watches {
    It 'ends after -TimeoutSeconds' {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $null = & $_ -TimeoutSeconds 1
        $clock.Elapsed.TotalSeconds | Should -BeGreaterThan 0.9
    }

    It 'ends at once when it is stopped' {
        $watch = Start-Watch "$_ -Session `$Session"
        Wait-Until { $watch.Running.IsCompleted -or (Get-AmiSubscription -Session $Session) } -Seconds 30
        Stop-Watch $watch
        $watch.Running.IsCompleted | Should -BeTrue
    }

    It 'ends when the session is closed' {
        $other = Connect-TestPbx -Name "closed $_"
        $watch = Start-Watch "$_ -Session `$Session" -Of $other
        Wait-Until { Get-AmiSubscription -Session $other } -Seconds 30
        Disconnect-Ami $other
        Wait-Until { $watch.Running.IsCompleted } -Seconds 30
        $watch.Shell.Dispose()
    }

    It 'follows several sessions at once' {
        $null = New-TestCall
        $other = Connect-TestPbx -Name "second $_"
        try {
            $watch = Start-Watch "$_ -Session `$Session" -Of $Session, $other
            Wait-Until { ($watch.Output.Session.Name | Sort-Object -Unique).Count -eq 2 } -Seconds 30
            Stop-Watch $watch
        } finally {
            Disconnect-Ami $other
        }

        Stop-TestCall
    }
}
