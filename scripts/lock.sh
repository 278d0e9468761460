#!/bin/sh
# Locks the requirements with hashes and without any address (see docs/adr/0004).
set -eu
cd "$(dirname "$0")/../requirements"
../.venv/bin/python -m pip install --quiet uv
for name in base build dev ocr measure; do
    env -u PIP_FIND_LINKS ../.venv/bin/uv pip compile --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-emit-find-links \
        --custom-compile-command "make lock" "$name.in" -o "$name.txt"
done
