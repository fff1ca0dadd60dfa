BeforeDiscovery {
    . $PSScriptRoot/Common.ps1

    # All that an object may reach by its session alone: those that take whole objects, and those that need nothing else.
    $Cmdlets = Get-Command -Module AsteriskAmi | Where-Object { $_.Parameters.ContainsKey('Session') } | Where-Object {
        ($_.Parameters['Session', 'InputObject'] | Where-Object { $_ }).ParameterSets.Values.ValueFromPipeline -contains $true -or
        $_.ParameterSets.Where{ $_.Parameters.IsMandatory -notcontains $true }
    } | ForEach-Object Name
}

Describe 'What is piped in' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx -Name piped

        # The parameters that a cmdlet cannot do without besides what is piped in, with some value; nothing is changed by it.
        function Get-Needed {
            param([string] $Name)
            $command = Get-Command $Name
            $set = $command.ParameterSets | Sort-Object { -not ($_.Parameters.ValueFromPipeline -contains $true) }, { -not $_.IsDefault } | Select-Object -First 1
            $needed = @{}
            foreach ($parameter in $set.Parameters | Where-Object { $_.IsMandatory -and $_.Name -notin 'InputObject', 'Session' }) {
                $choices = $parameter.Attributes | Where-Object { $_ -is [ValidateSet] } | ForEach-Object ValidValues
                $needed[$parameter.Name] = if ($choices) { $choices[0] } else { '1' }
            }

            if ($command.Parameters.ContainsKey('WhatIf')) {
                $needed.WhatIf = $true
            }

            # What should not begin to follow anything would do so for ever.
            if ($Name -match '^(Watch|Wait)-') {
                $needed.TimeoutSeconds = 1
            }

            $needed
        }
    }

    AfterEach {
        Clear-TestEvent
        Stop-TestCall
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'is refused by <_> where it has nothing but a session' -ForEach $Cmdlets {
        $needed = Get-Needed $_
        foreach ($thing in [pscustomobject]@{ Session = $Session; Nonsense = 1 }, [pscustomobject]@{ Session = $Session.Name }, (Get-Item $PSScriptRoot)) {
            $output = $thing | & $_ @needed -ErrorVariable errors -ErrorAction SilentlyContinue
            $output | Should -BeNullOrEmpty
            $errors[0].FullyQualifiedErrorId | Should -Match '^(AmiInvalidHeader|AmiNotFound|InputObjectNotBound|InputObjectMissingMandatory),'
            $Session.State | Should -Be 'Connected'
        }
    }

    It 'is refused by <_> where it is null' -ForEach $Cmdlets {
        $needed = Get-Needed $_
        $output = $null | & $_ @needed -ErrorVariable errors -ErrorAction SilentlyContinue
        $output | Should -BeNullOrEmpty
        $errors | Should -Not -BeNullOrEmpty
        $Session.State | Should -Be 'Connected'
    }

    It 'is refused by <_> where it is a module of the server' -ForEach ($Cmdlets | Where-Object { $_ -notin 'Get-AmiModule', 'Invoke-AmiReload' }) {
        $needed = Get-Needed $_
        $output = Get-AmiModule pbx_config | & $_ @needed -ErrorVariable errors -ErrorAction SilentlyContinue
        $output | Should -BeNullOrEmpty
        $errors | Should -Not -BeNullOrEmpty
        $Session.State | Should -Be 'Connected'
    }

    It 'is refused where that which it should name is missing, and stands for no whole server' {
        $null = New-TestCall dial
        Wait-Until { (Get-TestBridge).ChannelCount -eq 2 }
        { [pscustomobject]@{ BridgeId = $null; Session = $Session } | Get-AmiBridge -ErrorAction Stop } | Should -Throw -ErrorId 'AmiInvalidHeader,*'
        { Get-AmiServer | Select-Object Session, Context | Get-AmiDialplan -ErrorAction Stop } | Should -Throw -ErrorId 'AmiInvalidHeader,*'
        [pscustomobject]@{ BridgeId = $null; Channel = (Get-TestBridge).Channels[0].Channel } | Get-AmiBridge | Should -HaveCount 1
    }

    It 'is named when it is refused, with what to do' {
        $bridge = [pscustomobject]@{ Session = $Session; Nonsense = 1 }
        { $bridge | Get-AmiDeviceState -ErrorAction Stop } | Should -Throw "*Nonsense=1*Get-AmiDeviceState*-Name*" -ErrorId 'AmiInvalidHeader,*'
        { $bridge | Get-AmiBridge -ErrorAction Stop } | Should -Throw '*-BridgeId*objects with BridgeId*'
        { $bridge | Stop-AmiServer -WhatIf -ErrorAction Stop } | Should -Throw '*Stop-AmiServer*Get-AmiSession*'
        { 'sales' | Get-AmiQueueMember -ErrorAction Stop } | Should -Throw "*no session 'sales'*-Queue*" -ErrorId 'AmiNotFound,*'
        { 'sales' | Get-AmiServer -ErrorAction Stop } | Should -Throw "*no session 'sales'*"
        { Get-Process -Id $PID | Stop-AmiChannel -WhatIf -ErrorAction Stop } | Should -Throw '*names no channel*'
        { $Session | Get-AmiServer -Session $Session -ErrorAction Stop } | Should -Throw '*Give one of them*' -ErrorId 'AmiInvalidHeader,*'
        { Get-AmiQueueMember sales | Get-AmiQueueStatus support -ErrorAction Stop } | Should -Throw '*-Name*Give one of them*'
        { Get-AmiQueueStatus sales | Get-AmiQueueMember support -ErrorAction Stop } | Should -Throw '*-Queue*Give one of them*'
    }

    It 'stands for its server where it is a session, its name or Id, a copy of it, a list, or the server' {
        $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($Session, 2))
        foreach ($given in $Session, 'piped', 'pip*', $Session.Id, $copy, ($Session | Select-Object Name, UserName), (Get-AmiServer), , @($Session, $Session)) {
            ($given | Get-AmiServer -ErrorAction Stop).Session | Should -Be $Session -Because "that is what $($given.GetType()) stands for"
        }

        ($Session, (Get-AmiServer), 'piped' | Get-AmiServer -ErrorAction Stop).Session | Should -Be $Session -Because 'each is asked once'
        (Get-AmiServer -InputObject $Session).Session | Should -Be $Session
        { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(($Session | Select-Object UserName, @{ n = 'Name'; e = { 'gone' } }))) | Get-AmiServer -ErrorAction Stop } |
            Should -Throw "*copy of session 'gone'*"
    }

    It 'is refused where it comes from another server by a session of the same name' {
        $copy = $Session | Select-Object Name, UserName, ComputerName, Port
        ($copy | Get-AmiServer -ErrorAction Stop).Session | Should -Be $Session
        $copy.Port = 1
        { $copy | Get-AmiServer -ErrorAction Stop } | Should -Throw "*copy of session 'piped'*:1*$($Session.Port)*-Session*" -ErrorId 'AmiNotFound,*'
        $thing = [pscustomobject]@{ Channel = 'Local/x@test-1;1'; Session = $copy }
        { $thing | Stop-AmiChannel -WhatIf -ErrorAction Stop } | Should -Throw "*copy of session 'piped'*"
        { $thing | Stop-AmiChannel -WhatIf -Session $Session -ErrorAction Stop } | Should -Not -Throw
        $copy.Port = $Session.Port
        $copy.ComputerName = 'elsewhere.example.org'
        { [pscustomobject]@{ Interface = 'Local/1@test'; Queue = 'sales'; Session = $copy } | Suspend-AmiQueueMember -ErrorAction Stop } | Should -Throw '*elsewhere.example.org*'
    }

    It 'goes to no session of another server where nobody has named the sessions and only the name is left' {
        $other = Connect-TestPbx
        try {
            $other.Name | Should -Be "Ami$($other.Id)@$($other.ComputerName):$($other.Port)"
            $thing = [pscustomobject]@{ Channel = 'Local/x@test-1;1'; Session = "Ami$($other.Id)@elsewhere.example.org:5038" }
            { $thing | Stop-AmiChannel -WhatIf -ErrorAction Stop } | Should -Throw '*no session*elsewhere.example.org*'
        } finally {
            Disconnect-Ami $other
        }
    }

    It 'stops nothing that comes after it' {
        $found = [pscustomobject]@{ Session = $Session }, $Session | Get-AmiServer -ErrorVariable errors -ErrorAction SilentlyContinue
        $found.Session | Should -Be $Session
        $errors.Count | Should -Be 1
    }

    It 'is what it was where it was stored' {
        $stored = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-AmiQueueStatus sales)))
        ($stored | Get-AmiQueueStatus).Name | Should -Be 'sales'
        ($stored | Get-AmiQueueSummary).Queue | Should -Be 'sales'
        ($stored | Get-AmiQueueMember).Queue | Select-Object -Unique | Should -Be 'sales'
        (Get-AmiQueueStatus sales | Select-Object Name, Strategy | Get-AmiQueueStatus).Name | Should -Be 'sales'
        $channel = New-TestCall
        (Get-AmiChannel $channel | Select-Object Name | Get-AmiChannel).Name | Should -Be $channel
        (Get-AmiChannel $channel | ConvertTo-Csv | ConvertFrom-Csv | Get-AmiChannel).Name | Should -Be $channel
    }

    It 'is the agent of that id where it was stored' {
        $stored = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-AmiAgent 2001)))
        ($stored | Get-AmiAgent -ErrorAction Stop).Agent | Should -Be '2001'
    }

    It 'is no channel where it is an empty text' {
        foreach ($text in '', ' ') {
            { $text | Stop-AmiChannel -WhatIf -ErrorAction Stop } | Should -Throw '*names no channel*' -ErrorId 'AmiNotFound,*'
        }
    }

    It 'is refused before a session is looked for' {
        $other = Connect-TestPbx -Name other
        try {
            $found = [pscustomobject]@{ Nonsense = 1 }, $Session | Get-AmiDeviceState -ErrorVariable errors -ErrorAction SilentlyContinue
            $found | Should -Not -BeNullOrEmpty
            $errors[0].FullyQualifiedErrorId | Should -BeLike 'AmiInvalidHeader,*'
        } finally {
            $other | Disconnect-Ami
        }
    }

    It 'brings what other parameters take, and its session' {
        ([pscustomobject]@{ Queue = 'sales'; Session = 'piped'; UserName = 'x'; Name = 'y' } | Get-AmiQueueMember).Queue | Select-Object -Unique | Should -Be 'sales'
        ([pscustomobject]@{ Queue = 'sales' } | Get-AmiQueueStatus).Name | Should -Be 'sales'
    }

    It 'stands for its queue or device where it is a member of a queue' {
        (Get-AmiQueueMember sales | Get-AmiQueueStatus).Name | Should -Be 'sales'
        (Get-AmiQueueMember | Get-AmiQueueSummary).Queue | Sort-Object | Should -Be ((Get-AmiQueueMember).Queue | Sort-Object -Unique)
        (Get-AmiQueueSummary sales | Get-AmiQueueStatus).Name | Should -Be 'sales'
        (Get-AmiQueueStatus sales | Get-AmiQueueSummary).Queue | Should -Be 'sales'
        (Get-AmiQueueStatus sales | Get-AmiQueueStatus).Name | Should -Be 'sales'
        (Get-AmiQueueMember sales | Get-AmiDeviceState).Name | Sort-Object | Should -Be ((Get-AmiQueueMember sales).StateInterface | Sort-Object)
    }

    It 'stands for its device where it is an endpoint' {
        $device = "PJSIP/$((Get-AmiEndpoint 1001 | Get-AmiEndpoint).Name)"
        (Get-AmiEndpoint 1001 | Get-AmiDeviceState).Name | Should -Be $device
    }

    It 'is a member of queues by its device where it is an endpoint' {
        try {
            $added = Get-AmiEndpoint 1001, 1002 | Add-AmiQueueMember -Queue support -Paused -PassThru
            $added.Interface | Sort-Object | Should -Be 'PJSIP/1001', 'PJSIP/1002'
            Get-AmiEndpoint 1001 | Resume-AmiQueueMember
            (Get-AmiQueueMember support PJSIP/* | Sort-Object Interface).Paused | Should -Be $false, $true
        } finally {
            Get-AmiEndpoint 1001, 1002 | Remove-AmiQueueMember -Queue support
        }

        (Get-AmiQueueMember support).Interface | Should -Not -Match '^PJSIP/'
    }

    It 'stands for its conference and its bridge where it is a member of one' {
        $null = New-TestCall conf
        $null = New-TestCall dial
        Wait-Until { Get-AmiConferenceMember }
        Wait-Until { @(Get-TestBridge).Count -eq 2 -and (Get-TestBridge | Where-Object Type -EQ basic).ChannelCount -eq 2 }
        $member = Get-AmiConferenceMember
        ($member | Get-AmiConference).Conference | Should -Be $member.Conference
        ($member | Get-AmiBridge).BridgeId | Should -Be (Get-TestBridge | Where-Object Creator -EQ ConfBridge).BridgeId
        $call = Get-TestBridge | Where-Object Type -EQ basic
        ($call.Channels[0].Channel | ForEach-Object { [pscustomobject]@{ Channel = $_ } } | Get-AmiBridge).BridgeId | Should -Be $call.BridgeId
        (Get-AmiCall | Get-AmiBridge).BridgeId | Sort-Object | Should -Be ((Get-TestBridge).BridgeId | Sort-Object)
    }

    It 'stands for no bridge where it waits in a queue' {
        $null = New-TestCall dial
        $null = New-TestCall queue-support
        Wait-Until { Get-AmiQueueCaller }
        Wait-Until { (Get-TestBridge).ChannelCount -eq 2 }
        Get-AmiQueueCaller | Get-AmiBridge -ErrorAction Stop | Should -BeNullOrEmpty
        Get-AmiQueueCaller | Get-AmiBridge | Remove-AmiBridge
        (Get-TestBridge).ChannelCount | Should -Be 2
        (Get-AmiQueueCaller | Get-AmiQueueStatus).Name | Should -Be 'support'
    }
}
