Describe 'AGI commands' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx

        # A channel that waits for commands in AGI(agi:async).
        function New-TestAgi {
            $name = (New-TestCall agi) -replace '1$', '2'
            Wait-Until { (Get-AmiChannel $name).Application -eq 'AGI' }
            $name
        }
    }

    BeforeEach {
        Skip-OnSimulator AGI
    }

    AfterEach {
        Stop-TestCall
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'runs a command and gives its result' {
        $name = New-TestAgi
        $result = Invoke-AmiAgi $name 'GET VARIABLE EXTEN'
        $result.Code | Should -Be 200
        $result.Result | Should -Be '1'
        $result.Data | Should -Be 'agi'
        $result.Text | Should -Be '200 result=1 (agi)'
        $result.Channel | Should -Be $name
        $result.Command | Should -Be 'GET VARIABLE EXTEN'
        $result.Session | Should -Be $Session
        (Invoke-AmiAgi $name 'GET VARIABLE NOSUCH').Data | Should -BeNullOrEmpty
        ($result | Format-Table | Out-String -Width 200) | Should -Match 'Code +Result +Data +Command +Channel'
    }

    It 'does what the command says, and gives texts as they are' {
        $name = New-TestAgi
        $null = Get-AmiChannel $name | Invoke-AmiAgi -Command 'SET VARIABLE AMI_AGI "Grüße: 100% (a) + b"'
        (Get-AmiVariable AMI_AGI -Channel $name).Value | Should -Be 'Grüße: 100% (a) + b'
        (Invoke-AmiAgi $name 'GET VARIABLE AMI_AGI').Data | Should -Be 'Grüße: 100% (a) + b'
    }

    It 'keeps results apart that are asked for at the same time' {
        $names = 1..4 | ForEach-Object { New-TestAgi }
        $results = Invoke-AmiAgi 'Local/agi@*;2' 'GET VARIABLE UNIQUEID' -Force
        $results.Count | Should -Be 4
        foreach ($name in $names) {
            ($results | Where-Object Channel -EQ $name).Data | Should -Be (Get-AmiChannel $name).Uniqueid
        }
    }

    It 'waits for the result of a command that waits itself' {
        $name = New-TestAgi
        (Invoke-AmiAgi $name 'WAIT FOR DIGIT 300').Result | Should -Be '0' -Because 'no digit came'
    }

    It 'leaves AGI with ASYNCAGI BREAK, and the dialplan goes on' {
        $name = New-TestAgi
        (Invoke-AmiAgi $name 'ASYNCAGI BREAK').Code | Should -Be 200
        Wait-Until { (Get-AmiChannel $name).Application -eq 'Wait' }
    }

    It 'reports a command that Asterisk does not know, or not so' {
        $name = New-TestAgi
        { Invoke-AmiAgi $name 'NOSUCH' -ErrorAction Stop } | Should -Throw "*'NOSUCH'*510*"
        { Invoke-AmiAgi $name 'SET VARIABLE' -ErrorAction Stop } | Should -Throw '*520*Proper usage*'
        { Invoke-AmiAgi $name "NOOP`r`nX: y" -ErrorAction Stop } | Should -Throw -ErrorId 'AmiInvalidHeader,*'
    }

    It 'reports a channel that does not wait for commands, or does not exist' {
        $name = New-TestCall
        { Invoke-AmiAgi $name 'NOOP' -ErrorAction Stop } | Should -Throw '*AGI(agi:async)*'
        { Invoke-AmiAgi PJSIP/nobody 'NOOP' -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
    }

    It 'gives up after its time, and says what may be the matter' {
        $name = New-TestAgi
        { Invoke-AmiAgi $name 'WAIT FOR DIGIT 20000' -TimeoutSeconds 1 -ErrorAction Stop } | Should -Throw -ErrorId 'AmiTimeout,*'
    }

    It 'ends when the channel ends, and not at its time' {
        $name = New-TestAgi
        $null = Set-AmiChannelTimeout $name 1
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        # The command may still tell that it broke off, or not.
        $result = Invoke-AmiAgi $name 'WAIT FOR DIGIT 50000' -TimeoutSeconds 60 -ErrorVariable errors -ErrorAction SilentlyContinue
        "$($result.Result)$errors" | Should -Match '^-1$|left AGI'
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 30
    }

    It 'stops waiting at Ctrl+C' {
        $name = New-TestAgi
        Measure-Stop 'param($Name, $Session) Invoke-AmiAgi $Name "WAIT FOR DIGIT 50000" -Session $Session' $name, $Session |
            Should -BeLessThan $AtOnce
    }

    It 'runs nothing with -WhatIf' {
        $name = New-TestAgi
        Invoke-AmiAgi $name 'SET VARIABLE AMI_AGI no' -WhatIf
        (Get-AmiVariable AMI_AGI -Channel $name).Value | Should -BeNullOrEmpty
    }
}
