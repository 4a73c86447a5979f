# Whether the app has all that it needs; what is missing, and who can give it. Changes nothing.
. (Join-Path $PSScriptRoot 'common.ps1')
Assert-SignedIn
$script:missing = 0

function Lacks([string]$text) {
    Write-Output "MISSING: $text"
    $script:missing++
}

$roles = Get-Content (Join-Path $infra 'roles.json') -Raw | ConvertFrom-Json
foreach ($grant in $env:APP_GRANTS -split ' ') {
    $role, $scope = $grant -split '@', 2
    $found = az role assignment list --assignee $env:APP_PRINCIPAL_ID --role $role --scope $scope --query 'length(@)' -o tsv 2>$null
    if ([int]$found -eq 0) {
        $name = ($roles.PSObject.Properties | Where-Object Value -eq $role).Name
        Lacks "the app's role $name on $(($scope -split '/')[-1]). An owner or a User Access Administrator of the resource group runs: azd provision"
    }
}

$granted = @(Get-GrantedPermission 2>$null)
foreach ($permission in Get-Content (Join-Path $infra 'graph-permissions.txt')) {
    if (Test-Scoped $permission) { continue }
    if ($granted -notcontains (Get-PermissionId $permission)) {
        Lacks "the directory permission $permission. A Privileged Role Administrator runs: pwsh infra/hooks/postprovision.ps1"
    }
}

function Test-Group([string]$id) {
    az ad group show --group $id --query id -o none 2>$null
    -not $LASTEXITCODE
}

if (-not (Test-Group $env:MEMBERS_GROUP_ID)) { Lacks "the members' group $env:MEMBERS_GROUP_ID. A Groups Administrator creates one; then: azd env set MEMBERS_GROUP_ID ITS_OBJECT_ID; azd provision" }
foreach ($match in [regex]::Matches((Get-Content (Join-Path $infra '../policies.json') -Raw), '"group": "([^"]*)"')) {
    $group = $match.Groups[1].Value
    if (-not (Test-Group $group)) { Lacks "the staff group $group. A Groups Administrator creates one; its object id goes into policies.json" }
}

foreach ($secret in "$env:KEY_VAULT_SECRETS" -split ' ' -ne '') {
    az keyvault secret show --vault-name $env:KEY_VAULT_NAME --name $secret --query id -o none 2>$null
    if ($LASTEXITCODE) { Lacks "the secret $secret. A Key Vault Secrets Officer runs: az keyvault secret set --vault-name $env:KEY_VAULT_NAME --name $secret --value ITS_VALUE: docs/runbook.md, Teams, says where it comes from" }
}

if (-not $env:STAFF_CLIENT_ID) { Lacks "the app registration that staff sign in with. An Application Administrator runs: pwsh infra/hooks/postprovision.ps1; then: azd provision" }

if ($env:MAIL_DOMAIN -and $env:MAIL_DOMAIN_VERIFIED -ne 'true') {
    Lacks "the DNS records of $env:MAIL_DOMAIN. Whoever keeps its DNS adds what azd provision prints"
}

$health = az rest --method get --url "$env:SITE_ADDRESS/health" --skip-authorization-header --query status -o tsv 2>$null
if ($LASTEXITCODE) { $health = 'no answer' }
if ($health -ne 'healthy') { Lacks "a healthy app: $env:SITE_ADDRESS/health says: $health. After a first deployment, wait some minutes; then look at $env:SITE_ADDRESS/api/health with a function key" }

Write-Output "Mail: $env:MAIL_QUOTA."
if ($script:missing) { Fail "$script:missing missing." }
Write-Output 'Nothing is missing.'
