Describe 'Variables' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx
    }

    AfterEach {
        Stop-TestCall
    }

    AfterAll {
        Set-AmiVariable AMI_TEST ''
        Disconnect-TestPbx
    }

    It 'reads variables and functions of a channel' {
        $channel = (New-TestCall vars) -replace '1$', '2'
        Wait-Until { (Get-AmiVariable PLAIN -Channel $channel).Value }
        $all = Get-AmiVariable PLAIN, UTF8, COLON, EMPTY, 'CHANNEL(state)', NOSUCH -Channel $channel
        $all.Name | Should -Be 'PLAIN', 'UTF8', 'COLON', 'EMPTY', 'CHANNEL(state)', 'NOSUCH'
        $all.Value | Should -Be 'some text', 'Grüße aus Köln ☎', 'a: b = c', '', 'Up', ''
        $all.Channel | Select-Object -Unique | Should -Be $channel
        $all[0].Session | Should -Be $Session
        ($all | Format-Table | Out-String -Width 200) | Should -Match 'Name +Value +Channel'
    }

    It 'reads all variables of a channel, or those whose names match' {
        $channel = (New-TestCall vars) -replace '1$', '2'
        Wait-Until { (Get-AmiVariable INHERITED -Channel $channel).Value }
        (Get-AmiVariable -Channel $channel).Name | Should -Contain 'UTF8'
        $some = Get-AmiVariable P*, UTF? -Channel $channel
        $some.Name | Should -Be 'PLAIN', 'UTF8'
        Get-AmiVariable plain* -Channel $channel | Should -BeNullOrEmpty -Because 'the case of a name matters'
    }

    It 'reads those of the channels that are piped in, or whose names match' {
        $name = New-TestCall
        (Get-AmiChannel | Get-AmiVariable 'CHANNEL(name)').Value | Sort-Object | Should -Be $name, ($name -replace '1$', '2')
        (Get-AmiVariable 'CHANNEL(name)' -Channel 'Local/answer@*;1').Value | Should -Be $name
        ($name | Get-AmiVariable 'CHANNEL(name)').Value | Should -Be $name
        ([pscustomobject]@{ Channel = $name } | Get-AmiVariable 'CHANNEL(name)').Value | Should -Be $name
        Get-AmiVariable UNIQUEID -Channel 'PJSIP/nobody*' | Should -BeNullOrEmpty
    }

    It 'reads variables of the whole server' {
        $place = Get-AmiVariable PLACE
        $place.Value | Should -Be 'test bench'
        $place.Channel | Should -BeNullOrEmpty
        (Get-AmiVariable).Name | Should -Contain 'PLACE'
        (Get-AmiVariable PLA*).Value | Should -Be 'test bench'
        (Get-AmiVariable 'GLOBAL(PLACE)').Value | Should -Be 'test bench'
        ($Session | Get-AmiVariable PLACE).Value | Should -Be 'test bench'
    }

    It 'reads variables of several servers' {
        $other = Connect-TestPbx -Name other
        try {
            { Get-AmiVariable PLACE -ErrorAction Stop } | Should -Throw -ErrorId 'AmiAmbiguousSession,*'
            $both = Get-AmiSession | Get-AmiVariable PLACE
            $both.Value | Should -Be 'test bench', 'test bench'
            $both.Session.Name | Should -Be $Session.Name, 'other'
            (Get-AmiVariable PLACE -Session *).Count | Should -Be 2
        } finally {
            $other | Disconnect-Ami
        }
    }

    It 'sets it once for a channel that is piped in, whatever sessions are named besides' {
        $channel = Get-AmiChannel (New-TestCall)
        $other = Connect-TestPbx -Name other
        try {
            @($channel | Set-AmiVariable ONCE yes -Session $channel.Session, $other -PassThru).Value | Should -Be 'yes'
        } finally {
            Disconnect-Ami $other
        }
    }

    It 'tells an account which privilege it lacks' {
        $weak = Connect-TestPbx monitor -Name weak
        try {
            { Set-AmiVariable AMI_TEST weak -Session weak -ErrorAction Stop } | Should -Throw -ErrorId 'AmiPermissionDenied,*'
            (Get-AmiVariable AMI_TEST -Session $Session).Value | Should -Not -Be 'weak'
        } finally {
            $weak | Disconnect-Ami
        }
    }

    It 'goes on behind a channel that does not exist' {
        $name = New-TestCall
        $found = Get-AmiVariable 'CHANNEL(name)' -Channel PJSIP/nobody, $name -ErrorVariable errors -ErrorAction SilentlyContinue
        $found.Value | Should -Be $name
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'AmiNotFound,*'
        "$errors" | Should -Match 'PJSIP/nobody'
        [pscustomobject]@{ Cause = 17 } | Get-AmiVariable X -ErrorVariable errors -ErrorAction SilentlyContinue
        "$errors" | Should -Match 'names no channel'
    }

    It 'sets a variable, as the console shows' {
        $name = New-TestCall
        Set-AmiVariable AMI_PLAIN 'x, "y" \z; ü' -Channel $name
        (Get-AmiVariable AMI_PLAIN -Channel $name).Value | Should -Be 'x, "y" \z; ü'
        (Get-AmiChannel $name -Detailed).Variables['AMI_PLAIN'] | Should -Be 'x, "y" \z; ü'
        if ((Get-TestPbx).IsReal) {
            Get-ConsoleOutput "core show channel $name" | Should -Match '(?m)^AMI_PLAIN=x, "y" \\z; ü$'
        }

        Set-AmiVariable AMI_PLAIN '' -Channel $name
        (Get-AmiVariable AMI_PLAIN -Channel $name).Value | Should -Be ''
    }

    It 'sets a function, and what it stands for changes' {
        $name = New-TestCall
        $set = Get-AmiChannel $name | Set-AmiVariable 'CALLERID(num)' 0301234 -PassThru
        $set.Name | Should -Be 'CALLERID(num)'
        $set.Value | Should -Be '0301234'
        $set.Channel | Should -Be $name
        (Get-AmiChannel $name).CallerIdNumber | Should -Be '0301234'
    }

    It 'sets a variable of the whole server' {
        (Set-AmiVariable AMI_TEST one -PassThru).Value | Should -Be 'one'
        Get-ConsoleOutput 'dialplan show globals' | Should -Match '(?m)^ +AMI_TEST=one$'
        Get-AmiVariable AMI_TEST | Set-AmiVariable -Value two
        (Get-AmiVariable AMI_TEST).Value | Should -Be 'two'
        Get-AmiSession | Set-AmiVariable AMI_TEST three
        (Get-AmiVariable AMI_TEST).Value | Should -Be 'three'
    }

    It 'sets a variable again that was read from a channel, and no global one' {
        $name = New-TestCall
        Set-AmiVariable AMI_TEST global
        Set-AmiVariable AMI_TEST own -Channel $name
        Get-AmiVariable AMI_TEST -Channel $name | Set-AmiVariable -Value changed
        (Get-AmiVariable AMI_TEST -Channel $name).Value | Should -Be 'changed'
        (Get-AmiVariable AMI_TEST).Value | Should -Be 'global'
    }

    It 'sets nothing global when the channel is missing' {
        Set-AmiVariable AMI_TEST untouched
        $missing = $null
        { Set-AmiVariable AMI_TEST lost -Channel $missing } | Should -Throw '*Channel*'
        $null | Set-AmiVariable AMI_TEST lost -ErrorAction SilentlyContinue
        Get-AmiChannel 'PJSIP/nobody*' | Set-AmiVariable AMI_TEST lost
        Set-AmiVariable AMI_TEST lost -Channel 'PJSIP/nobody*'
        { Set-AmiVariable AMI_TEST lost -Channel PJSIP/nobody -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        (Get-AmiVariable AMI_TEST).Value | Should -Be 'untouched'
    }

    It 'sets it for several channels with -Force, and not at all with -WhatIf' {
        $null = New-TestCall
        Set-AmiVariable AMI_MANY 1 -Channel 'Local/*' -WhatIf
        Set-AmiVariable AMI_TEST whatif -WhatIf
        (Get-AmiChannel | Get-AmiVariable AMI_MANY).Value | Should -Be '', ''
        (Get-AmiVariable AMI_TEST).Value | Should -Not -Be 'whatif'
        Set-AmiVariable AMI_MANY 1 -Channel 'Local/*' -Force
        (Get-AmiChannel | Get-AmiVariable AMI_MANY).Value | Should -Be '1', '1'
    }

    It 'refuses what cannot be set, and says why' {
        $name = New-TestCall
        { Set-AmiVariable 'NOSUCH(x)' 1 -Channel $name -ErrorAction Stop } | Should -Throw '*NOSUCH(x)*no such function*'
        { Set-AmiVariable AMI_TEST ' 1' -ErrorAction Stop } | Should -Throw '*AMI_TEST*begins with a blank*'
        { Set-AmiVariable '${X}' 1 -ErrorAction Stop } | Should -Throw '*without ${}*'
        { Set-AmiVariable AMI_TEST "a`nb" -ErrorAction Stop } | Should -Throw -ErrorId 'AmiInvalidHeader,*'
        { Get-AmiVariable '${X}' -ErrorAction Stop } | Should -Throw '*without ${}*'
        { Get-AmiChannel $name | Set-AmiVariable -Value 1 -ErrorAction Stop } | Should -Throw '*no variable to set*'
    }

    It 'completes the names of variables' {
        $channel = (New-TestCall vars) -replace '1$', '2'
        Wait-Until { (Get-AmiVariable INHERITED -Channel $channel).Value }
        $line = "Get-AmiVariable -Channel '$channel' -Name PL"
        (TabExpansion2 $line $line.Length).CompletionMatches.ListItemText | Should -Contain 'PLAIN'
        (TabExpansion2 'Get-AmiVariable PLA' 19).CompletionMatches.ListItemText | Should -Be 'PLACE'
    }
}
