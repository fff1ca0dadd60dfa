Describe 'Sessions' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Pbx = Get-TestPbx
        $Endpoint = Get-TestEndpoint
    }

    AfterEach {
        Disconnect-TestPbx
    }

    It 'connects and describes the session' {
        $session = Connect-Ami @Endpoint -Credential (New-TestCredential) -Name head-office
        $session.Name | Should -BeExactly 'head-office'
        $session.Id | Should -BeGreaterThan 0
        $session.ComputerName | Should -Be $Pbx.ComputerName
        $session.Port | Should -Be ($Endpoint.Port ?? $Pbx.HttpPort)
        "$($session.State)" | Should -Be 'Connected'
        $session.ServerVersion | Should -Match "^$($Pbx.Branch)\."
        $session.UserName | Should -Be 'admin'
    }

    It 'tells the branch to an account that may not ask for the version' {
        # Over HTTP the server says its whole version to everybody.
        (Connect-TestPbx monitor).ServerVersion | Should -Match "^$($Pbx.Branch)$($Endpoint.Uri ? '\.' : '$')"
    }

    It 'takes the parameters by the pipeline' {
        [pscustomobject](($Endpoint.Uri ? @{} : @{ Host = 'x' }) + @{ Name = 'piped' } + $Endpoint) |
            Connect-Ami -Credential (New-TestCredential) | ForEach-Object Name | Should -Be 'piped'
    }

    It 'lists sessions by name, pattern and Id' {
        $one = Connect-TestPbx -Name one
        $two = Connect-TestPbx -Name two
        (Get-AmiSession).Name | Should -Be 'one', 'two'
        (Get-AmiSession 't*').Id | Should -Be $two.Id
        (Get-AmiSession -Id $one.Id).Name | Should -Be 'one'
        { Get-AmiSession three -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Get-AmiSession -Id 0 -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
    }

    It 'uses the only session without being told' {
        $null = Connect-TestPbx
        (Invoke-AmiAction Ping).Response | Should -Be 'Success'
    }

    It 'takes a session by object, name and Id' {
        $one = Connect-TestPbx -Name one
        $null = Connect-TestPbx -Name two
        (Invoke-AmiAction Ping -Session $one).Response | Should -Be 'Success'
        (Invoke-AmiAction Ping -Session two).Response | Should -Be 'Success'
        (Invoke-AmiAction Ping -Session $one.Id).Response | Should -Be 'Success'
        { Invoke-AmiAction Ping -Session three } | Should -Throw '*Those of this runspace are: one (Id *), two (Id *)*'
        (Invoke-AmiAction Ping -Session *).Response | Should -Be 'Success', 'Success'
        { Invoke-AmiAction Ping -Session $null } | Should -Throw '*$null*'
    }

    It 'lets a name stand for one session only' {
        $null = Connect-TestPbx -Name 'a[1]'
        { Connect-TestPbx -Name 'a[1]' -ErrorAction Stop } | Should -Throw -ErrorId 'AmiAmbiguousSession,*'
        (Invoke-AmiAction Ping -Session 'a[1]').Response | Should -Be 'Success'
        # What was stored in a file is known by its name.
        Get-AmiQueueStatus sales | Select-Object Name, Session | ConvertTo-Json -Depth 3 | ConvertFrom-Json |
            ForEach-Object { (Invoke-AmiAction Ping -Session $_.Session).Response } | Should -Be 'Success'
    }

    It 'reads from many sessions' {
        $null = Connect-TestPbx -Name one
        $null = Connect-TestPbx -Name two
        (Get-AmiSession | Get-AmiQueueStatus sales).Session.Name | Should -Be 'one', 'two'
        (Get-AmiQueueStatus sales -Session *).Count | Should -Be 2
    }

    It 'asks which one when several are open' {
        $null = Connect-TestPbx -Name one
        $null = Connect-TestPbx -Name two
        { Get-AmiChannel } | Should -Throw -ErrorId 'AmiAmbiguousSession,*'
        { Stop-AmiChannel x } | Should -Throw '*one (Id *), two (Id *)*'
    }

    It 'says how to open one when none is open' {
        { Get-AmiChannel } | Should -Throw -ErrorId 'AmiNotConnected,*'
        { Watch-AmiEvent } | Should -Throw '*Connect-Ami*'
    }

    It 'closes: the state tells, and using it says so' {
        $session = Connect-TestPbx
        Disconnect-Ami
        "$($session.State)" | Should -Be 'Closed'
        Get-AmiSession | Should -BeNullOrEmpty
        { Get-AmiChannel -Session $session -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotConnected,*'
        { Watch-AmiEvent -Session $session -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotConnected,*'
        { Disconnect-Ami -Session $session -ErrorAction Stop } | Should -Not -Throw
    }

    It 'works in other runspaces that are handed the object' {
        $session = Connect-TestPbx
        $module = $ModulePath
        $answers = 1..8 | ForEach-Object -Parallel {
            Import-Module $using:module
            (Invoke-AmiAction UserEvent @{ UserEvent = 'Parallel'; Number = $_ } -Session $using:session).Response
        } -ThrottleLimit 4
        $answers | Should -Be (@('Success') * 8)
    }

    It 'keeps its sessions to the runspace that opened them' {
        $null = Connect-TestPbx
        $module = $ModulePath
        1 | ForEach-Object -Parallel { Import-Module $using:module; Get-AmiSession } | Should -BeNullOrEmpty
    }

    It 'closes the sessions of a runspace that ends' {
        $shell = [powershell]::Create()
        $session = $shell.AddScript({
                param($Module, $Endpoint, [pscredential] $Credential)
                Import-Module $Module
                Connect-Ami @Endpoint -Credential $Credential
            }).AddArgument($ModulePath).AddArgument($Endpoint).AddArgument((New-TestCredential)).Invoke()[0]
        "$($session.State)" | Should -Be 'Connected'
        $shell.Runspace.Close()
        Wait-Until { "$($session.State)" -eq 'Closed' }
        $shell.Dispose()
    }

    It 'takes empty cells of a table as not given' {
        $row = [pscustomobject]@{ ComputerName = $Pbx.ComputerName; Port = ''; Name = '' }
        # Port 5038 by then, where the PBX under test is not.
        $row | Connect-Ami -Credential (New-TestCredential) -TimeoutSeconds 2 -ErrorVariable errors -ErrorAction SilentlyContinue | Disconnect-Ami
        "$errors" | Should -Not -Match 'argument'
    }

    It 'refuses a credential without a user name' {
        { Connect-Ami -Credential ([pscredential]::Empty) -ErrorAction Stop } | Should -Throw -ErrorId 'AmiAuthenticationFailed,*'
    }

    It 'warns of a connection in clear to another machine' {
        # Nothing listens there: the name is reserved for that.
        Connect-Ami -ComputerName unreachable.invalid -Credential (New-TestCredential) -WarningVariable warned -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        "$warned" | Should -Match 'not encrypted'
        Connect-Ami -ComputerName Unreachable.invalid -Credential (New-TestCredential) -WarningVariable again -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        $again | Should -BeNullOrEmpty -Because 'it has been said in this process'
        Connect-Ami -ComputerName other.invalid -UseTls -Credential (New-TestCredential) -WarningVariable encrypted -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        $encrypted | Should -BeNullOrEmpty
    }
}
