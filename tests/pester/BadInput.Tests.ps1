# Each thing that can go wrong has an error of its own, in time, and the session stays usable where the PBX left it so.
Describe 'Bad input' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Pbx = Get-TestPbx
        $Endpoint = Get-TestEndpoint

        function Get-FirstError {
            param([scriptblock] $Command, [double] $WithinSeconds = $AtOnce)
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            try {
                $null = & $Command
                throw 'There was no error.'
            } catch {
                $clock.Elapsed.TotalSeconds | Should -BeLessThan $WithinSeconds
                $_
            }
        }

        # A server of ours on a free port: takes one connection after another and does what the script says.
        function Start-FakeServer {
            param([scriptblock] $OnConnection)
            $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
            $listener.Start()
            $job = Start-ThreadJob -ScriptBlock {
                param($Listener, $OnConnection)
                try {
                    while ($true) {
                        $client = $Listener.AcceptTcpClient()
                        & ([scriptblock]::Create($OnConnection)) $client
                    }
                } catch [System.Net.Sockets.SocketException] {
                    'The listener was stopped.'
                }
            } -ArgumentList $listener, "$OnConnection"
            [pscustomobject]@{ Port = $listener.LocalEndpoint.Port; Listener = $listener; Job = $job }
        }

        function Stop-FakeServer {
            param($Server)
            $Server.Listener.Stop()
            $null = $Server.Job | Wait-Job -Timeout 60
            $Server.Job | Remove-Job -Force
        }
    }

    Context 'on connecting' {
        It 'names a port where nothing listens' {
            # Bound, so that nobody else gets it, but it does not listen.
            $socket = [System.Net.Sockets.Socket]::new('InterNetwork', 'Stream', 'Tcp')
            $socket.Bind([System.Net.IPEndPoint]::new([ipaddress]::Loopback, 0))
            $free = $socket.LocalEndPoint.Port
            $failure = Get-FirstError { Connect-Ami 127.0.0.1 -Port $free -Credential (New-TestCredential) -ErrorAction Stop }
            $socket.Dispose()
            $failure.FullyQualifiedErrorId | Should -BeLike 'AmiConnectionFailed,*'
            "$failure" | Should -Match "127\.0\.0\.1:$free.*nothing listens"
        }

        It 'names a host that does not exist' {
            $failure = Get-FirstError { Connect-Ami no-such-host.invalid -Credential (New-TestCredential) -TimeoutSeconds 5 -WarningAction SilentlyContinue -ErrorAction Stop }
            $failure.FullyQualifiedErrorId | Should -BeLike 'AmiConnectionFailed,*'
            "$failure" | Should -Match 'no-such-host\.invalid'
        }

        It 'recognises a server of another kind by its greeting' {
            $server = Start-FakeServer { param($client) $client.Client.Send([System.Text.Encoding]::ASCII.GetBytes("SSH-2.0-OpenSSH_9.9`r`n")) }
            $failure = Get-FirstError { Connect-Ami 127.0.0.1 -Port $server.Port -Credential (New-TestCredential) -TimeoutSeconds 60 -ErrorAction Stop } -WithinSeconds 50
            $failure.FullyQualifiedErrorId | Should -BeLike 'AmiProtocolError,*'
            "$failure" | Should -Match 'SSH-2\.0-OpenSSH_9\.9'
            Stop-FakeServer $server
        }

        It 'recognises the PBX''s own HTTP port' {
            if (-not $Pbx.HttpPort) {
                Set-ItResult -Skipped -Because 'the simulator has no HTTP port'
            }

            $failure = Get-FirstError { Connect-Ami 127.0.0.1 -Port $Pbx.HttpPort -Credential (New-TestCredential) -TimeoutSeconds 8 -ErrorAction Stop }
            $failure.FullyQualifiedErrorId | Should -BeLike 'AmiProtocolError,*'
            "$failure" | Should -Match 'HTTP server'
        }

        It 'recognises the PBX''s own TLS port' {
            if (-not $Pbx.TlsPort) {
                Set-ItResult -Skipped -Because 'the simulator has no TLS port'
            }

            $failure = Get-FirstError { Connect-Ami 127.0.0.1 -Port $Pbx.TlsPort -Credential (New-TestCredential) -TimeoutSeconds 8 -ErrorAction Stop }
            $failure.FullyQualifiedErrorId | Should -BeLike 'AmiTlsFailed,*'
            "$failure" | Should -Match 'speaks TLS.*-UseTls'
        }

        It 'gives up on a peer that says nothing' {
            $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
            $listener.Start()
            $failure = Get-FirstError { Connect-Ami 127.0.0.1 -Port $listener.LocalEndpoint.Port -Credential (New-TestCredential) -TimeoutSeconds 3 -ErrorAction Stop }
            $failure.FullyQualifiedErrorId | Should -BeLike 'AmiTimeout,*'
            "$failure" | Should -Match 'no AMI banner'
            $listener.Stop()
        }

        It 'stops at once' {
            $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
            $listener.Start()
            $arguments = $listener.LocalEndpoint.Port, (New-TestCredential)
            Measure-Stop 'Connect-Ami 127.0.0.1 -Port $args[0] -Credential $args[1] -TimeoutSeconds 60' $arguments | Should -BeLessThan $AtOnce
            $listener.Stop()
        }

        It 'names the account and the possible causes: <Case>' -ForEach @(
            @{ Case = 'wrong secret'; UserName = 'admin'; Secret = 'Xq7-sesame' }
            @{ Case = 'unknown user'; UserName = 'nobody'; Secret = 'Xq7-sesame' }
            @{ Case = 'forbidden address'; UserName = 'forbidden'; Secret = 'forbidden-test-secret' }
        ) {
            $failure = Get-FirstError { Connect-Ami @Endpoint -Credential (New-TestCredential $UserName $Secret) -ErrorAction Stop }
            $failure.FullyQualifiedErrorId | Should -BeLike 'AmiAuthenticationFailed,*'
            $failure.CategoryInfo.Category | Should -Be 'AuthenticationError'
            "$failure" | Should -Match "'$UserName'.*Authentication failed.*permit and deny"
            "$failure" | Should -Not -Match $Secret
        }

        It 'explains an account that may be logged in only once' {
            $first = Connect-TestPbx single
            $failure = Get-FirstError { Connect-Ami @Endpoint -Credential (New-TestCredential single) -ErrorAction Stop }
            $failure.FullyQualifiedErrorId | Should -BeLike 'AmiAuthenticationFailed,*'
            "$failure" | Should -Match 'allowmultiplelogin'
            Disconnect-Ami $first
        }
    }

    Context 'on a session' {
        BeforeAll {
            $Session = Connect-TestPbx
        }

        AfterEach {
            # Whatever was wrong, the session goes on.
            (Invoke-AmiAction Ping -Session $Session).Response | Should -Be 'Success'
        }

        AfterAll {
            Disconnect-TestPbx
        }

        It 'refuses <Name> in a value, and names the header' -ForEach @(
            @{ Name = 'CR'; Character = "`r"; Says = 'CR' }
            @{ Name = 'LF'; Character = "`n"; Says = 'LF' }
            @{ Name = 'CR LF'; Character = "`r`n"; Says = 'CR' }
            @{ Name = 'NUL'; Character = "`0"; Says = 'NUL' }
        ) {
            $evil = "x${Character}Action: Logoff"
            foreach ($command in @(
                    { Invoke-AmiAction UserEvent @{ UserEvent = $evil } -Session $Session -ErrorAction Stop }
                    { Invoke-AmiAction UserEvent @{ $evil = 'x' } -Session $Session -ErrorAction Stop }
                    { Invoke-AmiAction $evil -Session $Session -ErrorAction Stop }
                    { Invoke-AmiCommand $evil -Session $Session -Confirm:$false -ErrorAction Stop }
                    { Invoke-AmiOriginate $evil -Application Wait -Session $Session -ErrorAction Stop }
                    { Invoke-AmiOriginate Local/answer@test -Application $evil -Session $Session -ErrorAction Stop }
                    { Invoke-AmiOriginate Local/answer@test -Application Wait -Variable @{ A = $evil } -Session $Session -ErrorAction Stop }
                    { Invoke-AmiOriginate Local/answer@test -Application Wait -Variable @{ $evil = 1 } -Session $Session -ErrorAction Stop }
                    { Invoke-AmiOriginate Local/answer@test -Application Wait -CallerId $evil -Session $Session -ErrorAction Stop }
                    { Stop-AmiChannel $evil -Session $Session -ErrorAction Stop }
                    { Move-AmiChannel x -Extension $evil -Context test -Session $Session -ErrorAction Stop }
                    { Get-AmiQueueStatus $evil -Session $Session -ErrorAction Stop }
                    { Suspend-AmiQueueMember Local/agent1@agents sales -Reason $evil -Session $Session -ErrorAction Stop }
                    { Remove-AmiQueueCaller $evil sales -Session $Session -ErrorAction Stop }
                    { Write-AmiQueueLog sales TEST $evil -Session $Session -ErrorAction Stop }
                    { Disconnect-AmiAgent $evil -Session $Session -ErrorAction Stop }
                )) {
                $failure = Get-FirstError $command
                $failure.FullyQualifiedErrorId | Should -BeLike 'AmiInvalidHeader,*' -Because "of $command"
                "$failure" | Should -Match $Says
            }
        }

        It 'refuses a line over 1,024 bytes, and takes one of exactly that' {
            $longest = 'x' * (1024 - 'UserEvent: '.Length - 2)
            (Invoke-AmiAction UserEvent @{ UserEvent = $longest } -Session $Session).Response | Should -Be 'Success'
            $failure = Get-FirstError { Invoke-AmiAction UserEvent @{ UserEvent = $longest + 'x' } -Session $Session -ErrorAction Stop }
            $failure.FullyQualifiedErrorId | Should -BeLike 'AmiInvalidHeader,*'
            "$failure" | Should -Match 'UserEvent.*1025 bytes'
            # Bytes count, not characters.
            $failure = Get-FirstError { Invoke-AmiAction UserEvent @{ UserEvent = 'ü' * 600 } -Session $Session -ErrorAction Stop }
            "$failure" | Should -Match '1213 bytes'
        }

        It 'refuses more than 128 headers, and takes that many' {
            $answer = Invoke-AmiAction UserEvent @{ UserEvent = 'Full'; Item = @('x') * 125 } -Session $Session
            $answer.Response | Should -Be 'Success'
            $failure = Get-FirstError { Invoke-AmiAction UserEvent @{ UserEvent = 'Full'; Item = @('x') * 126 } -Session $Session -ErrorAction Stop }
            $failure.FullyQualifiedErrorId | Should -BeLike 'AmiInvalidHeader,*'
            "$failure" | Should -Match '129 headers'
        }

        It 'says that the server knows no such action' {
            $failure = Get-FirstError { Invoke-AmiAction NoSuchAction -Session $Session -ErrorAction Stop }
            $failure.FullyQualifiedErrorId | Should -BeLike 'AmiActionFailed,*'
            "$failure" | Should -Match 'NoSuchAction.*ListCommands'
        }

        It 'names a channel that does not exist' {
            foreach ($command in { Stop-AmiChannel PJSIP/none-1 -Session $Session -ErrorAction Stop },
                { Move-AmiChannel PJSIP/none-1 -Extension answer -Session $Session -ErrorAction Stop },
                { Invoke-AmiAction Getvar @{ Channel = 'PJSIP/none-1'; Variable = 'X' } -Session $Session -ErrorAction Stop }) {
                $failure = Get-FirstError $command
                $failure.FullyQualifiedErrorId | Should -BeLike 'AmiNotFound,*'
                "$failure" | Should -Match 'PJSIP/none-1'
            }
        }

        It 'says what a missing header is' {
            $failure = Get-FirstError { Invoke-AmiAction Hangup -Session $Session -ErrorAction Stop }
            $failure.FullyQualifiedErrorId | Should -BeLike 'AmiInvalidHeader,*'
            "$failure" | Should -Match 'Hangup lacks Channel.*Nothing was sent'
        }

        It 'says which privilege is missing, and that session goes on' {
            $monitor = Connect-TestPbx monitor
            foreach ($command in { Stop-AmiChannel x -Session $monitor -ErrorAction Stop },
                { Invoke-AmiCommand 'core show channels' -Session $monitor -ErrorAction Stop },
                { Invoke-AmiOriginate Local/answer@test answer test -Session $monitor -ErrorAction Stop },
                { Get-AmiChannel -Session $monitor -ErrorAction Stop }) {
                $failure = Get-FirstError $command
                $failure.FullyQualifiedErrorId | Should -BeLike 'AmiPermissionDenied,*'
                "$failure" | Should -Match "'monitor'.*manager\.conf"
            }

            (Invoke-AmiAction Ping -Session $monitor).Response | Should -Be 'Success'
            Disconnect-Ami $monitor
        }
    }

    Context 'on a connection that ends' {
        BeforeAll {
            # Greets and logs in as a real server does, then answers nothing more; closes when told to.
            $script:MuteAfterLogin = {
                param($client)
                $stream = $client.GetStream()
                $reader = [System.IO.StreamReader]::new($stream)
                $send = { param($text) $bytes = [System.Text.Encoding]::UTF8.GetBytes($text); $stream.Write($bytes, 0, $bytes.Length) }
                & $send "Asterisk Call Manager/11.0.0`r`n"
                $id = ''
                while ($null -ne ($line = $reader.ReadLine())) {
                    if ($line -match '^Action: (.+)') { $action = $Matches[1] }
                    if ($line -match '^ActionID: (.+)') { $id = $Matches[1] }
                    if ($line -eq '') {
                        switch ($action) {
                            'Challenge' { & $send "Response: Success`r`nActionID: $id`r`nChallenge: 1`r`n`r`n" }
                            'Login' { & $send "Response: Success`r`nActionID: $id`r`nMessage: Authentication accepted`r`n`r`n" }
                            'CoreSettings' { & $send "Response: Success`r`nActionID: $id`r`nAsteriskVersion: 22.0.0`r`n`r`n" }
                            'Events' { & $send "Event: Probe`r`n`r`nResponse: Success`r`nActionID: $id`r`n`r`n" }
                            'Huge' { & $send ("Event: Huge`r`nData: " + 'x' * 17MB + "`r`n`r`n") }
                            'UserEvent' { $client.Close(); return }
                        }
                    }
                }
            }
        }

        BeforeEach {
            $Server = Start-FakeServer $MuteAfterLogin
            $Session = Connect-Ami 127.0.0.1 -Port $Server.Port -Credential (New-TestCredential) -TimeoutSeconds 60 -ActionTimeoutSeconds 60 -NoReconnect
        }

        AfterEach {
            $Session | Disconnect-Ami
            Stop-FakeServer $Server
        }

        It 'gives up on an answer that does not come' {
            $failure = Get-FirstError { Invoke-AmiAction Ping -TimeoutSeconds 1 -ErrorAction Stop }
            $failure.FullyQualifiedErrorId | Should -BeLike 'AmiTimeout,*'
            "$failure" | Should -Match 'Ping within 1 s'
            "$($Session.State)" | Should -Be 'Connected'
        }

        It 'says that the connection was lost while it waited' {
            $failure = Get-FirstError { Invoke-AmiAction UserEvent @{ UserEvent = 'close' } -TimeoutSeconds 60 -ErrorAction Stop } -WithinSeconds 50
            $failure.FullyQualifiedErrorId | Should -BeLike 'AmiConnectionLost,*'
            "$($Session.State)" | Should -Be 'Closed'
            $failure = Get-FirstError { Get-AmiChannel -Session $Session -ErrorAction Stop }
            $failure.FullyQualifiedErrorId | Should -BeLike 'AmiNotConnected,*'
            "$failure" | Should -Match 'was lost'
            $failure = Get-FirstError { Get-AmiChannel }
            "$failure" | Should -Match 'No session is open any more.*was lost'
        }

        It 'tells those who watch events' {
            $shell = [powershell]::Create()
            $null = $shell.AddScript('param($Module, $Session) Import-Module $Module; Watch-AmiEvent -Session $Session -TimeoutSeconds 120').
                AddArgument($ModulePath).AddArgument($Session)
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
            Register-AmiEvent -SourceIdentifier lost -Session $Session
            Wait-Until { $null = Invoke-AmiAction Events @{ EventMask = 'on' }; $output.Count -gt 0 } -Because 'it watches'
            $null = Get-FirstError { Invoke-AmiAction UserEvent @{ UserEvent = 'close' } -ErrorAction Stop }
            Wait-Until { $running.IsCompleted }
            $shell.Streams.Error.FullyQualifiedErrorId | Should -Be 'AmiConnectionLost,AsteriskAmi.Cmdlets.WatchAmiEventCommand'
            $shell.Dispose()
            Wait-Until { (Get-Event -SourceIdentifier lost -ErrorAction Ignore).SourceEventArgs.Events.Event -contains 'AmiSessionClosed' }
            Unregister-Event lost
            Remove-Event lost
        }

        It 'ends the session, not PowerShell, on a message over the limit' {
            Register-AmiEvent -SourceIdentifier huge -Session $Session
            $failure = Get-FirstError { Invoke-AmiAction Huge -TimeoutSeconds 120 -ErrorAction Stop } -WithinSeconds 100
            $failure.FullyQualifiedErrorId | Should -BeLike 'AmiConnectionLost,*'
            "$failure" | Should -Match 'MaxMessageBytes'
            Wait-Until { (Get-Event -SourceIdentifier huge -ErrorAction Ignore).SourceEventArgs.Events.Event -contains 'AmiSessionClosed' }
            Unregister-Event huge
            Remove-Event huge
        }

        It 'stops at once: <Name>' -ForEach @(
            @{ Name = 'Invoke-AmiAction'; Command = 'Invoke-AmiAction Ping -TimeoutSeconds 60 -Session $args[0]' }
            @{ Name = 'Invoke-AmiCommand'; Command = 'Invoke-AmiCommand "core show channels" -TimeoutSeconds 60 -Session $args[0]' }
        ) {
            Measure-Stop $Command $Session | Should -BeLessThan $AtOnce
        }
    }

    Context 'on a server that answers nothing for a long time' {
        BeforeAll {
            $Server = Start-FakeServer $MuteAfterLogin
            $Session = Connect-Ami 127.0.0.1 -Port $Server.Port -Credential (New-TestCredential) -TimeoutSeconds 60 -ActionTimeoutSeconds 60
        }

        AfterAll {
            $Session | Disconnect-Ami
            Stop-FakeServer $Server
        }

        It 'stops at once: <_>' -ForEach @(
            'Get-AmiChannel -Session $args[0]'
            'Stop-AmiChannel x -Session $args[0]'
            'Move-AmiChannel x -Extension y -Session $args[0]'
            'Get-AmiQueueStatus -Session $args[0]'
            'Invoke-AmiOriginate x -Application y -Session $args[0]'
        ) {
            Measure-Stop $_ $Session | Should -BeLessThan $AtOnce
        }
    }
}
