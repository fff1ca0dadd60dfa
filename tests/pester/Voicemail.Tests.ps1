Describe 'Voicemail' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'lists the mailboxes as they are set up' {
        $user = Get-AmiVoicemailUser 100
        $user.Mailbox | Should -BeExactly '100@default'
        $user.Fullname | Should -BeExactly 'Test Mailbox'
        $user.Email | Should -BeExactly 'test@localhost'
        $user.MaxMessageLength | Should -Be ([timespan]::FromSeconds(60))
        $user.AttachMessage | Should -BeFalse
        $user.Session | Should -Be $Session
        (Get-AmiVoicemailUser).Mailbox | Should -Be '100@default', '101@default'
        (Get-AmiVoicemailUser '10*').Count | Should -Be 2
        Get-AmiVoicemailUser 9* -ErrorAction Stop | Should -BeNullOrEmpty
        { Get-AmiVoicemailUser 999 -ErrorAction Stop } | Should -Throw '*Get-AmiVoicemailUser*' -ErrorId 'AmiNotFound,*'
    }

    It 'counts the messages, and a new one' {
        Skip-OnSimulator 'voicemail messages'
        $before = Get-AmiMailbox 100
        $before.Mailbox | Should -BeExactly '100@default'
        $before.NewMessages | Should -BeOfType [int]
        # A message as the server itself would put it there.
        $folder = Join-Path (Get-TestPbx).Spool 'voicemail/default/100/INBOX'
        $null = New-Item $folder -ItemType Directory -Force
        $message = Join-Path $folder 'msg0000.txt'
        Set-Content $message '[message]', 'origmailbox=100', 'callerid="Test" <100>', 'duration=3'
        try {
            Update-AmiMailbox 100
            Wait-Until { (Get-AmiMailbox 100).NewMessages -eq $before.NewMessages + 1 } -Because 'a message is there'
            (Get-AmiMailbox 100).Waiting | Should -BeTrue
            (Get-AmiVoicemailUser 100).NewMessageCount | Should -Be ($before.NewMessages + 1)
        } finally {
            Remove-Item $message
        }

        Wait-Until { (Get-AmiMailbox 100).NewMessages -eq $before.NewMessages } -Because 'the message is gone'
    }

    It 'refuses a mailbox that does not exist, where Asterisk would count none' {
        { Get-AmiMailbox 999 -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        (Get-AmiVoicemailUser | Get-AmiMailbox).Mailbox | Should -Be '100@default', '101@default'
    }

    It 'counts anew' {
        Update-AmiMailbox 100 -WhatIf
        Update-AmiMailbox 100
        Get-AmiVoicemailUser | Update-AmiMailbox
        Update-AmiMailbox
    }

    It 'names the module where the server has not loaded it' {
        Skip-OnSimulator ModuleLoad
        Use-UnloadedModule app_voicemail.so {
            { Get-AmiVoicemailUser -ErrorAction Stop } | Should -Throw '*module load app_voicemail.so*'
            { Get-AmiMailbox 100 -ErrorAction Stop } | Should -Throw '*app_voicemail.so*'
            { Update-AmiMailbox 100 -ErrorAction Stop } | Should -Throw '*module load app_voicemail.so*'
        }

        (Get-AmiVoicemailUser 100).Mailbox | Should -Be '100@default'
    }
}
