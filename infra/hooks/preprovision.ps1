# Before anything is created: what the subscription and the directory must have. May be run again at any time.
. (Join-Path $PSScriptRoot 'common.ps1')
Assert-SignedIn

function Test-Registered([string]$provider) {
    (az provider show --namespace $provider --query registrationState -o tsv) -eq 'Registered'
}

$waiting = @()
foreach ($provider in Get-Content (Join-Path $infra 'providers.txt')) {
    if (Test-Registered $provider) { continue }
    Write-Output "Registering $provider"
    az provider register --namespace $provider -o none
    if ($LASTEXITCODE) { Fail "$provider can't be registered: a contributor of the subscription runs: az provider register --namespace $provider" }
    $waiting += $provider
}
foreach ($provider in $waiting) {
    $try = 1
    while (-not (Test-Registered $provider)) {
        if ($try -ge $tries) { Fail "$provider isn't registered yet. Run azd provision again in some minutes." }
        $try++
        Start-Sleep $pause
    }
}

if (-not $env:MEMBERS_GROUP_ID) {
    $nickname = "mls-members-$env:AZURE_ENV_NAME"
    $group = az ad group list --filter "mailNickname eq '$nickname'" --query '[0].id' -o tsv
    if (-not $group) {
        Write-Output "Creating the members' group $nickname"
        $group = az ad group create --display-name "MLS members ($env:AZURE_ENV_NAME)" --mail-nickname $nickname --query id -o tsv
        if ($LASTEXITCODE) { Fail "The members' group can't be created: a Groups Administrator creates one; then: azd env set MEMBERS_GROUP_ID ITS_OBJECT_ID" }
    }
    azd env set MEMBERS_GROUP_ID $group
}

# Once: the beginning of a budget can't be changed.
if (-not $env:BUDGET_START) { azd env set BUDGET_START ([DateTime]::UtcNow.ToString('yyyy-MM-01')) }
