#!/usr/bin/env bash
# From a fresh clone to a finished article. `--once` exits after the article and starts no web app; `--help` says more.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib/install.sh
exec node_modules/.bin/node --disable-warning=ExperimentalWarning scripts/quickstart.ts "$@"
