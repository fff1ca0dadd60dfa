# What is said of each fault of a certificate, the tests of the library tell.
Describe 'TLS' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Pbx = Get-TestPbx
        $Credential = New-TestCredential
        $Anywhere = @{ ComputerName = '127.0.0.1'; Credential = $Credential; ErrorAction = 'Stop' }
    }

    AfterEach {
        Disconnect-TestPbx
    }

    Context 'without a PBX' {
        It 'goes to the usual port of each kind' {
            (Connect-Ami 127.0.0.1 -UseTls -Credential $Credential -TimeoutSeconds 2 -Verbose -ErrorAction SilentlyContinue 4>&1) -join "`n" |
                Should -Match '127\.0\.0\.1:5039 as admin by TLS'
            (Connect-Ami 127.0.0.1 -Credential $Credential -TimeoutSeconds 2 -Verbose -ErrorAction SilentlyContinue 4>&1) -join "`n" |
                Should -Match '127\.0\.0\.1:5038 as admin\.'
            # An empty cell of a table.
            [pscustomobject]@{ Port = ''; UseTls = $true } |
                Connect-Ami 127.0.0.1 -Credential $Credential -TimeoutSeconds 2 -Verbose -ErrorAction SilentlyContinue 4>&1 |
                Out-String | Should -Match ':5039'
        }

        It 'is asked for where something is asked of a certificate: <Name>' -ForEach @(
            @{ Name = 'CACertificate'; Value = 'ca.pem' }
            @{ Name = 'CertificateThumbprint'; Value = 'A' * 64 }
            @{ Name = 'SkipCertificateCheck'; Value = $true }
        ) {
            $parameter = @{ $Name = $Value }
            { Connect-Ami @Anywhere @parameter } | Should -Throw "-$Name*Add -UseTls*" -ErrorId 'AmiTlsFailed,*'
        }

        It 'comes from a table in words: <Word>' -ForEach @(
            @{ Word = 'True'; Port = 5039 }
            @{ Word = 'false'; Port = 5038 }
            @{ Word = ''; Port = 5038 }
        ) {
            [pscustomobject]@{ UseTls = $Word } |
                Connect-Ami 127.0.0.1 -Credential $Credential -TimeoutSeconds 2 -Verbose -ErrorAction SilentlyContinue 4>&1 |
                Out-String | Should -Match ":$Port"
        }

        It 'is not left out because of a word that is none' {
            [pscustomobject]@{ ComputerName = $Pbx.ComputerName; Port = $Pbx.Port; UseTls = 'yes' } |
                Connect-Ami -Credential $Credential -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
            "$failed" | Should -Match "'UseTls'.*'yes' is neither true nor false"
        }

        It 'takes one word about the certificate' {
            { Connect-Ami @Anywhere -UseTls -SkipCertificateCheck -CertificateThumbprint ('A' * 64) } |
                Should -Throw '-CertificateThumbprint and -SkipCertificateCheck exclude each other*' -ErrorId 'AmiTlsFailed,*'
        }

        It 'names a file that cannot be used: <Path>' -ForEach @(
            @{ Path = 'TestDrive:/missing.pem'; Why = 'missing.pem' }
            @{ Path = 'TestDrive:/empty.pem'; Why = 'no certificate in PEM form' }
            @{ Path = 'Env:/PATH'; Why = 'leads to no file' }
            @{ Path = 'nosuchdrive:/ca.pem'; Why = 'nosuchdrive' }
        ) {
            $null = New-Item TestDrive:/empty.pem -Force
            { Connect-Ami @Anywhere -UseTls -CACertificate $Path } | Should -Throw "*-CACertificate*$Why*" -ErrorId 'AmiTlsFailed,*'
        }

        It 'names a thumbprint that is none' {
            { Connect-Ami @Anywhere -UseTls -CertificateThumbprint 'AB:CD' } |
                Should -Throw "*'AB:CD' of -CertificateThumbprint*4 hexadecimal digits*" -ErrorId 'AmiTlsFailed,*'
        }

        It 'says so when the server speaks none' {
            { Connect-Ami @Anywhere -Port $Pbx.Port -UseTls } |
                Should -Throw "*speaks no TLS: it begins with 'Asterisk Call Manager/*'*5039*" -ErrorId 'AmiTlsFailed,*'
        }

        It 'ends at once in a handshake that gets no answer' {
            $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
            $listener.Start()
            $arguments = $listener.LocalEndpoint.Port, $Credential
            Measure-Stop 'Connect-Ami 127.0.0.1 -Port $args[0] -UseTls -Credential $args[1] -TimeoutSeconds 60' $arguments | Should -BeLessThan $AtOnce
            { Connect-Ami @Anywhere -Port $listener.LocalEndpoint.Port -UseTls -TimeoutSeconds 3 } |
                Should -Throw '*did not answer the TLS handshake within 3 s*' -ErrorId 'AmiTimeout,*'
            $listener.Stop()
        }
    }

    Context 'of a real PBX' {
        BeforeAll {
            $Secure = @{ ComputerName = $Pbx.ComputerName; Port = $Pbx.TlsPort; UseTls = $true; Credential = $Credential; ErrorAction = 'Stop' }
            if ($Pbx.TlsPort) {
                $Certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPem((Get-Content $Pbx.Certificate -Raw))
                $Sha256 = $Certificate.GetCertHashString('SHA256')
            }
        }

        BeforeEach {
            if (-not $Pbx.TlsPort) {
                Set-ItResult -Skipped -Because 'the simulator has no TLS port'
            }
        }

        It 'trusts the authorities of a file, on any path of PowerShell' {
            Copy-Item $Pbx.Certificate TestDrive:/ca.pem
            Push-Location TestDrive:/
            $session = Connect-Ami @Secure -CACertificate ca.pem
            Pop-Location
            $session.IsEncrypted | Should -BeTrue
            $session.Port | Should -Be $Pbx.TlsPort
            (Invoke-AmiAction Ping).Response | Should -Be 'Success'
            (Connect-Ami @Secure -CACertificate TestDrive:/ca.pem).IsEncrypted | Should -BeTrue
        }

        It 'trusts the one certificate with a thumbprint: <Form>' -ForEach @(
            @{ Form = 'SHA-256' }
            @{ Form = 'SHA-256 with colons' }
            @{ Form = 'SHA-1' }
        ) {
            $thumbprint = switch ($Form) {
                'SHA-256' { $Sha256 }
                'SHA-256 with colons' { $Sha256.ToLowerInvariant() -replace '(..)(?!$)', '$1:' }
                'SHA-1' { $Certificate.Thumbprint }
            }
            (Connect-Ami @Secure -CertificateThumbprint $thumbprint).IsEncrypted | Should -BeTrue
        }

        It 'checks nothing where that is asked for' {
            (Connect-Ami @Secure -SkipCertificateCheck).IsEncrypted | Should -BeTrue
        }

        It 'takes what it needs from a table' {
            [pscustomobject]@{ ComputerName = $Pbx.ComputerName; Port = $Pbx.TlsPort; UseTls = $true; CACertificate = ''; CertificateThumbprint = $Sha256 } |
                Connect-Ami -Credential $Credential | ForEach-Object IsEncrypted | Should -BeTrue
        }

        It 'refuses the certificate unless told otherwise, and says what to do' {
            $failure = { Connect-Ami @Secure } | Should -Throw -ErrorId 'AmiTlsFailed,*' -PassThru
            $failure.CategoryInfo.Category | Should -Be 'SecurityError'
            "$failure" | Should -Match "self-signed.*-CACertificate.*CN=localhost.*-CertificateThumbprint $Sha256.*-SkipCertificateCheck"
        }

        It 'refuses another certificate than the one that was named' {
            { Connect-Ami @Secure -CertificateThumbprint ('0' * 64) } | Should -Throw "*$Sha256*$('0' * 64)*" -ErrorId 'AmiTlsFailed,*'
        }

        It 'tells sessions in clear from encrypted ones' {
            $null = Connect-Ami @Secure -SkipCertificateCheck -Name encrypted
            $null = Connect-Ami $Pbx.ComputerName -Port $Pbx.Port -Credential $Credential -Name clear
            (Get-AmiSession | Where-Object IsEncrypted).Name | Should -Be 'encrypted'
        }
    }
}
