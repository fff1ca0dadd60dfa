BeforeAll {
    . $PSScriptRoot/EventMark.ps1
}

Describe 'Register-AmiEvent -Where' {
    BeforeEach {
        $Mark = New-Mark
        $name = "where-$Mark"
        $mine = @{ Property = @{ Mark = $Mark }; SourceIdentifier = $name }

        function Get-Kind {
            (Get-Event -SourceIdentifier $name -ErrorAction Ignore).SourceEventArgs.Events.Kind
        }
    }

    AfterEach {
        Unregister-Event $name -ErrorAction Ignore
        Get-Event -SourceIdentifier $name -ErrorAction Ignore | Remove-Event
        # The engine is rid of it once the last question has been answered.
        Wait-Until { -not (Get-EventSubscriber -Force | Where-Object SourceIdentifier -Like 'AsteriskAmi.Where.*') }
    }

    BeforeAll {
        $Session = Connect-TestPbx
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'queues only the events that fit, and knows the variables of its place' {
        $limit = 3
        Register-AmiEvent UserEvent @mine -Where { [int]$_.Kind -gt $limit }
        1..6 | ForEach-Object { Send-Mark @{ Kind = $_ } }
        Wait-Until { (Get-Kind) -contains 6 }
        Get-Kind | Should -Be 4, 5, 6
    }

    It 'runs the action for the events that fit, and counts only those for -MaxTriggerCount' {
        $global:AsteriskAmiSeen = [System.Collections.Generic.List[string]]::new()
        $null = Register-AmiEvent UserEvent @mine -Where { $_.Kind -like 'yes*' } -MaxTriggerCount 2 -Action {
            foreach ($one in $EventArgs.Events) { $global:AsteriskAmiSeen.Add($one.Kind) }
        }
        foreach ($number in 1..2) {
            # Those that do not fit come and go in batches of their own.
            'no', 'never' | ForEach-Object {
                Send-Mark @{ Kind = $_ }
                $null = Wait-AmiEvent UserEvent -Property @{ Mark = $Mark; Kind = 'witness' } -During { Send-Mark @{ Kind = 'witness' } }
            }

            Send-Mark @{ Kind = "yes$number" }
            Wait-Until { $global:AsteriskAmiSeen -contains "yes$number" }
        }

        Wait-Until { -not (Get-EventSubscriber -SourceIdentifier $name -ErrorAction Ignore) }
        $global:AsteriskAmiSeen | Should -Be 'yes1', 'yes2'
    }

    It 'shows its errors as those of the job' {
        $job = Register-AmiEvent UserEvent @mine -Where { throw "bad $($_.Kind)" } -Action { 'never' }
        Send-Mark @{ Kind = 'one' }
        Wait-Until { $job.Error.Count -gt 0 }
        "$($job.Error)" | Should -BeLike 'bad one*'
        $job.Output | Should -BeNullOrEmpty
    }

    It 'shows its errors in the stream where there is no job, and goes on' {
        Register-AmiEvent UserEvent @mine -Where { if ($_.Kind -eq 'one') { $null.Nothing() }; $true }
        Send-Mark @{ Kind = 'one' }
        Send-Mark @{ Kind = 'two' }
        Wait-Until { (Get-Kind) -contains 'two' }
        $events = (Get-Event -SourceIdentifier $name).SourceEventArgs.Events
        $events.Event | Should -Be 'AmiWhereFailed', 'UserEvent'
        $events[0].Reason | Should -BeLike '*null-valued*'
        $events[0].Session | Should -Be $Session
    }

    It 'goes on where the block leaves by <_> instead of an answer' -ForEach 'break', 'continue', 'exit' {
        Register-AmiEvent UserEvent @mine -Where ([scriptblock]::Create("if (`$_.Kind -eq 'one') { $_ }; `$true"))
        Send-Mark @{ Kind = 'one' }
        Send-Mark @{ Kind = 'two' }
        Wait-Until { (Get-Kind) -contains 'two' }
        $events = (Get-Event -SourceIdentifier $name).SourceEventArgs.Events
        $events.Event | Should -Be 'AmiWhereFailed', 'UserEvent'
        $events[0].Reason | Should -BeLike '*return $true*'
    }

    It 'lets through the marks of the stream without being asked' {
        $short = Connect-TestPbx -Name short
        Register-AmiEvent UserEvent -SourceIdentifier $name -Session $short -Where { $false }
        Disconnect-Ami $short
        (Wait-Event $name -Timeout 60).SourceEventArgs.Events[0].Event | Should -Be 'AmiSessionClosed'
    }

    It 'may end its own registration' {
        $null = Register-AmiEvent UserEvent @mine -Where { Unregister-Event "where-$($_.Mark)"; $true } -Action { }
        Send-Mark
        Wait-Until { -not (Get-EventSubscriber -SourceIdentifier $name -ErrorAction Ignore) }
    }

    It 'asks about the events of several sessions' {
        $other = Connect-TestPbx -Name other
        try {
            Register-AmiEvent UserEvent @mine -Session $Session, $other -Where { $_.Kind -eq 'yes' }
            'no', 'yes', 'no' | ForEach-Object { Send-Mark @{ Kind = $_ } }
            Wait-Until { @(Get-Kind).Count -eq 2 }
            (Get-Event -SourceIdentifier $name).SourceEventArgs.Session.Name | Sort-Object | Should -Be ($Session.Name, 'other' | Sort-Object)
        } finally {
            Unregister-Event $name
            Disconnect-Ami $other
        }
    }
}
