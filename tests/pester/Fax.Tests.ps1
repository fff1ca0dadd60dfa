Describe 'Faxes' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx
    }

    AfterEach {
        Stop-TestCall
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'gives nothing and no error when no fax is on its way' {
        Wait-Until { -not (Get-AmiFaxSession) } -Seconds 30
        Get-AmiFaxSession -Detailed -ErrorAction Stop | Should -BeNullOrEmpty
        Get-AmiFaxSession no* -ErrorAction Stop | Should -BeNullOrEmpty
        { Get-AmiFaxSession PJSIP/nobody -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
    }

    It 'lists a fax that is on its way, and counts it' {
        Skip-OnSimulator 'faxes'
        $before = Get-AmiFaxStatistic
        # The server's spool folder, as it sees it itself.
        $file = "$((Get-TestPbx).Spool -replace '^.*(?=/srv/)')/$([guid]::NewGuid()).tif"
        $name = (Invoke-AmiOriginate Local/music@test -Application ReceiveFAX -ApplicationData $file -Wait).Channel
        Wait-Until { (Get-AmiFaxSession $name -ErrorAction Ignore).State -eq 'Active' } -Seconds 30
        $fax = Get-AmiFaxSession $name
        $fax.Operation | Should -Be 'receive'
        $fax.SessionType | Should -Be 'G.711'
        $fax.Technology | Should -Be 'Spandsp'
        $fax.Files | Should -Be $file
        $fax.SessionNumber | Should -BeGreaterOrEqual 0
        $fax.Session | Should -Be $Session
        Get-ConsoleOutput 'fax show sessions' | Should -Match ([regex]::Escape($name.Substring(0, 15)))
        ($fax | Format-Table | Out-String -Width 300) | Should -Match 'SessionNumber +Channel +Operation +State +SessionType +Files'
        $detail = Get-AmiFaxSession Local/music@* -Detailed
        $detail.Channel | Should -Be $name
        $detail.PagesReceived | Should -Be 0
        $detail.TotalBadLines | Should -Be 0
        $detail.ErrorCorrection | Should -BeOfType ([bool])
        $statistic = Get-AmiFaxStatistic
        $statistic.ReceiveAttempts | Should -BeGreaterThan $before.ReceiveAttempts
        $statistic.CurrentSessions | Should -BeGreaterThan 0
        ($statistic | Format-Table | Out-String -Width 80) | Should -Match 'CurrentSessions +TransmitAttempts +ReceiveAttempts +CompletedFaxes +FailedFaxes'
        Stop-AmiChannel $name
        Wait-Until { -not (Get-AmiFaxSession) } -Seconds 30
        Wait-Until { (Get-AmiFaxStatistic).CompletedFaxes -gt $before.CompletedFaxes } -Seconds 30
        (Get-AmiFaxStatistic).FailedFaxes | Should -BeGreaterThan $before.FailedFaxes
    }
}
