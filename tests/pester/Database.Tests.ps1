Describe 'The database' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx
        # Which no other test uses.
        $Family = 'pester_db'
        $Neighbours = 'pesterXdb', 'PESTER_DB', 'pester_db2'

        # What another way than the cmdlets' shows of our families.
        function Get-Shown {
            (Invoke-AmiCommand 'database show') -match '^/pester.?db' -replace ' +: ', '=' -replace ' +$' | Sort-Object
        }
    }

    AfterEach {
        Get-AmiDatabaseEntry 'pester?db*' | Remove-AmiDatabaseEntry
        Get-AmiDatabaseEntry 'PESTER?DB*' | Remove-AmiDatabaseEntry
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'keeps what is set, as the console shows' {
        Set-AmiDatabaseEntry $Family one '1: x; "ü" y=z'
        $set = Set-AmiDatabaseEntry $Family sub/two '' -PassThru
        "$set" | Should -Be "/$Family/sub/two"
        $set.Family | Should -Be $Family
        $set.Key | Should -Be 'sub/two'
        $set.Value | Should -Be ''
        $set.Session | Should -Be $Session
        (Get-AmiDatabaseEntry $Family one).Value | Should -Be '1: x; "ü" y=z'
        Get-Shown | Should -Be "/$Family/one=1: x; `"ü`" y=z", "/$Family/sub/two="
        Set-AmiDatabaseEntry $Family one two
        (Invoke-AmiAction DBGet -Family $Family -Key one).Val | Should -Be two
    }

    It 'keeps long values whole' {
        $long = 'x' * 900
        (Set-AmiDatabaseEntry $Family long $long -PassThru).Value | Should -Be $long
        (Get-AmiDatabaseEntry $Family).Value | Should -Be $long
    }

    It 'lists a family, and no other that is named alike' {
        $Neighbours + $Family | ForEach-Object { Set-AmiDatabaseEntry $_ k $_ }
        (Get-AmiDatabaseEntry $Family).Value | Should -Be $Family
        (Get-AmiDatabaseEntry 'pester?db').Value | Sort-Object | Should -Be ('pester_db', 'pesterXdb' | Sort-Object)
        (Get-AmiDatabaseEntry -Key k).Value | Sort-Object | Should -Be ($Neighbours + $Family | Sort-Object)
        ($Session | Get-AmiDatabaseEntry $Family k).Value | Should -Be $Family
        (Get-AmiDatabaseEntry).Family | Should -Contain pbx
    }

    It 'lists keys by patterns' {
        'a', 'b/a', 'c/b' | ForEach-Object { Set-AmiDatabaseEntry $Family $_ $_ }
        (Get-AmiDatabaseEntry $Family *a).Key | Should -Be a, b/a
        (Get-AmiDatabaseEntry $Family 'b/*').Key | Should -Be b/a
        (Get-AmiDatabaseEntry "$Family/b").Key | Should -Be b/a
        Get-AmiDatabaseEntry $Family 'z*' | Should -BeNullOrEmpty
        Set-AmiDatabaseEntry $Family '*a' star
        (Get-AmiDatabaseEntry $Family '`*a').Value | Should -Be star
        (Get-AmiDatabaseEntry "$($Family.Substring(0, 3))*" '`*a').Value | Should -Be star
        Remove-AmiDatabaseEntry $Family '*a'
        Get-AmiDatabaseEntry 'pester-none*' | Should -BeNullOrEmpty
    }

    It 'says what is not there' {
        { Get-AmiDatabaseEntry pester-none -ErrorAction Stop } | Should -Throw '*pester-none*case differ*' -ErrorId 'AmiNotFound,*'
        { Get-AmiDatabaseEntry $Family none -ErrorAction Stop } | Should -Throw "*/$Family/none*" -ErrorId 'AmiNotFound,*'
        { Remove-AmiDatabaseEntry $Family none -ErrorAction Stop } | Should -Throw "*/$Family/none*" -ErrorId 'AmiActionFailed,*'
        { Remove-AmiDatabaseEntry $Family -Recurse -ErrorAction Stop } | Should -Throw "*/$Family*" -ErrorId 'AmiNotFound,*'
    }

    It 'loses one value, a tree of keys, or a family' {
        'one', 'two', 'sub', 'sub/a', 'sub/b', 'subway' | ForEach-Object { Set-AmiDatabaseEntry $Family $_ x }
        Remove-AmiDatabaseEntry $Family one
        Remove-AmiDatabaseEntry $Family sub -Recurse
        Get-Shown | Should -Be "/$Family/subway=x", "/$Family/two=x"
        Remove-AmiDatabaseEntry $Family -Recurse -Verbose 4>&1 | ForEach-Object Message | Should -Contain 'Removed 2 values.'
        Get-Shown | Should -BeNullOrEmpty
    }

    It 'loses only what was named, though Asterisk takes _ for any character and minds no case' {
        $Neighbours + $Family | ForEach-Object { Set-AmiDatabaseEntry $_ k x }
        Remove-AmiDatabaseEntry $Family -Recurse
        (Get-AmiDatabaseEntry -Key k).Family | Sort-Object | Should -Be ($Neighbours | Sort-Object)
    }

    It 'takes a key for no other that is named without the blank before it' {
        Set-AmiDatabaseEntry $Family blank 1
        { Remove-AmiDatabaseEntry $Family ' blank' -ErrorAction Stop } | Should -Throw "*/$Family/ blank*" -ErrorId 'AmiActionFailed,*'
        { Remove-AmiDatabaseEntry " $Family" blank -ErrorAction Stop } | Should -Throw "*/ $Family/blank*" -ErrorId 'AmiActionFailed,*'
        { Get-AmiDatabaseEntry $Family ' blank' -ErrorAction Stop } | Should -Throw "*/$Family/ blank*" -ErrorId 'AmiNotFound,*'
        { Get-AmiDatabaseEntry " $Family" blank -ErrorAction Stop } | Should -Throw "*/ $Family/blank*" -ErrorId 'AmiNotFound,*'
        (Get-AmiDatabaseEntry $Family blank).Value | Should -Be 1
        Remove-AmiDatabaseEntry $Family blank
    }

    It 'is saved and read back' {
        'a', 'b' | ForEach-Object { Set-AmiDatabaseEntry $Family $_ "value $_" }
        $saved = Get-AmiDatabaseEntry $Family | Select-Object Family, Key, Value | ConvertTo-Csv
        Get-AmiDatabaseEntry $Family | Remove-AmiDatabaseEntry
        $saved | ConvertFrom-Csv | Set-AmiDatabaseEntry
        (Get-AmiDatabaseEntry $Family).Value | Should -Be 'value a', 'value b'
        (Get-AmiDatabaseEntry $Family | Format-Table | Out-String) | Should -Match 'Family +Key +Value'
    }

    It 'stays as it is with -WhatIf' {
        Set-AmiDatabaseEntry $Family one 1
        Set-AmiDatabaseEntry $Family one 2 -WhatIf
        Remove-AmiDatabaseEntry $Family one -WhatIf
        Remove-AmiDatabaseEntry $Family -Recurse -WhatIf
        (Get-AmiDatabaseEntry $Family).Value | Should -Be '1'
    }

    It 'refuses what Asterisk would change' {
        { Set-AmiDatabaseEntry $Family one ' x' -ErrorAction Stop } | Should -Throw '*begins with a blank*' -ErrorId 'AmiInvalidHeader,*'
        { Set-AmiDatabaseEntry "/$Family" one x -ErrorAction Stop } | Should -Throw '*slash*' -ErrorId 'AmiInvalidHeader,*'
        { Set-AmiDatabaseEntry $Family "a`r`nb" x -ErrorAction Stop } | Should -Throw -ErrorId 'AmiInvalidHeader,*'
        { Remove-AmiDatabaseEntry $Family -ErrorAction Stop } | Should -Throw '*-Recurse*' -ErrorId 'AmiInvalidHeader,*'
        Get-AmiDatabaseEntry "$Family*" | Should -BeNullOrEmpty
    }

    It 'tells an account which privilege it lacks' {
        $weak = Connect-TestPbx monitor -Name weak
        try {
            { Set-AmiDatabaseEntry $Family one x -Session weak -ErrorAction Stop } | Should -Throw '*system*' -ErrorId 'AmiPermissionDenied,*'
            { Get-AmiDatabaseEntry $Family -Session weak -ErrorAction Stop } | Should -Throw -ErrorId 'AmiPermissionDenied,*'
        } finally {
            $weak | Disconnect-Ami
        }
    }

    It 'completes the names of families and keys' {
        Set-AmiDatabaseEntry $Family first x
        (TabExpansion2 'Get-AmiDatabaseEntry pester_' 28).CompletionMatches.ListItemText | Should -Be $Family
        $line = "Get-AmiDatabaseEntry -Family $Family -Key f"
        (TabExpansion2 $line $line.Length).CompletionMatches.ListItemText | Should -Be first
    }
}
