#!/bin/sh
# Sees that a tool is there: installs it through apt when run as root, else prints the line to type.
# usage: need.sh python|node|browser|postgres|fonts …
set -eu

packages=""
want() { packages="$packages $1"; }

for tool in "$@"; do
    case "$tool" in
    python)
        "${PYTHON:-python3}" - <<'PY' 2>/dev/null || want "python3 python3-venv"
import sys
import ensurepip, venv
sys.exit(sys.version_info < (3, 11))
PY
        ;;
    node) { command -v node && command -v npm; } >/dev/null 2>&1 || want "nodejs npm" ;;
    browser) command -v chromium >/dev/null 2>&1 || want chromium ;;
    postgres) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || want postgresql ;;
    fonts) ls /usr/share/fonts/opentype/noto/NotoSansCJK* >/dev/null 2>&1 || want fonts-noto-cjk ;;
    *) echo "need.sh: unknown tool $tool" >&2; exit 2 ;;
    esac
done

[ -n "$packages" ] || exit 0
if [ "$(id -u)" = 0 ]; then
    echo "installing$packages …"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086
    apt-get install -y -qq --no-install-recommends $packages >/dev/null
else
    echo "Missing:$packages. Type this and try again:" >&2
    echo "  sudo apt-get update && sudo apt-get install -y$packages" >&2
    exit 1
fi
