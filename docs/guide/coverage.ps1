# Gives the lines of coverage.md: every action of Asterisk 16 and 22, how it is reached, and how the tests run it. build.ps1
# Docs writes them down.
[CmdletBinding()]
param(
    # The built module.
    [Parameter(Mandatory)]
    [string] $ModulePath
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
Import-Module $ModulePath

$cmdlets = @{}
foreach ($command in Get-Command -Module AsteriskAmi) {
    foreach ($sends in $command.ImplementingType.GetCustomAttributes([AsteriskAmi.Cmdlets.SendsActionAttribute], $false)) {
        foreach ($name in $sends.Names) {
            $cmdlets[$name] += , "[$command](../en-US/$command.md)"
        }
    }
}

# How AllActions.Tests.ps1 runs an action on the branches that have it.
function Get-RunText {
    param($Action, [hashtable] $Entry)
    $on = $Action.Versions
    if ($Entry.ContainsKey('Absent')) {
        "$on without the module: the error names it"
    } elseif ($Entry.ContainsKey('Error')) {
        "${on}: refused, as what it needs is not there"
    } else {
        $on
    }
}

$table = & $PSScriptRoot/../../tests/pester/AllActions.Data.ps1
$actions = @([AsteriskAmi.Catalog.AmiCatalog]::Actions)
$own = @($actions | Where-Object { $cmdlets[$_.Name] }).Count
$run = @($actions | Where-Object { $table[$_.Name].Keys -notcontains 'Absent' }).Count

'# All actions'
''
'Every action of Asterisk 16 and 22, how it is reached, and on which versions `tests/pester/AllActions.Tests.ps1` runs it. `build.ps1 Docs` makes this table from the catalog, the cmdlets and the table of that test.'
''
"$($actions.Count) actions: $own have cmdlets of their own, all can be sent with ``Invoke-AmiAction``. $run are answered by the test PBXs; the others are in modules that those do not load."
''
'| action | Asterisk | module | privilege | answer | reached by | run on |'
'|---|---|---|---|---|---|---|'
foreach ($action in $actions) {
    $by = $cmdlets[$action.Name] + , '`Invoke-AmiAction`'
    $privilege = $action.Privilege -replace ',', ', '
    "| $($action.Name) | $($action.Versions) | $($action.Module) | $privilege | $("$($action.Answer)".ToLowerInvariant()) | $($by -join ', ') | $(Get-RunText $action $table[$action.Name]) |"
}
