BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $Cmdlets = (Get-Command -Module AsteriskAmi).Name
}

Describe 'The module' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Folder = Split-Path $ModulePath
        $Build = if ($env:ASTERISKAMI_BUILD) { $env:ASTERISKAMI_BUILD } else { 'net10.0' }
    }

    It 'has a valid manifest' {
        (Test-ModuleManifest $ModulePath).Name | Should -Be 'AsteriskAmi'
    }

    It 'exports what the manifest lists, and nothing else' {
        $listed = (Import-PowerShellDataFile $ModulePath).CmdletsToExport | Sort-Object
        (Get-Command -Module AsteriskAmi).Name | Sort-Object | Should -Be $listed
    }

    It 'uses approved verbs' {
        Get-Command -Module AsteriskAmi | Where-Object Verb -NotIn (Get-Verb).Verb | Should -BeNullOrEmpty
    }

    It 'ships these files and no others' {
        $ours = 'AsteriskAmi.Cmdlets.dll', 'AsteriskAmi.Simulator.dll', 'AsteriskAmi.dll'
        (Get-ChildItem "$Folder/bin/net10.0" -Filter *.dll).Name | Sort-Object | Should -Be (
            $ours + 'System.Threading.RateLimiting.dll' | Sort-Object)
        # Windows PowerShell 5.1 lacks all of these; PowerShell 7 has most in the box and does not load ours.
        $forOlder = @(
            'Microsoft.Bcl.AsyncInterfaces.dll', 'Microsoft.Bcl.TimeProvider.dll', 'Microsoft.Extensions.ObjectPool.dll'
            'System.Buffers.dll', 'System.Diagnostics.DiagnosticSource.dll', 'System.Memory.dll', 'System.Numerics.Vectors.dll'
            'System.Runtime.CompilerServices.Unsafe.dll', 'System.Threading.RateLimiting.dll', 'System.Threading.Tasks.Extensions.dll'
        )
        (Get-ChildItem "$Folder/bin/netstandard2.0" -Filter *.dll).Name | Sort-Object | Should -Be ($ours + $forOlder | Sort-Object)
    }

    It 'has found the types that the types file names before PowerShell reads that file on any thread' {
        # Without the file, so that only the module's script can have found it.
        Copy-Item $Folder TestDrive:/module -Recurse
        $copy = Join-Path (Get-Item TestDrive:/module).FullName 'AsteriskAmi.psd1'
        (Get-Content TestDrive:/module/AsteriskAmi.Types.psd1) -replace "'AsteriskAmi.Types.ps1xml'" | Set-Content TestDrive:/module/AsteriskAmi.Types.psd1
        $script = {
            param($Module)
            Import-Module $Module
            Add-Type -TypeDefinition @'
public static class BareThread
{
    public static object Find(string name)
    {
        object found = null;
        var thread = new System.Threading.Thread(() => System.Management.Automation.LanguagePrimitives.TryConvertTo(name, typeof(System.Type), out found));
        thread.Start();
        thread.Join();
        return found;
    }
}
'@
            foreach ($name in 'AsteriskAmi.Protocol.AmiMessage', 'AsteriskAmi.Cmdlets.AmiMessageAdapter') {
                "$([BareThread]::Find($name))"
            }
        }
        pwsh -NoProfile -NonInteractive -Command $script -args $copy | Should -Be 'AsteriskAmi.Protocol.AmiMessage', 'AsteriskAmi.Cmdlets.AmiMessageAdapter'
    }

    It 'keeps its assemblies out of the default load context' {
        # In a process of its own: what a test loads would count too.
        $script = {
            param($Module)
            $before = [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.FullName
            Import-Module $Module
            foreach ($assembly in [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies) {
                if ($assembly.FullName -notin $before) { "default $($assembly.GetName().Name) $($assembly.Location)" }
            }

            $own = [System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -EQ AsteriskAmi
            $own.Assemblies | ForEach-Object { "own $($_.GetName().Name) $($_.Location)" }
        }
        $lines = pwsh -NoProfile -NonInteractive -Command $script -args $ModulePath
        $lines -match '^own ' | ForEach-Object { $_.Split(' ')[1] } | Sort-Object | Should -Be $(
            'AsteriskAmi', 'AsteriskAmi.Cmdlets', 'AsteriskAmi.Simulator'
            if ($Build -eq 'netstandard2.0') { 'Microsoft.Bcl.TimeProvider' }
            'System.Threading.RateLimiting')
        $lines -match '^own ' | ForEach-Object { $_ | Should -Match ([regex]::Escape("bin/$Build/")) }
        # What else came in is the runtime's own, from its own folder: no copy of anything from ours.
        $lines -match '^default ' | Where-Object { $_ -match [regex]::Escape($Folder) -or $_ -match 'ObjectPool|Newtonsoft' } | Should -BeNullOrEmpty
    }

    It 'can be imported again, and in other runspaces' {
        $shell = [powershell]::Create()
        $counts = $shell.AddScript("1..3 | ForEach-Object { Import-Module '$ModulePath' -Force; (Get-Command -Module AsteriskAmi).Count }; Remove-Module AsteriskAmi; Import-Module '$ModulePath'; (Get-Command -Module AsteriskAmi).Count").Invoke()
        $shell.HadErrors | Should -BeFalse
        $counts | Should -Be (@((Get-Command -Module AsteriskAmi).Count) * 4)
        $shell.Dispose()
    }

    It 'has the same types in runspaces that import it at the same time' {
        # In a process of its own, where nothing has imported it yet.
        $script = {
            param($Module)
            1..8 | ForEach-Object -Parallel { Import-Module $using:Module; [AsteriskAmi.AmiException].GetHashCode() } -ThrottleLimit 8 |
                Sort-Object -Unique | Measure-Object | ForEach-Object Count
            @([System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -EQ AsteriskAmi).Count
        }
        pwsh -NoProfile -NonInteractive -Command $script -args $ModulePath | Should -Be '1', '1'
    }

    It 'closes the sessions when it is removed' {
        $script = {
            param($Module, $Endpoint, [pscredential] $Credential)
            Import-Module $Module
            $session = Connect-Ami @Endpoint -Credential $Credential
            Remove-Module AsteriskAmi
            "$($session.State)"
        }
        $shell = [powershell]::Create()
        $null = $shell.AddScript($script).AddArgument($ModulePath).AddArgument((Get-TestEndpoint)).AddArgument((New-TestCredential))
        $shell.Invoke() | Should -Be 'Closed'
        # The second time PowerShell imports the same assemblies on another path.
        $shell.Invoke() | Should -Be 'Closed'
        $shell.Dispose()
    }

    It 'lets a process with an open session end' {
        $script = {
            param($Module, $Endpoint)
            Import-Module $Module
            $credential = [pscredential]::new('admin', [System.Net.NetworkCredential]::new('', 'admin-test-secret').SecurePassword)
            "$((Connect-Ami @Endpoint -Credential $credential).State)"
        }
        pwsh -NoProfile -NonInteractive -Command $script -args $ModulePath, (Get-TestEndpoint) | Should -Be 'Connected'
    }

    It 'declares what <_> gives' -ForEach $Cmdlets {
        if ($_ -notin 'Disconnect-Ami', 'Stop-AmiSimulator') {
            (Get-Command $_).OutputType | Should -Not -BeNullOrEmpty
        }
    }

    It 'asks before <_> changes anything' -ForEach ($Cmdlets | Where-Object { $_ -notmatch '^(Get|Test|Connect|Disconnect|Watch|Register|Wait|Measure)-' }) {
        (Get-Command $_).Parameters.Keys | Should -Contain 'WhatIf'
    }
}

Describe 'Views and completion' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx -Name completion
        $Call = New-TestCall queue-support
        Wait-Until { (Get-AmiQueueStatus support).Calls -eq 1 }

        function Get-Completion {
            param([string] $Line)
            (TabExpansion2 $Line $Line.Length).CompletionMatches.ListItemText
        }
    }

    AfterAll {
        Stop-TestCall
        Disconnect-TestPbx
    }

    It 'shows <Name> as a table' -ForEach @(
        @{ Name = 'sessions'; Command = { Get-AmiSession }; Columns = 'Id +Name +ComputerName +Port +State' }
        @{ Name = 'channels'; Command = { Get-AmiChannel }; Columns = 'Name +State +Duration +CallerIdNumber' }
        @{ Name = 'queues'; Command = { Get-AmiQueueStatus }; Columns = 'Name +Calls +Members' }
        @{ Name = 'members'; Command = { (Get-AmiQueueStatus).Members }; Columns = 'Queue +Name +Status +Paused' }
        @{ Name = 'callers'; Command = { (Get-AmiQueueStatus).Callers }; Columns = 'Queue +Position +Wait' }
        @{ Name = 'accepted calls'; Command = { Invoke-AmiOriginate Local/answer-end@test -Application Wait -ApplicationData 1 }; Columns = 'Channel +Uniqueid +ActionId' }
        @{ Name = 'outcomes'; Command = { Invoke-AmiOriginate Local/busy@test -Application Wait -Wait }; Columns = 'Outcome +Reason +Channel' }
        @{ Name = 'events'; Command = { Invoke-AmiAction QueueStatus }; Columns = 'Event +Channel +Headers' }
        @{ Name = 'actions'; Command = { Get-AmiCommand Queue* }; Columns = 'Name +Privilege +Allowed +Available +Answer +Cmdlet +Parameters' }
        @{ Name = 'parameters'; Command = { (Get-AmiCommand Redirect).Parameters }; Columns = 'Name +IsRequired +IsRepeatable +OnlyIn +Values' }
        @{ Name = 'event types'; Command = { Get-AmiEventType Dial* }; Columns = 'Name +Class +Since +Versions +Headers' }
        @{ Name = 'headers'; Command = { (Get-AmiEventType Hangup).Headers }; Columns = 'Name +Type +IsRepeatable +Values' }
        @{ Name = 'simulators'; Command = { Start-AmiSimulator -OutVariable started; $started | Stop-AmiSimulator }; Columns = 'ComputerName +Port +Connections' }
    ) {
        (& $Command | Out-String -Width 200) | Should -Match $Columns
    }

    It 'shows an answer with all its headers' {
        (Invoke-AmiAction CoreSettings | Out-String) | Should -Match "AsteriskVersion +: $([regex]::Escape($Session.ServerVersion))"
    }

    It 'completes session names' {
        Get-Completion 'Get-AmiChannel -Session comp' | Should -Be 'completion'
        Get-Completion 'Get-AmiSession comp' | Should -Be 'completion'
    }

    It 'completes channel names, quoted where PowerShell needs it' {
        Get-Completion 'Stop-AmiChannel Local/' | Should -Contain $Call
        $text = (TabExpansion2 'Get-AmiChannel Local/' 21).CompletionMatches.CompletionText
        $text | Should -Contain "'$Call'"
    }

    It 'completes queue names' {
        Get-Completion 'Get-AmiQueueStatus s' | Should -Be 'sales', 'support'
    }

    It 'completes event names' {
        Get-Completion 'Watch-AmiEvent Hang' | Should -Be 'Hangup', 'HangupHandlerPop', 'HangupHandlerPush', 'HangupHandlerRun', 'HangupRequest'
        Get-Completion 'Register-AmiEvent -Name QueueM' | Should -Contain 'QueueMemberPause'
    }

    It 'completes action names' {
        Get-Completion 'Invoke-AmiAction QueueP' | Should -Contain 'QueuePause'
    }

    It 'completes nothing, and says nothing, without a session' {
        $shell = [powershell]::Create()
        $shell.AddScript("Import-Module '$ModulePath'; (TabExpansion2 'Stop-AmiChannel xyz' 19).CompletionMatches.Count; `$Error.Count").Invoke()[-1] | Should -Be 0
        $shell.Dispose()
    }
}
