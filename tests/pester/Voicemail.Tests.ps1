Describe 'Voicemail' {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $Session = Connect-TestPbx

        # Puts a message into mailbox 101, as another program would, or takes it away.
        function Set-TestMessage {
            param([switch] $Present)
            $folder = Join-Path (Get-TestPbx).Spool 'voicemail/default/101/INBOX'
            $null = New-Item $folder -ItemType Directory -Force
            $file = Join-Path $folder 'msg0000.txt'
            if ($Present) { Set-Content $file '[message]' } else { Remove-Item $file -ErrorAction Ignore }
        }
    }

    AfterAll {
        Disconnect-TestPbx
    }

    It 'lists how the mailboxes are set up' {
        $user = Get-AmiVoicemailUser 100@default
        $user.Mailbox | Should -Be '100@default'
        $user.VoiceMailbox | Should -BeExactly '100'
        $user.Context | Should -Be 'default'
        $user.Fullname | Should -Be 'Test Mailbox'
        $user.Email | Should -Be 'test@localhost'
        $user.MaxMessageCount | Should -Be 100
        $user.MaxMessageLength | Should -Be ([timespan]'0:01:00')
        $user.AttachMessage | Should -BeFalse
        $user.SayEnvelope | Should -BeTrue
        $user.Session | Should -Be $Session
        (Get-AmiVoicemailUser).Mailbox | Should -Be '100@default', '101@default'
        (Get-AmiVoicemailUser *1@default).Fullname | Should -Be 'Second Mailbox'
        Get-AmiVoicemailUser no* -ErrorAction Stop | Should -BeNullOrEmpty
        ($user | Format-Table | Out-String -Width 200) | Should -Match 'Mailbox +Fullname +Email +NewMessageCount'
        if ((Get-TestPbx).IsReal) {
            Get-ConsoleOutput 'voicemail show users' | Should -Match "default +100 +$($user.Fullname)"
        }
    }

    It 'counts the messages of all mailboxes, of some and of those that are piped in' {
        (Get-AmiMailbox).Mailbox | Should -Be '100@default', '101@default'
        $mailbox = Get-AmiMailbox 101
        $mailbox.Mailbox | Should -Be '101@default'
        $mailbox.NewMessages | Should -Be 0
        $mailbox.OldMessages | Should -Be 0
        $mailbox.UrgentMessages | Should -Be 0
        $mailbox.Waiting | Should -BeFalse
        $mailbox.Session | Should -Be $Session
        (Get-AmiVoicemailUser | Get-AmiMailbox).Mailbox | Should -Be '100@default', '101@default'
        (Get-AmiSession | Get-AmiMailbox -Mailbox 100).Mailbox | Should -Be '100@default'
        ($mailbox | Format-Table | Out-String -Width 200) | Should -Match 'Mailbox +NewMessages +OldMessages +UrgentMessages +Waiting'
    }

    It 'has no mailbox that does not exist, though the server says that it is empty' {
        $found = Get-AmiMailbox 100, 199 -ErrorVariable errors -ErrorAction SilentlyContinue
        $found.Mailbox | Should -Be '100@default'
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'AmiNotFound,*'
        "$($errors[0])" | Should -BeLike '*199@default*'
        { Get-AmiMailbox 100@nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
        { Get-AmiVoicemailUser 199 -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
    }

    It 'counts a message that has come, and tells of it when it is let to look' {
        Skip-OnSimulator 'messages'
        try {
            Set-TestMessage -Present
            (Get-AmiMailbox 101).NewMessages | Should -Be 1
            (Get-AmiMailbox 101).Waiting | Should -BeTrue
            (Get-AmiVoicemailUser 101).NewMessageCount | Should -Be 1
            Get-ConsoleOutput 'voicemail show users' | Should -Match 'default +101 +Second Mailbox +1\b'
            if ((Get-TestPbx).Branch -ge 22) {
                # 16 looks only where voicemail.conf says pollmailboxes.
                $null = Register-AmiEvent MessageWaiting -SourceIdentifier waiting
                Update-AmiMailbox 101 -WhatIf
                Update-AmiMailbox 101
                Wait-Until -Seconds 30 {
                    (Get-Event -SourceIdentifier waiting -ErrorAction Ignore).SourceEventArgs.Events |
                        Where-Object { $_.Mailbox -eq '101@default' -and $_.Waiting -and $_.New -eq 1 }
                }
            }
        } finally {
            Unregister-Event waiting -ErrorAction Ignore
            Remove-Event waiting -ErrorAction Ignore
            Set-TestMessage
            Update-AmiMailbox
        }

        (Get-AmiMailbox 101).NewMessages | Should -Be 0
    }

    It 'lets the server look into all mailboxes, into some and into those that are piped in' {
        Update-AmiMailbox -ErrorAction Stop | Should -BeNullOrEmpty
        Update-AmiMailbox 100, 101@default -ErrorAction Stop | Should -BeNullOrEmpty
        Get-AmiVoicemailUser | Update-AmiMailbox -ErrorAction Stop | Should -BeNullOrEmpty
        Update-AmiMailbox '1*', 'no*' -ErrorAction Stop | Should -BeNullOrEmpty
        { Update-AmiMailbox 199 -ErrorAction Stop } | Should -Throw '*199@default*Get-AmiVoicemailUser*' -ErrorId 'AmiNotFound,*'
        { Update-AmiMailbox '100,101' -ErrorAction Stop } | Should -Throw -ErrorId 'AmiNotFound,*'
    }

    It 'completes the names of mailboxes' {
        foreach ($line in 'Get-AmiMailbox ', 'Get-AmiVoicemailUser ', 'Update-AmiMailbox ') {
            (TabExpansion2 $line $line.Length).CompletionMatches.ListItemText | Should -Be '100@default', '101@default' -Because $line
        }
    }
}
