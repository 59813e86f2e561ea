#!/usr/bin/env bash
# Runs every check and test on the full topology (Postgres, PgBouncer, Redis, Chromium) and the e2e suite on the embedded
# one as well. Starts its own servers on free ports and stops them. The last line is `N passed, N failed`.
set -uo pipefail
cd "$(dirname "$0")/.."
source scripts/lib/install.sh

missing=()
command -v redis-server >/dev/null || missing+=(redis-server)
command -v pgbouncer >/dev/null || [ -x /usr/sbin/pgbouncer ] || missing+=(pgbouncer)
[ -x /usr/bin/chromium ] || missing+=(chromium)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    fail "The tests need ${missing[*]}: install them (Debian, Ubuntu: apt-get install ${missing[*]}), then run this again."
  fi
  echo "Installing ${missing[*]} with apt…"
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } >/dev/null ||
    fail "apt could not install ${missing[*]}."
fi
export PATH="$PATH:/usr/sbin"
export TURBO_TELEMETRY_DISABLED=1 NEXT_TELEMETRY_DISABLED=1
# Which tasks failed, for the list at the end.
export TURBO_RUN_SUMMARY=true

rm -rf .turbo/runs .turbo/stages && mkdir -p .turbo/stages
rm -f apps/*/.turbo/vitest.json packages/*/.turbo/{vitest,full,embedded}.json pg/.turbo/vitest.json pg/rls/.turbo/vitest.json
failed=()
stage() {
  local name=$1 began=$SECONDS
  shift
  echo "== $name"
  "$@" 2>&1 | tee ".turbo/stages/$name.log" || failed+=("$name")
  echo "== $name: $((SECONDS - began)) s"
}

stage "lint and types" pnpm lint
stage "unit and integration" node packages/testkit/src/with-topology.ts turbo run test --force --concurrency=100% --continue --output-logs=errors-only
stage "web app build" turbo run build --filter=@hg/frontend --output-logs=errors-only
# Both suites wait more than they work, and share nothing but the build: side by side. What the second one says comes after the first.
embedded=".turbo/stages/end to end, embedded.log"
pnpm --filter @hg/e2e e2e:embedded >"$embedded" 2>&1 &
embedded_pid=$!
stage "end to end, full topology" pnpm --filter @hg/e2e e2e:full
echo "== end to end, embedded"
wait "$embedded_pid" || failed+=("end to end, embedded")
cat "$embedded"

node scripts/lib/tally.ts "${failed[@]}"
