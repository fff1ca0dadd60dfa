@{
    RootModule           = 'AsteriskAmi.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '5b1f3f0e-6a55-4d0c-9d57-0f6f8a6f2c11'
    Author               = 'AsteriskAmi contributors'
    Copyright            = '(c) AsteriskAmi contributors. MIT licence.'
    Description          = 'A client for the Asterisk Manager Interface (AMI): ask a PBX questions, place and steer calls, follow events, as PowerShell objects.'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Core', 'Desktop')
    FormatsToProcess     = @('AsteriskAmi.Format.ps1xml')
    CmdletsToExport      = @(
        'Add-AmiQueueMember'
        'Connect-Ami'
        'Connect-AmiChannel'
        'Disconnect-Ami'
        'Disconnect-AmiAgent'
        'Disconnect-AmiBridgeChannel'
        'Get-AmiAgent'
        'Get-AmiBridge'
        'Get-AmiChannel'
        'Get-AmiCommand'
        'Get-AmiEventType'
        'Get-AmiQueueCaller'
        'Get-AmiQueueMember'
        'Get-AmiQueueRule'
        'Get-AmiQueueStatus'
        'Get-AmiQueueSummary'
        'Get-AmiSession'
        'Get-AmiVariable'
        'Invoke-AmiAction'
        'Invoke-AmiAgi'
        'Invoke-AmiCommand'
        'Invoke-AmiOriginate'
        'Move-AmiChannel'
        'Register-AmiEvent'
        'Remove-AmiBridge'
        'Remove-AmiQueueCaller'
        'Remove-AmiQueueMember'
        'Reset-AmiQueueStatistic'
        'Resume-AmiQueueMember'
        'Resume-AmiRecording'
        'Send-AmiDtmf'
        'Send-AmiText'
        'Set-AmiChannelTimeout'
        'Set-AmiMute'
        'Set-AmiQueueCaller'
        'Set-AmiQueueMember'
        'Set-AmiVariable'
        'Start-AmiRecording'
        'Start-AmiSimulator'
        'Start-AmiTranscript'
        'Stop-AmiChannel'
        'Stop-AmiRecording'
        'Stop-AmiSimulator'
        'Stop-AmiTranscript'
        'Stop-AmiTransfer'
        'Suspend-AmiQueueMember'
        'Suspend-AmiRecording'
        'Test-AmiConnection'
        'Watch-AmiEvent'
        'Write-AmiQueueLog'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags       = @('Asterisk', 'AMI', 'PBX', 'VoIP', 'Telephony')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
