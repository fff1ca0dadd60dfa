# For tests of events: $Session sends those that bear $Mark.
. $PSScriptRoot/Common.ps1

# Marks events as those of one test: an earlier test's may still be on their way.
function New-Mark {
    [guid]::NewGuid().ToString('N')
}

function Send-Mark {
    param([hashtable] $Header = @{})
    $null = Invoke-AmiAction UserEvent ($Header + @{ UserEvent = 'Filtered'; Mark = $Mark }) -Session $Session
}
