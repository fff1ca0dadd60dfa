Describe 'Parking' {
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

    It 'lists the lots' {
        $lot = Get-AmiParkingLot default
        $lot.ParkingLot | Should -Be 'default'
        $lot.StartSpace | Should -BeExactly '701'
        $lot.StopSpace | Should -BeExactly '720'
        $lot.Timeout | Should -Be ([timespan]'1:00:00')
        $lot.Session | Should -Be $Session
        (Get-AmiParkingLot).ParkingLot | Should -Contain 'default'
        (Get-AmiParkingLot def*).ParkingLot | Should -Be 'default'
        Get-AmiParkingLot no* -ErrorAction Stop | Should -BeNullOrEmpty
        { Get-AmiParkingLot nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        ($lot | Format-Table | Out-String -Width 200) | Should -Match 'ParkingLot +StartSpace +StopSpace +Timeout'
        if ((Get-TestPbx).IsReal) {
            Get-ConsoleOutput 'parking show default' | Should -Match "$($lot.StartSpace)-$($lot.StopSpace)"
        }
    }

    It 'gives nothing and no error when nothing is parked, and an error for a lot that does not exist' {
        Get-AmiParkedCall -ErrorAction Stop | Should -BeNullOrEmpty
        Get-AmiParkedCall default -ErrorAction Stop | Should -BeNullOrEmpty
        { Get-AmiParkedCall nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        Get-AmiParkedCall 'n*' -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'lists the calls of several lots, by patterns too, and says which lot is not there' {
        $name = New-TestCall
        $null = Invoke-AmiPark $name
        (Get-AmiParkedCall 'def*').Channel | Should -Be $name
        (Get-AmiParkedCall default, 'd*').Channel | Should -Be $name
        $found = Get-AmiParkedCall nosuch, default -ErrorVariable errors -ErrorAction SilentlyContinue
        $found.Channel | Should -Be $name
        "$errors" | Should -Match nosuch
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'AmiNotFound,*'
    }

    It 'parks again what is parked, for another time' {
        Skip-OnSimulator 'times of parking'
        $name = New-TestCall
        (Invoke-AmiPark $name).ParkingTimeout.TotalSeconds | Should -BeGreaterThan 90
        (Invoke-AmiPark $name -ParkingLot default -TimeoutSeconds 90).ParkingTimeout.TotalSeconds | Should -BeLessOrEqual 90
        @(Get-AmiParkedCall).Count | Should -Be 1
    }

    It 'parks a call and gives its space' {
        $name = New-TestCall
        $call = Get-AmiChannel $name | Invoke-AmiPark
        $call.Channel | Should -Be $name
        $call.ParkingLot | Should -Be 'default'
        [int]$call.ParkingSpace | Should -BeIn (701..720)
        $call.ParkingDuration | Should -BeLessThan ([timespan]'0:05:00')
        $call.ParkingTimeout | Should -BeGreaterThan ([timespan]'0:50:00')
        $call.State | Should -Be 'Up'
        $call.Session | Should -Be $Session
        if ((Get-TestPbx).IsReal) {
            $console = Get-ConsoleOutput 'parking show default'
            $console | Should -Match "Space +: +$($call.ParkingSpace)"
            $console | Should -Match "Channel +: +$([regex]::Escape($name))"
        }

        $listed = Get-AmiParkedCall
        $listed.Channel | Should -Be $name
        $listed.ParkingSpace | Should -Be $call.ParkingSpace
        (Get-AmiParkingLot | Get-AmiParkedCall).Channel | Should -Be $name
        (Get-AmiSession | Get-AmiParkedCall -ParkingLot default).Channel | Should -Be $name
        ($listed | Format-Table | Out-String -Width 300) | Should -Match 'ParkingLot +ParkingSpace +Channel +CallerIdNumber'
    }

    It 'parks by the unique id, and a parked call can be ended by the pipeline' {
        $channel = Get-AmiChannel (New-TestCall)
        $call = Invoke-AmiPark $channel.Uniqueid -ParkingLot default
        $call.Channel | Should -Be $channel.Name
        $call.Uniqueid | Should -Be $channel.Uniqueid
        Get-AmiParkedCall | Stop-AmiChannel
        Wait-Until { -not (Get-AmiParkedCall) }
    }

    It 'parks several, each in a space of its own' {
        $names = (New-TestCall), (New-TestCall)
        $calls = $names | Invoke-AmiPark
        $calls.Channel | Sort-Object | Should -Be ($names | Sort-Object)
        $calls[0].ParkingSpace | Should -Not -Be $calls[1].ParkingSpace
        (Get-AmiParkedCall | Sort-Object ParkingSpace).ParkingSpace | Should -Be ($calls.ParkingSpace | Sort-Object)
    }

    It 'says for how long and who is called then' {
        Skip-OnSimulator 'times of parking'
        $call = Invoke-AmiPark (New-TestCall) -TimeoutSeconds 90 -TimeoutChannel PJSIP/1001
        $call.ParkingTimeout.TotalSeconds | Should -BeGreaterThan 60
        $call.ParkingTimeout.TotalSeconds | Should -BeLessOrEqual 90
        $call.ParkerDialString | Should -Be 'PJSIP/1001'
        (Invoke-AmiPark $call.Channel -TimeoutSeconds 90 -TimeoutChannel PJSIP/front-desk).ParkerDialString | Should -Be 'PJSIP/front-desk'
        (Invoke-AmiPark (New-TestCall) -TimeoutSeconds 0).ParkingTimeout | Should -BeNullOrEmpty
        Wait-Until { (Get-AmiParkedCall).ParkingDuration -gt 0 } -Because 'a second passes'
        @(Get-AmiParkedCall | Where-Object { $null -eq $_.ParkingTimeout }).Count | Should -Be 1
    }

    It 'sends no channel for the announcement that does not exist: that would crash the server' {
        $name = New-TestCall
        Wait-Until { (Get-AmiChannel $name).Application -eq 'Wait' }
        { Invoke-AmiPark $name -AnnounceChannel PJSIP/nobody -ErrorAction Stop } | Should -Throw '*PJSIP/nobody*'
        (Get-AmiChannel $name).Application | Should -Be 'Wait'
        (Invoke-AmiPark $name -AnnounceChannel (New-TestCall)).Channel | Should -Be $name
    }

    It 'reports what cannot be parked, and parks nothing with -WhatIf' {
        $name = New-TestCall
        { Invoke-AmiPark PJSIP/nobody -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Invoke-AmiPark $name -ParkingLot nosuch -ErrorAction Stop } | Should -Throw '*Get-AmiParkingLot*'
        { Invoke-AmiPark $name -TimeoutSeconds -1 } | Should -Throw '*TimeoutSeconds*'
        Invoke-AmiPark $name -WhatIf
        Get-AmiParkedCall | Should -BeNullOrEmpty
    }

    It 'completes the names of lots' {
        foreach ($line in 'Get-AmiParkingLot ', 'Get-AmiParkedCall ', 'Invoke-AmiPark x -ParkingLot ') {
            (TabExpansion2 $line $line.Length).CompletionMatches.ListItemText | Should -Contain 'default' -Because $line
        }
    }
}
