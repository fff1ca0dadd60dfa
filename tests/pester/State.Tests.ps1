Describe 'States' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx -Name states

        function Get-Completion {
            param([string] $Line)
            (TabExpansion2 $Line $Line.Length).CompletionMatches.ListItemText
        }
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'lists devices with their states' {
        $one = Get-AmiDeviceState PJSIP/1001
        $one.State | Should -Be 'Unavailable'
        $one.Session | Should -Be $Session
        (Get-AmiDeviceState Custom:agent[1-4]).Name | Sort-Object | Should -Be 'Custom:agent1', 'Custom:agent2', 'Custom:agent3', 'Custom:agent4'
        Get-AmiDeviceState no* -ErrorAction Stop | Should -BeNullOrEmpty
        { Get-AmiDeviceState PJSIP/nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        (Get-AmiDeviceState | Format-Table | Out-String -Width 200) | Should -Match 'Name +State'
        (Get-AmiDeviceState | Group-Object State).Name | Should -Contain 'Unavailable'
    }

    It 'reads each state: <Text>' -ForEach @(
        @{ Text = 'INUSE'; State = 'InUse'; Status = 'InUse' }
        @{ Text = 'BUSY'; State = 'Busy'; Status = 'Busy' }
        @{ Text = 'RINGING'; State = 'Ringing'; Status = 'Ringing' }
        @{ Text = 'RINGINUSE'; State = 'RingInUse'; Status = 'InUseRinging' }
        @{ Text = 'ONHOLD'; State = 'OnHold'; Status = 'Hold' }
        @{ Text = 'INVALID'; State = 'Invalid'; Status = 'Unavailable' }
        @{ Text = 'NOT_INUSE'; State = 'NotInUse'; Status = 'Idle' }
    ) {
        Set-AmiVariable 'DEVICE_STATE(Custom:agent3)' $Text
        try {
            Wait-Until { (Get-AmiDeviceState Custom:agent3).State -eq $State } -Seconds 30
            Wait-Until { (Get-AmiExtensionState agent3 hints).Status -eq $Status } -Seconds 30
            Wait-Until { (Get-AmiExtensionState agent3).Status -eq $Status } -Seconds 30 -Because 'the list tells what the server has noted'
        } finally {
            Set-AmiVariable 'DEVICE_STATE(Custom:agent3)' NOT_INUSE
            Wait-Until { (Get-AmiExtensionState agent3).Status -eq 'Idle' } -Seconds 30
        }
    }

    It 'lists extensions that have a hint' {
        $one = Get-AmiExtensionState 1001 hints
        $one.Extension | Should -BeOfType ([string])
        $one.Context | Should -Be 'hints'
        $one.Hint | Should -Be 'PJSIP/1001'
        $one.Status | Should -Be 'Unavailable'
        $one.Session | Should -Be $Session
        (Get-AmiExtensionState).Extension | Should -Contain 'agent1'
        (Get-AmiExtensionState agent[1-4] -Context hi*).Extension | Sort-Object | Should -Be 'agent1', 'agent2', 'agent3', 'agent4'
        (Get-AmiExtensionState 1001, agent1 hints).Extension | Should -Be '1001', 'agent1'
        (Get-AmiExtensionState 701).Context | Should -Be 'parkedcalls'
        Get-AmiExtensionState -Context nosuch -ErrorAction Stop | Should -BeNullOrEmpty
        { Get-AmiExtensionState 1001 nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Get-AmiExtensionState nosuch -ErrorAction Stop } | Should -Throw "*'nosuch'*"
        { Get-AmiExtensionState 1001@hints -ErrorAction Stop } | Should -Throw '*-Context*' -ErrorId 'AmiNotFound,*'
        ($one | Format-Table | Out-String -Width 200) | Should -Match 'Extension +Context +Status +Hint'
        ($Session | Get-AmiExtensionState agent1).Context | Should -Be 'hints'
    }

    It 'reads presences' {
        $name = "CustomPresence:test-$([guid]::NewGuid())"
        (Get-AmiPresence $name).Status | Should -Be 'NotSet' -Because 'the provider is there'
        try {
            Set-AmiVariable "PRESENCE_STATE($name)" 'away,lunch,back at two'
            $one = Get-AmiPresence $name
            $one.Status | Should -Be 'Away'
            $one.Subtype | Should -Be 'lunch'
            $one.Message | Should -Be 'back at two'
            $one.Session | Should -Be $Session
            Wait-Until { (Get-AmiPresence CustomPresence:test-*).Name -contains $name } -Seconds 30
            $listed = Get-AmiPresence CustomPresence:test-* | Where-Object Name -EQ $name
            $listed.Status, $listed.Subtype, $listed.Message | Should -Be 'Away', 'lunch', 'back at two'
            ($listed | Format-Table | Out-String -Width 200) | Should -Match 'Name +Status +Subtype +Message'
            Get-Completion 'Get-AmiPresence CustomPresence:test-' | Should -Contain $name
            foreach ($state in 'dnd', 'xa', 'chat', 'available', 'unavailable') {
                Set-AmiVariable "PRESENCE_STATE($name)" $state
                (Get-AmiPresence $name).Status | Should -Be $state
            }
        } finally {
            Set-AmiVariable "PRESENCE_STATE($name)" 'not_set'
            $null = Invoke-AmiAction DBDel -Family CustomPresence -Key ($name -replace '.*:')
        }
    }

    It 'says what a name of a presence is' {
        { Get-AmiPresence nosuch:1 -ErrorAction Stop } | Should -Throw '*CustomPresence:1001*'
        Get-AmiPresence no* -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'completes names' {
        Get-Completion 'Get-AmiDeviceState Custom:a' | Should -Contain 'Custom:agent1'
        Get-Completion 'Get-AmiExtensionState ag' | Should -Contain 'agent1'
        Get-Completion 'Get-AmiExtensionState -Context h' | Should -Contain 'hints'
    }
}
