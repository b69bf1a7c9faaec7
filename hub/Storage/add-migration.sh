#!/usr/bin/env bash
# Adds one migration to both stores:   hub/Storage/add-migration.sh NAME
# `add-migration.sh --initial` drops all migrations and writes one initial pair (only before the first release).
set -euo pipefail
cd "$(dirname "$0")/../.."
name=${1:?usage: add-migration.sh NAME | --initial}
if [ "$name" = --initial ]; then
  rm -rf hub/Storage/Migrations
  name=Initial
fi
dotnet tool restore >/dev/null
dotnet build hub -c Release --nologo -v quiet
for store in Postgres Sqlite; do
  dotnet ef migrations add "$name" --no-build --configuration Release --project hub --startup-project hub \
    --context "${store}HubDb" --output-dir "Storage/Migrations/$store"
done
