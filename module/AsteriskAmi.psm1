# Loads the build of the assemblies that fits this PowerShell. On PowerShell 7 they live in a load context of their own,
# so that another module may bring other versions of the same libraries. Plain statements instead of pipelines and
# commands: the first of each costs milliseconds at every import.

# For tests: 'net10.0' or 'netstandard2.0' forces a build.
$build = $env:ASTERISKAMI_BUILD
if (-not $build) {
    $build = if ([System.Environment]::Version.Major -ge 10) { 'net10.0' } else { 'netstandard2.0' }
}

# Once a process: a second import, in this runspace or in another at the same time, must find the same types.
$domain = [System.AppDomain]::CurrentDomain
[System.Threading.Monitor]::Enter($domain)
try {
    $assemblies = $domain.GetData('AsteriskAmi')
    $isFirst = -not $assemblies
    if ($isFirst) {
        $loader = if ($PSEdition -eq 'Core') { [System.Runtime.Loader.AssemblyLoadContext]::new('AsteriskAmi') }
        if ($loader) {
            # What is not in the box of this PowerShell, before what needs it.
            $libraries = if ($build -eq 'net10.0') {
                'System.Threading.RateLimiting'
            } elseif ([System.Environment]::Version.Major -ge 10) {
                'Microsoft.Bcl.TimeProvider', 'System.Threading.RateLimiting'
            } else {
                'Microsoft.Bcl.TimeProvider', 'Microsoft.Extensions.ObjectPool', 'System.Diagnostics.DiagnosticSource', 'System.Threading.RateLimiting'
            }
            foreach ($name in $libraries) {
                $null = $loader.LoadFromAssemblyPath("$PSScriptRoot/bin/$build/$name.dll")
            }
        }
        $assemblies = foreach ($name in 'AsteriskAmi', 'AsteriskAmi.Simulator', 'AsteriskAmi.Cmdlets') {
            $path = "$PSScriptRoot/bin/$build/$name.dll"
            if ($loader) { $loader.LoadFromAssemblyPath($path) } else { [System.Reflection.Assembly]::LoadFrom($path) }
        }
        $domain.SetData('AsteriskAmi', $assemblies)
    }
} finally {
    [System.Threading.Monitor]::Exit($domain)
}

if (-not $isFirst) {
    # Import-Module -Force leaves the modules of the assemblies behind, and would not give their cmdlets out again.
    Get-Module -All -Name 'dynamic_code_module_AsteriskAmi*' | Remove-Module
}

# All three, so that PowerShell finds their types by name too ([AsteriskAmi.AmiException]).
Import-Module -Assembly $assemblies

# The types file names these types. PowerShell may read it on a thread that belongs to no runspace, which finds only types
# that were found before.
$null = [AsteriskAmi.Protocol.AmiMessage], [AsteriskAmi.Cmdlets.AmiMessageAdapter]
Import-Module "$PSScriptRoot/AsteriskAmi.Types.psd1"
