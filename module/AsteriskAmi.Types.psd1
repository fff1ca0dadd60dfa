@{
    ModuleVersion     = '0.1.0'
    GUID              = 'c0d7b9f2-2f0e-4a53-9a35-0f4b5f3a7c6e'
    Author            = 'AsteriskAmi contributors'
    Copyright         = '(c) AsteriskAmi contributors. MIT licence.'
    Description       = 'How PowerShell shows the messages of AMI. AsteriskAmi imports it.'
    PowerShellVersion = '5.1'
    TypesToProcess    = @('AsteriskAmi.Types.ps1xml')
    CmdletsToExport   = @()
    FunctionsToExport = @()
    AliasesToExport   = @()
    VariablesToExport = @()
}
