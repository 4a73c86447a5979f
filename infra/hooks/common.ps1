# What the hooks share. Each has a twin in sh that asks Azure for the same and says the same.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false
$infra = (Resolve-Path (Join-Path $PSScriptRoot '..')).Path
$pause = if ($env:HOOK_PAUSE) { [int]$env:HOOK_PAUSE } else { 10 }
$tries = if ($env:HOOK_TRIES) { [int]$env:HOOK_TRIES } else { 60 }
$graph = 'https://graph.microsoft.com/v1.0'
$graphApp = '00000003-0000-0000-c000-000000000000'

function Fail([string]$text) {
    [Console]::Error.WriteLine($text)
    exit 1
}

# azd gives its values to hooks; by hand they are asked for.
if (-not $env:AZURE_ENV_NAME) {
    foreach ($line in azd env get-values) {
        $name, $value = $line -split '=', 2
        Set-Item "env:$name" $value.Trim('"')
    }
}

# Called by each hook: an exit in here would end this file alone.
function Assert-SignedIn {
    az account show --query id -o tsv 2>$null >$null
    if ($LASTEXITCODE) { Fail 'Sign in first: az login' }
}

# The directory permissions that the app's identity has: ids.
function Get-GrantedPermission {
    az rest --method get --url "$graph/servicePrincipals/$env:APP_PRINCIPAL_ID/appRoleAssignments" --query 'value[].appRoleId' -o tsv
}

function Get-PermissionId([string]$name) {
    az ad sp show --id $graphApp --query "appRoles[?value=='$name'].id | [0]" -o tsv
}

# Whether Exchange gives a permission for some mailboxes: in the directory it would be for all of them.
function Test-Scoped([string]$name) {
    $env:CALENDARS_BY_EXCHANGE -eq 'true' -and $name -eq 'Calendars.ReadWrite'
}
