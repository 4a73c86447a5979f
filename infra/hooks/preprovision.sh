#!/bin/sh
# Before anything is created: what the subscription and the directory must have. May be run again at any time.
set -eu
. "$(dirname "$0")/common.sh"

is_registered() {
    [ "$(az provider show --namespace "$1" --query registrationState -o tsv)" = Registered ]
}

waiting=
while read -r provider <&3; do
    is_registered "$provider" && continue
    echo "Registering $provider"
    az provider register --namespace "$provider" -o none ||
        fail "$provider can't be registered: a contributor of the subscription runs: az provider register --namespace $provider"
    waiting="$waiting $provider"
done 3<"$infra/providers.txt"
for provider in $waiting; do
    try=1
    until is_registered "$provider"; do
        [ "$try" -lt "$tries" ] || fail "$provider isn't registered yet. Run azd provision again in some minutes."
        try=$((try + 1))
        sleep "$pause"
    done
done

if [ -z "${MEMBERS_GROUP_ID:-}" ]; then
    nickname=mls-members-$AZURE_ENV_NAME
    group=$(az ad group list --filter "mailNickname eq '$nickname'" --query "[0].id" -o tsv)
    if [ -z "$group" ]; then
        echo "Creating the members' group $nickname"
        group=$(az ad group create --display-name "MLS members ($AZURE_ENV_NAME)" --mail-nickname "$nickname" --query id -o tsv) ||
            fail "The members' group can't be created: a Groups Administrator creates one; then: azd env set MEMBERS_GROUP_ID ITS_OBJECT_ID"
    fi
    azd env set MEMBERS_GROUP_ID "$group"
fi

# Once: the beginning of a budget can't be changed.
[ -n "${BUDGET_START:-}" ] || azd env set BUDGET_START "$(date -u +%Y-%m-01)"
