# Sends every action of the catalog to a real Asterisk, with the parameters of AllActions.Data.ps1.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $isReal = (Get-TestPbx).IsReal
    $table = & $PSScriptRoot/AllActions.Data.ps1
    # One skip tells as much as one for each action.
    $cases = foreach ($name in $table.Keys | Sort-Object | Where-Object { $isReal }) {
        @{ Name = $name; Entry = $table[$name]; Known = [AsteriskAmi.Catalog.AmiCatalog]::FindAction($name) }
    }
}

Describe 'The table of all actions' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
    }

    It 'has every action of the catalog, and no other' {
        $table = & $PSScriptRoot/AllActions.Data.ps1
        $table.Keys | Sort-Object | Should -Be ([AsteriskAmi.Catalog.AmiCatalog]::Actions.Name | Sort-Object)
    }

    It 'is what the coverage table shows' {
        $made = & $PSScriptRoot/../../docs/guide/coverage.ps1 -ModulePath $ModulePath
        $written = Get-Content $PSScriptRoot/../../docs/guide/coverage.md
        Compare-Object $written $made | Should -BeNullOrEmpty -Because 'build.ps1 Docs has made docs/guide/coverage.md from the sources as they are'
    }
}

Describe 'The action' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Pbx = Get-TestPbx
        $Session = Connect-TestPbx -Name all

        # Two calls in one bridge.
        function New-TestBridge {
            $first, $second = (New-TestCall), (New-TestCall)
            $null = Invoke-AmiAction Bridge -Channel1 $first -Channel2 $second
            Wait-Until { (Get-AmiChannel $first, $second | Where-Object BridgeId).Count -eq 2 } -Because 'the calls are bridged'
            [pscustomobject]@{ Id = (Get-AmiChannel $first).BridgeId; Channel1 = $first; Channel2 = $second }
        }

        # The channel that is in the conference test-room.
        function New-ConferenceCall {
            $null = New-TestCall conf
            Wait-Until { Invoke-AmiAction ConfbridgeListRooms -ErrorAction Ignore } -Because 'the conference has begun'
            (Invoke-AmiAction ConfbridgeList -Conference test-room | Select-Object -First 1).Channel
        }

        # The channel of a caller who waits in the queue support.
        function New-QueueCall {
            $null = New-TestCall queue-support
            Wait-Until { (Get-AmiQueueStatus support).Calls -eq 1 } -Because 'the caller waits'
            (Get-AmiQueueStatus support).Callers[0].Channel
        }

        # A channel that waits for commands of asynchronous AGI.
        function New-AgiCall {
            $call = (Invoke-AmiOriginate Local/answer@test -Application AGI -ApplicationData agi:async -Wait -TimeoutSeconds 60).Channel
            Wait-Until { (Get-AmiChannel $call).Application -eq 'AGI' } -Because 'the channel runs AGI'
            $call
        }

        function New-RecordedCall {
            $call = New-TestCall
            $null = Invoke-AmiAction MixMonitor -Channel $call -File asteriskami.wav
            $call
        }

        function New-MonitoredCall {
            $call = New-TestCall
            $null = Invoke-AmiAction Monitor -Channel $call -File asteriskami
            $call
        }
    }

    AfterEach {
        Get-AmiSession other* | Disconnect-Ami
        Stop-TestCall
    }

    AfterAll {
        Disconnect-TestPbx
    }

    if (-not $isReal) {
        It 'is sent to a real Asterisk only' {
            Set-ItResult -Skipped -Because 'the simulator has a part of the actions; name a real Asterisk in ASTERISKAMI_TARGET'
        }
    }

    It '<Name> is answered as the catalog says' -ForEach $cases {
        $isThere = $Known.Versions -split ', ' -contains $Pbx.Branch -and -not $Entry.Absent
        (Get-AmiCommand $Name).Available | Should -Be $isThere -Because 'the table and the catalog say so'
        $with = @{}
        if ($Entry.With -and ($isThere -or $Entry.Absent)) {
            $with = & $Entry.With
        } elseif ($Entry.With) {
            # Another branch has it: here nothing could be made for it.
            $Known.Parameters | Where-Object IsRequired | ForEach-Object { $with[$_.Name] = 'none' }
        }

        if ($Entry.Own) {
            $with.Session = Connect-TestPbx -Name other
        } else {
            $with.Session = $Session
        }

        $failed = $null
        $given = @(Invoke-AmiAction $Name @with -Confirm:$false -ErrorVariable failed -ErrorAction SilentlyContinue)
        if ($Entry.After -and $isThere) {
            $null = & $Entry.After
        }

        if (-not $isThere) {
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'AmiActionFailed,*'
            "$($failed[0])" | Should -Match "knows no action '$Name'.*($($Known.Module)\.so|Asterisk)"
            return
        }

        if ($Entry.Error) {
            $failed.Count | Should -Be 1
            "$($failed[0])" | Should -Match $Entry.Error
            return
        }

        if ($Name -eq 'WaitEvent' -and $env:ASTERISKAMI_TRANSPORT -eq 'http') {
            # Over HTTP the session itself waits for events.
            "$failed" | Should -Match 'Watch-AmiEvent'
            return
        }

        $failed | Should -BeNullOrEmpty
        switch ("$($Known.Answer)") {
            'Response' {
                $given.Count | Should -Be 1
                $given[0].Response | Should -BeIn 'Success', 'Goodbye'
                $given[0].EventList | Should -BeNullOrEmpty
            }
            'List' {
                # A list may be empty, but nothing else than items comes.
                $given | Where-Object { -not $_.Event } | Should -BeNullOrEmpty
            }
            'Event' {
                $given.Count | Should -Be 1
                ($given[0].Response -eq 'Success') -or ($given[0].Event -eq $Name) | Should -BeTrue
            }
            default {
                throw "A kind of answer that cannot be checked: $_"
            }
        }
    }
}
