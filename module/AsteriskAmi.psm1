# Loads the build of the assemblies that fits this PowerShell. On PowerShell 7 they live in a load context of their own,
# so that another module may bring other versions of the same libraries.

# For tests: 'net10.0' or 'netstandard2.0' forces a build.
$build = $env:ASTERISKAMI_BUILD
if (-not $build) {
    $build = if ([System.Environment]::Version.Major -ge 10) { 'net10.0' } else { 'netstandard2.0' }
}

$folder = Join-Path -Path $PSScriptRoot -ChildPath 'bin' | Join-Path -ChildPath $build
$assemblies = 'AsteriskAmi', 'AsteriskAmi.Simulator', 'AsteriskAmi.Cmdlets'

if ($PSEdition -eq 'Core') {
    # One context a process: a second import, in this runspace or another at the same time, must find the same types.
    $turn = [System.Runtime.Loader.AssemblyLoadContext]::Default
    [System.Threading.Monitor]::Enter($turn)
    try {
        $context = [System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -EQ 'AsteriskAmi' | Select-Object -First 1
        if (-not $context) {
            $context = [System.Runtime.Loader.AssemblyLoadContext]::new('AsteriskAmi')
        }

        $loaded = foreach ($name in $assemblies) {
            $assembly = $context.Assemblies | Where-Object { $_.GetName().Name -eq $name }
            if (-not $assembly) {
                $assembly = $context.LoadFromAssemblyPath((Join-Path -Path $folder -ChildPath "$name.dll"))
            }
            $assembly
        }
    } finally {
        [System.Threading.Monitor]::Exit($turn)
    }
} else {
    $loaded = foreach ($name in $assemblies) {
        [System.Reflection.Assembly]::LoadFrom((Join-Path -Path $folder -ChildPath "$name.dll"))
    }
}

# All three, so that PowerShell finds their types by name too ([AsteriskAmi.AmiException]).
$inner = Import-Module -Assembly $loaded -PassThru
$module = $ExecutionContext.SessionState.Module
if ($module.NestedModules.Count -eq 0) {
    # PowerShell remembers assemblies that it has imported before in this runspace, and then forgets to hand their
    # cmdlets to the module that imports them again.
    $addCmdlet = [psmoduleinfo].GetMethod('AddExportedCmdlet', [System.Reflection.BindingFlags]'Instance, NonPublic')
    foreach ($cmdlet in $inner.ExportedCmdlets.Values) {
        $addCmdlet.Invoke($module, @(, $cmdlet))
    }
}

Update-TypeData -Force -TypeName 'AsteriskAmi.Protocol.AmiMessage' -TypeAdapter $loaded[-1].GetType('AsteriskAmi.Cmdlets.AmiMessageAdapter')

$lifetime = $loaded[-1].GetType('AsteriskAmi.Cmdlets.ModuleLifetime')
$module.OnRemove = {
    $lifetime::End()
    Remove-TypeData -TypeName 'AsteriskAmi.Protocol.AmiMessage' -ErrorAction Ignore
}
