Describe 'User events' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $null = Connect-TestPbx
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'go to those who follow events, with their headers in order' {
        $name = "Test-$([guid]::NewGuid())"
        $null = Register-AmiEvent UserEvent -SourceIdentifier $name
        try {
            Send-AmiUserEvent "not-$name" -WhatIf
            Send-AmiUserEvent $name ([ordered]@{ Second = 'two, "2"'; First = 'ü'; Number = 3 })
            Send-AmiUserEvent -Name $name -Header 'Item=bread=good', 'Last=yes'
            $events = {
                (Get-Event -SourceIdentifier $name -ErrorAction Ignore).SourceEventArgs.Events | Where-Object UserEvent -Like "*$name"
            }
            Wait-Until { @(& $events).Count -ge 2 } -Seconds 30
            $one, $two = & $events
            $one.UserEvent | Should -Be $name
            $one.Second | Should -Be 'two, "2"'
            $one.First | Should -Be 'ü'
            $one.Number | Should -Be '3'
            $one.PSObject.Properties.Name -match '^(Second|First|Number)$' | Should -Be 'Second', 'First', 'Number'
            $two.Item | Should -Be 'bread=good'
            $two.Last | Should -Be 'yes'
        } finally {
            Unregister-Event $name
            Remove-Event $name -ErrorAction Ignore
        }
    }

    It 'have a header several times where its value is an array' {
        $name = "Test-$([guid]::NewGuid())"
        $e = Wait-AmiEvent UserEvent -Property @{ UserEvent = $name } -During { Send-AmiUserEvent $name ([ordered]@{ Level = 1, 2; Last = 'x' }) }
        $e.Level | Should -Be '1', '2'
        $e.Last | Should -Be 'x'
    }

    It 'take no header with a name of Asterisk or a line end: <Name>' -ForEach @(
        @{ Name = 'ActionID'; Value = '1' }
        @{ Name = 'UserEvent'; Value = '1' }
        @{ Name = 'Action'; Value = 'Logoff' }
        @{ Name = 'X'; Value = "1`r`nAction: Logoff" }
        @{ Name = "X`nY"; Value = '1' }
    ) {
        { Send-AmiUserEvent Test -Header @{ $Name = $Value } -ErrorAction Stop } | Should -Throw -ErrorId 'AmiInvalidHeader,*'
    }
}
