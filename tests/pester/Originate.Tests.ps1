Describe 'Invoke-AmiOriginate' {
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

    It 'tells the outcome of a call to <To>: <Outcome>' -ForEach @(
        @{ To = 'answer'; Outcome = 'Answered'; Reason = 4 }
        @{ To = 'delayed-answer'; Outcome = 'Answered'; Reason = 4 }
        @{ To = 'busy'; Outcome = 'Busy'; Reason = 5 }
        @{ To = 'congestion'; Outcome = 'Congestion'; Reason = 8 }
        @{ To = 'noanswer'; Outcome = 'NoAnswer'; Reason = 3 }
        @{ To = 'no-such-extension'; Outcome = 'Failed'; Reason = 0 }
    ) {
        $result = Invoke-AmiOriginate "Local/$To@test" -Application Wait -ApplicationData 60 -Wait -TimeoutSeconds ($Outcome -eq 'NoAnswer' ? 4 : 60)
        "$($result.Outcome)" | Should -Be $Outcome
        $result.Reason | Should -Be $Reason
        $result.Channel | Should -BeLike "Local/$To@test*"
        $result.Uniqueid | Should -Not -BeLike '<*'
        $result.ActionId | Should -Not -BeNullOrEmpty
        $result.Session.Name | Should -Be $Session.Name
        if ($Outcome -eq 'Answered') {
            $result.TimeToAnswer | Should -BeOfType timespan
            $result.Uniqueid | Should -BeIn (Get-AmiChannel).Uniqueid
        } else {
            $result.TimeToAnswer | Should -BeNullOrEmpty
        }
    }

    It 'measures the time to the answer' {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $result = Invoke-AmiOriginate Local/delayed-answer@test -Application Wait -ApplicationData 60 -Wait
        $result.TimeToAnswer.TotalSeconds | Should -BeGreaterThan 1.5
        $result.TimeToAnswer.TotalSeconds | Should -BeLessThan $clock.Elapsed.TotalSeconds
    }

    It 'gives the accepted request without -Wait' {
        $call = Invoke-AmiOriginate Local/answer@test answer test
        $call.Channel | Should -Be 'Local/answer@test'
        $call.ActionId | Should -Not -BeNullOrEmpty
        Wait-Until { $call.Uniqueid -in (Get-AmiChannel).Uniqueid }
    }

    It 'connects to an extension, with caller id, account and variables' {
        $call = Invoke-AmiOriginate Local/answer@test -Extension answer -Context test -CallerId 'Ann Other <0123>' -Account acc7 -Variable @{ FIRST = 'a=b, "c" (d) \e'; SECOND = 2 } -ChannelId my-own-id -Wait
        $call.Uniqueid | Should -Be 'my-own-id'
        $channel = Get-AmiChannel | Where-Object Uniqueid -EQ 'my-own-id'
        $channel.AccountCode | Should -Be 'acc7'
        # Asterisk shows the caller id that is given as the party the new channel is connected to.
        $channel.ConnectedLineNumber | Should -Be '0123'
        $channel.ConnectedLineName | Should -Be 'Ann Other'
        (Invoke-AmiAction Getvar @{ Channel = $channel.Name; Variable = 'FIRST' }).Value | Should -Be 'a=b, "c" (d) \e'
        (Invoke-AmiAction Getvar @{ Channel = $channel.Name; Variable = 'SECOND' }).Value | Should -Be '2'
    }

    It 'takes calls from a table, several at once, and gives every outcome' {
        $csv = @(
            'Channel,Application,ApplicationData,TimeoutSeconds,ChannelId'
            1..5 | ForEach-Object { "Local/answer@test,Wait,60,60,row-answer-$_" }
            1..5 | ForEach-Object { "Local/busy@test,Wait,60,60,row-busy-$_" }
            1..5 | ForEach-Object { "Local/congestion@test,Wait,60,60,row-congestion-$_" }
            1..5 | ForEach-Object { "Local/noanswer@test,Wait,60,3,row-noanswer-$_" }
        ) | ConvertFrom-Csv
        $results = $csv | Invoke-AmiOriginate -Wait -ThrottleLimit 20
        $results.Count | Should -Be 20
        ($results.Uniqueid | Sort-Object -Unique).Count | Should -Be 20
        foreach ($result in $results) {
            "row-$($result.Outcome)-" | Should -Be ($result.Uniqueid -replace 'answer-\d+$', 'answered-' -replace '\d+$' -replace 'noanswered', 'noanswer')
        }
    }

    It 'goes on after a row that cannot be sent' {
        $results = 'busy', "bu`r`nsy", 'busy' | ForEach-Object { [pscustomobject]@{ Channel = "Local/$_@test" } } |
            Invoke-AmiOriginate -Application Wait -ApplicationData 1 -Wait -ErrorVariable errors -ErrorAction SilentlyContinue
        $results.Outcome | Should -Be 'Busy', 'Busy'
        # One for each row: -ErrorVariable holds an error only once.
        $errors.FullyQualifiedErrorId | Should -Be 'AmiInvalidHeader,AsteriskAmi.Cmdlets.InvokeAmiOriginateCommand'
    }

    It 'wants an extension or an application, not both' {
        { Invoke-AmiOriginate Local/answer@test -ErrorAction Stop } | Should -Throw '*neither -Extension nor -Application*'
        { Invoke-AmiOriginate Local/answer@test -Extension 1 -Application Wait -ErrorAction Stop } | Should -Throw '*both*'
    }

    It 'refuses a variable whose name would end early' {
        foreach ($name in 'A=B', 'A,B', 'A"B', 'A\B', '') {
            { Invoke-AmiOriginate Local/answer@test -Application Wait -Variable @{ $name = 1 } -ErrorAction Stop } | Should -Throw -ErrorId 'AmiInvalidHeader,*'
        }
    }

    It 'takes empty cells of a table as not given, and refuses what is no number' {
        $row = [pscustomobject]@{
            Channel = 'Local/busy@test'; Application = 'Wait'; ApplicationData = ''; Extension = ''; Context = ''; Priority = ''
            TimeoutSeconds = ''; CallerId = ''; Account = ''; Variable = ''; ChannelId = ''; OtherChannelId = ''; Codecs = ''
        }
        ($row | Invoke-AmiOriginate -Wait).Outcome | Should -Be 'Busy'
        $row.TimeoutSeconds = 'abc'
        $row | Invoke-AmiOriginate -Wait -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$errors" | Should -Match "'abc' is not a whole number"
    }

    It 'says for whom an outcome is' {
        (Invoke-AmiOriginate Local/answer@test -Application Wait -Wait).RequestedChannel | Should -Be 'Local/answer@test'
    }

    It 'takes codecs and early media' {
        (Invoke-AmiOriginate Local/answer@test -Application Wait -ApplicationData 5 -Codecs ulaw, alaw -EarlyMedia -Wait).Outcome | Should -Be 'Answered'
    }

    It 'takes variables as text from a table' {
        $call = [pscustomobject]@{ Channel = 'Local/answer@test'; Variable = 'COLOUR=dark blue' } |
            Invoke-AmiOriginate -Application Wait -ApplicationData 60 -Wait
        (Invoke-AmiAction Getvar @{ Channel = $call.Channel; Variable = 'COLOUR' }).Value | Should -Be 'dark blue'
        { Invoke-AmiOriginate Local/answer@test -Application Wait -Variable 'novalue' } | Should -Throw '*NAME=value*'
    }

    It 'places no call with -WhatIf' {
        Invoke-AmiOriginate Local/answer@test answer test -WhatIf | Should -BeNullOrEmpty
        Get-AmiChannel | Should -BeNullOrEmpty
    }

    It 'stops at once while it waits for an outcome' {
        Measure-Stop 'Invoke-AmiOriginate Local/noanswer@test -Application Wait -Wait -Timeout 60 -Session $args[0]' $Session | Should -BeLessThan $AtOnce
    }

    It 'explains an outcome that the account cannot see' {
        $blind = Connect-TestPbx originator
        $null = Invoke-AmiOriginate Local/answer-end@test -Application Wait -ApplicationData 1 -Wait -Timeout 1 -Session $blind -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'AmiTimeout,*'
        "$($errors[0])" | Should -Match 'read=call'
        Disconnect-Ami $blind
    }
}
