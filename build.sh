#!/usr/bin/env bash
# Hands its arguments to build.ps1 in a PowerShell: the installed one, else the one that `dotnet tool restore` brings.
# With neither it does what needs no PowerShell, and says what that leaves out.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

if ! command -v dotnet >/dev/null; then
    echo 'The .NET SDK is missing: install the version that global.json names (or a newer feature band of it).' >&2
    exit 1
fi

if command -v pwsh >/dev/null; then
    exec pwsh -NoProfile -File ./build.ps1 "$@"
fi

echo 'No pwsh is installed; trying dotnet tool restore.'
if dotnet tool restore; then
    exec dotnet tool run pwsh -- -NoProfile -File ./build.ps1 "$@"
fi

task=${1:-Build}
echo
echo "There is no PowerShell on this machine, and none could be restored: doing of '$task' what needs none."

# Adds up the counters of the xunit result files.
count() {
    local name=$1 sum=0 n
    for n in $(grep -ho "<Counters [^>]*" out/TestResults/*.trx | grep -o " $name=\"[0-9]*\"" | tr -dc '0-9\n'); do
        sum=$((sum + n))
    done
    echo "$sum"
}

# Starts every real Asterisk that tests/pbx has installed; its tests find it in ASTERISKAMI_PBX_<branch>.
start_pbxes() {
    local branch json
    for branch in 22 16; do
        if json=$(tests/pbx/pbx.sh start "$branch"); then
            export "ASTERISKAMI_PBX_$branch=$json"
            started+=("$(sed -E 's/.*"id":"([^"]+)".*/\1/' <<<"$json")")
        else
            echo "SKIPPED: the tests against a real Asterisk $branch (tests/pbx/pbx.sh install $branch gets one)."
        fi
    done
}

stop_pbxes() {
    local id
    for id in "${started[@]}"; do
        tests/pbx/pbx.sh stop "$id"
    done
    started=()
}

started=()
trap stop_pbxes EXIT

case $task in
    Build)
        dotnet build AsteriskAmi.PS.sln -c Release
        echo 'Not done: laying the module at out/AsteriskAmi, which is for PowerShell.'
        ;;
    Test)
        rm -rf out/TestResults
        status=0
        start_pbxes
        for framework in net10.0 netstandard2.0; do
            dotnet test tests/AsteriskAmi.Tests -c Release -p:TestedFramework=$framework \
                --logger "trx;LogFileName=xunit-$framework.trx" --results-directory out/TestResults || status=$?
        done
        stop_pbxes
        echo
        echo 'NOT RUN: the Pester suite (the cmdlets themselves). It needs PowerShell and Pester; install pwsh and run this again.'
        total=$(count total) passed=$(count passed) failed=$(count failed)
        echo "$passed passed, $failed failed, $((total - passed - failed)) skipped"
        exit $status
        ;;
    Demo)
        dotnet run --project src/AsteriskAmi.Tour -c Release
        echo 'Not shown: the cmdlets, which need PowerShell.'
        ;;
    *)
        echo "$task needs PowerShell: install pwsh and run this again." >&2
        exit 1
        ;;
esac
