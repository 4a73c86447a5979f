# After everything is created: what the template can't do. May be run again at any time.
. (Join-Path $PSScriptRoot 'common.ps1')
Assert-SignedIn

# The permissions in the directory. Without them the app runs, and staff are told of each access that it can't give.
$granted = @(Get-GrantedPermission)
$canRead = -not $LASTEXITCODE
if ($canRead) {
    $resource = az ad sp show --id $graphApp --query id -o tsv
    $canRead = -not $LASTEXITCODE
}
if ($canRead) {
    foreach ($permission in Get-Content (Join-Path $infra 'graph-permissions.txt')) {
        if (Test-Scoped $permission) { continue }
        $id = Get-PermissionId $permission
        if ($granted -contains $id) { continue }
        Write-Output "Granting $permission"
        $body = '{{"principalId":"{0}","resourceId":"{1}","appRoleId":"{2}"}}' -f $env:APP_PRINCIPAL_ID, $resource, $id
        az rest --method post --url "$graph/servicePrincipals/$env:APP_PRINCIPAL_ID/appRoleAssignments" -o none `
            --headers Content-Type=application/json --body $body
        if ($LASTEXITCODE) { Write-Output "$permission isn't granted: a Privileged Role Administrator runs: pwsh infra/hooks/postprovision.ps1" }
    }
}
else {
    Write-Output "The app's directory permissions can't be seen from here: a Privileged Role Administrator runs: pwsh infra/hooks/postprovision.ps1"
}

# The app registration that staff sign in with, unless one was given: made once, without a secret, since the app's identity proves itself.
function Register-Staff {
    $app = az ad app list --display-name $registration --query "[?displayName=='$registration'].appId | [0]" -o tsv
    if ($LASTEXITCODE) { return }
    if (-not $app) {
        $app = az ad app create --display-name $registration --sign-in-audience AzureADMyOrg --enable-id-token-issuance true `
            --web-redirect-uris "$env:SITE_ADDRESS/.auth/login/aad/callback" --query appId -o tsv
        if ($LASTEXITCODE) { return }
    }
    az ad sp show --id $app --query id -o none 2>$null >$null
    if ($LASTEXITCODE) {
        az ad sp create --id $app -o none
        if ($LASTEXITCODE) { return }
    }
    $trusted = az ad app federated-credential list --id $app --query "length([?subject=='$env:APP_PRINCIPAL_ID'])" -o tsv
    if ($LASTEXITCODE) { return }
    if ($trusted -eq '0') {
        $credential = '{{"name":"app","subject":"{0}","issuer":"https://login.microsoftonline.com/{1}/v2.0","audiences":["api://AzureADTokenExchange"]}}' -f $env:APP_PRINCIPAL_ID, $tenant
        az ad app federated-credential create --id $app -o none --parameters $credential
        if ($LASTEXITCODE) { return }
    }
    $app
}

if (-not $env:STAFF_CLIENT_ID) {
    $registration = "Member services staff, $env:AZURE_ENV_NAME"
    $tenant = az account show --query tenantId -o tsv
    $app = Register-Staff
    if ($app) {
        azd env set STAFF_CLIENT_ID $app
        Write-Output "Staff sign in with the app registration `"$registration`". To open their pages: azd provision"
    }
    else {
        Write-Output "The app registration that staff sign in with can't be made from here: an Application Administrator runs: pwsh infra/hooks/postprovision.ps1"
    }
}

# The domain that mails are to come from: which DNS records it needs, and whether they are seen.
if ($env:MAIL_DOMAIN -and $env:MAIL_DOMAIN_VERIFIED -ne 'true') {
    $domain = "/subscriptions/$env:AZURE_SUBSCRIPTION_ID/resourceGroups/$env:AZURE_RESOURCE_GROUP/providers/Microsoft.Communication/emailServices/$env:EMAIL_SERVICE_NAME/domains/$env:MAIL_DOMAIN"
    $missing = ''
    foreach ($kind in 'Domain', 'SPF', 'DKIM', 'DKIM2') {
        $state = az rest --method get --url "${domain}?api-version=2025-09-01" --query "properties.verificationStates.$kind.status" -o tsv
        if ($state -eq 'Verified') { continue }
        $missing += " $kind"
        if ($state -notin 'VerificationRequested', 'VerificationInProgress') {
            az rest --method post --url "$domain/initiateVerification?api-version=2025-09-01" -o none `
                --headers Content-Type=application/json --body ('{{"verificationType":"{0}"}}' -f $kind)
            if ($LASTEXITCODE) { Write-Output "$kind can't be verified yet" }
        }
    }
    if (-not $missing) {
        azd env set MAIL_DOMAIN_VERIFIED true
        Write-Output "The DNS records of $env:MAIL_DOMAIN are verified. To send from it: azd provision"
    }
    else {
        Write-Output "Mails are sent from Azure's own domain until these DNS records of $env:MAIL_DOMAIN are verified:$missing"
        az rest --method get --url "${domain}?api-version=2025-09-01" --query properties.verificationRecords -o json
        Write-Output 'When they are there: azd provision'
    }
}

Write-Output "Mail: $env:MAIL_QUOTA."
