Describe 'Modules' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'are listed with typed properties' {
        $queue = Get-AmiModule app_queue
        $queue.Name | Should -Be app_queue
        $queue.Status | Should -Be Running
        $queue.UseCount | Should -BeOfType int
        $queue.SupportLevel | Should -Be core
        $queue.Session | Should -Be $Session
        (Get-AmiModule).Count | Should -BeGreaterThan 5
        (Get-AmiModule app_q*, pbx_config.so).Name | Sort-Object | Should -Be app_queue, pbx_config
        Get-AmiModule 'none*' | Should -BeNullOrEmpty
        { Get-AmiModule none -ErrorAction Stop } | Should -Throw '*none*Import-AmiModule*' -ErrorId 'AmiNotFound,*'
        (Get-AmiModule | Format-Table | Out-String -Width 200) | Should -Match 'Name +Description +UseCount +Status +SupportLevel'
    }

    It 'are seen one by one where the account may not see the list' {
        $weak = Connect-TestPbx single -Name weak
        try {
            $queue = Get-AmiModule app_queue -Session weak
            $queue.Name | Should -Be app_queue
            $queue.UseCount | Should -BeNullOrEmpty
            { Get-AmiModule none -Session weak -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
            { Get-AmiModule -Session weak -ErrorAction Stop } | Should -Throw '*command*' -ErrorId 'AmiPermissionDenied,*'
        } finally {
            $weak | Disconnect-Ami
        }
    }

    It 'are unloaded and loaded, as the console shows' {
        Skip-OnSimulator ModuleLoad
        # Which no other test needs.
        try {
            Remove-AmiModule app_morsecode -WhatIf
            Get-ConsoleOutput 'module show like app_morsecode' | Should -Match '1 modules loaded'
            Get-AmiModule app_morsecode | Remove-AmiModule -Confirm:$false
            Get-ConsoleOutput 'module show like app_morsecode' | Should -Match '0 modules loaded'
            { Remove-AmiModule app_morsecode -Confirm:$false -ErrorAction Stop } | Should -Throw '*not loaded*' -ErrorId 'AmiActionFailed,*'
            Import-AmiModule app_morsecode
            Get-ConsoleOutput 'module show like app_morsecode' | Should -Match '1 modules loaded'
            { Import-AmiModule app_morsecode.so -ErrorAction Stop } | Should -Throw '*loaded already*' -ErrorId 'AmiActionFailed,*'
            { Import-AmiModule no_such_module -ErrorAction Stop } | Should -Throw '*no_such_module*' -PassThru | ForEach-Object { "$_" } | Should -Not -Match 'The server has no module.*loaded already'
        } finally {
            if (-not (Get-AmiModule 'app_morsecode*')) {
                Import-AmiModule app_morsecode
            }
        }
    }

    It 'in use are not unloaded, and the error says so' {
        Skip-OnSimulator ModuleLoad
        { Remove-AmiModule res_pjsip -Confirm:$false -ErrorAction Stop } | Should -Throw '*in use*' -ErrorId 'AmiActionFailed,*'
        (Get-AmiModule res_pjsip).Status | Should -Be Running
    }

    It 'are reloaded, one or all, and tell what came of it' {
        $watch = Register-AmiEvent Reload -SourceIdentifier pester-reload
        $result = Invoke-AmiReload pbx_config
        $result.Module | Should -Be pbx_config
        $result.Message | Should -Be 'Module Reloaded'
        $result.Session | Should -Be $Session
        Wait-Until { Get-Event pester-reload -ErrorAction Ignore | ForEach-Object { $_.SourceEventArgs.Events } | Where-Object Module -Match pbx_config } -Seconds 30
        Get-Event pester-reload | Remove-Event
        Unregister-Event pester-reload
        $watch | Should -BeNullOrEmpty
        (Invoke-AmiReload).Module | Should -BeNullOrEmpty
        { Invoke-AmiReload none -ErrorAction Stop } | Should -Throw "*'none'*" -ErrorId 'AmiNotFound,*'
        (Get-AmiModule pbx_config | Invoke-AmiReload).Module | Should -Be pbx_config
        Invoke-AmiReload pbx_config -WhatIf | Should -BeNullOrEmpty
    }

    It 'that cannot be reloaded say so' {
        Skip-OnSimulator 'a module without reload'
        { Invoke-AmiReload app_echo -ErrorAction Stop } | Should -Throw '*does not support reload*Import-AmiModule*' -ErrorId 'AmiActionFailed,*'
    }

    It 'are completed' {
        (TabExpansion2 'Get-AmiModule app_qu' 20).CompletionMatches.ListItemText | Should -Be app_queue
        (TabExpansion2 'Invoke-AmiReload -Module pbx_c' 30).CompletionMatches.ListItemText | Should -Contain pbx_config
    }
}

Describe 'A server' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'tells its version, its times and its calls' {
        $server = Get-AmiServer
        $server.Version | Should -Match '^\d+\.\d+'
        $server.Version.Split('.')[0] | Should -Be (Get-TestPbx).Branch
        $server.StartTime | Should -BeOfType datetime
        $server.ReloadTime | Should -BeGreaterOrEqual $server.StartTime
        $server.CurrentCalls | Should -BeOfType int
        $server.MaxCalls | Should -Be 0
        $server.HttpEnabled | Should -BeTrue
        $server.Session | Should -Be $Session
        if ((Get-TestPbx).Branch -ge 22) {
            $server.ProcessedCalls | Should -BeOfType int
        } else {
            $server.ProcessedCalls | Should -BeNullOrEmpty
        }

        (Get-AmiSession | Get-AmiServer | Format-Table | Out-String -Width 200) | Should -Match 'Session +Version +StartTime'
    }

    It 'shows a reload of everything in its times' {
        $before = (Get-AmiServer).ReloadTime
        Wait-Until { $null = Invoke-AmiReload -ErrorAction SilentlyContinue; (Get-AmiServer).ReloadTime -gt $before } -Seconds 60
    }

    It 'begins new log files' {
        $logs = if ((Get-TestPbx).IsReal) { "$((Get-TestPbx).Spool)/../log" }
        $before = if ($logs) { @(Get-ChildItem $logs -Filter 'full.log*').Count }
        Invoke-AmiLogRotate -WhatIf
        Invoke-AmiLogRotate
        if ($logs) {
            Wait-Until { @(Get-ChildItem $logs -Filter 'full.log*').Count -eq $before + 1 } -Seconds 30
        }
    }

    It 'is asked about before it is stopped' {
        (Get-Command Stop-AmiServer).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false).ConfirmImpact | Should -Be High
        Stop-AmiServer -Force -WhatIf
        Restart-AmiServer -WhatIf
        $weak = Connect-TestPbx single -Name weak
        try {
            { Stop-AmiServer -Force -Confirm:$false -Session weak -ErrorAction Stop } | Should -Throw '*command*' -ErrorId 'AmiPermissionDenied,*'
        } finally {
            $weak | Disconnect-Ami
        }

        (Get-AmiServer -Session $Session).Version | Should -Not -BeNullOrEmpty
    }
}

# On a PBX of its own, since it goes and comes back.
Describe 'A server that stops and restarts' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Script = Join-Path $PSScriptRoot '../pbx/pbx.sh'
    }

    BeforeEach {
        $Server = $null
        if ((Get-TestPbx).IsReal) {
            $Server = & $Script start "$((Get-TestPbx).Branch)" | ConvertFrom-Json
            $Session = Connect-Ami 127.0.0.1 -Port $Server.port -Credential (New-TestCredential) -Name own
            # Asterisk learns these commands last of all, when it already answers.
            Wait-Until { (Get-ConsoleOutput 'core show help core restart gracefully') -match 'Usage' }
        }
    }

    AfterEach {
        Disconnect-TestPbx
        if ($Server) {
            & $Script stop $Server.id
        }
    }

    It 'restarts at once with -Force, and the session connects again' {
        Skip-OnSimulator 'a restart'
        $started = (Get-AmiServer).StartTime
        $null = Invoke-AmiOriginate Local/answer@test -Application Wait -ApplicationData 300 -Wait -TimeoutSeconds 30
        Restart-AmiServer -Force -Confirm:$false -WarningAction SilentlyContinue
        Wait-Until { $Session.State -eq 'Connected' -and (Get-AmiServer -ErrorAction SilentlyContinue).StartTime -gt $started } -Seconds 60
        Get-AmiChannel | Should -BeNullOrEmpty
    }

    It 'restarts without calls at the first opportunity' {
        Skip-OnSimulator 'a restart'
        $started = (Get-AmiServer).StartTime
        Restart-AmiServer -Confirm:$false -WarningAction SilentlyContinue
        Wait-Until { $Session.State -eq 'Connected' -and (Get-AmiServer -ErrorAction SilentlyContinue).StartTime -gt $started } -Seconds 60
    }

    It 'waits for its calls, says so, and can be made to go on' {
        Skip-OnSimulator 'a restart'
        $started = (Get-AmiServer).StartTime
        $null = Invoke-AmiOriginate Local/answer@test -Application Wait -ApplicationData 300 -Wait -TimeoutSeconds 30
        Stop-AmiServer -Confirm:$false -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -Match "own waits for its calls to end.*Invoke-AmiCommand 'core abort shutdown'"
        (Get-AmiServer).StartTime | Should -Be $started
        { Restart-AmiServer -Confirm:$false -ErrorAction Stop } | Should -Throw '*ignored*core abort shutdown*' -ErrorId 'AmiActionFailed,*'
        # What waits on the server must not hold up the session's events.
        Register-AmiEvent UserEvent -SourceIdentifier pester-waiting
        Send-AmiUserEvent PesterStillThere
        Wait-Until { Get-Event pester-waiting -ErrorAction Ignore | ForEach-Object { $_.SourceEventArgs.Events } | Where-Object UserEvent -EQ PesterStillThere } -Seconds 30
        Unregister-Event pester-waiting
        Get-Event pester-waiting | Remove-Event
        Invoke-AmiCommand 'core abort shutdown' -Confirm:$false
        Get-AmiChannel | Stop-AmiChannel
        Wait-Until { -not (Get-AmiChannel) } -Seconds 30
        (Get-AmiServer).StartTime | Should -Be $started
    }

    It 'waits with -Graceful for its calls, and answers no action until it is told to go on' {
        Skip-OnSimulator 'a restart'
        $started = (Get-AmiServer).StartTime
        $null = Invoke-AmiOriginate Local/answer@test -Application Wait -ApplicationData 3000 -Wait -TimeoutSeconds 30
        Restart-AmiServer -Graceful -Confirm:$false -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -Match 'own waits for its calls to end.*refuses new ones and all actions'
        { Connect-Ami 127.0.0.1 -Port $Server.port -Credential (New-TestCredential) -NoReconnect -ErrorAction Stop } | Should -Throw '*shutting down*'
        $null = & $Script cli $Server.id core abort shutdown
        Wait-Until { (Get-AmiServer -ErrorAction SilentlyContinue).StartTime -eq $started } -Seconds 60
        Get-AmiChannel | Stop-AmiChannel
        Wait-Until { -not (Get-AmiChannel) } -Seconds 30
    }

    It 'restarts with -Graceful when there are no calls' {
        Skip-OnSimulator 'a restart'
        $started = (Get-AmiServer).StartTime
        Restart-AmiServer -Graceful -Confirm:$false -WarningAction SilentlyContinue
        Wait-Until { $Session.State -eq 'Connected' -and (Get-AmiServer -ErrorAction SilentlyContinue).StartTime -gt $started } -Seconds 60
    }

    It 'stops' {
        Skip-OnSimulator 'a stop'
        Stop-AmiServer -Force -Confirm:$false -WarningAction SilentlyContinue
        Wait-Until { $Session.State -ne 'Connected' } -Seconds 60
        Wait-Until { -not (Get-Process -Id $Server.pid -ErrorAction Ignore) } -Seconds 60
    }
}
