# Before the app is deployed: roles take effect minutes after they are given, and a deployment before that fails.
. (Join-Path $PSScriptRoot 'common.ps1')
Assert-SignedIn

if (-not $env:DEPLOYER_ID -or $env:STORAGE_IS_PRIVATE -eq 'true') {
    Write-Output "Whether the roles are in effect can't be seen from here. If the deployment fails with 403: azd deploy, some minutes later"
    exit 0
}

$try = 1
while ($true) {
    az storage blob list --account-name $env:STORAGE_NAME --container-name $env:PACKAGES_CONTAINER --num-results 1 --auth-mode login -o none 2>$null
    if (-not $LASTEXITCODE) { exit 0 }
    if ($try -ge $tries) { Fail "The roles on $env:STORAGE_NAME aren't in effect yet. Run azd deploy again in some minutes; pwsh infra/hooks/check.ps1 says which are missing." }
    if ($try -le 1) { Write-Output "Waiting until the roles on $env:STORAGE_NAME are in effect" }
    $try++
    Start-Sleep $pause
}
