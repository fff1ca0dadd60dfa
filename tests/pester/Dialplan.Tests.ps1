Describe 'The dialplan' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx
        # Which no other test uses.
        $Context = 'pester-plan'
    }

    AfterEach {
        foreach ($name in (Get-AmiDialplan "$Context*").Extension | Sort-Object -Unique) {
            Remove-AmiDialplanExtension $Context $name
        }
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'is shown with typed priorities' {
        $plan = Get-AmiDialplan test
        $dial = $plan | Where-Object Extension -EQ dial-busy
        $dial.Priority | Should -Be 1, 2, 3
        $dial.Application | Should -Be Dial, NoOp, Busy
        $dial[0].Data | Should -Be 'Local/busy@test,5'
        $dial[0].Kind | Should -Be Step
        $dial[0].Registrar | Should -Be pbx_config
        $dial[0].Session | Should -Be $Session
        "$($dial[0])" | Should -Be 'test,dial-busy,1'
        ($dial | Format-Table | Out-String -Width 200) | Should -Match 'Context +Extension +Priority +Label +Kind +Application +Data'
    }

    It 'tells hints and includes from steps' {
        $hint = Get-AmiDialplan hints | Where-Object Extension -EQ 1001
        $hint.Kind | Should -Be Hint
        $hint.Priority | Should -Be -1
        $hint.Data | Should -Be 'PJSIP/1001'
        $includes = Get-AmiDialplan phones | Where-Object Kind -EQ Include
        $includes.Data | Should -Contain test
        $includes.Extension | Should -Be @('', '')
    }

    It 'is searched by an extension as it is dialled, or by patterns' {
        (Get-AmiDialplan test 1001).Extension | Should -Be '_100[12]', '_100[12]'
        (Get-AmiDialplan te* *busy*).Extension | Sort-Object -Unique | Should -Be busy, dial-busy
        (Get-AmiDialplan -Extension 'answer').Context | Sort-Object -Unique | Should -Be test
        ([pscustomobject]@{ Context = 'test'; Exten = 'busy' } | Get-AmiDialplan).Application | Should -Be Busy
        Get-AmiDialplan 'nosuch*' | Should -BeNullOrEmpty
    }

    It 'is searched in included contexts too' {
        Skip-OnSimulator 'included contexts'
        (Get-AmiDialplan phones 1001).Kind | Should -Be Step, Step, Hint
        (Get-AmiDialplan -Extension 1001).Count | Should -Be 3 -Because 'each comes once'
    }

    It 'has no context or extension that does not exist' {
        { Get-AmiDialplan nosuch -ErrorAction Stop } | Should -Throw '*nosuch*' -ErrorId 'AmiNotFound,*'
        { Get-AmiDialplan test nosuch -ErrorAction Stop } | Should -Throw '*nosuch*' -ErrorId 'AmiNotFound,*'
    }

    It 'takes steps, as calls and the console show' {
        Add-AmiDialplanExtension $Context 77 1 Answer
        Add-AmiDialplanExtension $Context 77 2 Set 'GLOBAL(PESTER_PLAN)=a, "b"'
        Add-AmiDialplanExtension $Context 77 -Priority 3 -Application Hangup
        (Get-AmiDialplan $Context).Application | Should -Be Answer, Set, Hangup
        (Get-AmiDialplan $Context)[1].Data | Should -Be 'GLOBAL(PESTER_PLAN)=a, "b"'
        if ((Get-TestPbx).IsReal) {
            Get-ConsoleOutput "dialplan show 77@$Context" | Should -Match "2\. Set\(GLOBAL\(PESTER_PLAN\)=a, `"b`"\)"
            $null = Invoke-AmiOriginate "Local/77@$Context" -Application Wait -ApplicationData 1 -Wait -TimeoutSeconds 30
            Wait-Until { (Get-AmiVariable PESTER_PLAN).Value -eq 'a, "b"' } -Seconds 30
            Set-AmiVariable PESTER_PLAN ''
            Stop-TestCall
        }
    }

    It 'replaces a step only with -Replace' {
        Add-AmiDialplanExtension $Context 77 1 Answer
        { Add-AmiDialplanExtension $Context 77 1 Hangup -ErrorAction Stop } | Should -Throw '*77*already exist*-Replace*' -ErrorId 'AmiActionFailed,*'
        (Get-AmiDialplan $Context).Application | Should -Be Answer
        Add-AmiDialplanExtension $Context 77 1 Hangup -Replace
        (Get-AmiDialplan $Context).Application | Should -Be Hangup
    }

    It 'takes and gives up hints' {
        Skip-OnSimulator 'new hints'
        Add-AmiDialplanExtension $Context 77 hint -ApplicationData Custom:pester-77
        Add-AmiDialplanExtension $Context 77 1 Answer
        Get-ConsoleOutput 'core show hints' | Should -Match "77@$Context +: +Custom:pester-77"
        Remove-AmiDialplanExtension $Context 77 hint
        (Get-AmiDialplan $Context).Kind | Should -Be Step
    }

    It 'loses one priority, or a whole extension' {
        Skip-OnSimulator 'the removal of one priority'
        1..3 | ForEach-Object { Add-AmiDialplanExtension $Context 77 $_ NoOp }
        Add-AmiDialplanExtension $Context 78 1 Answer
        Remove-AmiDialplanExtension $Context 77 2
        (Get-AmiDialplan $Context 77).Priority | Should -Be 1, 3
        Remove-AmiDialplanExtension $Context 77
        (Get-AmiDialplan $Context).Extension | Should -Be 78
        Get-AmiDialplan $Context | Remove-AmiDialplanExtension
        Get-AmiDialplan "$Context*" | Should -BeNullOrEmpty
        { Invoke-AmiCommand "dialplan show 78@$Context" -ErrorAction Stop } | Should -Throw '*no existence of*'
    }

    It 'is searched by a name that holds wildcard characters, behind backticks' {
        Add-AmiDialplanExtension $Context '*77' 1 Answer
        Add-AmiDialplanExtension $Context 1977 1 NoOp
        (Get-AmiDialplan $Context '*77').Extension | Sort-Object | Should -Be '*77', '1977'
        (Get-AmiDialplan $Context '`*77').Extension | Should -Be '*77'
        { Get-AmiDialplan $Context '`*78' -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        Remove-AmiDialplanExtension $Context '*77'
        (Get-AmiDialplan $Context).Extension | Should -Be 1977
    }

    It 'loses what is for single callers by their numbers, and nothing else before' {
        Skip-OnSimulator 'steps for single callers'
        Add-AmiDialplanExtension $Context 77 1 NoOp anybody
        Add-AmiDialplanExtension $Context 77/0301234 1 NoOp somebody
        (Get-AmiDialplan $Context).Data | Sort-Object | Should -Be anybody, somebody
        (Get-AmiDialplan $Context).Extension | Should -Be 77, 77
        foreach ($priority in @{}, @{ Priority = 1 }) {
            { Remove-AmiDialplanExtension $Context 77 @priority -ErrorAction Stop } | Should -Throw '*77/0301234.' -ErrorId 'AmiInvalidHeader,*'
        }

        (Get-AmiDialplan $Context).Data | Sort-Object | Should -Be anybody, somebody
        Remove-AmiDialplanExtension $Context 77/0301234 1
        (Get-AmiDialplan $Context).Data | Should -Be anybody
        Remove-AmiDialplanExtension $Context 77
        Get-AmiDialplan "$Context*" | Should -BeNullOrEmpty
    }

    It 'has no extension where only an ignored pattern fits' {
        Skip-OnSimulator 'ignored patterns'
        Add-AmiDialplanExtension $Context 77 1 Answer
        Get-ConsoleOutput "dialplan add ignorepat 9 into $Context" | Should -Match added
        try {
            $found = Get-AmiDialplan $Context 91 -ErrorVariable errors -ErrorAction SilentlyContinue
            $found.Kind | Should -Be IgnorePattern
            "$errors" | Should -Match "$Context.*91"
            $errors[0].FullyQualifiedErrorId | Should -BeLike 'AmiNotFound,*'
        } finally {
            $null = Get-ConsoleOutput "dialplan remove ignorepat 9 from $Context"
            Remove-AmiDialplanExtension $Context 77
        }
    }

    It 'is copied from one server to another' {
        $other = Connect-TestPbx -Name other
        try {
            Add-AmiDialplanExtension $Context 77 1 NoOp 'x,y' -Session $Session
            $copy = Get-AmiDialplan $Context -Session $Session | Add-AmiDialplanExtension -Session other -Replace -WhatIf 6>&1
            $copy | Should -BeNullOrEmpty
            Get-AmiDialplan $Context -Session $Session | Add-AmiDialplanExtension -Session other -Replace
            (Get-AmiDialplan $Context -Session other).Data | Should -Be 'x,y'
        } finally {
            $other | Disconnect-Ami
        }
    }

    It 'stays as it is with -WhatIf' {
        Add-AmiDialplanExtension $Context 77 1 Answer -WhatIf
        Get-AmiDialplan "$Context*" | Should -BeNullOrEmpty
        Remove-AmiDialplanExtension test busy -WhatIf
        Get-AmiDialplan test busy | Should -Not -BeNullOrEmpty
    }

    It 'refuses what is no priority or has no application' {
        { Add-AmiDialplanExtension $Context 77 n Answer } | Should -Throw "*'n' is no priority*"
        { Add-AmiDialplanExtension $Context 77 0 Answer } | Should -Throw "*'0' is no priority*"
        { Add-AmiDialplanExtension $Context 77 1 -ErrorAction Stop } | Should -Throw '*-Application*' -ErrorId 'AmiInvalidHeader,*'
        { Add-AmiDialplanExtension $Context 77 hint -ErrorAction Stop } | Should -Throw '*-ApplicationData*'
        { Add-AmiDialplanExtension $Context 77 1 "A`nAction: Logoff" -ErrorAction Stop } | Should -Throw -ErrorId 'AmiInvalidHeader,*'
        { Remove-AmiDialplanExtension $Context 77 -ErrorAction Stop } | Should -Throw '*no such extension*' -ErrorId 'AmiActionFailed,*'
        Get-AmiDialplan "$Context*" | Should -BeNullOrEmpty
    }

    It 'completes the names of contexts' {
        (TabExpansion2 'Get-AmiDialplan hin' 19).CompletionMatches.ListItemText | Should -Contain 'hints'
    }
}
