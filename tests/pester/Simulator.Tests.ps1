Describe 'Start-AmiSimulator and Stop-AmiSimulator' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        # The one that other tests may be using stays.
        $Before = Get-Variable AsteriskAmiTestSimulator -ValueOnly -ErrorAction Ignore
    }

    It 'starts on a free port and can be piped into Connect-Ami' {
        $simulator = Start-AmiSimulator
        $simulator.ComputerName | Should -Be '127.0.0.1'
        $simulator.Port | Should -BeGreaterThan 0
        $session = $simulator | Connect-Ami
        $session.UserName | Should -Be 'admin'
        $session.ServerVersion | Should -Match '^22\.'
        Wait-Until { $simulator.Connections -eq 1 }
        $session | Disconnect-Ami
        $simulator | Stop-AmiSimulator
    }

    It 'listens on the port that is asked for, and says when it is taken' {
        $one = Start-AmiSimulator
        { Start-AmiSimulator -Port $one.Port -ErrorAction Stop } | Should -Throw -ErrorId 'AmiConnectionFailed,*'
        $port = $one.Port
        $one | Stop-AmiSimulator
        $two = Start-AmiSimulator -Port $port
        $two.Port | Should -Be $port
        $two | Stop-AmiSimulator
    }

    It 'ends its connections when it stops' {
        $simulator = Start-AmiSimulator
        $session = $simulator | Connect-Ami -NoReconnect
        $simulator | Stop-AmiSimulator
        Wait-Until { "$($session.State)" -eq 'Closed' }
        $session | Disconnect-Ami
    }

    It 'starts nothing with -WhatIf' {
        Start-AmiSimulator -WhatIf | Should -BeNullOrEmpty
    }

    It 'stops all of them without an argument' {
        if ($Before) {
            Set-ItResult -Skipped -Because 'the tests are using a simulator of their own'
        }

        $one = Start-AmiSimulator
        $two = Start-AmiSimulator
        Stop-AmiSimulator
        foreach ($simulator in $one, $two) {
            { Connect-Ami 127.0.0.1 -Port $simulator.Port -Credential $simulator.Credential -TimeoutSeconds 2 -ErrorAction Stop } | Should -Throw -ErrorId 'AmiConnectionFailed,*'
        }
    }
}
