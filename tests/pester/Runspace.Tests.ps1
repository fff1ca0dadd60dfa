Describe 'Sessions and runspaces' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Endpoint = Get-TestEndpoint

        # Runs a script in a pwsh of its own, as a scheduled job does; gives its output, its exit code and the seconds it took.
        function Invoke-Process {
            param([Parameter(Mandatory)] [string] $Script, [int] $WithinSeconds = 180)
            $prefix = "`$ProgressPreference = 'SilentlyContinue'; Import-Module '$ModulePath'; " +
            "`$credential = [pscredential]::new('admin', (ConvertTo-SecureString 'admin-test-secret' -AsPlainText -Force)); " +
            "`$pbx = '$($Endpoint | ConvertTo-Json -Compress)' | ConvertFrom-Json -AsHashtable; `$pbx.Credential = `$credential; "
            $start = [System.Diagnostics.ProcessStartInfo]::new([System.Environment]::ProcessPath)
            foreach ($argument in '-NoProfile', '-NonInteractive', '-Command', ($prefix + $Script)) { $start.ArgumentList.Add($argument) }
            $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            $process = [System.Diagnostics.Process]::Start($start)
            try {
                $output = $process.StandardOutput.ReadToEndAsync()
                $errors = $process.StandardError.ReadToEndAsync()
                $process.WaitForExit($WithinSeconds * 1000) | Should -BeTrue -Because "the process ends by itself: $Script"
                $ended = [datetime]::Now
                $text = $output.Result
                [pscustomobject]@{
                    Output = $text.Trim(); Errors = $errors.Result.Trim(); ExitCode = $process.ExitCode
                    # From the last thing the script says until the process is gone.
                    SecondsToExit = if ($text -match '(?m)^last: (\d+)') { ($ended - [datetime]::new([long]$Matches[1])).TotalSeconds }
                }
            } finally {
                if (-not $process.HasExited) { $process.Kill($true) }
                $process.Dispose()
            }
        }

        # Runs a script in a runspace of its own, which stays open.
        function New-Shell {
            param([string] $Script, [object[]] $ArgumentList)
            $shell = [powershell]::Create()
            $null = $shell.AddScript("param(`$Module, `$Arguments) Import-Module `$Module; & { $Script } @Arguments").AddArgument($ModulePath).AddArgument($ArgumentList)
            $shell
        }
    }

    AfterEach {
        Disconnect-TestPbx
    }

    It 'has a default session for each runspace' {
        $mine = Connect-TestPbx -Name mine
        $shell = New-Shell 'param($p, $c) $null = Connect-Ami @p -Credential $c -Name theirs; (Invoke-AmiAction Ping).Session.Name; (Get-AmiSession).Name' ($Endpoint, (New-TestCredential))
        $shell.Invoke() | Should -Be 'theirs', 'theirs'
        (Invoke-AmiAction Ping).Session.Name | Should -Be $mine.Name
        $shell.Runspace.Close()
        "$($mine.State)" | Should -Be 'Connected'
        $shell.Dispose()
    }

    It 'tells a runspace that has no session where to get one' {
        $null = Connect-TestPbx
        $module = $ModulePath
        $said = 1 | ForEach-Object -Parallel { Import-Module $using:module; try { Get-AmiChannel } catch { "$($_.FullyQualifiedErrorId) $_" } }
        $said | Should -BeLike 'AmiNotConnected,*Connect-Ami*-Session*'
    }

    It 'can be handed to thread jobs' {
        $session = Connect-TestPbx
        $module = $ModulePath
        $jobs = 1..3 | ForEach-Object { Start-ThreadJob { Import-Module $using:module; (Invoke-AmiAction Ping -Session $using:session).Response } }
        $jobs | Wait-Job -Timeout 60 | Receive-Job | Should -Be 'Success', 'Success', 'Success'
        $jobs | Remove-Job -Force
    }

    It 'says in another process that a copy of a session is none, and what to do' {
        $session = Connect-TestPbx
        $module = $ModulePath
        $job = Start-Job { Import-Module $using:module; try { Get-AmiChannel -Session $using:session } catch { "$_" } }
        $said = $job | Wait-Job -Timeout 60 | Receive-Job
        $job | Remove-Job -Force
        $said | Should -BeLike "*copy of session '$($session.Name)'*Connect-Ami*Start-ThreadJob*"
    }

    It 'closes what a closed runspace opened, also while a cmdlet there waits' {
        $shell = New-Shell 'param($p, $c) $s = Connect-Ami @p -Credential $c; $s; Watch-AmiEvent -Name None' ($Endpoint, (New-TestCredential))
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
        Wait-Until { $output.Count -gt 0 }
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $shell.Runspace.Close()
        Wait-Until { "$($output[0].State)" -eq 'Closed' -and $running.IsCompleted }
        $clock.Elapsed.TotalSeconds | Should -BeLessThan $AtOnce
        $shell.Dispose()
    }

    It 'does not wait for mute servers one after the other' {
        $server = Start-MuteServer
        $shell = New-Shell 'param($p, $c) 1..30 | ForEach-Object { Connect-Ami 127.0.0.1 -Port $p -Credential $c -Name "mute$_" -KeepAliveSeconds 0 }' ($server.Port, (New-TestCredential))
        $sessions = $shell.Invoke()
        $sessions.Count | Should -Be 30
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $shell.Runspace.Close()
        # One after the other they would take 15 seconds; side by side half a second.
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 14
        @($sessions | Where-Object State -NE 'Closed').Count | Should -Be 0
        $shell.Dispose()

        $sessions = 1..30 | ForEach-Object { Connect-Ami 127.0.0.1 -Port $server.Port -Credential (New-TestCredential) -Name "mute$_" -KeepAliveSeconds 0 }
        $clock.Restart()
        $sessions | Disconnect-Ami
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 14
        Get-AmiSession | Should -BeNullOrEmpty
        Stop-MuteServer $server
    }

    It 'closes sessions that reconnect' {
        $server = Start-MuteServer
        $shell = New-Shell 'param($p, $c) Connect-Ami 127.0.0.1 -Port $p -Credential $c' ($server.Port, (New-TestCredential))
        $session = $shell.Invoke()[0]
        Stop-MuteServer $server
        Wait-Until { "$($session.State)" -eq 'Reconnecting' }
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $shell.Runspace.Close()
        "$($session.State)" | Should -Be 'Closed'
        $clock.Elapsed.TotalSeconds | Should -BeLessThan $AtOnce
        $shell.Dispose()
    }

    It 'ends with the module' {
        $shell = New-Shell 'param($p, $c) $s = Connect-Ami @p -Credential $c; Remove-Module AsteriskAmi; $s' ($Endpoint, (New-TestCredential))
        "$($shell.Invoke()[0].State)" | Should -Be 'Closed'
        $shell.Dispose()
    }

    It 'lets the process end: <Case>' -ForEach @(
        @{ Case = 'a session is open'; Script = '$s = Connect-Ami @pbx; "$($s.State)"' }
        @{ Case = 'several are open, and events are followed'; Script = '$s = 1..5 | ForEach-Object { Connect-Ami @pbx }; Register-AmiEvent -Session $s -Action { }  | Out-Null; "$($s[4].State)"' }
        @{ Case = 'a session reconnects'; Script = '$m = Start-AmiSimulator; $s = $m | Connect-Ami; $m | Stop-AmiSimulator; while ("$($s.State)" -ne "Reconnecting") { Start-Sleep -Milliseconds 10 }; "Connected"' }
        @{ Case = 'a simulator runs'; Script = '$m = Start-AmiSimulator; $s = $m | Connect-Ami; "$($s.State)"' }
        @{ Case = 'a thread job waits for it'; Script = '$s = Connect-Ami @pbx; $module = (Get-Module AsteriskAmi).Path; $null = Start-ThreadJob { Import-Module $using:module; Watch-AmiEvent -Session $using:s }; "$($s.State)"' }
    ) {
        $run = Invoke-Process "$Script; 'last: ' + [datetime]::Now.Ticks"
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -Match '^Connected'
        $run.ExitCode | Should -Be 0
        $run.SecondsToExit | Should -BeLessThan $AtOnce
    }

    It 'gives each of many runspaces its own answers' {
        $session = Connect-TestPbx
        $module = $ModulePath
        $wrong = 1..32 | ForEach-Object -Parallel {
            Import-Module $using:module
            foreach ($number in 1..30) {
                $id = "runspace-$_-$number"
                $answer = Invoke-AmiAction Ping @{ ActionID = $id } -Session $using:session
                if ($answer.ActionID -ne $id -or $answer.Ping -ne 'Pong') { "$id got $answer" }
            }
        } -ThrottleLimit 32
        $wrong | Should -BeNullOrEmpty
    }

    It 'serves runspaces that share a limited rate in turn' {
        $session = Connect-Ami @Endpoint -Credential (New-TestCredential) -MaxActionsPerSecond 20
        $module = $ModulePath
        $start = [System.Threading.Barrier]::new(8)
        $turns = [System.Collections.Concurrent.ConcurrentQueue[int]]::new()
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        1..8 | ForEach-Object -Parallel {
            Import-Module $using:module
            $null = ($using:start).SignalAndWait(60000)
            foreach ($number in 1..10) {
                $null = Invoke-AmiAction Ping -Session $using:session
                ($using:turns).Enqueue($_)
            }
        } -ThrottleLimit 8
        $clock.Elapsed.TotalSeconds | Should -BeGreaterThan (79 / 20 * 0.99)
        $turns.Count | Should -Be 80
        # When the first has had all its turns the others have had half of theirs at least.
        $order = $turns.ToArray()
        $end = (1..8 | ForEach-Object { [array]::LastIndexOf($order, $_) } | Measure-Object -Minimum).Minimum
        $had = $order[0..$end] | Group-Object
        @($had).Count | Should -Be 8
        ($had | Measure-Object Count -Minimum).Minimum | Should -BeGreaterOrEqual 5
    }
}
