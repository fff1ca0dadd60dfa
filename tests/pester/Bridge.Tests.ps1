Describe 'Bridges' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx

        # The names of the channels in a bridge, as the console shows them.
        function Get-ConsoleBridge {
            param([string] $Id)
            [regex]::Matches((Get-ConsoleOutput "bridge show $Id"), '(?m)^Channel: (.+?)\s*$') | ForEach-Object { $_.Groups[1].Value }
        }
    }

    AfterEach {
        Stop-TestCall
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'gives nothing and no error when there is no bridge' {
        Get-AmiBridge -ErrorAction Stop | Where-Object ChannelCount -GT 0 | Should -BeNullOrEmpty
        Get-AmiBridge no* -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'lists bridges with their channels' {
        $name = (New-TestCall dial) -replace '1$', '2'
        Wait-Until { (Get-TestBridge).ChannelCount -eq 2 }
        $bridge = Get-TestBridge
        $bridge.Type | Should -Be 'basic'
        $bridge.Technology | Should -Be 'simple_bridge'
        $bridge.Creator | Should -BeNullOrEmpty
        $bridge.Session | Should -Be $Session
        $bridge.Channels.Channel | Should -Contain $name
        $bridge.Channels[0].BridgeId | Should -Be $bridge.BridgeId
        $bridge.Channels[0].State | Should -Be 'Up'
        (Get-AmiChannel $name).BridgeId | Should -Be $bridge.BridgeId
        if ((Get-TestPbx).IsReal) {
            Get-ConsoleBridge $bridge.BridgeId | Sort-Object | Should -Be ($bridge.Channels.Channel | Sort-Object)
        }

        ($bridge | Format-Table | Out-String -Width 200) | Should -Match 'BridgeId +Type +Technology +Name +ChannelCount'
        ($bridge.Channels | Format-Table | Out-String -Width 200) | Should -Match 'Channel +State +CallerIdNumber'
    }

    It 'tells the name and the maker of a conference' {
        $null = New-TestCall conf
        Wait-Until { Get-TestBridge }
        $bridge = Get-TestBridge
        $bridge.Creator | Should -Be 'ConfBridge'
        $bridge.Name | Should -Be 'test-room'
    }

    It 'selects by id, by pattern and by the channels that are piped in' {
        $null = New-TestCall dial
        $null = New-TestCall conf
        Wait-Until { @(Get-TestBridge).Count -eq 2 -and (Get-TestBridge | Where-Object Type -EQ basic).ChannelCount -eq 2 }
        $call = Get-TestBridge | Where-Object Type -EQ basic
        (Get-AmiBridge $call.BridgeId).BridgeId | Should -Be $call.BridgeId
        (Get-AmiBridge "$($call.BridgeId.Substring(0, 8))*").BridgeId | Should -Be $call.BridgeId
        (Get-AmiChannel 'Local/dial@*' | Get-AmiBridge -ErrorAction Stop).BridgeId | Should -Be $call.BridgeId -Because 'the half in no bridge has none'
        ($call.Channels | Get-AmiBridge -ErrorAction Stop).BridgeId | Should -Be $call.BridgeId -Because 'both are in one bridge'
        { [pscustomobject]@{ BridgeId = 'nosuch' } | Get-AmiBridge -ErrorAction Stop } | Should -Throw "*no bridge 'nosuch'*" -ErrorId 'AmiNotFound,*'
        $found = Get-AmiBridge $call.BridgeId, nosuch -ErrorVariable errors -ErrorAction SilentlyContinue
        $found.BridgeId | Should -Be $call.BridgeId
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'AmiNotFound,*'
    }

    It 'finds the channels that are connected with one' {
        $one = New-TestCall dial
        $null = New-TestCall
        Wait-Until { (Get-TestBridge).ChannelCount -eq 2 }
        $connected = Get-AmiChannel -ConnectedTo $one
        $connected.Count | Should -Be 3
        $connected[0].Name | Should -Be ($one -replace '1$', '2')
        $connected.Name | Should -Not -Contain $one
        (Get-AmiChannel 'Local/answer@*' -ConnectedTo $one).Count | Should -Be 2
        (Get-AmiChannel -ConnectedTo $one -Detailed)[0].Type | Should -Be 'Local'
        { Get-AmiChannel -ConnectedTo PJSIP/nobody -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        if ('CoreShowChannelMap' -in (Invoke-AmiAction ListCommands).PSObject.Properties.Name) {
            $inBridge = $one -replace '1$', '2'
            # The server's own map leaves out the other half of the channel itself.
            (Invoke-AmiAction CoreShowChannelMap @{ Channel = $inBridge }).ConnectedChannel | Sort-Object |
                Should -Be ((Get-AmiChannel -ConnectedTo $inBridge).Name | Where-Object { $_ -ne $one } | Sort-Object)
        }
    }

    It 'connects two channels' {
        Skip-OnSimulator Bridge
        $one, $two = (New-TestCall), (New-TestCall)
        $back = Connect-AmiChannel $one $two -Tone Both -PassThru
        $back | Should -Be $one
        Wait-Until { (Get-TestBridge).ChannelCount -eq 2 }
        $bridge = Get-TestBridge
        $bridge.Channels.Channel | Sort-Object | Should -Be ($one, $two | Sort-Object)
        Get-ConsoleBridge $bridge.BridgeId | Sort-Object | Should -Be ($one, $two | Sort-Object)
    }

    It 'connects no channel with itself, with none that does not exist, and does nothing with -WhatIf' {
        Skip-OnSimulator Bridge
        $one = New-TestCall
        Wait-Until { (Get-AmiChannel $one).Application -eq 'Wait' }
        { Connect-AmiChannel $one $one -ErrorAction Stop } | Should -Throw '*with itself*'
        { Connect-AmiChannel $one PJSIP/nobody -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Connect-AmiChannel PJSIP/nobody $one -ErrorAction Stop } | Should -Throw '*PJSIP/nobody*'
        Connect-AmiChannel $one (New-TestCall) -WhatIf
        Get-TestBridge | Should -BeNullOrEmpty
        (Get-AmiChannel $one).Application | Should -Be 'Wait'
    }

    It 'ends a bridge, and its channels go on in the dialplan' {
        Skip-OnSimulator BridgeDestroy
        $one, $two = (New-TestCall), (New-TestCall)
        Connect-AmiChannel $one $two
        Wait-Until { (Get-TestBridge).ChannelCount -eq 2 }
        Get-TestBridge | Remove-AmiBridge -WhatIf
        (Get-TestBridge).ChannelCount | Should -Be 2
        Get-TestBridge | Remove-AmiBridge
        Wait-Until { -not (Get-TestBridge) }
        Wait-Until { (Get-AmiChannel $one, $two).Application -join ' ' -eq 'Wait Wait' }
    }

    It 'takes a channel out of its bridge' {
        Skip-OnSimulator BridgeKick
        $one, $two = (New-TestCall), (New-TestCall)
        Connect-AmiChannel $one $two
        Wait-Until { (Get-TestBridge).ChannelCount -eq 2 }
        (Get-TestBridge).Channels | Where-Object Channel -EQ $one | Disconnect-AmiBridgeChannel
        Wait-Until { (Get-AmiChannel $one).Application -eq 'Wait' }
        (Get-AmiChannel $one).BridgeId | Should -BeNullOrEmpty
    }

    It 'reports what is not there' {
        $one = New-TestCall
        { Remove-AmiBridge nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        Skip-OnSimulator BridgeKick
        { Disconnect-AmiBridgeChannel PJSIP/nobody -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Disconnect-AmiBridgeChannel $one -ErrorAction Stop } | Should -Throw '*not in a bridge*'
        { Disconnect-AmiBridgeChannel $one -BridgeId nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
    }

    It 'completes the ids of bridges' {
        $null = New-TestCall dial
        Wait-Until { Get-TestBridge }
        $line = 'Get-AmiBridge '
        (TabExpansion2 $line $line.Length).CompletionMatches.ListItemText | Should -Contain (Get-TestBridge).BridgeId
    }
}
