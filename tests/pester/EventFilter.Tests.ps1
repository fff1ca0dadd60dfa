BeforeAll {
    . $PSScriptRoot/EventMark.ps1
}

Describe 'Wait-AmiEvent' {
    BeforeEach {
        $Mark = New-Mark
    }

    BeforeAll {
        $Session = Connect-TestPbx
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'sees what the script block causes' {
        $e = Wait-AmiEvent UserEvent -Property @{ Mark = $Mark } -During { Send-Mark @{ Kind = 'one' } }
        $e.Kind | Should -BeExactly 'one'
        $e.Session | Should -Be $Session
    }

    It 'gives the first event that fits, and nothing of the script block' {
        $e = @(Wait-AmiEvent UserEvent -Property @{ Mark = $Mark; Kind = 't*' } -During { 'output'; 'one', 'two', 'three' | ForEach-Object { Send-Mark @{ Kind = $_ } } })
        $e.Kind | Should -Be 'two'
    }

    It 'asks the script block of Where last' {
        $asked = [System.Collections.Generic.List[object]]::new()
        $e = Wait-AmiEvent UserEvent -Property @{ Mark = $Mark } -Where { $asked.Add($_.Kind); $_.Kind -eq 'two' } -During {
            $null = Invoke-AmiAction UserEvent @{ UserEvent = 'Other'; Kind = 'other' } -Session $Session
            Send-Mark @{ Kind = 'one' }
            Send-Mark @{ Kind = 'two' }
        }
        $e.Kind | Should -Be 'two'
        $asked | Should -Be 'one', 'two'
    }

    It 'fails when no such event comes, naming the cure' {
        { Wait-AmiEvent NoSuchEvent -TimeoutSeconds 1 -ErrorAction Stop } | Should -Throw '*TimeoutSeconds*' -ErrorId 'AmiTimeout,*'
    }

    It 'refuses a header without a value' {
        { Wait-AmiEvent UserEvent -Property @{ Mark = $null } -TimeoutSeconds 1 } | Should -Throw '*No value is given for the header Mark*' -ErrorId 'AmiInvalidHeader,*'
    }

    It 'passes the errors of the script block on' {
        $e = Wait-AmiEvent UserEvent -Property @{ Mark = $Mark } -During { Write-Error 'a small thing' -ErrorAction Continue; Send-Mark } -ErrorVariable errors -ErrorAction SilentlyContinue
        $e.Mark | Should -Be $Mark
        "$errors" | Should -BeLike '*a small thing*'
        { Wait-AmiEvent UserEvent -During { throw 'a big thing' } } | Should -Throw '*a big thing*'
    }

    It 'takes the first event of any session' {
        $other = Connect-TestPbx -Name other
        try {
            $e = Wait-AmiEvent UserEvent -Session $Session, $other -Property @{ Mark = $Mark } -During { Send-Mark }
            $e.Mark | Should -Be $Mark
        } finally {
            Disconnect-Ami $other
        }
    }

    It 'is ended by Ctrl+C' {
        Measure-Stop 'Wait-AmiEvent NoSuchEvent -TimeoutSeconds 31536000 -Session $args[0]' $Session | Should -BeLessThan $AtOnce
    }
}

Describe 'Filters of events' {
    BeforeEach {
        $Mark = New-Mark
    }

    BeforeAll {
        $Session = Connect-TestPbx
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'Watch-AmiEvent <Case>' -ForEach @(
        @{ Case = '-Channel'; Arguments = @{ Channel = 'fake/*' }; Expected = 'a', 'b' }
        @{ Case = '-Queue'; Arguments = @{ Queue = 'Support' }; Expected = 'b' }
        @{ Case = '-Property with a number'; Arguments = @{ Property = @{ Level = 7 } }; Expected = 'c' }
        @{ Case = '-Property with several values'; Arguments = @{ Property = @{ Kind = 'a', 'C' } }; Expected = 'a', 'c' }
        @{ Case = '-Property with a truth'; Arguments = @{ Property = @{ Open = $true } }; Expected = 'd' }
        @{ Case = '-Exclude'; Arguments = @{ Exclude = 'User*'; MaxEvents = 1; TimeoutSeconds = 1 }; Expected = $null }
        @{ Case = '-Where'; Arguments = @{ Where = { $_.Level -gt 5 } }; Expected = 'c' }
        @{ Case = 'with all that is given'; Arguments = @{ Channel = 'Fake/*'; Property = @{ Kind = '[b-d]' } }; Expected = 'b' }
    ) {
        $watch = @{ Name = 'UserEvent'; TimeoutSeconds = 120; MaxEvents = @($Expected).Count } + @{}
        $Arguments.GetEnumerator() | ForEach-Object { $watch[$_.Key] = $_.Value }
        $watch.Property = @{ Mark = $Mark } + ($Arguments.Property ?? @{})
        # Registered before, so that all of them are sent while the watching goes on.
        $shell = [powershell]::Create()
        $null = $shell.AddScript('param($Module, $Session, $Mark) Import-Module $Module
            for ($i = 0; $i -lt 100; $i++) {
                foreach ($h in @{ Kind = "a"; Channel = "Fake/1" }, @{ Kind = "b"; DestChannel = "Fake/2"; Queue = "support" }, @{ Kind = "c"; Level = "7" }, @{ Kind = "d"; Open = "Yes" }) {
                    $null = Invoke-AmiAction UserEvent ($h + @{ UserEvent = "Filtered"; Mark = $Mark }) -Session $Session
                }
                Start-Sleep -Milliseconds 50
            }').AddArgument((Get-Module AsteriskAmi).Path).AddArgument($Session).AddArgument($Mark)
        $sending = $shell.BeginInvoke()
        try {
            $kinds = (Watch-AmiEvent @watch -Session $Session).Kind
        } finally {
            $shell.Stop()
            $null = $sending
            $shell.Dispose()
        }

        $kinds | Sort-Object -Unique | Should -Be $Expected
    }

    It 'Register-AmiEvent takes the same' {
        $null = Register-AmiEvent UserEvent -SourceIdentifier $Mark -Property @{ Mark = $Mark } -Channel Fake/1
        try {
            Send-Mark @{ Channel = 'Fake/2' }
            Send-Mark @{ Channel = 'Fake/1'; Kind = 'it' }
            $e = Wait-Event -SourceIdentifier $Mark -Timeout 60
            $e.SourceEventArgs.Events.Kind | Should -Be 'it'
        } finally {
            Unregister-Event $Mark
            Get-Event -SourceIdentifier $Mark -ErrorAction Ignore | Remove-Event
        }
    }

    It 'a header that cannot be is refused' {
        { Watch-AmiEvent -Property @{ 'Cause:' = 16 } -TimeoutSeconds 1 -ErrorAction Stop } | Should -Throw '*Cause:*colon*' -ErrorId 'AmiInvalidHeader,*'
        { Watch-AmiEvent -Property @{ Cause = @() } -TimeoutSeconds 1 -ErrorAction Stop } | Should -Throw '*Cause*' -ErrorId 'AmiInvalidHeader,*'
    }

    It 'Spill keeps what has no room in memory' {
        $events = $Session.Subscribe([string[]] 'UserEvent', 2, 'Spill')
        $null = Wait-AmiEvent UserEvent -Property @{ Mark = $Mark; Number = 20 } -During { 1..20 | ForEach-Object { Send-Mark @{ Number = $_ } } }
        $e = $null
        $numbers = while ($events.TryTake([ref] $e, '0:0:0')) { if ($e.Mark -eq $Mark) { [int]$e.Number } }
        $numbers | Should -Be (1..20)
        $events.Dispose()
    }

    It 'Stop ends the stream where there is no room' {
        $events = $Session.Subscribe([string[]] 'UserEvent', 1, 'Stop')
        1..3 | ForEach-Object { Send-Mark }
        $e = $null
        $events.TryTake([ref] $e, '0:1:0') | Should -BeTrue
        { $events.TryTake([ref] $e, '0:1:0') } | Should -Throw '*no room*'
    }
}

Describe 'Get-AmiSubscription' {
    BeforeEach {
        $Mark = New-Mark
    }

    It 'shows who follows the events, and what they lose' {
        $Session = Connect-TestPbx
        try {
            Get-AmiSubscription | Should -BeNullOrEmpty
            $events = $Session.Subscribe([string[]] 'UserEvent', 2, 'DropNewest')
            1..5 | ForEach-Object { Send-Mark }
            (Wait-AmiEvent UserEvent -Property @{ Mark = $Mark; Kind = 'last' } -During { Send-Mark @{ Kind = 'last' } }).Mark | Should -Be $Mark
            $shown = Get-AmiSubscription
            $shown.Names | Should -Be 'UserEvent'
            $shown.Waiting, $shown.Capacity, "$($shown.OverflowPolicy)" | Should -Be 2, 2, 'DropNewest'
            $shown.Received | Should -BeGreaterOrEqual 6
            $shown.Lost | Should -Be ($shown.Received - 2)
            $shown.Session | Should -Be $Session
            $Session.EventsReceived | Should -BeGreaterOrEqual $shown.Received
            $Session.EventsLost | Should -Be $shown.Lost
            $events.Dispose()
            Get-AmiSubscription | Should -BeNullOrEmpty
        } finally {
            Disconnect-TestPbx
        }
    }
}

Describe 'Add-AmiEventFilter' {
    BeforeEach {
        $Mark = New-Mark
        $Session = Connect-TestPbx
        $filtered = Connect-TestPbx -Name filtered
    }

    AfterEach {
        Disconnect-TestPbx
    }

    It 'has the server send only what fits' {
        Add-AmiEventFilter UserEvent -Property @{ Kind = 'wanted' } -Session $filtered -WarningAction SilentlyContinue
        $events = $filtered.Subscribe()
        Send-Mark @{ Kind = 'unwanted' }
        Send-Mark @{ Kind = 'WANTED' }
        $e = $null
        # Over HTTP something of before the filter may still be on its way.
        do {
            $events.TryTake([ref] $e, '0:1:0') | Should -BeTrue
        } until ($e.Mark -eq $Mark)
        $e.Kind | Should -BeExactly 'WANTED'
    }

    It 'leaves out itself what the server lets through beside' {
        Add-AmiEventFilter UserEvent -Property @{ Mark = $Mark; Kind = 'gr?n'; Size = '4?'; Last = '*' } -Session $filtered -WarningAction SilentlyContinue
        $events = $filtered.Subscribe()
        Send-Mark @{ Kind = 'grabn'; Size = 41; Last = 1 }
        Send-Mark @{ Kind = 'grün'; Size = 51; Last = 2 }
        Send-Mark @{ Kind = 'grün'; Size = 42 }
        Send-Mark @{ Kind = 'GRÜN'; Size = 42; Last = 3 }
        $e = $null
        do {
            $events.TryTake([ref] $e, '0:1:0') | Should -BeTrue
        } until ($e.Mark -eq $Mark)
        $e.Last | Should -Be 3
    }

    It 'warns of what it hides, once' {
        Add-AmiEventFilter UserEvent -Session $filtered -WarningVariable first -WarningAction SilentlyContinue
        Add-AmiEventFilter Hangup -Session $filtered -WarningVariable second -WarningAction SilentlyContinue
        "$first" | Should -BeLike '*OriginateResponse*'
        $second | Should -BeNullOrEmpty
        Add-AmiEventFilter -Exclude VarSet -Session $Session -WarningVariable third
        $third | Should -BeNullOrEmpty
    }

    It 'shows its filters, and removes them' {
        $added = @(Add-AmiEventFilter -Exclude UserEvent -Session $filtered -PassThru)
        $added.IsExcluding | Should -BeTrue
        $shown = @(Get-AmiEventFilter -Session $filtered)
        $shown | Should -HaveCount 1
        $shown[0].Session | Should -Be $filtered
        Get-AmiEventFilter -Session $Session | Should -BeNullOrEmpty
        Clear-AmiEventFilter -Session $filtered -WhatIf
        $filtered.Reconnects | Should -Be 0
        Clear-AmiEventFilter -Session $filtered
        Get-AmiEventFilter -Session $filtered | Should -BeNullOrEmpty
        (Wait-AmiEvent UserEvent -Session $filtered -Property @{ Mark = $Mark } -During { Send-Mark }).Mark | Should -Be $Mark
    }

    It 'refuses what the server cannot do' {
        { Add-AmiEventFilter -Session $filtered -ErrorAction Stop } | Should -Throw '*-Name*' -ErrorId 'AmiInvalidHeader,*'
        { Add-AmiEventFilter -Channel ('x' * 300) -Session $filtered -ErrorAction Stop } | Should -Throw '*1024 bytes*' -ErrorId 'AmiInvalidHeader,*'
        Get-AmiEventFilter -Session $filtered | Should -BeNullOrEmpty
    }
}

Describe 'Set-AmiEventMask' {
    BeforeAll {
        $Mark = New-Mark
        $Session = Connect-TestPbx
        $masked = Connect-TestPbx -Name masked
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'has the server send only some classes' {
        Set-AmiEventMask user -Session $masked -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*OriginateResponse*'
        $events = $masked.Subscribe([string[]]('VarSet', 'UserEvent'))
        Set-AmiVariable -Name "M$Mark" -Value hidden -Session $Session
        Send-Mark

        # Over HTTP the server looks at the mask when the session fetches: what came before the mark was looked at.
        $e = $null
        $events.TryTake([ref] $e, '0:1:0') | Should -BeTrue
        $e.Mark | Should -Be $Mark
        Set-AmiEventMask on -Session $masked
        Set-AmiVariable -Name "M$Mark" -Value shown -Session $Session
        do {
            $events.TryTake([ref] $e, '0:1:0') | Should -BeTrue
        } until ($e.Variable -eq "M$Mark")
        $e.Value | Should -Be 'shown'
    }

    It 'refuses a word among classes' {
        { Set-AmiEventMask on, call -Session $masked -ErrorAction Stop } | Should -Throw '*alone*' -ErrorId 'AmiInvalidHeader,*'
    }
}

Describe 'Measure-AmiEvent and Export-AmiEvent' {
    BeforeAll {
        $Mark = New-Mark
        $Session = Connect-TestPbx
        $events = 'a', 'b', 'a' | ForEach-Object {
            $kind = $_
            Wait-AmiEvent UserEvent -Property @{ Mark = $Mark } -During { Send-Mark @{ Kind = $kind } }
        }
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'counts by name unless told' {
        $rate = $events | Measure-AmiEvent
        $rate.Value | Should -Be 'UserEvent'
        $rate.Count | Should -Be 3
        $rate.Share | Should -Be 100
    }

    It 'counts by any header' {
        ($events | Measure-AmiEvent Kind | ForEach-Object { "$_" }) | Should -Be 'a: 2', 'b: 1'
        @() | Measure-AmiEvent | Should -BeNullOrEmpty
    }

    It 'writes lines that ConvertFrom-Json reads' {
        $path = Join-Path $TestDrive 'events.jsonl'
        $events | Export-AmiEvent $path
        $read = Get-Content $path | ConvertFrom-Json
        $read.Kind | Should -Be 'a', 'b', 'a'
        $read[0].'@session' | Should -Be $Session.Name
        $events[0] | Export-AmiEvent $path -Append
        @(Get-Content $path) | Should -HaveCount 4
        $events[0] | Export-AmiEvent $path
        @(Get-Content $path) | Should -HaveCount 1
    }

    It 'goes on in another file when one is full' {
        1..20 | ForEach-Object { $events } | Export-AmiEvent (Join-Path $TestDrive 'full.jsonl') -Rotate 1KB
        $files = Get-ChildItem (Join-Path $TestDrive 'full*.jsonl')
        $files.Count | Should -BeGreaterThan 3
        @($files | Get-Content) | Should -HaveCount 60
    }

    It 'spoils no file that it must not' {
        $path = Join-Path $TestDrive 'kept.jsonl'
        Set-Content $path 'kept'
        { $events | Export-AmiEvent $path -NoClobber } | Should -Throw -ErrorId 'NoClobber,*'
        $events | Export-AmiEvent $path -WhatIf
        Get-Content $path | Should -Be 'kept'
        { $events | Export-AmiEvent (Join-Path $TestDrive 'none/x.jsonl') } | Should -Throw '*none*' -ErrorId 'FileOpenFailure,*'
    }
}
