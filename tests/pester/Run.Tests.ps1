# How Run.ps1 counts. It is the same for every target, so one is enough.
if ($env:ASTERISKAMI_TARGET) {
    return
}

Describe 'The count of a run' {
    BeforeAll {
        Copy-Item $PSScriptRoot/Run.ps1 $TestDrive
        $samples = @{
            Healed  = 'Describe healed { It a -TestCases @{ S = $IsSecond } { $S | Should -BeTrue }; It b { } }'
            Broken  = 'Describe broken { It a { throw "no" }; It b { } }'
            Skipped = 'Describe skipped { It a -Skip:$IsSecond { throw "no" } }'
            Missing = 'if (-not $IsSecond) { Describe missing { It a { throw "no" } } }'
            Unread  = 'Describe unread { It a { throw "no" } }; if ($IsSecond) { throw "broken" }'
        }
        foreach ($name in $samples.Keys) {
            # Each file knows its second run by a mark that its first leaves.
            $mark = Join-Path $TestDrive "$name.mark"
            "`$IsSecond = Test-Path '$mark'; if (-not `$IsSecond) { `$null = New-Item '$mark' }; $($samples[$name])" |
                Set-Content (Join-Path $TestDrive "$name.Tests.ps1")
        }

        $null = pwsh -NoProfile -NonInteractive -File $TestDrive/Run.ps1 -ResultPath $TestDrive/result.json
        $Run = Get-Content $TestDrive/result.json -Raw | ConvertFrom-Json
    }

    It 'takes a test that passes the second time for passed, and names it' {
        $Run.Unsteady | Should -HaveCount 1
        $Run.Unsteady[0] | Should -BeLike 'healed.a: *'
        $Run.Passed | Should -Be 3
    }

    It 'takes one that fails, is skipped, is not there or cannot be read then for failed' {
        $Run.Failures | Sort-Object | Should -Be 'broken.a: no', 'missing.a: no', 'skipped.a: no', 'unread.a: no'
        $Run.Failed | Should -Be 4
    }
}
