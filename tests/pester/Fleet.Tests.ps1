Describe 'Cmdlets on several sessions' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Simulators = 1..3 | ForEach-Object { Start-AmiSimulator }
        $Sessions = $Simulators | ForEach-Object { Connect-Ami 127.0.0.1 -Port $_.Port -Credential $_.Credential -Name "pbx$($_.Port)" }
        foreach ($session in $Sessions) {
            $null = Invoke-AmiOriginate Local/answer@test -Application Wait -ApplicationData 300 -Wait -Session $session
        }
    }

    AfterAll {
        Get-AmiSession | Disconnect-Ami
        $Simulators | Stop-AmiSimulator
    }

    It 'reads them in the order given, each item with its session' {
        $order = $Sessions[2], $Sessions[0], $Sessions[1]
        $channels = Get-AmiChannel -Session $order
        $channels.Session.Name | Should -Be @($order[0], $order[0], $order[1], $order[1], $order[2], $order[2]).Name
    }

    It 'gathers sessions from the pipeline, and asks each once' {
        $channels = $Sessions | Get-AmiChannel
        $channels.Count | Should -Be 6
        ($Sessions | Get-AmiChannel | Get-AmiChannel).Count | Should -Be 6
    }

    It 'goes on where one fails: one error, with its session' {
        $lost = Connect-Ami 127.0.0.1 -Port $Simulators[0].Port -Credential $Simulators[0].Credential -Name lost
        Disconnect-Ami $lost
        $channels = Get-AmiChannel -Session (@($lost) + $Sessions) -ErrorVariable errors -ErrorAction SilentlyContinue
        $channels.Count | Should -Be 6
        $errors.Count | Should -Be 1
        $errors[0].TargetObject | Should -Be $lost
        $errors[0].FullyQualifiedErrorId | Should -Be 'AmiNotConnected,AsteriskAmi.Cmdlets.GetAmiChannelCommand'
        "$($errors[0])" | Should -BeLike 'lost: *'
    }

    It 'reports a name that is nowhere once' {
        $name = (Get-AmiChannel -Session $Sessions[1])[0].Name
        (Get-AmiChannel $name -Session $Sessions).Name | Select-Object -Unique | Should -Be $name
        $null = Get-AmiChannel none -Session $Sessions -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.Count | Should -Be 1
    }

    It 'runs a command on each, and says on which' {
        $lines = Invoke-AmiCommand 'core show version' -Session $Sessions
        $lines.Session.Name | Should -Be $Sessions.Name
        $lines[0] | Should -BeLike 'Asterisk *'
        (Invoke-AmiCommand 'core show version' -Session $Sessions[0]).PSObject.Properties['Session'] | Should -BeNullOrEmpty
    }

    It 'wants the sessions named by what changes something' {
        { Invoke-AmiAction Ping } | Should -Throw -ErrorId 'AmiAmbiguousSession,*'
        (Invoke-AmiAction Ping -Session $Sessions).Session.Name | Should -Be $Sessions.Name
        ($Sessions | Invoke-AmiAction Ping).Session.Name | Should -Be $Sessions.Name
        Invoke-AmiAction Ping -Session $Sessions -WhatIf | Should -BeNullOrEmpty
    }
}
