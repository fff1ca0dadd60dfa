Describe 'Endpoints' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        . $PSScriptRoot/Phone.ps1
        $Session = Connect-TestPbx -Name endpoints
        $Phones = [System.Collections.Generic.List[object]]::new()

        # A telephone that is registered until the end of the test.
        function New-TestPhone {
            param([string] $User = '1002')
            $phone = Start-TestPhone $User
            $Phones.Add($phone)
            $phone
        }

        function Get-Completion {
            param([string] $Line)
            (TabExpansion2 $Line $Line.Length).CompletionMatches.ListItemText
        }
    }

    AfterEach {
        foreach ($phone in $Phones) {
            $phone.Silent = $false
            Stop-TestPhone $phone
        }

        $Phones.Clear()
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'lists endpoints with the state of their devices' {
        $all = Get-AmiEndpoint
        '1001', '1002', 'trunk' | ForEach-Object { $all.Name | Should -Contain $_ }
        $one = Get-AmiEndpoint 1001
        $one.DeviceState | Should -Be 'Unavailable'
        $one.ContactCount | Should -Be 0
        $one.ContactUri | Should -BeNullOrEmpty
        $one.Aor | Should -Be '1001'
        $one.Auth | Should -Be '1001'
        $one.Transport | Should -Be 'transport-udp'
        $one.Session | Should -Be $Session
        ($all | Format-Table | Out-String -Width 200) | Should -Match 'Name +DeviceState +ContactCount +ActiveChannels +Aor +Transport +ContactUri'
        ($all | Group-Object DeviceState -NoElement | Where-Object Name -EQ Unavailable).Count | Should -BeGreaterOrEqual 3
    }

    It 'selects by name and pattern, and reports names that nothing has' {
        (Get-AmiEndpoint 10*).Name | Sort-Object | Should -Be '1001', '1002'
        Get-AmiEndpoint no* -ErrorAction Stop | Should -BeNullOrEmpty
        $found = Get-AmiEndpoint -Endpoint trunk, nosuch -ErrorVariable errors -ErrorAction SilentlyContinue
        $found.Name | Should -Be 'trunk'
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'AmiNotFound,*'
        "$($errors[0])" | Should -BeLike "*'nosuch'*Get-AmiEndpoint*"
        { Get-AmiEndpoint PJSIP/1001 -ErrorAction Stop } | Should -Throw '*no PJSIP/ before it*' -ErrorId 'AmiNotFound,*'
    }

    It 'tells all of an endpoint but its secret' {
        Skip-OnSimulator PJSIPShowEndpoint
        $one = Get-AmiEndpoint 1001 -Detailed
        $one.Context | Should -Be 'phones'
        $one.CallerId | Should -Be '"Phone One" <1001>'
        $one.Codecs | Should -Be 'ulaw', 'alaw'
        $one.Mailboxes | Should -Be '100@default'
        $one.DtmfMode | Should -Be 'rfc4733'
        $one.DirectMedia | Should -BeFalse
        $one.Settings.RtpTimeout | Should -Be '0'
        ($one | ConvertTo-Csv | ConvertFrom-Csv).Settings -split ', ' | Should -Contain 'RtpTimeout=0'
        $one.Aors.MaxContacts | Should -Be 2
        $one.Aors.DefaultExpiration | Should -Be ([timespan]::FromHours(1))
        $one.Auths.UserName | Should -Be '1001'
        $one.Auths.AuthType | Should -Be 'userpass'
        $one.Contacts | Should -BeNullOrEmpty
        (Get-AmiEndpoint trunk -Detailed).Identifies.Match | Should -BeLike '127.0.0.1*'
        (Get-AmiEndpoint 10*, tru* -Detailed).Name | Sort-Object | Should -Be '1001', '1002', 'trunk'
        $one | Should -BeOfType ([AsteriskAmi.Endpoints.AmiEndpoint])
        { Get-AmiEndpoint nosuch -Detailed -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        ($one, $one.Auths | ForEach-Object { $_ | Format-List * | Out-String; $_ | Select-Object * -ExcludeProperty Session | ConvertTo-Json -Depth 2 -WarningAction Ignore }) -join "`n" |
            Should -Not -Match 'phone-1001-secret'
        $traffic = & { Get-AmiEndpoint 1001 -Detailed -Debug } *>&1 | Out-String -Width 500
        $traffic | Should -Match 'AuthDetail'
        $traffic | Should -Not -Match 'phone-1001-secret'
    }

    It 'lists no contact, and no error, where nobody is registered' {
        Get-AmiContact -ErrorAction Stop | Should -BeNullOrEmpty
        Get-AmiContact 1001 -ErrorAction Stop | Should -BeNullOrEmpty
        Get-AmiEndpoint | Get-AmiContact -ErrorAction Stop | Should -BeNullOrEmpty
        { Get-AmiContact 1001, nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Get-AmiEndpoint 1001 | Get-AmiContact 1002 -ErrorAction Stop } | Should -Throw '*Give one of them*'
    }

    It 'lists the contacts of telephones that are registered' {
        Skip-OnSimulator 'registrations of telephones'
        $one, $two = (New-TestPhone 1001), (New-TestPhone 1002)
        (Get-AmiContact).Endpoint | Sort-Object | Should -Be '1001', '1002'
        $contact = Get-AmiContact 1002
        $contact.Uri | Should -Be $two.Uri
        $contact.Aor | Should -Be '1002'
        $contact.UserAgent | Should -Be 'Test Phone/1.0'
        $contact.ViaAddress | Should -Be $two.Uri.Split('@')[1]
        $contact.QualifyFrequency | Should -Be ([timespan]::FromMinutes(10))
        $contact.QualifyTimeout | Should -Be ([timespan]::FromSeconds(3))
        $contact.Expires | Should -BeGreaterThan (Get-Date)
        $contact.Expires | Should -BeLessThan (Get-Date).AddMinutes(11)
        Get-ConsoleOutput "pjsip show aor 1002" | Should -Match ([regex]::Escape($contact.Uri))
        (Get-AmiContact 1001).Status | Should -Be 'NonQualified'
        (Get-AmiContact 1001).RoundTrip | Should -BeNullOrEmpty
        Wait-Until { (Get-AmiContact 1002).Status -eq 'Reachable' } -Seconds 30
        (Get-AmiContact 1002).RoundTrip | Should -BeGreaterThan ([timespan]::Zero)
        (Get-AmiEndpoint 1001 | Get-AmiContact).Uri | Should -Be $one.Uri
        (Get-AmiContact 1* | Sort-Object Endpoint | Get-AmiContact).Endpoint | Sort-Object | Should -Be '1001', '1002'
        ($Session | Get-AmiContact 1001).Uri | Should -Be $one.Uri
        ($contact | Format-Table | Out-String -Width 200) | Should -Match 'Endpoint +Status +RoundTrip +Uri +UserAgent +Expires'
        ($contact | ConvertTo-Csv)[0] | Should -Match '"RoundTrip"'
        $endpoint = Get-AmiEndpoint 1002
        $endpoint.ContactCount | Should -Be 1
        $endpoint.ContactUri | Should -Be $two.Uri
        $endpoint.DeviceState | Should -Be 'NotInUse'
        $detail = Get-AmiEndpoint 1002 -Detailed
        $detail.Contacts.Uri | Should -Be $two.Uri
        $detail.Contacts.Status | Should -Be 'Reachable'
        $detail.Aors.TotalContacts | Should -Be 1
    }

    It 'asks telephones whether they are there' {
        Skip-OnSimulator 'registrations of telephones'
        $one, $two = (New-TestPhone 1001), (New-TestPhone 1002)
        Wait-Until { (Get-AmiContact 1002).Status -eq 'Reachable' } -Seconds 30
        $before = @($two.Requests -match '^OPTIONS').Count
        $test = Test-AmiEndpoint 1002
        $test.Status | Should -Be 'Reachable'
        $test.IsReachable | Should -BeTrue
        $test.RoundTrip | Should -BeGreaterThan ([timespan]::Zero)
        $test.ContactUri | Should -Be $two.Uri
        @($two.Requests -match '^OPTIONS').Count | Should -BeGreaterThan $before
        ($test | Format-Table | Out-String -Width 200) | Should -Match 'Endpoint +Status +RoundTrip +ContactUri'
        $two.Silent = $true
        $test = Get-AmiEndpoint 1002 | Test-AmiEndpoint
        $test.Status | Should -Be 'Unreachable'
        $test.RoundTrip | Should -BeNullOrEmpty
        Get-ConsoleOutput "pjsip show contacts" | Should -Match 'Unavail'
        (Get-AmiContact 1002 | Test-AmiEndpoint).IsReachable | Should -BeFalse -Because 'it is as silent as before'
        $two.Silent = $false
        $all = Test-AmiEndpoint *
        '1001', '1002', 'trunk' | ForEach-Object { $all.Endpoint | Should -Contain $_ }
        ($all | Where-Object Endpoint -EQ 1001).Status | Should -Be 'NotKept' -Because 'the server does not note whether it answers'
        ($all | Where-Object Endpoint -EQ 1002).Status | Should -Be 'Reachable'
        ($all | Where-Object Endpoint -EQ trunk).Status | Should -Be 'NoContact'
        $one.Requests -match '^OPTIONS' | Should -Not -BeNullOrEmpty
    }

    It 'reports an endpoint that nobody is registered for, and one that is not there' {
        (Test-AmiEndpoint 1001).Status | Should -Be 'NoContact'
        { Test-AmiEndpoint 1001, nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { [pscustomobject]@{ Other = 1 } | Test-AmiEndpoint -ErrorAction Stop } | Should -Throw '*names no endpoint*'
    }

    It 'sends a notification to a telephone' {
        Skip-OnSimulator 'registrations of telephones'
        $phone = New-TestPhone 1001
        Send-AmiNotify 1001 -Event test-whatif -WhatIf
        Send-AmiNotify 1001 check-sync -Variable ([ordered]@{ 'X-First' = 'a,b "c" \d'; 'X-Second' = 'ü' }) -Content "one`ntwo, three"
        $request = Wait-TestRequest $phone '(?m)^Event: check-sync\r'
        $request | Should -Match '(?m)^X-First: a,b "c" \\d\r\n(.*\r\n)*?X-Second: ü\r$'
        $request | Should -Match '(?m)^Content-Type: text/plain\r$'
        $request.Split("`r`n`r`n", 2)[1].Trim() -split "`r`n" | Should -Be 'one', 'two, three'
        Get-AmiEndpoint 1001 | Send-AmiNotify -Variable 'Event=test-again'
        $null = Wait-TestRequest $phone '(?m)^Event: test-again\r'
        Get-AmiContact 1001 | Send-AmiNotify -Event test-contact -Content '{}' -ContentType 'application/json'
        Wait-TestRequest $phone '(?m)^Event: test-contact\r' | Should -Match '(?m)^Content-Type: application/json\r$'
        $phone.Requests -match 'test-whatif' | Should -BeNullOrEmpty
    }

    It 'refuses notifications that cannot be sent' {
        { Send-AmiNotify 1001 -Content x -ErrorAction Stop } | Should -Throw '*no event*-Event*'
        { Send-AmiNotify 1001 -Event "a`nb" -ErrorAction Stop } | Should -Throw -ErrorId 'AmiInvalidHeader,*'
        { Send-AmiNotify nosuch check-sync -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Send-AmiNotify -Channel PJSIP/nobody -Event check-sync -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Send-AmiNotify -Peer nosuch -Event check-sync -ErrorAction Stop } | Should -Throw '*chan_sip*'
    }

    It 'sends a message to a telephone' {
        Skip-OnSimulator 'registrations of telephones'
        $phone = New-TestPhone 1001
        Send-AmiMessage pjsip:1001 'not sent' -WhatIf
        Send-AmiMessage pjsip:1001 'hello, world' -From 'sip:office@example.org' -Variable ([ordered]@{ 'X-Test' = 'a,b' })
        $request = Wait-TestRequest $phone '\r\n\r\nhello, world$'
        $request | Should -Match '^MESSAGE '
        $request | Should -Match '(?m)^From: <sip:office@example\.org>'
        $request | Should -Match '(?m)^X-Test: a,b\r$'
        'To,Body', "pjsip:1001,`" two`nlines ü `"" | ConvertFrom-Csv | Send-AmiMessage
        $null = Wait-TestRequest $phone '\r\n\r\n two\nlines ü $'
        $phone.Requests -match 'not sent' | Should -BeNullOrEmpty
    }

    It 'says why a message cannot be sent' {
        { Send-AmiMessage 1001 hello -ErrorAction Stop } | Should -Throw '*technology*pjsip:1001*'
        { Send-AmiMessage fax:1001 hello -ErrorAction Stop } | Should -Throw "*by 'fax'*res_pjsip_messaging*" -ErrorId 'AmiNotFound,*'
        { Send-AmiMessage pjsip:nosuch hello -ErrorAction Stop } | Should -Throw '*failed to send*registered*'
        { Send-AmiMessage nosuch:1001 hello -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
    }

    It 'completes the names of endpoints: <_>' -ForEach 'Get-AmiEndpoint 1', 'Get-AmiContact 1', 'Test-AmiEndpoint 1', 'Send-AmiNotify 1' {
        Get-Completion $_ | Should -Be '1001', '1002'
    }
}
