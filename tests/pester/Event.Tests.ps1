Describe 'Watch-AmiEvent' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx

        # Watches in a runspace of its own while events are made here.
        function Start-Watch {
            param([string] $Arguments, $Of = $Session)
            $shell = [powershell]::Create()
            $null = $shell.AddScript("param(`$Module, `$Session) Import-Module `$Module; Watch-AmiEvent -Session `$Session $Arguments").
                AddArgument($ModulePath).AddArgument($Of)
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $output.EnumeratorNeverBlocks = $true
            $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
            [pscustomobject]@{ Shell = $shell; Output = $output; Running = $running }
        }

        function Send-TestEvent {
            param([int] $Number)
            $null = Invoke-AmiAction UserEvent @{ UserEvent = 'Test'; Number = $Number } -Session $Session
        }

        # Sends until the first has come through, so that what follows is not missed.
        function Wait-Watching {
            param($Watch)
            Wait-Until { Send-TestEvent 0; $Watch.Output.Count -gt 0 }
        }
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'streams events as they come, with their headers' {
        $watch = Start-Watch '-Name UserEvent -TimeoutSeconds 120'
        Wait-Watching $watch
        1..50 | ForEach-Object { Send-TestEvent $_ }
        Wait-Until { $watch.Output.Count -gt 0 -and $watch.Output[-1].Number -eq 50 }
        @($watch.Output | Where-Object Number -GT 0).Number | Should -Be (1..50)
        $watch.Output[-1].Event | Should -Be 'UserEvent'
        $watch.Output[-1].Session.Name | Should -Be $Session.Name
        $watch.Output[-1].PSObject.Properties.Name | Should -Not -Contain 'Session'
        $watch.Shell.Stop()
        $watch.Shell.Dispose()
    }

    It 'ends after -MaxEvents' {
        $watch = Start-Watch '-Name UserEvent -MaxEvents 5 -TimeoutSeconds 120'
        Wait-Until { Send-TestEvent 1; $watch.Running.IsCompleted }
        $watch.Output.Count | Should -Be 5
        $watch.Shell.Dispose()
    }

    It 'ends after -TimeoutSeconds' {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        Watch-AmiEvent -Name NoSuchEvent -TimeoutSeconds 1 | Should -BeNullOrEmpty
        $clock.Elapsed.TotalSeconds | Should -BeGreaterThan 0.9
        $clock.Elapsed.TotalSeconds | Should -BeLessThan $AtOnce
    }

    It 'takes a time of weeks' {
        Measure-Stop 'Watch-AmiEvent NoSuchEvent -TimeoutSeconds 31536000 -Session $args[0]' $Session | Should -BeLessThan $AtOnce
    }

    It 'selects by wildcards' {
        $watch = Start-Watch "-Name 'User*', Hang?p -MaxEvents 3 -TimeoutSeconds 120"
        Wait-Until { Send-TestEvent 1; $watch.Running.IsCompleted }
        $watch.Output.Event | Should -Contain 'UserEvent'
        # A channel of before may be ending.
        $watch.Output.Event | Where-Object { $_ -notin 'UserEvent', 'Hangup' } | Should -BeNullOrEmpty
        $watch.Shell.Dispose()
    }

    It 'sees the life of a call' {
        $watch = Start-Watch '-Name Newchannel, Hangup, OriginateResponse, UserEvent -TimeoutSeconds 120'
        Wait-Watching $watch
        $result = Invoke-AmiOriginate Local/answer-end@test -Application Wait -ApplicationData 1 -Wait
        $ids = $result.Uniqueid, "$($result.Uniqueid);2"
        Wait-Until { @($watch.Output | Where-Object { $_.Event -eq 'Hangup' -and $_.Uniqueid -in $ids }).Count -eq 2 }
        @($watch.Output | Where-Object { $_.Event -eq 'Newchannel' -and $_.Uniqueid -in $ids }).Uniqueid | Should -Be $ids
        ($watch.Output | Where-Object { $_.Event -eq 'OriginateResponse' -and $_.Uniqueid -in $ids }).Reason | Should -Be 4
        @($watch.Output | Where-Object Cause -GE 0).Event | Sort-Object -Unique | Should -Be 'Hangup'
        $watch.Shell.Stop()
        $watch.Shell.Dispose()
    }

    It 'stops at once' {
        Measure-Stop 'Watch-AmiEvent -Session $args[0]' $Session | Should -BeLessThan $AtOnce
    }

    It 'ends when the pipeline has had enough' {
        $watch = Start-Watch '-Name UserEvent -TimeoutSeconds 120 | Select-Object -First 2'
        Wait-Until { Send-TestEvent 1; $watch.Running.IsCompleted }
        $watch.Output.Count | Should -Be 2
        $watch.Shell.Dispose()
    }

    It 'marks what a slow pipeline lost, where it lost it' {
        $watch = Start-Watch '-Name UserEvent -Capacity 10 -TimeoutSeconds 120 | ForEach-Object { $_; while (-not $Session.Go) { [System.Threading.Thread]::Sleep(10) } }'
        # An object of ours stands for the slow consumer: it holds the pipeline until it is told to go on.
        Wait-Watching $watch
        Register-AmiEvent UserEvent -SourceIdentifier witness -Session $Session
        1..100 | ForEach-Object { Send-TestEvent $_ }
        # Over HTTP events come when they are fetched, and not with the answers.
        Wait-Until { (Get-Event -SourceIdentifier witness -ErrorAction Ignore).SourceEventArgs.Events.Number -contains 100 }
        Clear-TestEvent
        $Session | Add-Member -NotePropertyName Go -NotePropertyValue $true -Force
        Wait-Until { $watch.Output[-1].Number -eq 100 }
        $marker = $watch.Output | Where-Object Event -EQ AmiEventsLost
        $marker | Should -HaveCount 1
        $marker.Lost | Should -BeGreaterThan 80
        # What came before, what is missing and what came after add up to all that was sent.
        $seen = @($watch.Output | Where-Object Event -EQ UserEvent)
        $seen[-10..-1].Number | Should -Be (91..100)
        $watch.Shell.Streams.Warning.Count | Should -Be 1
        $watch.Shell.Stop()
        $watch.Shell.Dispose()
    }

    It 'ends without an error when its session is closed on purpose' {
        $short = Connect-TestPbx -Name short
        $watch = Start-Watch '-Name UserEvent -TimeoutSeconds 120' -Of $short
        Wait-Watching $watch
        Disconnect-Ami $short
        Wait-Until { $watch.Running.IsCompleted }
        $watch.Shell.Streams.Error.Count | Should -Be 0
        $watch.Shell.Dispose()
    }
}

Describe 'Register-AmiEvent' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx

        # The numbers that a registration has queued so far.
        function Get-Queued {
            param([string] $SourceIdentifier)
            (Get-Event -SourceIdentifier $SourceIdentifier -ErrorAction Ignore).SourceEventArgs.Events.Number
        }

        # Sends numbered events, each when the one before has come, so that each makes a batch of its own.
        function Send-Apart {
            param([scriptblock] $Come = { Get-Queued witness }, [int] $Count = 10)
            foreach ($number in 1..$Count) {
                $null = Invoke-AmiAction UserEvent @{ UserEvent = 'Test'; Number = $number }
                Wait-Until { (& $Come) -contains $number }
            }
        }
    }

    AfterEach {
        Clear-TestEvent
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'queues batches for Get-Event' {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        Register-AmiEvent UserEvent -SourceIdentifier queued -MessageData 'mine' | Should -BeNullOrEmpty
        1..200 | ForEach-Object { $null = Invoke-AmiAction UserEvent @{ UserEvent = 'Test'; Number = $_ } }
        Wait-Until { (Get-Event -SourceIdentifier queued -ErrorAction Ignore).SourceEventArgs.Events.Count -ge 200 }
        $events = Get-Event -SourceIdentifier queued
        $events.SourceEventArgs.Events.Number | Should -Be (1..200)
        $events[0].MessageData | Should -Be 'mine'
        $events[0].SourceEventArgs.Session.Name | Should -Be $Session.Name
        # 20 batches a second at the most, and the first at once.
        $events.Count | Should -BeLessOrEqual ($clock.Elapsed.TotalSeconds * 21 + 1)
    }

    It 'runs an action while the prompt goes on' {
        $global:AsteriskAmiSeen = [System.Collections.Generic.List[int]]::new()
        $job = Register-AmiEvent UserEvent -SourceIdentifier acting -Action {
            foreach ($one in $EventArgs.Events) { $global:AsteriskAmiSeen.Add($one.Number) }
        }
        $job | Should -BeOfType System.Management.Automation.PSEventJob
        1..100 | ForEach-Object { $null = Invoke-AmiAction UserEvent @{ UserEvent = 'Test'; Number = $_ } }
        Wait-Until { $global:AsteriskAmiSeen.Count -ge 100 }
        $global:AsteriskAmiSeen | Should -Be (1..100)
    }

    It 'wakes Wait-Event' {
        Register-AmiEvent UserEvent -SourceIdentifier waited
        $null = Invoke-AmiAction UserEvent @{ UserEvent = 'Test'; Number = 7 }
        (Wait-Event waited -Timeout 60).SourceEventArgs.Events[0].Number | Should -Be 7
    }

    It 'ends after -MaxTriggerCount batches' {
        Register-AmiEvent UserEvent -SourceIdentifier twice -MaxTriggerCount 2
        Wait-Until {
            $null = Invoke-AmiAction UserEvent @{ UserEvent = 'Test' }
            -not (Get-EventSubscriber -SourceIdentifier twice -ErrorAction Ignore)
        }
        @(Get-Event -SourceIdentifier twice).Count | Should -Be 2
    }

    It 'numbers the events of many registrations apart, so that each can be removed by itself' {
        1..20 | ForEach-Object { Register-AmiEvent UserEvent -SourceIdentifier "many$_" }
        # Each raises its batch at the same moment as all the others.
        Send-Apart { Get-Queued many20 } 30
        Wait-Until { @(Get-Event | Where-Object { $_.SourceEventArgs.Events.Number -contains 30 }).Count -eq 20 }
        Get-Event | Group-Object EventIdentifier | Where-Object Count -GT 1 | Should -BeNullOrEmpty
    }

    Context 'while the thread pool is busy' {
        BeforeAll {
            Add-Type -TypeDefinition @'
public static class AmiTestPool
{
    private static System.Threading.ManualResetEventSlim _free;

    public static void Fill()
    {
        var free = _free = new System.Threading.ManualResetEventSlim(false);
        for (int i = 0; i < 500; i++)
        {
            System.Threading.ThreadPool.QueueUserWorkItem(_ => free.Wait(120000));
        }
    }

    public static void Free()
    {
        _free.Set();
    }
}
'@
        }

        BeforeEach {
            [AmiTestPool]::Fill()
        }

        AfterEach {
            [AmiTestPool]::Free()
        }

        It 'queues batches all the same, in their order' {
            Register-AmiEvent UserEvent -SourceIdentifier queued
            Send-Apart { Get-Queued queued }
            Get-Queued queued | Should -Be (1..10)
        }

        It 'runs actions all the same, in their order' {
            $global:AsteriskAmiSeen = [System.Collections.Generic.List[int]]::new()
            $null = Register-AmiEvent UserEvent -SourceIdentifier acting -Action { $global:AsteriskAmiSeen.AddRange([int[]]@($EventArgs.Events.Number)) }
            Send-Apart { $global:AsteriskAmiSeen }
            $global:AsteriskAmiSeen | Should -Be (1..10)
        }

        It 'ends after -MaxTriggerCount batches and not after more' {
            Register-AmiEvent UserEvent -SourceIdentifier twice -MaxTriggerCount 2
            Register-AmiEvent UserEvent -SourceIdentifier witness
            Send-Apart
            [AmiTestPool]::Free()
            @(Get-Event -SourceIdentifier twice).Count | Should -Be 2
            Get-EventSubscriber -SourceIdentifier twice -ErrorAction Ignore | Should -BeNullOrEmpty
        }
    }

    It 'queues nothing behind the last of the actions that -MaxTriggerCount asks for' {
        $job = Register-AmiEvent UserEvent -SourceIdentifier few -MaxTriggerCount 2 -Action { 'done' }
        Register-AmiEvent UserEvent -SourceIdentifier witness
        Send-Apart
        Wait-Until { -not (Get-EventSubscriber -SourceIdentifier few -ErrorAction Ignore) }
        @(Receive-Job $job).Count | Should -Be 2
        Get-Event -SourceIdentifier few -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'refuses a source identifier that is taken' {
        Register-AmiEvent UserEvent -SourceIdentifier taken
        { Register-AmiEvent UserEvent -SourceIdentifier taken -ErrorAction Stop } | Should -Throw -ErrorId 'SUBSCRIBER_EXISTS,*'
    }

    It 'says in the stream that its session was closed' {
        $short = Connect-TestPbx -Name short
        Register-AmiEvent NoSuchEvent -SourceIdentifier closing -Session $short
        Disconnect-Ami $short
        (Wait-Event closing -Timeout 60).SourceEventArgs.Events[0].Event | Should -Be 'AmiSessionClosed'
    }

    It 'ends with Unregister-Event' {
        Register-AmiEvent UserEvent -SourceIdentifier ending
        Register-AmiEvent UserEvent -SourceIdentifier witness
        Unregister-Event ending
        $null = Invoke-AmiAction UserEvent @{ UserEvent = 'Late' }
        Wait-Until { (Get-Event -SourceIdentifier witness -ErrorAction Ignore).SourceEventArgs.Events.UserEvent -contains 'Late' }
        (Get-Event -SourceIdentifier ending -ErrorAction Ignore).SourceEventArgs.Events.UserEvent | Should -Not -Contain 'Late'
    }
}
