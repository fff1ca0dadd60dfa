Describe 'Checking a connection' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Pbx = Get-TestPbx
        $Endpoint = Get-TestEndpoint
        $IsHttp = [bool]$Endpoint['Uri']
        $Names = @('NameResolution', 'Tcp') + @(if ($Endpoint['UseTls']) { 'Tls' }) + @($IsHttp ? 'Http' : 'Banner') +
            @('Login', 'Privileges', 'ServerVersion', 'EventFlow', 'RoundTrip', 'WriteTimeout')
        # The simulator has no manager.conf to ask.
        $WriteTimeout = if ($IsHttp) { 'Over HTTP there is none' } elseif ($Pbx.IsReal) { '100 ms \(the default\)' } else { 'does not tell' }

        # The steps by their names.
        function Get-Step {
            param([Parameter(ValueFromPipeline)] $Step)
            begin { $all = @{} }
            process { $all[$Step.Name] = $Step }
            end { $all }
        }
    }

    AfterEach {
        Disconnect-TestPbx
    }

    It 'gives one object a step, and nothing fails for an account with all rights' {
        $steps = @(Test-AmiConnection @Endpoint -Credential (New-TestCredential))
        $steps.Name | Should -Be $Names
        $steps[0] | Should -BeOfType AsteriskAmi.Diagnosis.AmiConnectionCheck
        $steps.ComputerName | Select-Object -Unique | Should -Be $Pbx.ComputerName
        $steps.Port | Select-Object -Unique | Should -BeIn $Pbx.Port, $Pbx.TlsPort, $Pbx.HttpPort
        # How fast a busy machine is says nothing of the account.
        ($steps | Where-Object Name -NotIn 'RoundTrip', 'WriteTimeout').Status | Select-Object -Unique | Should -Be 'Passed'
        $steps.Status | Should -Not -Contain 'Failed'
        $all = $steps | Get-Step
        $all.Login.Detail | Should -Be "Logged in as 'admin', by MD5 challenge."
        $all.ServerVersion.Detail | Should -BeLike "Asterisk $($Pbx.Branch).*"
        $all.RoundTrip.Detail | Should -BeLike '10 Pings took * ms, in the median * ms.'
        $all.WriteTimeout.Detail | Should -Match $WriteTimeout
        $all.Tcp.Duration | Should -BeOfType timespan
    }

    It 'works without a session and leaves none' {
        Test-AmiConnection @Endpoint -Credential (New-TestCredential) -Quiet | Should -BeTrue
        Get-AmiSession | Should -BeNullOrEmpty
    }

    It 'ends before the login without a credential, and says so' {
        $all = Test-AmiConnection @Endpoint | Get-Step
        $all[($IsHttp ? 'Http' : 'Banner')].Status | Should -Be 'Passed'
        $all.Login.Status | Should -Be 'NotChecked'
        $all.Login.Cause | Should -BeLike '*-Credential*'
        Test-AmiConnection @Endpoint -Quiet | Should -BeTrue
    }

    It 'warns of an account that may send nothing in particular' {
        $all = Test-AmiConnection @Endpoint -Credential (New-TestCredential monitor) | Get-Step
        $all.Privileges.Status | Should -Be 'Warning'
        $all.Privileges.Cause | Should -BeLike '*`[monitor`] in manager.conf*'
        $all.ServerVersion.Status | Should -Be 'NotChecked'
        $all.EventFlow.Status | Should -Be 'NotChecked'
        Test-AmiConnection @Endpoint -Credential (New-TestCredential monitor) -Quiet | Should -BeTrue
    }

    It 'takes an account that sees no event for none that is broken' {
        $all = Test-AmiConnection @Endpoint -Credential (New-TestCredential originator) | Get-Step
        $all.Privileges.Status | Should -Be 'Passed'
        $all.EventFlow.Status | Should -Be 'NotChecked'
        $all.EventFlow.Detail | Should -BeLike 'No event has come yet.*'
    }

    It 'names what to look at when the login of <UserName> is refused' -ForEach @(
        @{ UserName = 'admin'; Secret = 'not-that-secret' }
        @{ UserName = 'nobody'; Secret = 'not-that-secret' }
        @{ UserName = 'forbidden'; Secret = 'forbidden-test-secret' }
    ) {
        $steps = Test-AmiConnection @Endpoint -Credential (New-TestCredential $UserName $Secret)
        $all = $steps | Get-Step
        $all.Login.Status | Should -Be 'Failed'
        $all.Login.Detail | Should -BeLike "*refused the login of '$UserName': Authentication failed."
        foreach ($part in "*section ``[$UserName``]*", '*secret=*', '*permit=, deny= and acl=*', '*127.0.0.1*', '*manager reload*', "*manager show user $UserName*") {
            $all.Login.Cause | Should -BeLike $part
        }

        $all.Privileges.Status | Should -Be 'NotReached'
        $steps | ConvertTo-Json | Should -Not -Match $Secret
        Test-AmiConnection @Endpoint -Credential (New-TestCredential $UserName $Secret) -Quiet | Should -BeFalse
    }

    It 'knows an account that is logged in already' {
        $session = Connect-TestPbx single
        $login = ($session | Test-AmiConnection | Get-Step).Login
        $login.Status | Should -Be 'Failed'
        $login.Detail | Should -BeLike '*Login Already In Use.'
        $login.Cause | Should -BeLike '*allowmultiplelogin=no*'
    }

    It 'checks the servers of sessions by connections of its own' {
        $one = Connect-TestPbx -Name one
        $two = Connect-TestPbx -Name two
        @(Get-AmiSession | Test-AmiConnection -Quiet) | Should -Be $true, $true
        (Test-AmiConnection -Session one | Get-Step).Login.Status | Should -Be 'Passed'
        (Test-AmiConnection -Session $two -TimeoutSeconds 60).Name | Should -Contain 'EventFlow'
        "$($one.State)" | Should -Be 'Connected'
        { Test-AmiConnection -Session three } | Should -Throw '*There is no session*'
        { Test-AmiConnection -Session one -ComputerName x } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
    }

    It 'takes rows of a table, and what an object that is no session says of a server' {
        $rows = [pscustomobject]@{ ComputerName = $Pbx.ComputerName; Port = "$($Pbx.Port)" }, [pscustomobject]@{ ComputerName = 'unreachable.invalid'; Port = '' }
        @($rows | Test-AmiConnection -Credential (New-TestCredential) -Quiet -WarningAction SilentlyContinue) | Should -Be $true, $false
        $simulator = Start-AmiSimulator
        try {
            ($simulator | Test-AmiConnection | Get-Step).Login.Status | Should -Be 'Passed'
        } finally {
            $simulator | Stop-AmiSimulator
        }
    }

    It 'tells a name that does not resolve from a port on which nothing listens' {
        $all = Test-AmiConnection unreachable.invalid | Get-Step
        $all.NameResolution.Status | Should -Be 'Failed'
        $all.Tcp.Status | Should -Be 'NotReached'
        $all = Test-AmiConnection 127.0.0.1 -Port 1 | Get-Step
        $all.Tcp.Status | Should -Be 'Failed'
        $all.Tcp.Detail | Should -BeLike '*nothing listens there.'
        $all.Tcp.Cause | Should -BeLike '*manager.conf*'
    }

    It 'knows the wrong port of a server for what it is' {
        if (-not $Pbx.IsReal) {
            Set-ItResult -Skipped -Because 'the simulator has no other ports'
        }

        $all = Test-AmiConnection $Pbx.ComputerName -Port $Pbx.TlsPort -TimeoutSeconds 8 | Get-Step
        $all.Banner.Status | Should -Be 'Failed'
        $all.Banner.Cause | Should -BeLike '*-UseTls*'
        $all = Test-AmiConnection $Pbx.ComputerName -Port $Pbx.HttpPort -TimeoutSeconds 8 | Get-Step
        $all.Banner.Detail | Should -BeLike '*is an HTTP server*'
        $all = Test-AmiConnection $Pbx.ComputerName -Port $Pbx.Port -UseTls -SkipCertificateCheck | Get-Step
        $all.Tls.Status | Should -Be 'Failed'
        $all.Tls.Cause | Should -BeLike '*leave -UseTls out*'
    }

    It 'describes a certificate, and what is wrong with one' {
        if (-not $Pbx.IsReal) {
            Set-ItResult -Skipped -Because 'the simulator has no TLS'
        }

        $tls = @{ ComputerName = $Pbx.ComputerName; Port = $Pbx.TlsPort; UseTls = $true }
        (Test-AmiConnection @tls -CACertificate $Pbx.Certificate | Get-Step).Tls.Detail | Should -Match "^TLS 1\.[23]\. Certificate 'CN=localhost' of 'CN=localhost', valid until 20\d\d-\d\d-\d\d, SHA-256 [0-9A-F]{64}\.$"
        (Test-AmiConnection @tls -SkipCertificateCheck | Get-Step).Tls.Detail | Should -BeLike '*Not checked*'
        $untrusted = (Test-AmiConnection @tls | Get-Step).Tls
        $untrusted.Status | Should -Be 'Failed'
        $untrusted.Cause | Should -BeLike '*-CACertificate*'
    }

    It 'checks a server over HTTP' {
        if (-not $Pbx.IsReal) {
            Set-ItResult -Skipped -Because 'the simulator has no HTTP'
        }

        foreach ($path in 'rawman', 'arawman') {
            $steps = Test-AmiConnection -Uri "http://$($Pbx.ComputerName):$($Pbx.HttpPort)/$path" -Credential (New-TestCredential)
            $steps.Name | Should -Be 'NameResolution', 'Tcp', 'Http', 'Login', 'Privileges', 'ServerVersion', 'EventFlow', 'RoundTrip', 'WriteTimeout'
            ($steps | Where-Object Name -NotIn 'RoundTrip', 'WriteTimeout').Status | Select-Object -Unique | Should -Be 'Passed'
        }

        $http = (Test-AmiConnection -Uri "http://$($Pbx.ComputerName):$($Pbx.HttpPort)/nosuch" | Get-Step).Http
        $http.Status | Should -Be 'Failed'
        $http.Cause | Should -BeLike '*prefix*webenabled=yes*'
    }

    It 'is an error, not a failed step, when a parameter cannot be used' {
        { Test-AmiConnection 127.0.0.1 -UseTls -CertificateThumbprint xyz -ErrorAction Stop } | Should -Throw -ErrorId 'AmiTlsFailed,*'
        { Test-AmiConnection 127.0.0.1 -Port 1 -SkipCertificateCheck -ErrorAction Stop } | Should -Throw -ErrorId 'AmiTlsFailed,*'
    }

    It 'shows a table whose lines break between words, without colours of its own' {
        $table = Test-AmiConnection 127.0.0.1 -Port 1 | Out-String
        $table = $table -replace '\x1b\[[0-9;]*m'
        $table | Should -Match '(?m)^   Server: 127\.0\.0\.1:1\s*$'
        $table | Should -Match '(?m)^Name +Status +Duration Detail *\s*$'
        $table | Should -Match '(?m)^NameResolution Passed +[\d.,]+ ms '
        $table | Should -Match '(?m)^Login          NotReached           Tcp failed\.\s*$'
        ($table -replace '\s+', ' ') | Should -BeLike '*nothing listens there. Check the port, that Asterisk runs*'
    }

    It 'tells the steps by -Verbose and the traffic by -Debug, without secrets' {
        $told = Test-AmiConnection @Endpoint -Credential (New-TestCredential) -Verbose -Debug 4>&1 5>&1 | Out-String
        $told | Should -Match "Logging in as 'admin'"
        $told | Should -Match 'Action: Login'
        $told | Should -Match 'Action: UserEvent'
        $told | Should -Not -Match 'admin-test-secret'
    }

    It 'gives each step as it is done' {
        $first = Test-AmiConnection @Endpoint -Credential (New-TestCredential) | Select-Object -First 1
        $first.Name | Should -Be 'NameResolution'
    }

    It 'stops at once' {
        # It takes connections and never answers.
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        try {
            Measure-Stop 'param($Port) Test-AmiConnection 127.0.0.1 -Port $Port -TimeoutSeconds 60' $listener.LocalEndpoint.Port | Should -BeLessThan $AtOnce
        } finally {
            $listener.Stop()
        }
    }
}
