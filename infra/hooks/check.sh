#!/bin/sh
# Whether the app has all that it needs; what is missing, and who can give it. Changes nothing.
set -eu
. "$(dirname "$0")/common.sh"
missing=0

lacks() {
    echo "MISSING: $*"
    missing=$((missing + 1))
}

for grant in $APP_GRANTS; do
    role=${grant%%@*}
    scope=${grant#*@}
    found=$(az role assignment list --assignee "$APP_PRINCIPAL_ID" --role "$role" --scope "$scope" --query "length(@)" -o tsv 2>/dev/null || echo 0)
    [ "$found" -gt 0 ] || lacks "the app's role $(sed -n "s/.*\"\([A-Za-z]*\)\": \"$role\".*/\1/p" "$infra/roles.json") on ${scope##*/}. An owner or a User Access Administrator of the resource group runs: azd provision"
done

granted=$(granted_permissions 2>/dev/null || echo)
while read -r permission <&3; do
    is_scoped "$permission" && continue
    case "$granted" in
        *"$(permission_id "$permission")"*) ;;
        *) lacks "the directory permission $permission. A Privileged Role Administrator runs: sh infra/hooks/postprovision.sh" ;;
    esac
done 3<"$infra/graph-permissions.txt"

has_group() {
    az ad group show --group "$1" --query id -o none 2>/dev/null
}

has_group "$MEMBERS_GROUP_ID" || lacks "the members' group $MEMBERS_GROUP_ID. A Groups Administrator creates one; then: azd env set MEMBERS_GROUP_ID ITS_OBJECT_ID; azd provision"
for group in $(sed -n 's/.*"group": "\([^"]*\)".*/\1/p' "$infra/../policies.json"); do
    has_group "$group" || lacks "the staff group $group. A Groups Administrator creates one; its object id goes into policies.json"
done

for secret in ${KEY_VAULT_SECRETS:-}; do
    az keyvault secret show --vault-name "$KEY_VAULT_NAME" --name "$secret" --query id -o none 2>/dev/null ||
        lacks "the secret $secret. A Key Vault Secrets Officer runs: az keyvault secret set --vault-name $KEY_VAULT_NAME --name $secret --value ITS_VALUE: docs/runbook.md, Teams, says where it comes from"
done

[ -n "${STAFF_CLIENT_ID:-}" ] || lacks "the app registration that staff sign in with. An Application Administrator runs: sh infra/hooks/postprovision.sh; then: azd provision"

if [ -n "${MAIL_DOMAIN:-}" ] && [ "${MAIL_DOMAIN_VERIFIED:-}" != true ]; then
    lacks "the DNS records of $MAIL_DOMAIN. Whoever keeps its DNS adds what azd provision prints"
fi

health=$(az rest --method get --url "$SITE_ADDRESS/health" --skip-authorization-header --query status -o tsv 2>/dev/null || echo "no answer")
[ "$health" = healthy ] || lacks "a healthy app: $SITE_ADDRESS/health says: $health. After a first deployment, wait some minutes; then look at $SITE_ADDRESS/api/health with a function key"

echo "Mail: $MAIL_QUOTA."
[ "$missing" -eq 0 ] || fail "$missing missing."
echo "Nothing is missing."
