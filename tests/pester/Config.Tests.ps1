# On a real Asterisk only, since the simulator has no files. Each test has files of its own in the server's folder.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $IsSimulator = -not (Get-TestPbx).IsReal
}

Describe 'Configuration files' -Skip:$IsSimulator {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx
        $Etc = "$((Get-TestPbx).Spool)/../etc"
        $File = 'pester-config.conf'
        $PSDefaultParameterValues = @{
            'Set-AmiConfig:Confirm' = $false; 'Add-AmiConfig:Confirm' = $false; 'Remove-AmiConfig:Confirm' = $false
            'New-AmiConfigCategory:Confirm' = $false; 'Remove-AmiConfigCategory:Confirm' = $false
        }

        # A file that Asterisk, which runs as another user, may write.
        function Set-TestFile {
            param([string] $Text, [string] $Name = $File)
            Set-Content "$Etc/$Name" $Text
            chmod 666 "$Etc/$Name"
        }

        # What stands in a file: its lines without the header that Asterisk writes, empty ones and the width of gaps.
        function Get-TestFile {
            param([string] $Name = $File)
            (Get-Content "$Etc/$Name") -notmatch '^;!|^\s*$' -replace '\s+', ' ' -replace ' $'
        }

        # What -WhatIf tells, which goes to the host.
        function Get-WhatIf {
            param([scriptblock] $Command)
            $null = Start-Transcript "$TestDrive/whatif.txt"
            try { & $Command } finally { $null = Stop-Transcript }
            (Get-Content "$TestDrive/whatif.txt") -match 'What if' -join "`n"
        }

        $Text = @'
; The head of the file.
[general]
; Before a line.
persistent = no ; behind a line
arrow => one
escaped = a\;b

[common](!)
; In a template.
music = default
timeout = 15

#include "pester-included.conf"

[sales](common)
strategy = ringall
member => Local/a,0
member => Local/b,1

[support](common)
timeout = 20

[pair]
type = endpoint
context = a
[pair]
type = auth
context = a
'@
        $Included = @'
; In an included file.
[office](common)
number = 1
'@
    }

    BeforeEach {
        Set-TestFile $Text
        Set-TestFile $Included 'pester-included.conf'
    }

    AfterAll {
        Remove-Item "$Etc/pester-*.conf" -Force
        Disconnect-TestPbx
    }

    It 'are read line by line, with what is inherited' {
        $lines = Get-AmiConfig $File
        $lines.Category | Select-Object -Unique | Should -Be general, common, office, sales, support, pair
        ($lines | Where-Object Category -EQ general | ForEach-Object { "$_" }) | Should -Be 'persistent = no', 'arrow = one', 'escaped = a;b'
        $support = Get-AmiConfig $File support
        $support.Variable | Should -Be music, timeout, timeout
        $support.Value | Should -Be default, 15, 20
        $support.Inherited | Should -Be $true, $true, $false
        $support.Line | Should -Be 0, 1, 2
        $support[0].Templates | Should -Be common
        $support[0].Session | Should -Be $Session
        (Get-AmiConfig $File com* t*).IsTemplate | Should -BeTrue
        (Get-AmiConfig $File -Variable member).Count | Should -Be 2
        Get-AmiConfig $File 'z*' | Should -BeNullOrEmpty
        ($lines | Format-Table | Out-String -Width 200) | Should -Match 'File +Category +Filter +Line +Variable +Value'
    }

    It 'are read category by category' {
        $all = Get-AmiConfigCategory $File
        $all.Category | Should -Be general, common, office, sales, support, pair, pair
        $all.IsTemplate | Should -Be $false, $true, $false, $false, $false, $false, $false
        $all[3].Templates | Should -Be common
        $all[3].LineCount | Should -Be 5
        $all[-1].Filter | Should -Be 'type=auth'
        ($all[3] | ConvertTo-Csv | ConvertFrom-Csv).Lines -split ', ' | Should -Contain "$($all[3].Lines[0])"
        (Get-AmiConfigCategory pjsip.conf 1001).Filter | Should -Be 'type=endpoint', 'type=auth', 'type=aor'
    }

    It 'keep templates, includes and comments when a line is set' {
        $before = Get-TestFile
        $set = Set-AmiConfig $File sales strategy rrmemory -PassThru
        $set.Value | Should -Be rrmemory
        Get-TestFile | Should -Be ($before -replace '^strategy = ringall', 'strategy = rrmemory')
        Get-TestFile 'pester-included.conf' | Should -Be ($Included -split "`n")
        Set-AmiConfig $File general persistent yes
        Get-TestFile | Should -Be ($before -replace '^strategy = ringall', 'strategy = rrmemory' -replace '^persistent = no', 'persistent = yes')
    }

    It 'keep lines that Asterisk cannot tell from the one that is meant' {
        Set-TestFile "[alike]`nmember =`nmember = y`nmember = Y"
        $before = Get-TestFile
        foreach ($value in '', 'y', 'Y') {
            { Set-AmiConfig $File alike member z -OldValue $value -ErrorAction Stop } | Should -Throw '*cannot tell*' -ErrorId 'AmiInvalidHeader*'
        }
        { Remove-AmiConfig $File alike member y -ErrorAction Stop } | Should -Throw '*cannot tell*' -ErrorId 'AmiInvalidHeader*'
        Get-TestFile | Should -Be $before
        Remove-AmiConfig $File alike member
        Get-TestFile | Should -Be '[alike]'
    }

    It 'tell which lines Asterisk drops beside equal ones that are inherited, and add none' {
        Set-TestFile "[base](!)`nallow = ulaw`n[phone](base)`ndisallow = all`nallow = ulaw`n[other]`nkey = 1"
        Get-WhatIf { Set-AmiConfig $File other key 2 -WhatIf } | Should -Match ([regex]::Escape('drop what the category inherits as well: [phone] allow = ulaw'))
        Set-AmiConfig $File other key 2 -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -Match '\[phone\] allow = ulaw.*order'
        Get-TestFile | Should -Be '[base](!)', 'allow = ulaw', '[phone](base)', 'disallow = all', '[other]', 'key = 2'
        Set-AmiConfig $File other key 3 -WarningVariable warning
        $warning | Should -BeNullOrEmpty
        $before = Get-TestFile
        { Add-AmiConfig $File phone allow ulaw -ErrorAction Stop } | Should -Throw '*inherits*allow = ulaw*template*' -ErrorId 'AmiInvalidHeader,*'
        Get-TestFile | Should -Be $before
        Add-AmiConfig $File phone allow alaw
        Set-AmiConfig $File phone allow ulaw -PassThru | ForEach-Object Inherited | Should -Be $true
    }

    It 'pass a change of a template on' {
        $before = Get-TestFile
        Set-AmiConfig $File common timeout 99
        Get-TestFile | Should -Be ($before -replace '^timeout = 15', 'timeout = 99')
        (Get-AmiConfig $File sales timeout).Value | Should -Be 99
        (Get-AmiConfig $File support timeout).Value | Should -Be 99, 20
    }

    It 'take what is set beside an inherited line, and change a line of their own' {
        Set-AmiConfig $File sales timeout 30
        (Get-AmiConfig $File sales timeout).Value | Should -Be 15, 30
        Set-AmiConfig $File support timeout 40
        (Get-AmiConfig $File support timeout).Value | Should -Be 15, 40
        (Get-AmiConfig $File common timeout).Value | Should -Be 15
        Set-AmiConfig $File support timeout 15
        (Get-AmiConfig $File support timeout | Select-Object -Last 1).Value | Should -Be 15
        Set-AmiConfig $File office number 2
        (Get-TestFile 'pester-included.conf') | Should -Contain 'number = 2'
        Set-AmiConfig $File sales fresh 1
        (Get-AmiConfig $File sales fresh).Value | Should -Be 1
    }

    It 'hold a value just as it was given: <_>' -ForEach @(
        'a;b', ';-- x --;', 'a \; b', '\', 'c:\x\', '=x', '>x', '=>x', '[x]', '#include "x.conf"', '"q" ''s''', 'ü € ☎', '${EXTEN:1},b|c', "tab`there", 'a=b', '') {
        Set-AmiConfig $File general probe $_
        (Get-AmiConfig $File general probe).Value | Should -BeExactly $_
        Set-AmiConfig $File general probe other
        Set-AmiConfig $File general probe $_
        (Get-AmiConfig $File general probe).Value | Should -BeExactly $_
        Add-AmiConfig $File general second $_ -Arrow
        (Get-AmiConfig $File general second).Value | Should -BeExactly $_
        (Get-AmiConfig $File general).Count | Should -Be 5
    }

    It 'hold an escaped semicolon' {
        Set-AmiConfig $File general probe 'a;b'
        Get-TestFile | Should -Contain 'probe = a\;b'
    }

    It 'refuse what would be read as something else: <Name> = <Value>' -ForEach @(
        @{ Name = 'probe'; Value = "a`r`nb = c" }
        @{ Name = 'probe'; Value = "a`nb" }
        @{ Name = 'probe'; Value = ' a' }
        @{ Name = 'probe'; Value = 'a ' }
        @{ Name = '#exec'; Value = '/bin/true' }
        @{ Name = '#include'; Value = 'x.conf' }
        @{ Name = '[x]'; Value = '1' }
        @{ Name = 'a;b'; Value = '1' }
        @{ Name = 'a=b'; Value = '1' }
        @{ Name = ' a'; Value = '1' }
        @{ Name = 'probe'; Value = 'x' * 1100 }
    ) {
        $before = Get-Content "$Etc/$File" -Raw
        { Set-AmiConfig $File general $Name $Value -ErrorAction Stop } | Should -Throw -ErrorId 'AmiInvalidHeader,*'
        { Add-AmiConfig $File general $Name $Value -ErrorAction Stop } | Should -Throw -ErrorId 'AmiInvalidHeader,*'
        Get-Content "$Etc/$File" -Raw | Should -Be $before
    }

    It 'take and lose lines of the same name' {
        Add-AmiConfig $File sales member 'Local/c,2' -Arrow
        Add-AmiConfig $File sales member 'Local/d,3'
        Get-TestFile | Should -Contain 'member => Local/c,2'
        Get-TestFile | Should -Contain 'member = Local/d,3'
        (Get-AmiConfig $File sales member).Value | Should -Be 'Local/a,0', 'Local/b,1', 'Local/c,2', 'Local/d,3'
        { Set-AmiConfig $File sales member x -ErrorAction Stop } | Should -Throw '*4 lines member*-OldValue*' -ErrorId 'AmiInvalidHeader,*'
        Set-AmiConfig $File sales member 'Local/e,0' -OldValue 'Local/a,0'
        Get-AmiConfig $File sales member | Where-Object Value -EQ 'Local/b,1' | Set-AmiConfig -Value 'Local/f,1'
        (Get-AmiConfig $File sales member).Value | Should -Be 'Local/e,0', 'Local/f,1', 'Local/c,2', 'Local/d,3'
        Remove-AmiConfig $File sales member 'Local/c,2'
        Get-AmiConfig $File sales member | Where-Object Value -Like '*f*' | Remove-AmiConfig
        (Get-AmiConfig $File sales member).Value | Should -Be 'Local/e,0', 'Local/d,3'
        Remove-AmiConfig $File sales member
        Get-AmiConfig $File sales member | Should -BeNullOrEmpty
        { Remove-AmiConfig $File sales timeout -ErrorAction Stop } | Should -Throw '*inherits*' -ErrorId 'AmiNotFound,*'
        { Remove-AmiConfig $File sales none -ErrorAction Stop } | Should -Throw '*none*' -ErrorId 'AmiNotFound,*'
        { Set-AmiConfig $File sales strategy x -OldValue none -ErrorAction Stop } | Should -Throw '*none*' -ErrorId 'AmiNotFound,*'
    }

    It 'are told which of several categories of one name is meant' {
        { Set-AmiConfig $File pair context b -ErrorAction Stop } | Should -Throw '*2 categories*-Filter type=endpoint or -Filter type=auth*' -ErrorId 'AmiInvalidHeader,*'
        Set-AmiConfig $File pair context b -Filter type=auth
        (Get-AmiConfig $File pair context).Value | Should -Be a, b
        Get-AmiConfig $File pair context | Where-Object Filter -EQ 'type=endpoint' | Set-AmiConfig -Value c
        (Get-AmiConfig $File pair context).Value | Should -Be c, b
        { Set-AmiConfig $File pair context b -Filter type=none -ErrorAction Stop } | Should -Throw '*type=none*' -ErrorId 'AmiNotFound,*'
        { Set-AmiConfig $File pair context b -Filter 'type="x",y' -ErrorAction Stop } | Should -Throw -ErrorId 'AmiInvalidHeader,*'
        Get-AmiConfigCategory $File pair | Where-Object Filter -EQ 'type=auth' | Remove-AmiConfigCategory
        (Get-AmiConfig $File pair type).Value | Should -Be endpoint
    }

    It 'take and lose categories' {
        (New-AmiConfigCategory $File night -Template common).Templates | Should -Be common
        $null = New-AmiConfigCategory $File base -AsTemplate -Before sales
        $null = New-AmiConfigCategory $File pair -AllowDuplicate
        Get-TestFile | Should -Contain '[night](common)'
        Get-TestFile | Should -Contain '[base](!)'
        $names = (Get-AmiConfigCategory $File).Category
        $names[-2, -1] | Should -Be night, pair
        $names.IndexOf('base') | Should -BeLessThan $names.IndexOf('sales')
        Remove-AmiConfigCategory $File base
        Get-AmiConfigCategory $File night | Remove-AmiConfigCategory
        (Get-AmiConfigCategory $File).Category | Should -Be general, common, office, sales, support, pair, pair, pair
        { New-AmiConfigCategory $File sales -ErrorAction Stop } | Should -Throw '*already*-AllowDuplicate*' -ErrorId 'AmiActionFailed,*'
        { New-AmiConfigCategory $File x -Template none -ErrorAction Stop } | Should -Throw '*none*' -ErrorId 'AmiNotFound,*'
        { New-AmiConfigCategory $File 'a]b' -ErrorAction Stop } | Should -Throw -ErrorId 'AmiInvalidHeader,*'
        { Remove-AmiConfigCategory $File common -ErrorAction Stop } | Should -Throw '*template of office, sales, support*' -ErrorId 'AmiActionFailed,*'
        { Remove-AmiConfigCategory $File none -ErrorAction Stop } | Should -Throw '*none*' -ErrorId 'AmiNotFound,*'
    }

    It 'begin empty' {
        New-AmiConfigFile pester-new.conf
        "$Etc/pester-new.conf" | Should -Exist
        { New-AmiConfigFile pester-new.conf -ErrorAction Stop } | Should -Throw '*File exists*' -ErrorId 'AmiActionFailed,*'
        $null = New-AmiConfigCategory pester-new.conf one
        Set-AmiConfig pester-new.conf one key value
        Get-TestFile pester-new.conf | Should -Be '[one]', 'key = value'
        { New-AmiConfigFile no-such-folder/x.conf -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
    }

    It 'are filled from a table' {
        @'
File,Category,Variable,Value
pester-config.conf,general,persistent,yes
pester-config.conf,support,timeout,50
'@ | ConvertFrom-Csv | Set-AmiConfig
        (Get-AmiConfig $File general persistent).Value | Should -Be yes
        (Get-AmiConfig $File support timeout)[-1].Value | Should -Be 50
    }

    It 'stay as they are with -WhatIf, which shows the difference' {
        $before = Get-Content "$Etc/$File" -Raw
        Get-WhatIf { Set-AmiConfig $File support timeout 30 -WhatIf } | Should -Match "'timeout = 20' becomes 'timeout = 30'.*\[support\] of $File"
        Get-WhatIf { Set-AmiConfig $File sales timeout 30 -WhatIf } | Should -Match "'timeout = 15' is inherited; add 'timeout = 30'"
        Get-WhatIf { Set-AmiConfig $File sales fresh 30 -WhatIf } | Should -Match "'fresh' is not there; add 'fresh = 30'"
        Get-WhatIf { Add-AmiConfig $File sales member x -Arrow -WhatIf } | Should -Match "Add 'member => x'"
        Get-WhatIf { Remove-AmiConfig $File sales member -WhatIf } | Should -Match "Remove 'member = Local/a,0', 'member = Local/b,1'"
        Get-WhatIf { New-AmiConfigCategory $File x -Template common -WhatIf } | Should -Match 'Add \[x\]\(common\)'
        Get-WhatIf { Remove-AmiConfigCategory $File sales -WhatIf } | Should -Match 'with 3 lines'
        Get-WhatIf { New-AmiConfigFile pester-whatif.conf -WhatIf } | Should -Match 'pester-whatif'
        $secret = Get-WhatIf { Set-AmiConfig $File general secret Xq7-sesame -WhatIf }
        $secret | Should -Match 'secret = \*\*\*'
        $secret | Should -Not -Match 'sesame'
        Get-Content "$Etc/$File" -Raw | Should -Be $before
        "$Etc/pester-whatif.conf" | Should -Not -Exist
    }

    It 'are not written where they have the value already' {
        $before = Get-Content "$Etc/$File" -Raw
        Set-AmiConfig $File support timeout 20
        Set-AmiConfig $File sales timeout 15
        Get-Content "$Etc/$File" -Raw | Should -Be $before
    }

    It 'that Asterisk brings to life in writing give an error, and are not loaded' {
        Set-TestFile "[one]`nkey = 1`n;--`n[asleep]`nsleeping = yes`n--;`n"
        { Set-AmiConfig $File one key 2 -Reload no_such_module -ErrorAction Stop } | Should -Throw "*$File*more than was asked*asleep*block comments*" -ErrorId 'AmiActionFailed,*'
    }

    It 'are loaded with -Reload' {
        $queues = [System.IO.File]::ReadAllBytes("$Etc/queues.conf")
        chmod 666 "$Etc/queues.conf"
        try {
            Set-AmiConfig queues.conf support maxlen 7 -Reload app_queue -Verbose 4>&1 | ForEach-Object Message | Should -Contain 'app_queue: Module Reloaded.'
            Wait-Until { (Get-ConsoleOutput 'queue show support') -match 'max 7' } -Seconds 30
        } finally {
            [System.IO.File]::WriteAllBytes("$Etc/queues.conf", $queues)
            $null = Invoke-AmiReload app_queue
            Wait-Until { (Get-ConsoleOutput 'queue show support') -match 'max 50' } -Seconds 30
        }
    }

    It 'that cannot be reached are explained' {
        { Get-AmiConfig pester-none.conf -ErrorAction Stop } | Should -Throw '*pester-none.conf*' -ErrorId 'AmiNotFound,*'
        { Get-AmiConfig /etc/passwd -ErrorAction Stop } | Should -Throw '*live_dangerously*' -ErrorId 'AmiActionFailed,*'
        { Get-AmiConfig $File none -ErrorAction Stop } | Should -Throw '*none*' -ErrorId 'AmiNotFound,*'
        { Set-AmiConfig $File none key 1 -ErrorAction Stop } | Should -Throw '*New-AmiConfigCategory*' -ErrorId 'AmiNotFound,*'
        Set-Content "$Etc/pester-locked.conf" "[one]`nkey = 1"
        chmod 644 "$Etc/pester-locked.conf"
        { Set-AmiConfig pester-locked.conf one key 2 -ErrorAction Stop } | Should -Throw '*Save of config failed*may not write*' -ErrorId 'AmiActionFailed,*'
        $weak = Connect-TestPbx monitor -Name weak
        try {
            { Get-AmiConfig $File -Session weak -ErrorAction Stop } | Should -Throw '*config*' -ErrorId 'AmiPermissionDenied,*'
            { New-AmiConfigFile pester-weak.conf -Session weak -ErrorAction Stop } | Should -Throw -ErrorId 'AmiPermissionDenied,*'
        } finally {
            $weak | Disconnect-Ami
        }
    }

    It 'are completed: categories and variables' {
        foreach ($case in @('Get-AmiConfig que', 'queues.conf'), @("Get-AmiConfig $File sup", 'support'), @("Set-AmiConfig $File sales str", 'strategy')) {
            (TabExpansion2 $case[0] $case[0].Length).CompletionMatches.ListItemText | Should -Contain $case[1]
        }
    }
}
