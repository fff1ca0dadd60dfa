# Several PBXes at once: simulators, a mute server, and the real Asterisks that the environment names.
Describe 'Cmdlets on several sessions' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Simulators = 1..3 | ForEach-Object { Start-AmiSimulator }
        $Sessions = $Simulators | ForEach-Object { Connect-Ami 127.0.0.1 -Port $_.Port -Credential $_.Credential -Name "pbx-$($_.Port)" }

        # A call on each, so that each has two channels.
        function New-FleetCall {
            foreach ($session in $Sessions) {
                Invoke-AmiOriginate Local/answer@test -Application Wait -ApplicationData 300 -Wait -Session $session
            }
        }
    }

    AfterEach {
        Stop-AmiChannel * -Session $Sessions -Force
        Wait-Until { -not (Get-AmiChannel -Session $Sessions) } -Because 'all channels end'
        Get-AmiSession | Where-Object Name -NotLike 'pbx-*' | Disconnect-Ami
    }

    AfterAll {
        Get-AmiSession | Disconnect-Ami
        $Simulators | Stop-AmiSimulator
    }

    Context 'that read' {
        BeforeEach {
            $null = New-FleetCall
        }

        It 'give the items of one server after the other, in the order of the sessions' {
            $order = $Sessions[2], $Sessions[0], $Sessions[1]
            (Get-AmiChannel -Session $order).Session.Name | Should -Be ($order | ForEach-Object { $_.Name, $_.Name })
            (Get-AmiChannel -Session pbx-*).Count | Should -Be 6
            (Get-AmiChannel -Session $Sessions.Id).Count | Should -Be 6
            (Get-AmiQueueStatus sales -Session $order).Session.Name | Should -Be $order.Name
        }

        It 'gather the sessions that come by the pipeline, and ask each once' {
            ($Sessions | Get-AmiChannel).Count | Should -Be 6
            ($Sessions | Get-AmiChannel | Get-AmiChannel).Count | Should -Be 6
            (Get-AmiChannel -Session ($Sessions + $Sessions)).Count | Should -Be 6
            @() | Get-AmiChannel | Should -BeNullOrEmpty
            { Get-AmiChannel -Session @() } | Should -Throw '*empty*'
        }

        It 'report a name that is nowhere once, and not one that is on one server' {
            $name = (Get-AmiChannel -Session $Sessions[1])[0].Name
            (Get-AmiChannel $name -Session $Sessions -ErrorAction Stop).Count | Should -Be 3
            Get-AmiChannel none -Session $Sessions -ErrorVariable errors -ErrorAction SilentlyContinue
            $errors.FullyQualifiedErrorId | Should -Be 'AmiNotFound,AsteriskAmi.Cmdlets.GetAmiChannelCommand'
        }

        It 'go on where one fails: one error, about that session, and the rest in order' {
            $closed = Connect-Ami 127.0.0.1 -Port $Simulators[0].Port -Credential $Simulators[0].Credential -Name closed
            Disconnect-Ami $closed
            $server = Start-MuteServer
            $mute = Connect-Ami 127.0.0.1 -Port $server.Port -Credential (New-TestCredential) -Name mute -ActionTimeoutSeconds 1
            $channels = Get-AmiChannel -Session (@($closed, $Sessions[0], $mute) + $Sessions[1..2]) -ErrorVariable errors -ErrorAction SilentlyContinue
            $channels.Session.Name | Should -Be ($Sessions | ForEach-Object { $_.Name, $_.Name })
            $errors.FullyQualifiedErrorId | Should -Be 'AmiNotConnected,AsteriskAmi.Cmdlets.GetAmiChannelCommand', 'AmiTimeout,AsteriskAmi.Cmdlets.GetAmiChannelCommand'
            $errors.TargetObject | Should -Be $closed, $mute
            $errors[0].ToString() | Should -BeLike 'closed: *'
            $errors[1].ToString() | Should -BeLike 'mute: *CoreShowChannels*'
            Disconnect-Ami $mute
            Stop-MuteServer $server
        }

        It 'stop early where no more is wanted' {
            (Get-AmiChannel -Session $Sessions | Select-Object -First 1).Session.Name | Should -Be $Sessions[0].Name
            (Get-AmiChannel -Session $Sessions).Count | Should -Be 6
        }

        It 'end the pipeline at an error if told to' {
            $closed = Connect-Ami 127.0.0.1 -Port $Simulators[0].Port -Credential $Simulators[0].Credential -Name closed
            Disconnect-Ami $closed
            { Get-AmiChannel -Session $closed, $Sessions[0] -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotConnected,*'
        }
    }

    It 'work on all servers at the same time: <_>' -ForEach 'Get-AmiChannel', 'Invoke-AmiAction CoreShowChannels' {
        # It answers when four ask at once.
        $server = Start-MuteServer -MeetOn CoreShowChannels -Meeting 4
        $four = 1..4 | ForEach-Object { Connect-Ami 127.0.0.1 -Port $server.Port -Credential (New-TestCredential) -Name "four$_" -ActionTimeoutSeconds 60 }
        & ([scriptblock]::Create("$_ -Session `$args -ErrorAction Stop")) @four | Should -BeNullOrEmpty
        & ([scriptblock]::Create("`$args | $_ -ErrorAction Stop")) @four | Should -BeNullOrEmpty
        Disconnect-Ami $four
        Stop-MuteServer $server
    }

    It 'show after a second which server they wait for' {
        $server = Start-MuteServer
        $mute = Connect-Ami 127.0.0.1 -Port $server.Port -Credential (New-TestCredential) -Name mute -ActionTimeoutSeconds 120 -NoReconnect
        $shell = [powershell]::Create()
        $null = $shell.AddScript('param($Module, $Sessions) Import-Module $Module; Get-AmiChannel -Session $Sessions').AddArgument($ModulePath).AddArgument(@($mute) + $Sessions)
        $running = $shell.BeginInvoke()
        # On a busy machine another server may not have answered at the first look.
        Wait-Until { "$($shell.Streams.Progress)" -match 'waiting for mute' -and $shell.Streams.Progress[-1].PercentComplete -eq 75 }
        $shell.Streams.Progress[-1].Activity | Should -Be 'Get-AmiChannel'
        $shell.Streams.Progress[-1].StatusDescription | Should -Be '3 of 4 servers, waiting for mute'
        Disconnect-Ami $mute
        Wait-Until { $running.IsCompleted }
        "$($shell.Streams.Progress[-1].RecordType)" | Should -Be 'Completed'
        $shell.Dispose()
        Stop-MuteServer $server
    }

    It 'stop at once: <_>' -ForEach @(
        'Get-AmiChannel -Session $args'
        'Invoke-AmiAction Ping -Session $args'
        'Stop-AmiChannel * -Session $args -Force'
        'Watch-AmiEvent -Session $args'
        '$args | Get-AmiQueueStatus'
    ) {
        $server = Start-MuteServer
        $mute = 1..3 | ForEach-Object { Connect-Ami 127.0.0.1 -Port $server.Port -Credential (New-TestCredential) -Name "mute$_" -ActionTimeoutSeconds 60 }
        Measure-Stop $_ ($mute + $Sessions) | Should -BeLessThan $AtOnce
        Disconnect-Ami $mute
        Stop-MuteServer $server
    }

    Context 'that change something' {
        It 'want the sessions named, and then take any number' {
            { Invoke-AmiAction Ping } | Should -Throw -ErrorId 'AmiAmbiguousSession,*'
            { Stop-AmiChannel x } | Should -Throw -ErrorId 'AmiAmbiguousSession,*'
            (Invoke-AmiAction Ping -Session $Sessions).Session.Name | Should -Be $Sessions.Name
            ($Sessions | Invoke-AmiAction Ping).Session.Name | Should -Be $Sessions.Name
            Invoke-AmiAction Ping -Session $Sessions -WhatIf | Should -BeNullOrEmpty
        }

        It 'send each object back to its own server' {
            $null = New-FleetCall
            Get-AmiChannel -Session $Sessions | Where-Object { $_.Session.Name -ne $Sessions[1].Name } | Stop-AmiChannel
            Wait-Until { (Get-AmiChannel -Session $Sessions).Count -eq 2 }
            (Get-AmiChannel -Session $Sessions).Session.Name | Select-Object -Unique | Should -Be $Sessions[1].Name
        }

        It 'act on what a pattern matches on each, after one question' {
            $null = New-FleetCall
            Stop-AmiChannel 'Local/answer*' -Session $Sessions -WhatIf
            (Get-AmiChannel -Session $Sessions).Count | Should -Be 6
            $ended = Stop-AmiChannel 'Local/answer*;1' -Session $Sessions -Force -PassThru
            $ended.Session.Name | Should -Be $Sessions.Name
            Wait-Until { -not (Get-AmiChannel -Session $Sessions) }
        }

        It 'do it where it can be done, with an error for each server where it cannot' {
            $null = New-FleetCall
            $name = (Get-AmiChannel -Session $Sessions[1])[0].Name
            Stop-AmiChannel $name -Session $Sessions[1]
            Wait-Until { -not (Get-AmiChannel -Session $Sessions[1]) }
            Stop-AmiChannel $name -Session $Sessions -PassThru -ErrorVariable errors -ErrorAction SilentlyContinue | Should -Be $name, $name
            $errors.FullyQualifiedErrorId | Should -Be 'AmiNotFound,AsteriskAmi.Cmdlets.StopAmiChannelCommand'
            $errors[0].ToString() | Should -BeLike "$($Sessions[1].Name): *"
            $errors[0].TargetObject | Should -Be $name
        }

        It 'place a call on each' {
            $calls = Invoke-AmiOriginate Local/answer@test -Application Wait -ApplicationData 300 -Wait -Session $Sessions
            $calls.Session.Name | Should -Be $Sessions.Name
            (Get-AmiChannel -Session $Sessions).Count | Should -Be 6
        }
    }

    Context 'that run commands' {
        It 'tell which server printed a line, where there are several' {
            $lines = Invoke-AmiCommand 'core show version' -Session $Sessions
            $lines.Session.Name | Should -Be $Sessions.Name
            $lines[0] | Should -BeLike 'Asterisk *'
            ($lines | Group-Object Session).Name | Should -Be ($Sessions.Name | Sort-Object)
            (Invoke-AmiCommand 'core show version' -Session $Sessions[0]).PSObject.Properties['Session'] | Should -BeNullOrEmpty
        }
    }

    Context 'that follow events' {
        BeforeAll {
            # Sends numbered events to each server until told to stop.
            function Send-FleetEvent {
                param([int] $Count = 1)
                foreach ($number in 1..$Count) {
                    $null = Invoke-AmiAction UserEvent @{ UserEvent = 'Fleet'; Number = $number } -Session $Sessions
                }
            }

            # What has come so far: to enumerate the collection itself waits for its end.
            function Get-Watched {
                param($Watch)
                foreach ($i in 0..($Watch.Output.Count - 1)) { $Watch.Output[$i] }
            }

            function Start-Watch {
                param([string] $Script, [object[]] $On)
                $shell = [powershell]::Create().AddScript("param(`$Module, `$Sessions) Import-Module `$Module; $Script").AddArgument($ModulePath).AddArgument($On)
                $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
                $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
                [pscustomobject]@{ Shell = $shell; Output = $output; Running = $running }
            }
        }

        It 'merge them live: each with its session, those of one server in order' {
            $watch = Start-Watch 'Watch-AmiEvent UserEvent -Session $Sessions -MaxEvents 300' $Sessions
            Wait-Until { Send-FleetEvent; $watch.Output.Count -gt 0 } -Because 'it watches'
            Send-FleetEvent 100
            Wait-Until { $watch.Running.IsCompleted }
            $watch.Output.Count | Should -Be 300
            foreach ($session in $Sessions) {
                $numbers = ($watch.Output | Where-Object { $_.Session.Name -eq $session.Name }).Number | Where-Object { $_ -gt 1 }
                $numbers.Count | Should -BeGreaterThan 0
                $numbers | Should -Be (2..($numbers.Count + 1))
            }

            $watch.Shell.Dispose()
        }

        It 'go on when one server ends, and end with the last' {
            $short = 1..2 | ForEach-Object { Connect-Ami 127.0.0.1 -Port $Simulators[$_].Port -Credential $Simulators[$_].Credential -Name "short$_" }
            $watch = Start-Watch '$Sessions | Watch-AmiEvent UserEvent' $short
            Wait-Until { Send-FleetEvent; $watch.Output.Count -ge 2 -and (Get-Watched $watch | Group-Object Session).Count -eq 2 } -Because 'it watches both'
            Disconnect-Ami $short[0]
            Send-FleetEvent 3
            Wait-Until { $watch.Output[-1].Number -eq 3 }
            $watch.Output[-1].Session.Name | Should -Be 'short2'
            $watch.Running.IsCompleted | Should -BeFalse
            Disconnect-Ami $short[1]
            Wait-Until { $watch.Running.IsCompleted }
            $watch.Shell.Streams.Error | Should -BeNullOrEmpty
            $watch.Shell.Dispose()
        }

        It 'hand them to one registration, a batch of one session at a time' {
            Register-AmiEvent UserEvent -SourceIdentifier fleet -Session $Sessions
            Send-FleetEvent 20
            Wait-Until { (Get-Event -SourceIdentifier fleet -ErrorAction Ignore).SourceEventArgs.Events.Count -ge 60 }
            foreach ($session in $Sessions) {
                $batches = (Get-Event -SourceIdentifier fleet).SourceEventArgs | Where-Object { $_.Session.Name -eq $session.Name }
                $batches.Events.Number | Should -Be (1..20)
                ($batches.Events | ForEach-Object { $_.Session.Name } | Select-Object -Unique) | Should -Be $session.Name
            }

            Unregister-Event fleet
            Remove-Event fleet
        }
    }

    It 'work on different versions of Asterisk together' {
        $real = foreach ($branch in 22, 16) {
            $json = [Environment]::GetEnvironmentVariable("ASTERISKAMI_PBX_$branch")
            if (-not $json) {
                Set-ItResult -Skipped -Because "there is no Asterisk $branch beside"
                return
            }

            $pbx = $json | ConvertFrom-Json
            Connect-Ami $pbx.host -Port $pbx.port -Credential (New-TestCredential) -Name "asterisk-$branch"
        }

        $all = @($real) + $Sessions
        (Invoke-AmiCommand 'core show version' -Session $all)[0, 1] | Should -BeLike 'Asterisk *'
        $settings = Invoke-AmiAction CoreSettings -Session $all
        $settings.Session.Name | Should -Be $all.Name
        $settings.AsteriskVersion | Should -Be $all.ServerVersion
        $queues = Get-AmiQueueStatus sales -Session $all
        $queues.Session.Name | Should -Be $all.Name
        Disconnect-Ami $real
        (Get-AmiQueueStatus sales -Session $all -ErrorAction SilentlyContinue -ErrorVariable errors).Session.Name | Should -Be $Sessions.Name
        $errors.TargetObject.Name | Should -Be $real.Name
    }
}

Describe 'The pace of calls' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'is kept, however many may be under way' {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $results = 1..6 | ForEach-Object { [pscustomobject]@{ Channel = 'Local/busy@test' } } |
            Invoke-AmiOriginate -Application Wait -Wait -ThrottleLimit 10 -MaxCallsPerSecond 2.5
        $clock.Elapsed.TotalSeconds | Should -BeGreaterThan (5 / 2.5 * 0.99)
        $results.Outcome | Should -Be (@('Busy') * 6)
    }

    It 'does not hold back outcomes that are known' {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $first = 1..2 | ForEach-Object { [pscustomobject]@{ Channel = 'Local/busy@test' } } |
            Invoke-AmiOriginate -Application Wait -Wait -ThrottleLimit 10 -MaxCallsPerSecond 0.01 | Select-Object -First 1
        $first.Outcome | Should -Be 'Busy'
        # The second call has its turn after 100 seconds.
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 80
    }

    It 'stops at once' {
        Measure-Stop '1..2 | ForEach-Object { [pscustomobject]@{ Channel = "Local/busy@test" } } | Invoke-AmiOriginate -Application Wait -MaxCallsPerSecond 0.01 -Session $args[0]' $Session | Should -BeLessThan $AtOnce
    }

    It 'is limited for a session too, and its waits stop at once' {
        $pbx = Get-TestPbx
        $slow = Connect-Ami -ComputerName $pbx.ComputerName -Port $pbx.Port -Credential (New-TestCredential) -Name slow -MaxActionsPerSecond 1
        Measure-Stop '$slow = $args[0]; 1..100 | ForEach-Object { $null = Invoke-AmiAction Ping -Session $slow }' $slow | Should -BeLessThan $AtOnce
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        Disconnect-Ami $slow
        $clock.Elapsed.TotalSeconds | Should -BeLessThan $AtOnce
    }
}

Describe 'The state of a session' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Simulator = Start-AmiSimulator
        $Session = $Simulator | Connect-Ami -Name state
    }

    AfterAll {
        Disconnect-TestPbx
        $Simulator | Stop-AmiSimulator
    }

    It 'is shown' {
        ($Session | Out-String) | Should -Match 'Id +Name +ComputerName +Port +State +ServerVersion +UserName'
        $list = $Session | Format-List | Out-String
        foreach ($name in 'StateSince', 'StateReason', 'Reconnects', 'PoolSize', 'PoolConnections') {
            $list | Should -Match $name
        }

        $Session.StateSince | Should -BeOfType datetime
        $Session.PoolSize | Should -Be 2
        $Session.PoolConnections | Should -BeIn 0, 1, 2
    }

    It 'is told as PowerShell events, through a loss, to the end' {
        $global:AsteriskAmiStates = [System.Collections.Generic.List[object]]::new()
        $null = Register-ObjectEvent $Session StateChanged -SourceIdentifier states -Action { $global:AsteriskAmiStates.Add($EventArgs) }
        $port = $Simulator.Port
        # Each is told before the next comes: the engine takes two at once in any order.
        $Simulator | Stop-AmiSimulator
        Wait-Until { $global:AsteriskAmiStates.Count -eq 1 }
        "$($Session.State)" | Should -Be 'Reconnecting'
        $Session.StateReason | Should -Match "127.0.0.1:$port"
        $script:Simulator = Start-AmiSimulator -Port $port
        Wait-Until { $global:AsteriskAmiStates.Count -eq 2 }
        "$($Session.State)" | Should -Be 'Connected'
        $Session.Reconnects | Should -Be 1
        $Session.StateReason | Should -BeNullOrEmpty
        (Invoke-AmiAction Ping).Response | Should -Be 'Success'
        Disconnect-Ami $Session
        Wait-Until { $global:AsteriskAmiStates.Count -ge 3 }
        "$($global:AsteriskAmiStates.State)" | Should -Be 'Reconnecting Connected Closed'
        $global:AsteriskAmiStates[0].Reason | Should -Match "127.0.0.1:$port"
        $global:AsteriskAmiStates[1].Reason | Should -BeNullOrEmpty
        $global:AsteriskAmiStates[0].Since | Should -BeOfType datetime
        Unregister-Event states
    }

    It 'ends at once where it was told not to connect again' {
        $server = Start-AmiSimulator
        $short = $server | Connect-Ami -NoReconnect -Name once
        $server | Stop-AmiSimulator
        Wait-Until { "$($short.State)" -eq 'Closed' }
        $short.StateReason | Should -Match 'lost'
    }

    It 'ends when connecting again takes too long' {
        $server = Start-AmiSimulator
        $short = $server | Connect-Ami -MaxReconnectSeconds 1 -Name limited
        $server | Stop-AmiSimulator
        Wait-Until { "$($short.State)" -eq 'Closed' }
        $short.StateReason | Should -Match 'could not be restored within 1 s'
    }
}
