Describe 'Invoke-AmiAction' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'gives the answer with Asterisk''s own header names' {
        $answer = Invoke-AmiAction CoreSettings
        $answer.Response | Should -Be 'Success'
        $answer.AsteriskVersion | Should -Be $Session.ServerVersion
        $answer.asteriskversion | Should -Be $Session.ServerVersion
        $answer.PSObject.Properties.Name | Should -Contain 'CoreCDRenabled'
        $answer.Nonexistent | Should -BeNullOrEmpty
    }

    It 'streams the items of a list' {
        $items = Invoke-AmiAction QueueStatus @{ Queue = 'sales' }
        $items.Event | Should -Be 'QueueParams', 'QueueMember', 'QueueMember'
        $items[1].Name | Should -Be 'Agent One'
        # Typed by the catalog: numbers are numbers.
        $items[1].Penalty | Should -BeOfType int
    }

    It 'ends a list early without harm' {
        (Invoke-AmiAction QueueStatus | Select-Object -First 1).Event | Should -Be 'QueueParams'
        (Invoke-AmiAction Ping).Ping | Should -Be 'Pong'
    }

    It 'gives nothing for an empty list' {
        Invoke-AmiAction CoreShowChannels | Should -BeNullOrEmpty
    }

    It 'sends parameters, an array as repeated headers' {
        $null = Register-AmiEvent UserEvent -SourceIdentifier user -Session $Session
        try {
            $null = Invoke-AmiAction UserEvent ([ordered]@{ UserEvent = 'Shopping'; Item = 'bread', 'grüne Äpfel'; Empty = ''; Yes = $true })
            Wait-Until { Get-Event -SourceIdentifier user -ErrorAction Ignore }
            $received = (Get-Event -SourceIdentifier user).SourceEventArgs.Events[0]
            $received.UserEvent | Should -Be 'Shopping'
            $received.Item | Should -Be 'bread', 'grüne Äpfel'
            $received.Empty | Should -BeExactly ''
            $received.Yes | Should -Be 'true'
        } finally {
            Unregister-Event user
            Remove-Event user -ErrorAction Ignore
        }
    }

    It 'refuses a hashtable for a value' {
        { Invoke-AmiAction UserEvent @{ UserEvent = @{ a = 1 } } -ErrorAction Stop } | Should -Throw -ErrorId 'AmiInvalidHeader,*'
    }

    It 'reads what it wrote' {
        $null = Invoke-AmiAction DBPut @{ Family = 'asteriskami'; Key = 'greeting'; Val = 'a: b = ü' }
        (Invoke-AmiAction DBGet @{ Family = 'asteriskami'; Key = 'greeting' }).Val | Should -Be 'a: b = ü'
        $null = Invoke-AmiAction DBDel @{ Family = 'asteriskami'; Key = 'greeting' }
        { Invoke-AmiAction DBGet @{ Family = 'asteriskami'; Key = 'greeting' } -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
    }

    It 'sends nothing with -WhatIf' {
        Invoke-AmiAction DBPut @{ Family = 'asteriskami'; Key = 'unwritten'; Val = 1 } -WhatIf
        { Invoke-AmiAction DBGet @{ Family = 'asteriskami'; Key = 'unwritten' } -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
    }

    It 'goes on to the next session when one fails' {
        $monitor = Connect-TestPbx monitor
        $answers = $monitor, $Session | Invoke-AmiAction CoreStatus -ErrorVariable errors -ErrorAction SilentlyContinue
        @($answers).Count | Should -Be 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'AmiPermissionDenied,*'
        Disconnect-Ami $monitor
    }

    It 'lets a header with a strict mode miss quietly as a .NET object would' {
        Set-StrictMode -Version 1
        (Invoke-AmiAction Ping).NoSuchHeader | Should -BeNullOrEmpty
        Set-StrictMode -Off
    }

    It 'refuses to change what the server sent' {
        $answer = Invoke-AmiAction Ping
        { $answer.Response = 'x' } | Should -Throw
    }
}

Describe 'Invoke-AmiCommand' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'gives the lines that the console prints' {
        $lines = Invoke-AmiCommand 'core show channels'
        $lines[-3] | Should -Match '^0 active channels'
        $lines | Should -BeOfType string
    }

    It 'keeps indentation and blank lines' {
        $lines = Invoke-AmiCommand 'queue show sales'
        ($lines -match '^   Members:').Count | Should -Be 1
        ($lines -match '^      Agent One ').Count | Should -Be 1
        $lines[-1] | Should -BeExactly ''
    }

    It 'takes several commands by the pipeline' {
        ('core show version', 'core show uptime' | Invoke-AmiCommand) -match 'Asterisk|uptime' | Should -HaveCount 2
    }

    It 'reports a command that does not exist' {
        { Invoke-AmiCommand 'no such thing' -Confirm:$false -ErrorAction Stop } | Should -Throw "*No such command 'no such thing'*"
    }

    It 'asks before a command that may change something' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
                param($Module, $Session)
                Import-Module $Module
                Invoke-AmiCommand 'database put asteriskami asked yes' -Session $Session
            }).AddArgument($ModulePath).AddArgument($Session)
        # This runspace has no host that could ask: asking is an error there, and nothing is sent.
        $null = $shell.Invoke()
        $shell.HadErrors | Should -BeTrue
        $shell.Dispose()
        { Invoke-AmiAction DBGet @{ Family = 'asteriskami'; Key = 'asked' } -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
    }
}
