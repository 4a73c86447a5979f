#!/bin/sh
# Before the app is deployed: roles take effect minutes after they are given, and a deployment before that fails.
set -eu
. "$(dirname "$0")/common.sh"

if [ -z "${DEPLOYER_ID:-}" ] || [ "${STORAGE_IS_PRIVATE:-}" = true ]; then
    echo "Whether the roles are in effect can't be seen from here. If the deployment fails with 403: azd deploy, some minutes later"
    exit 0
fi

try=1
until az storage blob list --account-name "$STORAGE_NAME" --container-name "$PACKAGES_CONTAINER" --num-results 1 --auth-mode login -o none 2>/dev/null; do
    [ "$try" -lt "$tries" ] || fail "The roles on $STORAGE_NAME aren't in effect yet. Run azd deploy again in some minutes; sh infra/hooks/check.sh says which are missing."
    [ "$try" -gt 1 ] || echo "Waiting until the roles on $STORAGE_NAME are in effect"
    try=$((try + 1))
    sleep "$pause"
done
