Describe 'Get-AmiCommand' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'joins what the server lists with what is known' {
        $redirect = Get-AmiCommand Redirect
        $redirect.Name | Should -Be 'Redirect'
        $redirect.Privilege | Should -Be 'call'
        $redirect.Allowed | Should -BeTrue
        $redirect.Available | Should -BeTrue
        "$($redirect.Answer)" | Should -Be 'Response'
        $redirect.Cmdlet | Should -Be 'Move-AmiChannel'
        "$($redirect.Parameters)" | Should -Be 'Channel [ExtraChannel] Exten [ExtraExten] Context [ExtraContext] Priority [ExtraPriority]'
        $redirect.Since | Should -Be '0.2.0'
        $redirect.Versions | Should -Be '16, 22'
        $redirect.Session | Should -Be $Session
    }

    It 'lists every action that the server lists, and those it does not have' {
        $listed = (Invoke-AmiAction ListCommands).PSObject.Properties | Where-Object Value -Match 'Priv:' | ForEach-Object Name
        $commands = Get-AmiCommand
        ($commands | Where-Object { $_.Allowed -and $_.Available }).Name | Sort-Object | Should -Be ($listed | Sort-Object)
        $commands.Count | Should -BeGreaterThan $listed.Count
        (Get-AmiCommand DAHDIRestart).Available | Should -BeFalse
    }

    It 'knows what the account may not send' {
        $monitor = Connect-TestPbx monitor
        $commands = Get-AmiCommand Ping, Originate, QueueAdd -Session $monitor
        $commands.Allowed | Should -Be $false, $true, $false
        $commands.Available | Should -Be $true, $true, $true
        $commands.Name | Should -Be 'Originate', 'Ping', 'QueueAdd'
        Disconnect-Ami $monitor
    }

    It 'takes wildcards, and reports a name that nothing has' {
        (Get-AmiCommand QueueP*).Name | Should -Be 'QueuePause', 'QueuePenalty'
        { Get-AmiCommand NoSuchAction -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
    }

    It 'asks several servers' {
        $other = Connect-TestPbx
        @(Get-AmiSession | Get-AmiCommand Ping).Count | Should -Be 2
        Disconnect-Ami $other
    }

    It 'names only cmdlets that there are' {
        $named = Get-AmiCommand | Where-Object Cmdlet | ForEach-Object { $_.Cmdlet -split ', ' } | Sort-Object -Unique
        $named.Count | Should -BeGreaterOrEqual 8
        $named | Where-Object { -not (Get-Command $_ -Module AsteriskAmi -ErrorAction Ignore) } | Should -BeNullOrEmpty
    }
}

Describe 'Get-AmiEventType' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
    }

    It 'needs no session' {
        Get-AmiSession | Should -BeNullOrEmpty
        $hangup = Get-AmiEventType Hangup
        $hangup.Class | Should -Be 'call'
        $hangup.Headers.Name | Should -Contain 'Cause-txt'
        ($hangup.Headers | Where-Object Name -EQ Cause).Type | Should -Be ([int])
        ($hangup.Headers | Where-Object Name -EQ Uniqueid).Type | Should -Be ([string])
    }

    It 'finds events of old versions as well' {
        (Get-AmiEventType Dial*).Name | Should -Be 'Dial', 'DialBegin', 'DialEnd', 'DialState'
        (Get-AmiEventType Dial).Versions | Should -Be 'up to 11'
        (Get-AmiEventType Join, Leave, Link, Unlink, QueueMemberPaused, PeerEntry).Count | Should -Be 6
    }

    It 'lists all' {
        (Get-AmiEventType).Count | Should -BeGreaterThan 250
    }

    It 'takes the events themselves' {
        $null = Connect-TestPbx
        (Invoke-AmiAction QueueStatus -Queue sales | Get-AmiEventType).Name | Select-Object -First 1 | Should -Be 'QueueParams'
        Disconnect-TestPbx
    }

    It 'reports a name that nobody knows' {
        { Get-AmiEventType NoSuchEvent -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
    }

    It 'completes event names' {
        (TabExpansion2 'Get-AmiEventType QueueMemberPa' 30).CompletionMatches.CompletionText | Should -Be 'QueueMemberPause', 'QueueMemberPaused'
    }
}

Describe 'The parameters of an action' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $null = Connect-TestPbx

        function Get-Completion {
            param([string] $Line)
            (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText
        }
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'are parameters of Invoke-AmiAction' {
        (Invoke-AmiAction QueueStatus -Queue sales -Member Local/agent1@agents).Event | Should -Be 'QueueParams', 'QueueMember'
        $null = Invoke-AmiAction DBPut -Family asteriskami -Key dynamic -Val 'a: b'
        (Invoke-AmiAction DBGet -Family asteriskami -Key dynamic).Val | Should -Be 'a: b'
        $null = Invoke-AmiAction DBDel -Family asteriskami -Key dynamic
    }

    It 'may be given by splatting, and together with -Parameters' {
        $more = @{ Name = 'UserEvent'; UserEvent = 'Mine'; Parameters = @{ Item = 'bread' } }
        (Invoke-AmiAction @more).Response | Should -Be 'Success'
    }

    It 'that are required are all named when they are missing, and nothing is sent' {
        { Invoke-AmiAction Redirect -Channel x -ErrorAction Stop } | Should -Throw '*lacks Exten, Context, Priority.*' -ErrorId 'AmiInvalidHeader,*'
        { Invoke-AmiAction Hangup -ErrorAction Stop } | Should -Throw '*lacks Channel.*' -ErrorId 'AmiInvalidHeader,*'
        { Invoke-AmiAction Redirect -Channel none -Parameters @{ Exten = '1'; Context = 'test'; Priority = '1' } -ErrorAction Stop } |
            Should -Throw -ErrorId 'AmiNotFound,*'
    }

    It 'are given once' {
        { Invoke-AmiAction DBGet -Family a -Parameters @{ family = 'b'; Key = 'c' } -ErrorAction Stop } |
            Should -Throw '*header Family is given as -Family and in -Parameters*' -ErrorId 'AmiInvalidHeader,*'
    }

    It 'that repeat take arrays' {
        $call = Invoke-AmiAction Originate -Channel Local/vars@test -Application Wait -Data 60 -Async true -Variable 'ONE=1', 'TWO=2'
        $call.Response | Should -Be 'Success'
        Wait-Until { Get-AmiChannel 'Local/vars@test-*;1' }
        $channel = (Get-AmiChannel 'Local/vars@test-*;1').Name
        (Invoke-AmiAction Getvar -Channel $channel -Variable ONE).Value | Should -Be '1'
        (Invoke-AmiAction Getvar -Channel $channel -Variable TWO).Value | Should -Be '2'
        Stop-TestCall
    }

    It 'are completed, and so are their values' {
        Get-Completion 'Invoke-AmiAction Redirect -Ext' | Should -Be '-ExtraChannel', '-Exten', '-ExtraExten', '-ExtraContext', '-ExtraPriority'
        Get-Completion 'Invoke-AmiAction ModuleLoad -LoadType re' | Should -Be 'refresh', 'reload'
        Get-Completion 'Invoke-AmiAction QueuePause -Queue s' | Should -Be 'sales', 'support'
        Get-Completion 'Invoke-AmiAction SendText -Content-T' | Should -Be '-Content-Type'
    }

    It 'whose names are those of the cmdlet itself go into -Parameters' {
        (Get-Command Invoke-AmiAction -ArgumentList QueueReload).Parameters.Parameters.ParameterType | Should -Be ([System.Collections.IDictionary])
        (Get-Command Invoke-AmiAction -ArgumentList QueueReload).Parameters.Keys | Should -Contain 'Rules'
        (Invoke-AmiAction QueueReload -Rules yes -Parameters @{ Parameters = 'no' }).Response | Should -Be 'Success'
    }

    It 'win over the beginnings of the cmdlet''s own' {
        # -Timeout is the action's, not the beginning of -TimeoutSeconds. Over HTTP WaitEvent is the session's own.
        if ($env:ASTERISKAMI_TRANSPORT -ne 'http') {
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            (Invoke-AmiAction WaitEvent -Timeout 1 -TimeoutSeconds 60)[0].Response | Should -Be 'Success'
            $clock.Elapsed.TotalSeconds | Should -BeLessThan 50
        }

        $own = (Get-Command Invoke-AmiAction).Parameters
        $starts = @($own.Keys) + $own.Values.Aliases
        foreach ($name in [AsteriskAmi.Catalog.AmiCatalog]::Actions.Parameters.Name | Where-Object { $_ -notin 'Timeout', 'Time', 'Parameters' }) {
            $starts -like "$name*" | Should -BeNullOrEmpty -Because "-$name would be taken for it"
        }
    }

    It 'of actions that nobody knows go into -Parameters' {
        { Invoke-AmiAction NoSuchAction @{ Any = 'thing' } -ErrorAction Stop } | Should -Throw '*knows no action*' -ErrorId 'AmiActionFailed,*'
    }

    It 'are there for every action, and break none' {
        foreach ($name in (Get-AmiCommand).Name) {
            (Get-Command Invoke-AmiAction -ArgumentList $name).Parameters.Keys | Should -Contain 'Session' -Because "of $name"
        }
    }
}

Describe 'An action that the server refuses' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
    }

    AfterEach {
        Disconnect-TestPbx
    }

    It 'names the privilege that the account lacks' {
        $null = Connect-TestPbx monitor
        { Invoke-AmiAction DBPut -Family a -Key b -ErrorAction Stop } |
            Should -Throw "*'monitor' may not send DBPut*manager.conf needs system.*" -ErrorId 'AmiPermissionDenied,*'
        { Get-AmiChannel -ErrorAction Stop } | Should -Throw '*one of system, reporting.*' -ErrorId 'AmiPermissionDenied,*'
    }

    It 'names the module that is not loaded' {
        $null = Connect-TestPbx
        { Invoke-AmiAction DAHDIRestart -ErrorAction Stop } | Should -Throw '*chan_dahdi.so*not loaded*' -ErrorId 'AmiActionFailed,*'
    }

    It 'says which versions have it' {
        $null = Connect-TestPbx
        if ((Get-TestPbx).Branch -eq 16) {
            { Invoke-AmiAction CoreShowChannelMap -Channel x -ErrorAction Stop } | Should -Throw '*came with Asterisk 18.19.0*' -ErrorId 'AmiActionFailed,*'
        } else {
            { Invoke-AmiAction SIPpeers -ErrorAction Stop } | Should -Throw '*chan_sip.so of Asterisk 16 had it*' -ErrorId 'AmiActionFailed,*'
        }
    }

    It 'says what may have been meant' {
        $null = Connect-TestPbx
        { Invoke-AmiAction QueuStatus -ErrorAction Stop } | Should -Throw '*Did you mean QueueStatus?*' -ErrorId 'AmiActionFailed,*'
    }
}

Describe 'The types of headers' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'follow from what the headers mean' {
        $queue, $member = Invoke-AmiAction QueueStatus -Queue sales | Select-Object -First 2
        $queue.Calls | Should -BeOfType int
        $queue.HoldTime | Should -BeOfType timespan
        $queue.ServicelevelPerf | Should -BeOfType double
        $member.Paused | Should -BeOfType bool
        $member.Name | Should -BeOfType string
        (Invoke-AmiAction Ping).Timestamp | Should -BeOfType datetime
    }

    It 'are what Get-Member shows, also of a moment that never was' {
        $member = Invoke-AmiAction QueueStatus -Queue support | Where-Object Event -EQ QueueMember | Select-Object -First 1
        # A member that has not taken a call yet.
        $member.GetHeader('LastCall') | Should -Be '0'
        $member.LastCall | Should -BeNullOrEmpty
        ($member | Get-Member LastCall).Definition | Should -BeLike 'System.DateTime *'
        ($member | Get-Member Penalty).Definition | Should -BeLike 'System.Int32 *'
        ($member | Get-Member Paused).Definition | Should -BeLike 'System.Boolean *'
    }

    It 'compare as they should' {
        $answer = Invoke-AmiAction Ping
        $answer.Timestamp | Should -BeGreaterThan ([datetime]::Now.AddMinutes(-5))
        (Invoke-AmiAction QueueStatus | Where-Object Event -EQ QueueMember | Where-Object Penalty -GT 0).Count | Should -BeGreaterThan 0
        (Invoke-AmiAction QueueStatus -Queue sales | Where-Object { $_.HoldTime -lt '01:00:00' }).Count | Should -BeGreaterThan 0
    }
}
