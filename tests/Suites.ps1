# The suites of build.ps1 Test, which sets $Configuration, $Results, $Packages, $Filter and the limits.

# Starts every Asterisk that tests/pbx has installed and gives what pbx.sh says of it.
function Start-TestPbx {
    foreach ($branch in '22', '16') {
        $json = & ./tests/pbx/pbx.sh start $branch
        if ($LASTEXITCODE -eq 0) {
            $json | ConvertFrom-Json | Add-Member -NotePropertyName Json -NotePropertyValue $json -PassThru
        } else {
            Write-Warning "SKIPPED: everything against a real Asterisk $branch. tests/pbx/pbx.sh install $branch gets one."
        }
    }
}

# Runs xunit tests and reads what it wrote: what passed, and what failed with its first line.
function Invoke-Xunit {
    param([string] $Framework, [string] $Name, [string[]] $Argument)
    dotnet test tests/AsteriskAmi.Tests -c $Configuration "-p:TestedFramework=$Framework" --nologo -v quiet `
        --logger "trx;LogFileName=$Name.trx" --results-directory $Results @Argument | Out-Host
    $exitCode = $LASTEXITCODE
    $trx = Join-Path $Results "$Name.trx"
    if (-not (Test-Path $trx)) {
        throw "The xunit suite on the $Framework build did not run."
    }

    $run = ([xml](Get-Content $trx -Raw)).TestRun
    $counters = $run.ResultSummary.Counters
    if ($exitCode -ne 0 -and [int]$counters.failed -eq 0) {
        # A run that breaks off counts only what it had done by then.
        throw "The xunit suite on the $Framework build broke off."
    }

    [pscustomobject]@{
        Passed   = @($run.GetElementsByTagName('UnitTestResult') | Where-Object outcome -EQ Passed | ForEach-Object testName)
        Total    = [int]$counters.total
        Failures = @(
            foreach ($result in $run.GetElementsByTagName('UnitTestResult') | Where-Object outcome -EQ Failed) {
                $message = $result.GetElementsByTagName('Message') | ForEach-Object InnerText
                [pscustomobject]@{ Name = $result.testName; Text = @("$message" -split '\r?\n')[0]; IsOfChance = "$message" -match 'Falsifiable' }
            }
        )
    }
}

# What failed runs a second time, by itself: tests with a real server race with it on a busy machine, a defect fails twice.
# What passes then counts, and is named for somebody to look at. A property that other random values would pass has failed.
function Invoke-XunitTask {
    param([string] $Framework)
    Write-Host "==> xunit, $Framework build"
    $first = Invoke-Xunit -Framework $Framework -Name "xunit-$Framework"
    $passedAgain = @()
    if ($first.Failures.Count -in 1..$MostSecondRuns) {
        Write-Host "==> xunit, $Framework build: once more what failed"
        $methods = $first.Failures.Name -replace '\(.*', '' | Sort-Object -Unique | ForEach-Object { "FullyQualifiedName~$_" }
        $second = Invoke-Xunit -Framework $Framework -Name "xunit-$Framework-again" -Argument '--no-build', '--filter', ($methods -join '|')

        # What is skipped then, or does not run at all, has not passed.
        $failedAgain = @($second.Failures | ForEach-Object Name)
        $passedAgain = @($second.Passed | Where-Object { $_ -notin $failedAgain })
    }

    $lasting, $unsteady = $first.Failures.Where({ $_.IsOfChance -or $_.Name -notin $passedAgain }, 'Split')
    [pscustomobject]@{
        Suite    = "xunit, $Framework build"
        Passed   = $first.Passed.Count + $unsteady.Count
        Failed   = $lasting.Count
        Skipped  = $first.Total - $first.Passed.Count - $first.Failures.Count
        Failures = @($lasting | ForEach-Object { "$($_.Name): $($_.Text)" })
        Unsteady = @($unsteady | ForEach-Object { "$($_.Name): $($_.Text)" })
    }
}

# The path of Pester: the installed one, else the one that NuGet has; nothing where that cannot be had.
function Get-PesterPath {
    $installed = Get-Module -ListAvailable Pester | Where-Object Version -GE '5.0' | Select-Object -First 1
    if ($installed) {
        return $installed.Path
    }

    dotnet restore tests/pester/Pester.csproj --packages $Packages -v quiet --nologo | Out-Host
    Get-ChildItem (Join-Path $Packages 'pester/*/tools/Pester.psd1') -ErrorAction Ignore | ForEach-Object FullName
}

# Runs the Pester suite on one build against all targets at once, each in a process of its own: a build, once loaded,
# stays loaded. They mostly wait, so side by side they take little longer than one. The simulator
# has neither TLS nor HTTP.
function Invoke-PesterTask {
    param([string] $Framework, [object[]] $Pbxes, [string] $PesterPath, [string] $Transport = 'tcp')
    $targets = @(
        if ($Transport -eq 'tcp') {
            [pscustomobject]@{ Name = 'simulator'; Json = '' }
        }

        $Pbxes | ForEach-Object { [pscustomobject]@{ Name = "asterisk-$($_.branch)"; Json = $_.Json } }
    )
    $runs = foreach ($target in $targets) {
        $base = Join-Path $Results "pester-$($target.Name)-$Framework-$Transport"
        $start = @{
            FilePath               = 'pwsh'
            ArgumentList           = '-NoProfile', '-NonInteractive', '-File', 'tests/pester/Run.ps1', '-Filter', "`"$Filter`"", '-PesterPath', "`"$PesterPath`"", '-ResultPath', "`"$base.json`""
            Environment            = @{ ASTERISKAMI_BUILD = $Framework; ASTERISKAMI_TARGET = $target.Json; ASTERISKAMI_TRANSPORT = $Transport; NO_COLOR = '1' }
            RedirectStandardOutput = "$base.log"
            RedirectStandardError  = "$base.err"
        }
        [pscustomobject]@{ Name = $target.Name; Base = $base; Process = Start-Process @start -PassThru }
    }

    foreach ($run in $runs) {
        if (-not $run.Process.WaitForExit($PesterMinutes * 60000)) {
            $run.Process.Kill($true)
        }

        Write-Host "==> Pester, $Framework build, $($run.Name), $Transport"
        Get-Content "$($run.Base).log", "$($run.Base).err" | Where-Object { $_ -notmatch '^What if: ' } | Out-Host
        if (-not (Test-Path "$($run.Base).json")) {
            throw "The Pester suite on $($run.Name) by $Transport ($Framework build) did not run to its end within $PesterMinutes minutes."
        }

        Get-Content "$($run.Base).json" -Raw | ConvertFrom-Json
    }
}

# What failed, at the end of the log, where one that is cut still has it.
function Show-Trouble {
    param([object[]] $Suites)
    foreach ($suite in $Suites) {
        $suite.Unsteady | ForEach-Object { Write-Host "UNSTEADY: passed at the second run only: $($suite.Suite): $_" }
        $suite.Failures | ForEach-Object { Write-Host "FAILED: $($suite.Suite): $_" }
    }
}
