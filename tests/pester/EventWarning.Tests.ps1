BeforeAll {
    . $PSScriptRoot/EventMark.ps1
}

Describe 'Warnings of events that cannot come' {
    BeforeAll {
        $Session = Connect-TestPbx
    }

    BeforeEach {
        $Mark = New-Mark
        $held = Connect-TestPbx -Name held
    }

    AfterEach {
        Disconnect-Ami $held
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'names the events that a mistyped name may have meant, and waits for it all the same: <Command>' -ForEach @(
        @{ Command = 'Watch-AmiEvent'; Arguments = @{ TimeoutSeconds = 1 } }
        @{ Command = 'Wait-AmiEvent'; Arguments = @{ TimeoutSeconds = 1; ErrorAction = 'SilentlyContinue' } }
        @{ Command = 'Register-AmiEvent'; Arguments = @{ SourceIdentifier = 'mistyped' } }
        @{ Command = 'Add-AmiEventFilter'; Arguments = @{ WhatIf = $true } }
    ) {
        try {
            & $Command Hangpu, OriginateRespons -Session $held @Arguments -WarningVariable warnings -WarningAction SilentlyContinue
        } finally {
            Unregister-Event mistyped -ErrorAction Ignore
        }

        $warnings | Should -HaveCount 2
        "$($warnings[0])" | Should -BeLike "*'Hangpu'*Hangup?*"
        "$($warnings[1])" | Should -BeLike "*'OriginateRespons'*OriginateResponse*"
    }

    It 'says nothing of names that some server has, of marks and of patterns' {
        Watch-AmiEvent UserEvent, Link, MeetmeJoin, QueueMemberPaused, AmiConnectionLost, NoSuch* -Exclude RTCPSent -Session $held -TimeoutSeconds 1 -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'tells of what the event mask leaves out' {
        Set-AmiEventMask system, user -Session $held -WarningAction SilentlyContinue
        Watch-AmiEvent Hangup, UserEvent -Session $held -TimeoutSeconds 1 -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*held: Hangup (class call) cannot come*mask*system,user*'
        Set-AmiEventMask off -Session $held -WarningAction SilentlyContinue
        Watch-AmiEvent -Session $held, $Session -MaxEvents 1 -TimeoutSeconds 1 -WarningVariable all -WarningAction SilentlyContinue | Out-Null
        "$all" | Should -BeLike 'held: events cannot come*mask*off*'
        $Session | Watch-AmiQueue -MaxEvents 1 -TimeoutSeconds 1 -WarningVariable none | Out-Null
        $none | Should -BeNullOrEmpty
        $held | Watch-AmiQueue -MaxEvents 1 -TimeoutSeconds 1 -WarningVariable queue -WarningAction SilentlyContinue | Out-Null
        "$queue" | Should -BeLike '*held*mask*class agent*'
    }

    It 'tells of what filters hold back, and by -Verbose of what they may' {
        Add-AmiEventFilter UserEvent -Property @{ Mark = $Mark } -Session $held -WarningAction SilentlyContinue
        Register-AmiEvent Hangup, UserEvent -SourceIdentifier "held-$Mark" -Session $held -WarningVariable warnings -WarningAction SilentlyContinue
        Unregister-Event "held-$Mark"
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike '*Hangup cannot come*filters*'
        $said = (Wait-AmiEvent UserEvent -Session $held -Property @{ Mark = $Mark } -During { Send-Mark } -WarningVariable none -Verbose 4>&1) |
            Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        $none | Should -BeNullOrEmpty
        "$said" | Should -BeLike '*may hold back UserEvent*'
    }

    It 'tells before a call is placed that its outcome cannot come, once' {
        Add-AmiEventFilter Hangup -Session $held -WarningAction SilentlyContinue
        $calls = 1..2 | ForEach-Object { [pscustomobject]@{ Channel = 'Local/hangup-cause@test' } }
        $calls | Invoke-AmiOriginate -Application Wait -Wait -ThrottleLimit 2 -TimeoutSeconds 1 -Session $held -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike '*OriginateResponse cannot come*filters*'
    }

    It 'tells of what the account does not read' {
        Skip-OnSimulator 'Getvar of AST_CONFIG'
        $deaf = Connect-TestPbx deaf -Name deaf
        try {
            Wait-AmiEvent UserEvent, AgentCalled -Session $deaf -Property @{ Mark = $Mark } -During { Send-Mark } -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
            "$warnings" | Should -BeLike "deaf: AgentCalled (class agent) cannot come*'deaf' reads the classes: user. Add agent to read=*"
            Watch-AmiAgentActivity -Session $deaf -MaxEvents 1 -TimeoutSeconds 1 -WarningVariable agents -WarningAction SilentlyContinue | Out-Null
            "$agents" | Should -BeLike '*class agent*cannot come*'
            Invoke-AmiOriginate Local/hangup-cause@test -Application Wait -Wait -TimeoutSeconds 1 -Session $deaf -ErrorAction SilentlyContinue -WarningVariable outcome -WarningAction SilentlyContinue
            "$outcome" | Should -BeLike '*OriginateResponse (class call) cannot come*'
            Invoke-AmiAgi nosuch -Command NOOP -Session $deaf -ErrorAction SilentlyContinue -WarningVariable agi -WarningAction SilentlyContinue
            "$agi" | Should -BeLike '*AsyncAGIExec*class agi*'
        } finally {
            Disconnect-Ami $deaf
        }
    }
}
