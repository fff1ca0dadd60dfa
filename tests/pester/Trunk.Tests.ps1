# On a PBX of its own, whose configuration is changed: it registers with itself, and loads the older channel drivers.
Describe 'Trunks and peers' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        . $PSScriptRoot/Phone.ps1
        # Whether the console shows the contact that the trunk registers.
        function Test-Trunk {
            (Get-ConsoleOutput 'pjsip show contacts') -match 'sip:carrier@'
        }

        function Get-Completion {
            param([string] $Line)
            (TabExpansion2 $Line $Line.Length).CompletionMatches.ListItemText
        }

        $Script = Join-Path $PSScriptRoot '../pbx/pbx.sh'
        $Target = $env:ASTERISKAMI_TARGET
        if (-not $Target) {
            return
        }

        $env:ASTERISKAMI_TARGET = & $Script start ($Target | ConvertFrom-Json).branch 2> $null
        $Own = $env:ASTERISKAMI_TARGET | ConvertFrom-Json
        $Session = Connect-TestPbx -Name trunks
        @"
[carrier]
type = auth
auth_type = userpass
username = 1002
password = phone-1002-secret

[carrier]
type = registration
transport = transport-udp
outbound_auth = carrier
server_uri = sip:127.0.0.1:$($Own.sipPort)
client_uri = sip:1002@127.0.0.1:$($Own.sipPort)
contact_user = carrier
max_random_initial_delay = 0
"@ | Add-Content "$($Own.run)/etc/pjsip.conf"
        $null = Get-ConsoleOutput 'module reload res_pjsip.so'
        $null = Get-ConsoleOutput 'module reload res_pjsip_outbound_registration.so'
    }

    BeforeEach {
        Skip-OnSimulator 'registrations and peers'
    }

    AfterAll {
        if (-not $Target) {
            return
        }

        Disconnect-TestPbx
        & $Script stop $Own.id 2> $null
        $env:ASTERISKAMI_TARGET = $Target
    }

    It 'lists the registrations of the server with others, and of telephones with it' {
        Wait-Until { (Get-AmiRegistration carrier).Status -eq 'Registered' } -Seconds 60
        $trunk = Get-AmiRegistration carrier
        $trunk.Direction | Should -Be 'Outbound'
        $trunk.Server | Should -Be "sip:127.0.0.1:$($Own.sipPort)"
        $trunk.Uri | Should -Be "sip:1002@127.0.0.1:$($Own.sipPort)"
        $trunk.Expires | Should -BeNullOrEmpty
        $trunk.Session | Should -Be $Session
        $phone = Start-TestPhone 1001
        try {
            $all = Get-AmiRegistration
            $all.Name | Sort-Object | Should -Be '1001', '1002', 'carrier'
            (Get-AmiRegistration -Direction Inbound).Name | Sort-Object | Should -Be '1001', '1002'
            (Get-AmiRegistration -Direction Outbound).Name | Should -Be 'carrier'
            (Get-AmiRegistration -Direction Outbound, Inbound).Name | Select-Object -First 1 | Should -Be 'carrier'
            $inbound = Get-AmiRegistration 1001
            $inbound.Direction | Should -Be 'Inbound'
            $inbound.Status | Should -Be 'Registered'
            $inbound.Uri | Should -Be $phone.Uri
            $inbound.Endpoint | Should -Be '1001'
            $inbound.UserAgent | Should -Be 'Test Phone/1.0'
            $inbound.Expires | Should -BeGreaterThan (Get-Date)
            ($inbound | Get-AmiContact).Uri | Should -Be $phone.Uri
            ($all | Format-Table | Out-String -Width 300) | Should -Match 'Name +Direction +Status +Uri +Server +Endpoint +Expires'
        } finally {
            Stop-TestPhone $phone
        }

        { Get-AmiRegistration 1001 -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        ($trunk, $all | Out-String) + ($all | Select-Object * -ExcludeProperty Session | ConvertTo-Json -Depth 2) | Should -Not -Match 'phone-1002-secret'
    }

    It 'ends registrations and makes them anew' {
        Wait-Until { Test-Trunk } -Seconds 60
        Unregister-AmiTrunk carrier -WhatIf
        Register-AmiTrunk carrier -WhatIf
        Test-Trunk | Should -BeTrue
        Get-AmiRegistration -Direction Outbound | Unregister-AmiTrunk
        Wait-Until { -not (Test-Trunk) } -Seconds 30
        Wait-Until { (Get-AmiRegistration carrier).Status -eq 'Unregistered' } -Seconds 30
        Register-AmiTrunk -Name carrier
        Wait-Until { Test-Trunk } -Seconds 60
        Wait-Until { (Get-AmiRegistration carrier).Status -eq 'Registered' } -Seconds 30
    }

    It 'refuses names that are none: <_>' -ForEach 'Register-AmiTrunk', 'Unregister-AmiTrunk' {
        { & $_ nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { & $_ *all -ErrorAction Stop } | Should -Throw '*Get-AmiRegistration*'
        Test-Trunk | Should -BeTrue
    }

    It 'completes the names of registrations' {
        Get-Completion 'Register-AmiTrunk ' | Should -Be 'carrier'
        Get-Completion 'Get-AmiRegistration car' | Should -Be 'carrier'
    }

    It 'says that a server has no peers' {
        { Get-AmiPeer -ErrorAction Stop } | Should -Throw '*Get-AmiEndpoint*'
        { Get-AmiPeer -Technology Iax2 -ErrorAction Stop } | Should -Throw '*chan_iax2.so*'
        { Get-AmiPeer -Technology Sip -ErrorAction Stop } | Should -Throw '*chan_sip*'
    }

    It 'lists the peers of chan_iax2' {
        & $Script cli $Own.id 'module load chan_iax2.so' | Should -Match 'Loaded'
        $peers = Get-AmiPeer
        $peers.Name | Sort-Object | Should -Be 'branch', 'mobile'
        $peers.Technology | Should -Be 'Iax2', 'Iax2'
        $branch = Get-AmiPeer branch -Technology Iax2
        $branch.Address | Should -Be '127.0.0.1'
        $branch.Port | Should -Be ($Own.port + 6)
        $branch.Status | Should -Be 'Unmonitored'
        $branch.IsDynamic | Should -BeFalse
        $branch.Session | Should -Be $Session
        $mobile = Get-AmiPeer m*
        $mobile.IsDynamic | Should -BeTrue
        $mobile.Address | Should -BeNullOrEmpty
        $mobile.Port | Should -BeNullOrEmpty
        $mobile.Status | Should -Be 'Unknown'
        { Get-AmiPeer nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        ($peers | Format-Table | Out-String -Width 200) | Should -Match 'Name +Technology +Status +RoundTrip +Address +Port +IsDynamic'
        Get-Completion 'Get-AmiPeer b' | Should -Be 'branch'
    }

    It 'lists the peers of chan_sip, and notifies one' {
        if ($Own.branch -ne '16') {
            Set-ItResult -Skipped -Because 'Asterisk 21 and later have no chan_sip'
        }

        & $Script cli $Own.id 'module load chan_sip.so' | Should -Match 'Loaded'
        (Get-AmiPeer -Technology Sip).Name | Sort-Object | Should -Be '2001', '2002'
        (Get-AmiPeer | Group-Object Technology).Name | Sort-Object | Should -Be 'Iax2', 'Sip'
        $old = Get-AmiPeer 2001
        $old.Description | Should -Be 'The old telephone'
        $old.Status | Should -Be 'Unknown'
        $old.Address | Should -BeNullOrEmpty
        (Get-AmiPeer 2002).Port | Should -Be $Own.sipPort
        { Send-AmiNotify -Peer nosuch -Event check-sync -ErrorAction Stop } | Should -Throw '*no such peer*'
        { Send-AmiNotify -Peer 2001 -Event check-sync -ErrorAction Stop } | Should -Throw '*not registered*'
        # The peer is this server itself, as PJSIP: its log shows what comes.
        $null = Get-ConsoleOutput 'pjsip set logger on'
        Send-AmiNotify -Peer 2002 -Event test-peer
        Wait-Until { Select-String -Path $Own.log -Pattern '^Event: test-peer' -Quiet } -Seconds 30
        $null = Get-ConsoleOutput 'pjsip set logger off'
    }
}
