# What is said of servers that do not answer as they should, the tests of the library tell.
Describe 'HTTP' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Pbx = Get-TestPbx
        $Credential = New-TestCredential
        $Given = @{ Credential = $Credential; ErrorAction = 'Stop' }
    }

    AfterEach {
        Disconnect-TestPbx
    }

    Context 'and the other URIs' {
        It 'lead to the AMI port with ami://' {
            $session = Connect-Ami -Uri "ami://$($Pbx.ComputerName):$($Pbx.Port)" -Credential $Credential
            "$($session.State)" | Should -Be 'Connected'
            $session.ComputerName, $session.Port | Should -Be $Pbx.ComputerName, $Pbx.Port
            "$($session.Uri)" | Should -Be "ami://$($Pbx.ComputerName):$($Pbx.Port)/"
        }

        It 'come from a table' {
            $sessions = @"
Uri,Name
ami://$($Pbx.ComputerName):$($Pbx.Port),one
ami://admin@$($Pbx.ComputerName):$($Pbx.Port)/,two
"@ | ConvertFrom-Csv | Connect-Ami -Credential $Credential
            $sessions.Name | Should -Be 'one', 'two'
        }

        It 'go to the usual port of AMI: <Uri>' -ForEach @(
            @{ Uri = 'ami://127.0.0.1'; Port = 5038; Way = ' as admin\.' }
            @{ Uri = 'amis://127.0.0.1'; Port = 5039; Way = ' by TLS' }
            @{ Uri = 'http://127.0.0.1:8088'; Port = 8088; Way = ' over HTTP' }
            @{ Uri = 'https://127.0.0.1:8089'; Port = 8089; Way = ' by TLS over HTTP' }
        ) {
            Connect-Ami -Uri $Uri -Credential $Credential -TimeoutSeconds 2 -Verbose -ErrorAction SilentlyContinue 4>&1 |
                Out-String | Should -Match "127\.0\.0\.1:$Port as admin$($Way -replace '^ as admin')"
        }

        It 'are refused with the cure: <Uri>' -ForEach @(
            @{ Uri = 'pbx.example.org'; Cure = '-ComputerName' }
            @{ Uri = 'ftp://pbx.example.org'; Cure = "'ftp'" }
            @{ Uri = 'ami://admin:hunter2@pbx.example.org'; Cure = 'Get-Credential' }
            @{ Uri = 'http://pbx.example.org:8088/rawman?action=login&secret=hunter2'; Cure = 'Leave that out' }
            @{ Uri = 'http://pbx.example.org:8088/mxml'; Cure = 'rawman' }
            @{ Uri = 'ami://somebody@127.0.0.1'; Cure = "'somebody'.*'admin'" }
        ) {
            $failure = { Connect-Ami -Uri $Uri @Given } | Should -Throw -ErrorId 'AmiConnectionFailed,*' -PassThru
            "$failure" | Should -Match $Cure
            "$failure $($failure.TargetObject) $($failure | Format-List -Force | Out-String)" | Should -Not -Match 'hunter2.*hunter2.*hunter2'
            "$($failure.Exception)$($failure.TargetObject)" | Should -Not -Match 'hunter2'
        }

        It 'go with no address besides' {
            { Connect-Ami -Uri ami://127.0.0.1 -ComputerName 127.0.0.1 @Given } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
            { Connect-Ami ami://127.0.0.1 @Given } | Should -Throw '*Give it with -Uri*' -ErrorId 'AmiConnectionFailed,*'
        }

        It 'are completed' {
            (TabExpansion2 'Connect-Ami -Uri ').CompletionMatches.CompletionText | Should -Be 'ami://', 'amis://', 'http://', 'https://'
            (TabExpansion2 'Connect-Ami -Uri https').CompletionMatches.CompletionText | Should -Be 'https://'
        }

        It 'warn of a connection in clear, once for each server' {
            Connect-Ami -Uri http://192.0.2.1:8088 -Credential $Credential -TimeoutSeconds 1 -ErrorAction Ignore 3>&1 | Out-String |
                Should -Match 'not encrypted.*https://'
            Connect-Ami -Uri https://192.0.2.2:8089 -Credential $Credential -TimeoutSeconds 1 -ErrorAction Ignore 3>&1 | Should -BeNullOrEmpty
            Connect-Ami -Uri http://127.0.0.1:1 -Credential $Credential -TimeoutSeconds 1 -ErrorAction Ignore 3>&1 | Should -BeNullOrEmpty
        }

        It 'that lead to nothing name http.conf' {
            { Connect-Ami -Uri http://127.0.0.1:1 @Given } | Should -Throw '*nothing listens*http.conf*' -ErrorId 'AmiConnectionFailed,*'
        }

        It 'with http:// do not lead to an AMI port' {
            { Connect-Ami -Uri "http://$($Pbx.ComputerName):$($Pbx.Port)" @Given } |
                Should -Throw "*ami://$($Pbx.ComputerName):$($Pbx.Port)*" -ErrorId 'AmiProtocolError,*'
        }

        It 'and what does not answer end at once' {
            $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
            $listener.Start()
            $uri = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
            Measure-Stop 'Connect-Ami -Uri $args[0] -Credential $args[1] -TimeoutSeconds 60' $uri, $Credential | Should -BeLessThan $AtOnce
            { Connect-Ami -Uri $uri @Given -TimeoutSeconds 3 } | Should -Throw '*no HTTP answer*' -ErrorId 'AmiTimeout,*'
            $listener.Stop()
        }
    }

    Context 'on a real Asterisk, by <Path>' -ForEach @{ Path = '/rawman' }, @{ Path = '/arawman' } {
        BeforeEach {
            if (-not $Pbx.HttpPort) {
                Set-ItResult -Skipped -Because 'the simulator has no HTTP'
                return
            }

            $Uri = "http://$($Pbx.ComputerName):$($Pbx.HttpPort)$Path"
            $Session = Connect-Ami -Uri $Uri -Credential $Credential
        }

        It 'is a session like any other' {
            "$($Session.State)" | Should -Be 'Connected'
            "$($Session.Uri)" | Should -Be $Uri
            $Session.ServerVersion | Should -Match "^$($Pbx.Branch)\."
            (Invoke-AmiAction Ping).Ping | Should -Be 'Pong'
            (Invoke-AmiAction ShowDialPlan).Count | Should -BeGreaterThan 100
            Invoke-AmiCommand 'core show version' | Should -Match "^Asterisk $($Pbx.Branch)\."
        }

        It 'tells the outcome of calls' {
            $outcomes = 'busy', 'answer-end' | ForEach-Object { Invoke-AmiOriginate "Local/$_@test" -Application Wait -ApplicationData 1 -Wait -TimeoutSeconds 60 }
            "$($outcomes.Outcome)" | Should -Be 'Busy Answered'
            Stop-TestCall
        }

        It 'streams events' {
            $shell = [powershell]::Create()
            $null = $shell.AddScript('param($Module, $Session) Import-Module $Module; Watch-AmiEvent UserEvent -Session $Session -MaxEvents 20 -TimeoutSeconds 120').
                AddArgument($ModulePath).AddArgument($Session)
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
            Wait-Until { $null = Invoke-AmiAction UserEvent @{ UserEvent = 'Probe' }; $output.Count -gt 0 } -Because 'it watches'
            1..20 | ForEach-Object { $null = Invoke-AmiAction UserEvent @{ UserEvent = "a+b & $_" } }
            Wait-Until { $running.IsCompleted }
            $shell.Dispose()
            $seen = @($output | Where-Object UserEvent -ne 'Probe')
            $seen.UserEvent | Should -Be (1..20 | ForEach-Object { "a+b & $_" } | Select-Object -First $seen.Count)
        }

        It 'ends at once while it waits for events' {
            Measure-Stop 'Watch-AmiEvent NoSuchEvent -Session $args[0]' $Session | Should -BeLessThan $AtOnce
            "$($Session.State)" | Should -Be 'Connected'
        }

        It 'leaves nothing behind on the server' {
            $watcher = Connect-Ami -Uri "ami://$($Pbx.ComputerName):$($Pbx.Port)" -Credential $Credential
            $single = Connect-Ami -Uri $Uri -Credential (New-TestCredential originator) -PoolSize 0
            Invoke-AmiCommand 'manager show connected' -Session $watcher | Where-Object { $_ -match '^\s*originator ' } | Should -HaveCount 1
            Disconnect-Ami $single
            # Without a Logoff the server keeps a session for a minute.
            Wait-Until -Seconds 30 -Because 'the server forgets the session' {
                -not (Invoke-AmiCommand 'manager show connected' -Session $watcher | Where-Object { $_ -match '^\s*originator ' })
            }
        }

        It 'refuses a wrong secret' {
            { Connect-Ami -Uri $Uri -Credential (New-TestCredential -Secret wrong) -ErrorAction Stop } |
                Should -Throw "*'admin'*wrong secret*" -ErrorId 'AmiAuthenticationFailed,*'
        }

        It 'names a path that is not there' {
            { Connect-Ami -Uri "http://$($Pbx.ComputerName):$($Pbx.HttpPort)/nosuch$Path" @Given } |
                Should -Throw "*/nosuch$Path*404*prefix*webenabled=yes*" -ErrorId 'AmiConnectionFailed,*'
        }

        It 'keeps WaitEvent for itself' {
            { Invoke-AmiAction WaitEvent -ErrorAction Stop } | Should -Throw '*Watch-AmiEvent*' -ErrorId 'AmiActionFailed,*'
        }

        It 'is not taken for an AMI port' {
            { Connect-Ami $Pbx.ComputerName -Port $Pbx.HttpPort @Given -TimeoutSeconds 8 } |
                Should -Throw "*-Uri http://$($Pbx.ComputerName):$($Pbx.HttpPort)*" -ErrorId 'AmiProtocolError,*'
        }
    }

    Context 'by TLS' {
        BeforeEach {
            if (-not $Pbx.HttpsPort) {
                Set-ItResult -Skipped -Because 'the simulator has no HTTP'
            }
        }

        It 'checks the certificate: <Path>' -ForEach @{ Path = '/rawman' }, @{ Path = '/arawman' } {
            $uri = "https://$($Pbx.ComputerName):$($Pbx.HttpsPort)$Path"
            $session = Connect-Ami -Uri $uri -CACertificate $Pbx.Certificate @Given
            $session.IsEncrypted | Should -BeTrue
            (Invoke-AmiAction ShowDialPlan).Count | Should -BeGreaterThan 100
            { Connect-Ami -Uri $uri @Given } | Should -Throw '*certificate that cannot be trusted*' -ErrorId 'AmiTlsFailed,*'
        }

        It 'tells clear and TLS ports apart' {
            { Connect-Ami -Uri "https://$($Pbx.ComputerName):$($Pbx.HttpPort)" @Given -TimeoutSeconds 60 -SkipCertificateCheck } |
                Should -Throw '*http:// in place of https://*' -ErrorId 'AmiTlsFailed,*'
            { Connect-Ami -Uri "http://$($Pbx.ComputerName):$($Pbx.HttpsPort)" @Given } |
                Should -Throw '*https://*' -ErrorId 'Ami*Failed,*'
            { Connect-Ami -Uri "http://$($Pbx.ComputerName):$($Pbx.HttpPort)" @Given -SkipCertificateCheck } |
                Should -Throw '*https://*' -ErrorId 'AmiTlsFailed,*'
        }
    }
}
