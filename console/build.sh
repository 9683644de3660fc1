#!/bin/sh
# Called by the Maven build (pom.xml): builds the console into dist/ and copies it to the folder given. Tests and
# bundles only if something changed since the last time. Without Node.js, or without a registry to get the packages
# from, it says so in one line and leaves the console out.
set -eu
target=$1
cd "$(dirname "$0")"

leave_out() {
  echo "The console is left out: $1."
  rm -rf "$target"
  exit 0
}

command -v npm >/dev/null || leave_out "there is no npm on the PATH"
node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
  process.exit(major >= 22 || (major === 20 && minor >= 19) ? 0 : 1)' 2>/dev/null ||
  leave_out "it needs Node.js 20.19, 22.12 or newer on the PATH"

installed=node_modules/.installed-lock.json
if ! cmp -s package-lock.json "$installed"; then
  npm ci --loglevel=error >npm-ci.log 2>&1 || leave_out "npm ci failed, see console/npm-ci.log"
  rm npm-ci.log
  cp package-lock.json "$installed"
fi

newer() {
  find index.html package-lock.json tsconfig.json vite.config.ts build.sh src public -newer dist/index.html
}
if [ ! -f dist/index.html ] || [ -n "$(newer)" ]; then
  npm test --silent -- --reporter=dot
  npm run --silent build -- --logLevel=warn
fi

rm -rf "$target"
mkdir -p "$target"
cp -R dist/. "$target"
