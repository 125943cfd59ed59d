#!/bin/sh
# Runs a command in the environment that builds the page:
#   tools/page.sh trunk build --release
#   tools/page.sh cargo check --target wasm32-unknown-unknown …
set -eu
cd "$(dirname "$0")/.."
. tools/wasm-env.sh
find_wasm_toolchain
use_wasm_toolchain
exec "$@"
