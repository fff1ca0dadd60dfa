Describe 'Agents' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx

        # Logs the agent in by a call, and waits until it takes calls.
        function Connect-TestAgent {
            $channel = (Invoke-AmiOriginate Local/answer@test -Application AgentLogin -ApplicationData '2001,s' -Wait).Channel
            Wait-Until { (Get-AmiVariable 'DEVICE_STATE(Agent:2001)').Value -eq 'NOT_INUSE' } -Seconds 60
            $channel
        }

        function Get-ConsoleAgent {
            Get-ConsoleOutput 'agent show 2001'
        }
    }

    AfterEach {
        Stop-TestCall
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'are listed though they are logged off' {
        $agent = Get-AmiAgent 2001
        $agent.Agent | Should -BeOfType string
        $agent.Name | Should -Be 'Pool Agent'
        $agent.Status | Should -Be 'LoggedOff'
        $agent.LoggedInTime | Should -BeNullOrEmpty
        $agent.Channel | Should -BeNullOrEmpty
        $agent.Session | Should -Be $Session
        (Get-AmiAgent).Agent | Should -Contain '2001'
        (Get-AmiAgent 'Pool *').Agent | Should -Be '2001'
        (Get-AmiAgent -Name 'Pool Agent').Agent | Should -Be '2001'
        Get-AmiAgent no* -ErrorAction Stop | Should -BeNullOrEmpty
        { Get-AmiAgent nosuch -ErrorAction Stop } | Should -Throw "*no agent 'nosuch'*" -ErrorId 'AmiNotFound,*'
        ($agent | Format-Table | Out-String -Width 250) | Should -Match 'Agent +Name +Status +LoggedInTime'
    }

    It 'tell since when they are there, and whom they talk to' {
        Skip-OnSimulator AgentLogin
        $channel = Connect-TestAgent
        $agent = Get-AmiAgent 2001
        $agent.Status | Should -Be 'Idle'
        $agent.Channel | Should -Be $channel
        $agent.LoggedInTime | Should -BeOfType datetime
        $agent.CallStarted | Should -BeNullOrEmpty
        $caller = (Invoke-AmiOriginate Local/answer@test -Application AgentRequest -ApplicationData 2001 -CallerId 'Caller <0301>' -Wait).Channel
        Wait-Until { (Get-AmiAgent 2001).ConnectedLineNumber -eq '0301' } -Seconds 30
        Wait-Until { (Get-AmiAgent 2001).TalkingToChannel -eq $caller } -Seconds 30
        $agent = Get-AmiAgent 2001
        $agent.Status | Should -Be 'OnCall'
        $agent.CallStarted | Should -BeOfType datetime
        Get-ConsoleAgent | Should -Match ([regex]::Escape($channel))
    }

    It 'are logged off at once' {
        Skip-OnSimulator AgentLogin
        $channel = Connect-TestAgent
        Get-AmiAgent 2001 | Disconnect-AmiAgent -WhatIf
        Get-ConsoleAgent | Should -Match ([regex]::Escape($channel))
        Get-AmiAgent | Where-Object Status -EQ Idle | Disconnect-AmiAgent
        Wait-Until { (Get-AmiAgent 2001).Status -eq 'LoggedOff' } -Seconds 30
        Get-ConsoleAgent | Should -Not -Match ([regex]::Escape($channel))
        Wait-Until { $channel -notin (Get-AmiChannel).Name } -Seconds 30
        Disconnect-AmiAgent 2001 -ErrorAction Stop
    }

    It 'are logged off after the call' {
        Skip-OnSimulator AgentLogin
        $null = Connect-TestAgent
        $caller = (Invoke-AmiOriginate Local/answer@test -Application AgentRequest -ApplicationData 2001 -Wait).Channel
        Wait-Until { (Get-AmiAgent 2001).TalkingToChannel -eq $caller } -Seconds 30
        Disconnect-AmiAgent 2001 -Soft
        (Get-AmiAgent 2001).TalkingToChannel | Should -Be $caller
        Stop-AmiChannel $caller
        Wait-Until { (Get-AmiAgent 2001).Status -eq 'LoggedOff' } -Seconds 30
    }

    It 'that are not there are reported' {
        { Disconnect-AmiAgent nosuch -ErrorAction Stop } | Should -Throw '*nosuch*' -ErrorId 'AmiNotFound,*'
    }

    It 'are completed by their ids' {
        $complete = { param($line) (TabExpansion2 $line $line.Length).CompletionMatches.ListItemText }
        & $complete 'Get-AmiAgent 2' | Should -Be '2001'
        & $complete 'Disconnect-AmiAgent ' | Should -Be '2001'
    }
}
