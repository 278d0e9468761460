#!/bin/sh
# All tests: first on SQLite, then what touches the database on PostgreSQL, then in the browser.
set -eu
cd "$(dirname "$0")/.."
sh scripts/need.sh browser postgres fonts

LUOSHI_DATA=$(mktemp -d)
export LUOSHI_DATA
trap 'rm -rf "$LUOSHI_DATA"' EXIT
unset DATABASE_URL PORT HOST || true
pytest=".venv/bin/python -m pytest -p no:cacheprovider"

echo "== compiler, engines and the applications on SQLite"
$pytest tests --ignore=tests/browser

echo "== the applications on PostgreSQL"
sh scripts/postgres.sh $pytest tests --ignore=tests/browser --ignore=tests/compiler --ignore=tests/engines

echo "== the browser: all on SQLite, then the main job and what two do at once on PostgreSQL"
$pytest tests/browser
sh scripts/postgres.sh $pytest tests/browser -k "main_job or same_moment"
