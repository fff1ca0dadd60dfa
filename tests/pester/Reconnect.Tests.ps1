# On a PBX of its own, since it is killed: a real one by tests/pbx/pbx.sh, or a simulator.
Describe 'A session that loses its server' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Script = Join-Path $PSScriptRoot '../pbx/pbx.sh'
        $Target = $env:ASTERISKAMI_TARGET

        function Start-OwnPbx {
            if ($Target) {
                $env:ASTERISKAMI_TARGET = & $Script start ($Target | ConvertFrom-Json).branch 2>$null
                $script:Own = $env:ASTERISKAMI_TARGET | ConvertFrom-Json
            } else {
                $script:Own = Start-AmiSimulator
            }
        }

        function Connect-OwnPbx {
            param([string] $Name)
            if ($Target) { Connect-TestPbx -Name $Name } else { $Own | Connect-Ami -Name $Name }
        }

        # Ends it without a good-bye.
        function Stop-OwnPbx {
            if ($Target) { & $Script kill $Own.id 2>$null } else { $Own | Stop-AmiSimulator }
            Wait-Until { "$($Session.State)" -eq 'Reconnecting' } -Because 'the session notices'
        }

        # Starts it again on the same port.
        function Restart-OwnPbx {
            if ($Target) { $null = & $Script restart $Own.id 2>$null } else { $script:Own = Start-AmiSimulator -Port $Own.Port }
            Wait-Until { "$($Session.State)" -eq 'Connected' } -Because 'the session is restored'
        }

        # Runs a script in a runspace of its own, which has the session as $Session.
        function Start-Aside {
            param([string] $Code)
            $shell = [powershell]::Create()
            $null = $shell.AddScript("param(`$Module, `$Session) Import-Module `$Module; $Code").AddArgument($ModulePath).AddArgument($Session)
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $output.EnumeratorNeverBlocks = $true
            $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
            [pscustomobject]@{ Shell = $shell; Output = $output; Running = $running }
        }

        function Stop-Aside {
            param($Aside)
            $Aside.Shell.Stop()
            $Aside.Shell.Dispose()
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

        function Get-Outline {
            param($Events)
            ($Events | Where-Object { $_.Event -ne 'UserEvent' -or $_.Number -gt 0 } |
                ForEach-Object { if ($_.Event -eq 'UserEvent') { $_.Number } else { $_.Event } }) -join ' '
        }

        Start-OwnPbx
        $Session = Connect-OwnPbx -Name faulty
    }

    AfterAll {
        Get-EventSubscriber | Unregister-Event
        Disconnect-TestPbx
        if ($Target) { & $Script stop $Own.id 2>$null } else { $Own | Stop-AmiSimulator }
        $env:ASTERISKAMI_TARGET = $Target
    }

    It 'goes on with Watch-AmiEvent, which marks the gap and warns' {
        $watch = Start-Aside 'Watch-AmiEvent UserEvent -Session $Session'
        Wait-Watching $watch
        1..3 | ForEach-Object { Send-TestEvent $_ }
        Wait-Until { $watch.Output[-1].Number -eq 3 }
        Stop-OwnPbx
        Wait-Until { $watch.Output[-1].Event -eq 'AmiConnectionLost' }
        Restart-OwnPbx
        4..6 | ForEach-Object { Send-TestEvent $_ }
        Wait-Until { $watch.Output[-1].Number -eq 6 }
        Get-Outline $watch.Output | Should -Be '1 2 3 AmiConnectionLost AmiConnectionRestored 4 5 6'
        $lost, $restored = $watch.Output | Where-Object Event -Like 'AmiConnection*'
        $lost.Reason | Should -Match 'was lost'
        $lost.Session | Should -Be $Session
        $restored.GapSeconds | Should -BeGreaterThan 0
        $restored.GapSeconds | Should -BeOfType double
        $restored.Attempts | Should -BeOfType int
        $watch.Shell.Streams.Warning.Count | Should -Be 2
        "$($watch.Shell.Streams.Warning[0])" | Should -Match '^faulty: events are missing from here\. The connection to .* was lost'
        "$($watch.Shell.Streams.Warning[1])" | Should -Match '^faulty: the events go on\. None could come for [\d.]+ s\.$'
        $watch.Shell.Streams.Error.Count | Should -Be 0
        $watch.Running.IsCompleted | Should -BeFalse
        Stop-Aside $watch
    }

    It 'counts no marks as events of Watch-AmiEvent -MaxEvents' {
        $watch = Start-Aside 'Watch-AmiEvent UserEvent -Session $Session -MaxEvents 3'
        Wait-Until { Send-TestEvent 1; $watch.Output.Count -gt 0 }
        Stop-OwnPbx
        Restart-OwnPbx
        Wait-Until { Send-TestEvent 2; $watch.Running.IsCompleted }
        @($watch.Output | Where-Object Event -EQ UserEvent) | Should -HaveCount 3
        $watch.Output.Event | Should -Contain 'AmiConnectionRestored'
        $watch.Shell.Dispose()
    }

    It 'goes on with Register-AmiEvent, for those who came before and during the loss' {
        Register-AmiEvent UserEvent -SourceIdentifier before -Session $Session
        Send-TestEvent 1
        Wait-Until { (Get-Event -SourceIdentifier before -ErrorAction Ignore).SourceEventArgs.Events.Number -contains 1 }
        Stop-OwnPbx
        Register-AmiEvent UserEvent -SourceIdentifier during -Session $Session
        Restart-OwnPbx
        Send-TestEvent 2
        foreach ($name in 'before', 'during') {
            Wait-Until { (Get-Event -SourceIdentifier $name -ErrorAction Ignore).SourceEventArgs.Events.Number -contains 2 }
        }

        Get-Outline (Get-Event -SourceIdentifier before).SourceEventArgs.Events | Should -Be '1 AmiConnectionLost AmiConnectionRestored 2'
        Get-Outline (Get-Event -SourceIdentifier during).SourceEventArgs.Events | Should -Be 'AmiConnectionLost AmiConnectionRestored 2'
        Clear-TestEvent
    }

    It 'fails what is under way with AmiConnectionLost and sends it no second time' {
        if (-not $Target) {
            Set-ItResult -Skipped -Because 'a simulator that stops may end its calls first, which answers what waits for them'
        }

        $watch = Start-Aside 'Watch-AmiEvent DialBegin, UserEvent -Session $Session'
        Wait-Watching $watch
        # Not Async: it rings for ever, and Asterisk answers when that has ended.
        $call = Start-Aside 'Invoke-AmiAction Originate @{ Channel = "Local/noanswer@test"; Application = "Wait"; Data = 1; Timeout = 60000 } -Session $Session -TimeoutSeconds 60 -Confirm:$false'
        Wait-Until { Get-AmiChannel -Session $Session } -Because 'it rings'
        Stop-OwnPbx
        Wait-Until { $call.Running.IsCompleted }
        $call.Output | Should -BeNullOrEmpty
        $call.Shell.Streams.Error.Count | Should -Be 1
        $failure = $call.Shell.Streams.Error[0]
        $failure.FullyQualifiedErrorId | Should -Be 'AmiConnectionLost,AsteriskAmi.Cmdlets.InvokeAmiActionCommand'
        "$failure" | Should -Match 'Whether the server acted on Originate is not known; it is not sent again\.'
        Restart-OwnPbx
        Send-TestEvent 9
        Wait-Until { $watch.Output[-1].Number -eq 9 }
        Get-AmiChannel -Session $Session | Should -BeNullOrEmpty
        Stop-Aside $watch
        $call.Shell.Dispose()
    }

    It 'lets commands wait for the server, and sends them once' {
        $watch = Start-Aside 'Watch-AmiEvent UserEvent -Session $Session'
        Wait-Watching $watch
        Stop-OwnPbx
        $waiting = Start-Aside '1..3 | ForEach-Object { Invoke-AmiAction UserEvent @{ UserEvent = "Waited"; Number = $_ } -Session $Session -TimeoutSeconds 60 }'
        Restart-OwnPbx
        Wait-Until { $waiting.Running.IsCompleted }
        $waiting.Output.Response | Should -Be 'Success', 'Success', 'Success'
        Send-TestEvent 9
        Wait-Until { $watch.Output[-1].Number -eq 9 }
        @($watch.Output | Where-Object UserEvent -EQ Waited).Number | Should -Be 1, 2, 3
        Stop-Aside $watch
        $waiting.Shell.Dispose()
    }

    It 'says after a time that there is no server' {
        Stop-OwnPbx
        $failure = $null
        Invoke-AmiAction Ping -Session $Session -TimeoutSeconds 1 -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -Be 'AmiNotConnected,AsteriskAmi.Cmdlets.InvokeAmiActionCommand'
        "$($failure[0])" | Should -Match 'none was made while this waited.*nothing was sent'
        Restart-OwnPbx
    }

    It 'stops at once while it waits for the server' {
        Stop-OwnPbx
        Measure-Stop 'Invoke-AmiAction Ping -Session $args[0] -TimeoutSeconds 60' $Session | Should -BeLessThan $AtOnce
        Restart-OwnPbx
    }

    It 'sets its filters and its mask again' {
        $filtered = Connect-OwnPbx -Name filtered
        $null = Invoke-AmiAction Filter @{ Operation = 'Add'; Filter = '!Number: 1' } -Session $filtered
        $null = Invoke-AmiAction Filter @{ Operation = 'Add'; Filter = '!Number: 2' } -Session $filtered
        $null = Invoke-AmiAction Events @{ EventMask = 'user' } -Session $filtered
        Stop-OwnPbx
        Restart-OwnPbx
        # It may not have noticed its own loss before.
        Wait-Until { $filtered.Reconnects -eq 1 -and "$($filtered.State)" -eq 'Connected' }
        Register-AmiEvent -SourceIdentifier filtered -Session $filtered
        1..3 | ForEach-Object { Send-TestEvent $_ }
        Wait-Until { (Get-Event -SourceIdentifier filtered -ErrorAction Ignore).SourceEventArgs.Events.Number -contains 3 }
        (Get-Event -SourceIdentifier filtered).SourceEventArgs.Events.Number | Should -Be 3
        Clear-TestEvent
        Disconnect-Ami $filtered
    }

    It 'tells of its states, and what the server announced' {
        $global:AsteriskAmiStates = [System.Collections.Generic.List[object]]::new()
        $null = Register-ObjectEvent $Session StateChanged -SourceIdentifier states -Action { $global:AsteriskAmiStates.Add($EventArgs) }
        if ($Target) {
            Wait-Until { (& $Script cli $Own.id 'core waitfullybooted' 2>$null) -match 'fully booted' }
            $null = & $Script cli $Own.id 'core restart now' 2>$null
        } else {
            Stop-OwnPbx
            Restart-OwnPbx
        }

        Wait-Until { $global:AsteriskAmiStates.Count -ge 2 }
        "$($global:AsteriskAmiStates.State)" | Should -Be 'Reconnecting Connected'
        if ($Target -and ($env:ASTERISKAMI_TRANSPORT ? $env:ASTERISKAMI_TRANSPORT : 'tcp') -ne 'http') {
            $global:AsteriskAmiStates[0].Reason | Should -Match 'the server announced that it was shutting down to restart'
        }

        Unregister-Event states
        Wait-Until { "$($Session.State)" -eq 'Connected' }
    }
}
