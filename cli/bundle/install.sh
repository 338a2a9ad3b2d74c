#!/bin/sh
# Checks the bundle and makes ./lifeline ready. Needs Node alone.
set -e
cd "$(dirname "$0")"
command -v node >/dev/null || { echo '需要 Node / Node is needed: https://nodejs.org' >&2; exit 1; }
node install.mjs
chmod +x lifeline
