# Sourced by the scripts: checks the machine's Node and installs the packages, Node 24 and pnpm among them. Fast when done.
fail() {
  echo "$1" >&2
  exit 1
}

command -v node >/dev/null || fail "Node.js is missing: install version 20 or newer (https://nodejs.org), then run this again."
node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' ||
  fail "Node.js $(node --version) is too old: install version 20 or newer, then run this again."

stamp=node_modules/.hg-installed
if ! [ -f "$stamp" ] || ! cmp -s pnpm-lock.yaml "$stamp" || ! [ -x node_modules/.bin/node ]; then
  echo "Installing packages (the first time takes a minute)…"
  if [ -x node_modules/.bin/pnpm ]; then pnpm=(node_modules/.bin/pnpm); else pnpm=(npx --yes pnpm@12); fi
  log=$(mktemp)
  if ! "${pnpm[@]}" install --frozen-lockfile >"$log" 2>&1; then
    tail -20 "$log" >&2
    fail "The packages could not be installed; what pnpm said stands above."
  fi
  rm -f "$log"
  cp pnpm-lock.yaml "$stamp"
fi
export PATH="$PWD/node_modules/.bin:$PATH"
