Describe 'Moving and transferring' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $null = Connect-TestPbx

        # A call whose channels are in a bridge and may transfer; gives the name of the one that dialed.
        function New-TestBridge {
            $name = (New-TestCall dial-transfer) -replace '1$', '2'
            Wait-Until { (Get-TestBridge).ChannelCount -eq 2 }
            $name
        }

        # Asterisk plays an attended transfer as digits into the call, and on a busy machine may miss one: then once more.
        function Start-TestTransfer {
            param([string] $Name)
            $script:Begun = [datetime]::MinValue
            Wait-Until -Seconds 120 {
                $isThere = (Get-AmiChannel 'Local/112@test*;2').Application -eq 'Echo'
                if (-not $isThere -and [datetime]::UtcNow - $script:Begun -gt '00:00:07') {
                    $script:Begun = [datetime]::UtcNow
                    Move-AmiChannel $Name -Attended -Extension 112 -Context test
                }

                $isThere
            }
        }
    }

    AfterEach {
        Stop-TestCall
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'moves both legs of a call at once' {
        $one, $two = (New-TestCall), (New-TestCall)
        Move-AmiChannel $one -Extension echo -Context test -ExtraChannel $two -ExtraExtension music
        Wait-Until { (Get-AmiChannel $one).Application -eq 'Echo' -and (Get-AmiChannel $two).Application -eq 'MusicOnHold' }
        Move-AmiChannel $one -Extension music -ExtraChannel $two
        Wait-Until { (Get-AmiChannel $one).Application -eq 'MusicOnHold' }
        { Move-AmiChannel $one -Extension echo -ExtraChannel PJSIP/nobody -ErrorAction Stop } | Should -Throw '*PJSIP/nobody*'
    }

    It 'leaves neither leg of a connected call behind' {
        Skip-OnSimulator Bridge
        $one, $two = (New-TestCall), (New-TestCall)
        Connect-AmiChannel $one $two
        Wait-Until { (Get-TestBridge).ChannelCount -eq 2 }
        Get-AmiChannel $one | Move-AmiChannel -Extension echo -Context test -ExtraChannel $two -ExtraExtension music
        Wait-Until { (Get-AmiChannel $one).Application -eq 'Echo' -and (Get-AmiChannel $two).Application -eq 'MusicOnHold' }
        Wait-Until { -not (Get-TestBridge) } -Because 'they talk to each other no more'
    }

    It 'transfers the other party of a call blind' {
        Skip-OnSimulator BlindTransfer
        $name = New-TestBridge
        $other = (Get-TestBridge).Channels.Channel | Where-Object { $_ -ne $name }
        Move-AmiChannel $name -Blind -Extension echo -Context test
        Wait-Until { (Get-AmiChannel $other).Application -eq 'Echo' }
        (Get-AmiChannel $other).Extension | Should -Be 'echo'
    }

    It 'transfers blind within the context of the channel' {
        Skip-OnSimulator BlindTransfer
        $name = New-TestBridge
        $other = (Get-TestBridge).Channels.Channel | Where-Object { $_ -ne $name }
        Get-AmiChannel $name | Move-AmiChannel -Blind -Extension echo
        Wait-Until { (Get-AmiChannel $other).Application -eq 'Echo' }
    }

    It 'transfers after asking: the channel talks to the new party while the other waits' {
        Skip-OnSimulator Atxfer
        $name = New-TestBridge
        $first = (Get-AmiChannel $name).BridgeId
        Start-TestTransfer $name
        Wait-Until { (Get-AmiChannel $name).BridgeId -notin '', $first }
        Get-ConsoleOutput "bridge show $((Get-AmiChannel $name).BridgeId)" | Should -Match 'Local/112@test'
    }

    It 'completes the transfer when the channel hangs up' {
        Skip-OnSimulator Atxfer
        $name = New-TestBridge
        $other = (Get-TestBridge).Channels.Channel | Where-Object { $_ -ne $name }
        Start-TestTransfer $name
        Wait-Until { (Get-AmiChannel $name).BridgeId -ne (Get-AmiChannel $other).BridgeId }
        Stop-AmiChannel $name
        Wait-Until { (Get-AmiChannel -ConnectedTo $other).Name -like 'Local/112@test*' }
    }

    It 'gives an attended transfer up, and the old call goes on' {
        Skip-OnSimulator CancelAtxfer
        $name = New-TestBridge
        $first = (Get-AmiChannel $name).BridgeId
        Start-TestTransfer $name
        Wait-Until { (Get-AmiChannel $name).BridgeId -notin '', $first }
        Stop-AmiTransfer $name -WhatIf
        (Get-AmiChannel $name).BridgeId | Should -Not -Be $first
        Stop-AmiTransfer $name
        Wait-Until { -not (Get-AmiChannel 'Local/112@test*') }
        Wait-Until { (Get-AmiChannel $name).BridgeId -eq $first }
    }

    It 'transfers nothing from a channel that talks to nobody' {
        $name = New-TestCall
        { Move-AmiChannel $name -Attended -Extension 112 -ErrorAction Stop } | Should -Throw '*talks to nobody*'
        { Stop-AmiTransfer $name -ErrorAction Stop } | Should -Throw '*talks to nobody*'
        { Move-AmiChannel PJSIP/nobody -Attended -Extension 112 -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Move-AmiChannel PJSIP/nobody -Blind -Extension echo -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        Skip-OnSimulator BlindTransfer
        { Move-AmiChannel $name -Blind -Extension echo -ErrorAction Stop } | Should -Throw '*talks to nobody*'
    }

    It 'refuses parameters that do not go together, before anything is moved' {
        $name = New-TestCall
        Wait-Until { (Get-AmiChannel $name).Application -eq 'Wait' }
        { Move-AmiChannel $name -Extension echo -Blind -Attended } | Should -Throw '*one of them*'
        { Move-AmiChannel $name -Extension echo -Blind -Priority 2 } | Should -Throw '*-Priority*'
        { Move-AmiChannel $name -Extension 112 -Attended -ExtraChannel $name } | Should -Throw '*-ExtraChannel*'
        { Move-AmiChannel $name -Extension echo -ExtraExtension music } | Should -Throw '*-ExtraExtension*'
        { Move-AmiChannel $name -Extension echo -Attended -ErrorAction Stop } | Should -Throw "*'echo' cannot be dialed*"
        (Get-AmiChannel $name).Application | Should -Be 'Wait'
    }
}
