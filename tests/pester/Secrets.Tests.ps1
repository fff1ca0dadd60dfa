Describe 'Secrets' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Pbx = Get-TestPbx
        $Wrong = 'wr0ng-secret-of-nobody'

        # Everything that a script writes to any stream, as text.
        function Get-AllOutput {
            param([scriptblock] $Script)
            $ErrorActionPreference = 'Continue'
            (& $Script *>&1 | ForEach-Object {
                if ($_ -is [System.Management.Automation.ErrorRecord]) { $_ | Format-List * -Force; $_.Exception.ToString() } else { $_ }
            } | Out-String -Width 500)
        }

        function Get-Md5 {
            param([string] $Text)
            [Convert]::ToHexString([System.Security.Cryptography.MD5]::HashData([System.Text.Encoding]::UTF8.GetBytes($Text)))
        }

        # A server that gives this challenge to everybody, and takes any key.
        function Start-ChallengeServer {
            param([string] $Challenge)
            $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
            $listener.Start()
            $job = Start-ThreadJob -ArgumentList $listener, $Challenge {
                param($Listener, $Challenge)
                $stream = $Listener.AcceptTcpClient().GetStream()
                $reader = [System.IO.StreamReader]::new($stream)
                $send = { param($Lines) $bytes = [System.Text.Encoding]::ASCII.GetBytes(($Lines -join "`r`n") + "`r`n`r`n"); $stream.Write($bytes, 0, $bytes.Length) }
                $banner = [System.Text.Encoding]::ASCII.GetBytes("Asterisk Call Manager/11.0.0`r`n")
                $stream.Write($banner, 0, $banner.Length)
                while ($null -ne ($line = try { $reader.ReadLine() } catch [System.IO.IOException] { $null })) {
                    if ($line -match '^Action: (.+)') { $action = $Matches[1] }
                    if ($line -match '^ActionID: (.+)') { $id = $Matches[1] }
                    if ($line -match '^Key: (.+)') { $Matches[1] }
                    if ($line -eq '') {
                        & $send @('Response: Success', "ActionID: $id", $(if ($action -eq 'Challenge') { "Challenge: $Challenge" } else { 'Message: ok' }))
                    }
                }
            }
            [pscustomobject]@{ Port = $listener.LocalEndpoint.Port; Job = $job; Listener = $listener }
        }
    }

    AfterEach {
        Disconnect-TestPbx
    }

    It 'are in nothing that a login shows: neither the secret, nor the challenge, nor the key' {
        $server = Start-ChallengeServer '918273645'
        $all = Get-AllOutput {
            Connect-Ami 127.0.0.1 -Port $server.Port -Credential (New-TestCredential admin my-0wn-secret) -NoReconnect -Verbose -Debug
            Disconnect-Ami -Verbose -Debug
        }
        $server.Listener.Stop()
        $key = $server.Job | Wait-Job -Timeout 60 | Receive-Job
        $server.Job | Remove-Job -Force
        $key | Should -Be (Get-Md5 '918273645my-0wn-secret')
        $all | Should -Match 'Key: \*\*\*'
        $all | Should -Match 'Challenge: \*\*\*'
        $all | Should -Match 'by MD5 challenge'
        foreach ($secret in 'my-0wn-secret', '918273645', $key) {
            $all | Should -Not -Match ([regex]::Escape($secret))
        }
    }

    It 'are not in what a refused login shows' {
        $all = Get-AllOutput {
            # With -Debug alone PowerShell asks at each error whether to go on.
            Connect-Ami $Pbx.ComputerName -Port $Pbx.Port -Credential (New-TestCredential admin $Wrong) -Verbose -Debug -ErrorAction Continue
        }
        $all | Should -Match 'AmiAuthenticationFailed'
        $all | Should -Not -Match $Wrong
    }

    It 'are not in what tells of other people''s logins' {
        $path = Join-Path TestDrive: security.txt
        $session = Connect-TestPbx
        Start-AmiTranscript $path
        $all = Get-AllOutput {
            Connect-Ami $Pbx.ComputerName -Port $Pbx.Port -Credential (New-TestCredential admin $Wrong) -ErrorAction SilentlyContinue
            # What the server says of it is in the session's stream before the answer to this.
            $null = Invoke-AmiAction Ping -Session $session -Debug
        }
        Wait-Until { (Get-Content $path -Raw) -match 'Event: ChallengeResponseFailed' }
        $null = Stop-AmiTranscript
        $text = Get-Content $path -Raw
        if ($Pbx.IsReal) {
            $text | Should -Match '(?m)^    ExpectedResponse: \*\*\*$'
            $text | Should -Match '(?m)^    Response: \*\*\*$'
        }

        $text + $all | Should -Not -Match '(?m)(Challenge|ExpectedResponse): [^*]'
        $text + $all | Should -Not -Match $Wrong
    }

    It 'are not in the traffic of configuration, accounts and commands' {
        $path = Join-Path TestDrive: configuration.txt
        $null = Connect-TestPbx
        Start-AmiTranscript $path
        $shown = Get-AllOutput {
            $actions = @{ Name = 'GetConfig'; Parameters = @{ Filename = 'manager.conf' } },
                @{ Name = 'GetConfig'; Parameters = @{ Filename = 'pjsip.conf' } },
                @{ Name = 'GetConfig'; Parameters = @{ Filename = 'voicemail.conf' } },
                @{ Name = 'GetConfigJSON'; Parameters = @{ Filename = 'manager.conf' } },
                @{ Name = 'PJSIPShowAuths' },
                @{ Name = 'Command'; Parameters = @{ Command = 'pjsip show auth 1001' } },
                @{ Name = 'Command'; Parameters = @{ Command = 'manager show user admin' } }
            foreach ($action in $actions) {
                # The answer itself is the caller's business.
                $null = Invoke-AmiAction @action -Debug -Verbose -ErrorAction SilentlyContinue 6> $null
            }
        }
        $null = Stop-AmiTranscript
        $text = Get-Content $path -Raw
        $text | Should -Match 'Action: GetConfig'
        if ($Pbx.IsReal) {
            $text | Should -Match 'secret=\*\*\*'
            $text | Should -Match '"secret":"\*\*\*"'
            $text | Should -Match '    Password: \*\*\*'
            $text | Should -Match 'Output:  password +: \*\*\*'
            $text | Should -Match '=\*\*\*,Test Mailbox'
        }

        $text + $shown | Should -Not -Match '(?<!# )(\w+-test-secret|phone-\d+-secret)'
        $text + $shown | Should -Not -Match '100=1234'
    }

    It 'are not in the traffic of what is sent' {
        $path = Join-Path TestDrive: sent.txt
        $null = Connect-TestPbx
        Start-AmiTranscript $path
        $shown = Get-AllOutput {
            $values = @{ SrcFilename = 'nosuch.conf'; DstFilename = 'nosuch.conf' }
            $values += @{ 'Action-000000' = 'Append'; 'Cat-000000' = 'a'; 'Var-000000' = 'secret'; 'Value-000000' = 's3nt-secret' }
            $told = @{ Debug = $true; Verbose = $true; ErrorAction = 'Continue' }
            Invoke-AmiAction UpdateConfig $values @told
            Invoke-AmiAction Login @{ Username = 'admin'; Secret = 's3nt-secret' } @told
            Invoke-AmiAction Setvar @{ Variable = 'SIP_PASSWORD'; Value = 's3nt-secret' } @told
            Invoke-AmiOriginate Local/busy@test -Application Wait -Variable @{ SIP_PASSWORD = 's3nt-secret' } @told
            Invoke-AmiAction Ping @{ Secret = "s3nt-secret`n" } @told
        }
        $null = Stop-AmiTranscript
        $text = Get-Content $path -Raw
        $text | Should -Match 'Value-000000: \*\*\*'
        $text | Should -Match 'Secret: \*\*\*'
        $text | Should -Match 'Variable: SIP_PASSWORD=\*\*\*'
        $shown | Should -Match 'AmiInvalidHeader'
        $text + $shown | Should -Not -Match 's3nt-secret'
    }
}

Describe 'Verbose and debug output' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Pbx = Get-TestPbx
        $Session = Connect-TestPbx -Name told
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'tells the steps of a connection' {
        $verbose = Connect-Ami $Pbx.ComputerName -Port $Pbx.Port -Credential (New-TestCredential) -Name steps -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        Get-AmiSession steps | Disconnect-Ami
        $all = $verbose -join "`n"
        foreach ($step in 'Resolving', 'Connecting to 127\.0\.0\.1', 'Connected', 'greets as .Asterisk Call Manager', 'Logging in as .admin. by MD5 challenge', 'Login: Success.* after \d+\.\d{3} s', "The server is Asterisk $($Pbx.Branch)\.") {
            $all | Should -Match $step
        }
    }

    It 'shows the traffic of the cmdlet, and its answer''s time' {
        $all = Get-AmiQueueStatus sales -Debug -Verbose *>&1 | Out-String -Width 300
        $all | Should -Match '> \d+\s+Action: QueueStatus'
        $all | Should -Match 'Event: QueueMember'
        $all | Should -Match 'QueueStatus: Success.* after \d+\.\d{3} s\.'
        $all | Should -Match 'QueueStatus: the end of the list after'
    }

    It 'shows the traffic alone with -Debug alone, and asks nothing' {
        $all = & {
            Connect-Ami $Pbx.ComputerName -Port $Pbx.Port -Credential (New-TestCredential) -Name silent -Debug
            Invoke-AmiAction Ping -Session silent -Debug
            Get-AmiChannel -Session silent -Debug
            Disconnect-Ami silent -Debug
        } *>&1
        ($all | Out-String) | Should -Match 'Action: Logoff'
        $all | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | Should -BeNullOrEmpty
    }

    It 'can be stopped at once' {
        Measure-Stop { param($Session) Watch-AmiEvent -Session $Session -Debug -Verbose 4> $null 5> $null } -ArgumentList $Session | Should -BeLessThan $AtOnce
    }

    It 'obeys the preferences of the caller' {
        $all = & { $DebugPreference = 'Continue'; $VerbosePreference = 'Continue'; Invoke-AmiAction Ping } *>&1 | Out-String
        $all | Should -Match 'Action: Ping'
        $all | Should -Match 'Ping: Success'
        $all = & { $DebugPreference = 'Continue'; Invoke-AmiAction Ping -Debug:$false } *>&1 | Out-String
        $all | Should -Not -Match 'Action: Ping'
    }

    It 'tells nothing to who has not asked' {
        $all = @(Invoke-AmiAction Ping *>&1)
        $all.Count | Should -Be 1
        $all[0].Ping | Should -Be 'Pong'
    }

    It 'shows the events that Watch-AmiEvent follows' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript('param($Module, $Session) Import-Module $Module; Watch-AmiEvent -Session $Session -Name UserEvent -MaxEvents 1 -TimeoutSeconds 120 -Debug -Verbose')
        $null = $shell.AddArgument($ModulePath).AddArgument($Session)
        $watch = $shell.BeginInvoke()
        Wait-Until { "$($shell.Streams.Verbose)" -match "Following the events of session 'told'" }
        $null = Invoke-AmiAction UserEvent @{ UserEvent = 'Shown'; Password = 'ev3nt-secret' } -Session $Session
        $shell.EndInvoke($watch).UserEvent | Should -Be 'Shown'
        $debug = "$($shell.Streams.Debug)"
        $shell.Dispose()
        $debug | Should -Match 'UserEvent: Shown'
        $debug | Should -Match 'Password: \*\*\*'
        $debug | Should -Not -Match 'ev3nt-secret'
        # What others ask by the same session is not its business.
        $debug | Should -Not -Match 'Action: UserEvent'
    }

    It 'shows the traffic of each of several sessions, and of each cmdlet of a pipeline by itself' {
        $two = Connect-TestPbx -Name second
        $all = Get-AmiQueueStatus sales -Session $Session, $two -Debug *>&1 | Out-String -Width 300
        [regex]::Matches($all, 'Action: QueueStatus').Count | Should -Be 2
        $two | Disconnect-Ami
        $all = & { Get-AmiQueueStatus sales -Debug | ForEach-Object { Invoke-AmiAction Ping } } *>&1 | Out-String
        $all | Should -Match 'Action: QueueStatus'
        $all | Should -Not -Match 'Action: Ping'
    }

    It 'leaves nothing on the session behind' {
        $null = Invoke-AmiAction Ping -Session $Session -Debug 5> $null
        $taps = [AsteriskAmi.Session.AmiSession].GetField('_taps', 'NonPublic, Instance').GetValue($Session)
        $taps.GetType().GetField('_taps', 'NonPublic, Instance').GetValue($taps).Count | Should -Be 0
    }
}
