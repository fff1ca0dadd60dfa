Describe 'Channels' {
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

    It 'lists channels as typed objects' {
        $name = New-TestCall
        Wait-Until { (Get-AmiChannel $name).Application -eq 'Wait' }
        $channel = Get-AmiChannel -Name $name
        $channel.State | Should -Be 'Up'
        $channel.Context | Should -Be 'test'
        $channel.Extension | Should -Be 'answer'
        $channel.Application | Should -Be 'Wait'
        $channel.ApplicationData | Should -Be '300'
        $channel.Priority | Should -BeOfType int
        $channel.Duration | Should -BeOfType timespan
        $channel.Uniqueid | Should -Be $channel.Linkedid
        $channel.Session.Name | Should -Be $Session.Name
        $channel.PSObject.Properties.Name | Should -Be @(
            'Name', 'State', 'CallerIdNumber', 'CallerIdName', 'ConnectedLineNumber', 'ConnectedLineName', 'Context', 'Extension',
            'Priority', 'Application', 'ApplicationData', 'Duration', 'AccountCode', 'BridgeId', 'Uniqueid', 'Linkedid', 'Session')
    }

    It 'selects by name and pattern, and reports a name that is not there' {
        $name = New-TestCall
        (Get-AmiChannel -Name 'Local/answer@*;1').Name | Should -Be $name
        Get-AmiChannel -Name 'PJSIP/*' | Should -BeNullOrEmpty
        $found = Get-AmiChannel -Name $name, 'PJSIP/nobody' -ErrorVariable errors -ErrorAction SilentlyContinue
        $found.Name | Should -Be $name
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'AmiNotFound,*'
        "$($errors[0])" | Should -Match 'PJSIP/nobody'
    }

    It 'lists the channels that objects name, and no others' {
        $null = New-TestCall
        $one = New-TestCall dial
        Wait-Until { (Get-AmiBridge | Where-Object Type -EQ basic).ChannelCount -eq 2 }
        $bridge = Get-AmiBridge | Where-Object Type -EQ basic
        ($bridge | Get-AmiChannel).Name | Sort-Object | Should -Be ($bridge.Channels.Channel | Sort-Object)
        ($bridge.Channels[0] | Get-AmiChannel).Name | Should -Be $bridge.Channels[0].Channel
        $call = Get-AmiCall | Where-Object { $one -in $_.Legs.Channel }
        ($call | Get-AmiChannel).Name | Sort-Object | Should -Be ($call.Legs.Channel | Sort-Object)
        $started = Invoke-AmiOriginate Local/answer@test -Application Wait -ApplicationData 300 -Wait
        ($started | Get-AmiChannel).Uniqueid | Should -Be $started.Uniqueid
        ($started | Get-AmiChannel | Get-AmiChannel -Detailed).Type | Should -Be 'Local'
        (Get-AmiServer | Get-AmiChannel).Count | Should -Be (Get-AmiChannel).Count
        ([pscustomobject]@{ Channel = $one } | Get-AmiChannel).Name | Should -Be $one
    }

    It 'reports objects that name no channel, or one that is not there' {
        $name = New-TestCall
        $failure = { Get-AmiQueueStatus sales | Get-AmiChannel -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*' -PassThru
        "$failure" | Should -Match "'sales'"
        { Get-AmiChannel $name | Select-Object Session | Get-AmiChannel -ErrorAction Stop } | Should -Throw '*names no channel*'
        { Get-AmiChannel $name | Get-AmiChannel $name -ErrorAction Stop } | Should -Throw '*-Name*Give one of them*'
        { Get-AmiChannel $name | Get-AmiChannel -ConnectedTo $name -ErrorAction Stop } | Should -Throw '*-ConnectedTo*Give one of them*'
        { Get-AmiCall | Stop-AmiChannel -WhatIf -ErrorAction Stop } | Should -Throw '*Pipe it to Get-AmiChannel first*'
    }

    It 'sorts, groups and exports' {
        $null = New-TestCall
        $null = New-TestCall
        $channels = Get-AmiChannel
        $channels.Count | Should -Be 4
        ($channels | Sort-Object Duration).Count | Should -Be 4
        ($channels | Group-Object Context).Name | Should -Be 'test'
        $channels | Export-Csv TestDrive:/channels.csv
        $csv = Import-Csv TestDrive:/channels.csv
        $csv.Count | Should -Be 4
        $csv[0].Name | Should -Be $channels[0].Name
        $csv[0].Session | Should -Be $Session.Name
        $csv[0].Duration | Should -Match '^\d\d:\d\d:\d\d$'
        $json = $channels | ConvertTo-Json | ConvertFrom-Json
        $json.Count | Should -Be 4
        $json[0].Name | Should -Be $channels[0].Name
        $json[0].Session.UserName | Should -Be 'admin'
        ($channels[0] | Format-List * | Out-String) | Should -Match 'ApplicationData'
        ($channels | Format-Table | Out-String) | Should -Match 'Name +State +Duration +CallerIdNumber'
    }

    It 'hangs up just the channels that are piped in' {
        $old = New-TestCall
        Wait-Until { (Get-AmiChannel -Name $old).Duration.TotalSeconds -ge 2 }
        $young = New-TestCall
        # As old as that, and not as old as a number: however long the call took, the young one is younger.
        $channels = Get-AmiChannel
        $age = ($channels | Where-Object Name -EQ $old).Duration
        $channels | Where-Object Duration -GE $age | Stop-AmiChannel
        Wait-Until { $old -notin (Get-AmiChannel).Name }
        (Get-AmiChannel).Name | Should -Contain $young
    }

    It 'hangs up by name, with a cause that the event shows' {
        $name = New-TestCall
        $null = Register-AmiEvent Hangup -SourceIdentifier hangups -Session $Session
        try {
            Stop-AmiChannel $name -Cause 21
            Wait-Until { $name -in (Get-Event -SourceIdentifier hangups -ErrorAction Ignore).SourceEventArgs.Events.Channel }
            $received = (Get-Event -SourceIdentifier hangups).SourceEventArgs.Events | Where-Object Channel -EQ $name
            $received.Cause | Should -Be 21
        } finally {
            Unregister-Event hangups
            Remove-Event hangups
        }
    }

    It 'hangs up the channel of an event' {
        $name = New-TestCall
        [pscustomobject]@{ Channel = $name; Cause = 17 } | Stop-AmiChannel
        Wait-Until { $name -notin (Get-AmiChannel).Name }
        $name = New-TestCall
        Get-AmiChannel -Name $name | Select-Object Name, Duration | Stop-AmiChannel
        Wait-Until { $name -notin (Get-AmiChannel).Name }
        [pscustomobject]@{ Cause = 17 } | Stop-AmiChannel -ErrorVariable errors -ErrorAction SilentlyContinue
        "$errors" | Should -Match 'names no channel'
    }

    It 'hangs up calls that were just placed' {
        Invoke-AmiOriginate Local/answer@test -Application Wait -ApplicationData 60 -Wait | Stop-AmiChannel
        Wait-Until { -not (Get-AmiChannel) }
        $call = Invoke-AmiOriginate Local/answer@test -Application Wait -ApplicationData 60
        Wait-Until { $call.Uniqueid -in (Get-AmiChannel).Uniqueid }
        $call | Stop-AmiChannel
        Wait-Until { -not (Get-AmiChannel) }
    }

    It 'takes no regular expression, which would hang up more than is named' {
        $name = New-TestCall
        foreach ($command in { Stop-AmiChannel '/^Local/' -ErrorAction Stop }, { '/./' | Stop-AmiChannel -ErrorAction Stop },
            { [pscustomobject]@{ Channel = '/./' } | Stop-AmiChannel -ErrorAction Stop }) {
            $command | Should -Throw -ErrorId 'AmiInvalidHeader,*'
        }

        (Get-AmiChannel $name).Name | Should -Be $name
    }

    It 'hangs up names that are piped in' {
        $name = New-TestCall
        $name | Stop-AmiChannel
        Wait-Until { $name -notin (Get-AmiChannel).Name }
    }

    It 'asks before a pattern takes several, unless -Force or -Confirm:$false' {
        $null = New-TestCall
        # Without a host that can ask, asking is an error, and nothing is hung up.
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
                param($Module, $Session)
                Import-Module $Module
                Stop-AmiChannel 'Local/*' -Session $Session
            }).AddArgument($ModulePath).AddArgument($Session)
        $null = $shell.Invoke()
        $shell.HadErrors | Should -BeTrue
        $shell.Dispose()
        (Get-AmiChannel).Count | Should -Be 2
        Stop-AmiChannel 'Local/*' -WhatIf
        & { $WhatIfPreference = $true; Stop-AmiChannel 'Local/*' }
        { Stop-AmiChannel 'Local/*' -WhatIf:$false -ErrorAction Stop } | Should -Throw
        (Get-AmiChannel).Count | Should -Be 2
        Stop-AmiChannel 'Local/*' -Force -ErrorAction Stop
        Wait-Until { -not (Get-AmiChannel) }
    }

    It 'reports a channel that does not exist' {
        { Stop-AmiChannel PJSIP/nobody-00000001 -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Move-AmiChannel PJSIP/nobody-00000001 -Extension answer -Context test -ErrorAction Stop } | Should -Throw '*PJSIP/nobody-00000001*'
    }

    It 'moves a channel in the dialplan' {
        $name = New-TestCall
        $moved = Get-AmiChannel $name | Move-AmiChannel -Extension echo -Context test -PassThru
        $moved.Name | Should -Be $name
        Wait-Until { (Get-AmiChannel $name).Application -eq 'Echo' }
    }

    It 'moves a channel within its own context' {
        $name = New-TestCall
        Move-AmiChannel $name -Extension echo
        Wait-Until { (Get-AmiChannel $name).Application -eq 'Echo' }
        (Get-AmiChannel $name).Context | Should -Be 'test'
    }

    It 'does nothing with -WhatIf' {
        $name = New-TestCall
        Wait-Until { (Get-AmiChannel $name).Application -eq 'Wait' }
        Get-AmiChannel | Stop-AmiChannel -WhatIf
        Move-AmiChannel $name -Extension echo -WhatIf
        (Get-AmiChannel $name).Application | Should -Be 'Wait'
    }
}
