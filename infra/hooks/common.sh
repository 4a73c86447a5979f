# What the hooks share. Each has a twin in PowerShell that asks Azure for the same and says the same.
infra=$(cd "$(dirname "$0")/.." && pwd)
pause=${HOOK_PAUSE:-10}
tries=${HOOK_TRIES:-60}
graph=https://graph.microsoft.com/v1.0
graph_app=00000003-0000-0000-c000-000000000000

fail() {
    echo "$*" >&2
    exit 1
}

# azd gives its values to hooks; by hand they are asked for.
if [ -z "${AZURE_ENV_NAME:-}" ]; then
    set -a
    eval "$(azd env get-values)"
    set +a
fi

az account show --query id -o tsv >/dev/null 2>&1 || fail "Sign in first: az login"

# The directory permissions that the app's identity has: ids, one a line.
granted_permissions() {
    az rest --method get --url "$graph/servicePrincipals/$APP_PRINCIPAL_ID/appRoleAssignments" --query "value[].appRoleId" -o tsv
}

permission_id() {
    az ad sp show --id "$graph_app" --query "appRoles[?value=='$1'].id | [0]" -o tsv
}

# Whether Exchange gives a permission for some mailboxes: in the directory it would be for all of them.
is_scoped() {
    [ "${CALENDARS_BY_EXCHANGE:-}" = true ] && [ "$1" = Calendars.ReadWrite ]
}
