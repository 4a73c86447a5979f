#!/bin/sh
# After everything is created: what the template can't do. May be run again at any time.
set -eu
. "$(dirname "$0")/common.sh"

# The permissions in the directory. Without them the app runs, and staff are told of each access that it can't give.
if granted=$(granted_permissions) && resource=$(az ad sp show --id "$graph_app" --query id -o tsv); then
    while read -r permission <&3; do
        is_scoped "$permission" && continue
        id=$(permission_id "$permission")
        case "$granted" in *"$id"*) continue ;; esac
        echo "Granting $permission"
        az rest --method post --url "$graph/servicePrincipals/$APP_PRINCIPAL_ID/appRoleAssignments" -o none \
            --headers Content-Type=application/json \
            --body "{\"principalId\":\"$APP_PRINCIPAL_ID\",\"resourceId\":\"$resource\",\"appRoleId\":\"$id\"}" ||
            echo "$permission isn't granted: a Privileged Role Administrator runs: sh infra/hooks/postprovision.sh"
    done 3<"$infra/graph-permissions.txt"
else
    echo "The app's directory permissions can't be seen from here: a Privileged Role Administrator runs: sh infra/hooks/postprovision.sh"
fi

# The app registration that staff sign in with, unless one was given: made once, without a secret, since the app's identity proves itself.
register_staff() {
    app=$(az ad app list --display-name "$registration" --query "[?displayName=='$registration'].appId | [0]" -o tsv) || return 1
    if [ -z "$app" ]; then
        app=$(az ad app create --display-name "$registration" --sign-in-audience AzureADMyOrg --enable-id-token-issuance true \
            --web-redirect-uris "$SITE_ADDRESS/.auth/login/aad/callback" --query appId -o tsv) || return 1
    fi
    az ad sp show --id "$app" --query id -o none >/dev/null 2>&1 || az ad sp create --id "$app" -o none || return 1
    trusted=$(az ad app federated-credential list --id "$app" --query "length([?subject=='$APP_PRINCIPAL_ID'])" -o tsv) || return 1
    [ "$trusted" != 0 ] || az ad app federated-credential create --id "$app" -o none --parameters \
        "{\"name\":\"app\",\"subject\":\"$APP_PRINCIPAL_ID\",\"issuer\":\"https://login.microsoftonline.com/$tenant/v2.0\",\"audiences\":[\"api://AzureADTokenExchange\"]}" || return 1
    azd env set STAFF_CLIENT_ID "$app"
}

if [ -z "${STAFF_CLIENT_ID:-}" ]; then
    registration="Member services staff, $AZURE_ENV_NAME"
    tenant=$(az account show --query tenantId -o tsv)
    if register_staff; then
        echo "Staff sign in with the app registration \"$registration\". To open their pages: azd provision"
    else
        echo "The app registration that staff sign in with can't be made from here: an Application Administrator runs: sh infra/hooks/postprovision.sh"
    fi
fi

# The domain that mails are to come from: which DNS records it needs, and whether they are seen.
if [ -n "${MAIL_DOMAIN:-}" ] && [ "${MAIL_DOMAIN_VERIFIED:-}" != true ]; then
    domain="/subscriptions/$AZURE_SUBSCRIPTION_ID/resourceGroups/$AZURE_RESOURCE_GROUP/providers/Microsoft.Communication/emailServices/$EMAIL_SERVICE_NAME/domains/$MAIL_DOMAIN"
    missing=
    for kind in Domain SPF DKIM DKIM2; do
        state=$(az rest --method get --url "$domain?api-version=2025-09-01" --query "properties.verificationStates.$kind.status" -o tsv)
        [ "$state" = Verified ] && continue
        missing="$missing $kind"
        case "$state" in
            VerificationRequested | VerificationInProgress) ;;
            *) az rest --method post --url "$domain/initiateVerification?api-version=2025-09-01" -o none \
                --headers Content-Type=application/json --body "{\"verificationType\":\"$kind\"}" ||
                echo "$kind can't be verified yet" ;;
        esac
    done
    if [ -z "$missing" ]; then
        azd env set MAIL_DOMAIN_VERIFIED true
        echo "The DNS records of $MAIL_DOMAIN are verified. To send from it: azd provision"
    else
        echo "Mails are sent from Azure's own domain until these DNS records of $MAIL_DOMAIN are verified:$missing"
        az rest --method get --url "$domain?api-version=2025-09-01" --query properties.verificationRecords -o json
        echo "When they are there: azd provision"
    fi
fi

echo "Mail: $MAIL_QUOTA."
