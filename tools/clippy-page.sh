#!/bin/sh
# Clippy on the page, for the wasm target where the toolchain has clippy; Debian's has none, so there clippy reads the
# page as native code (Yew compiles natively too) and the wasm build is type-checked.
set -eu
cd "$(dirname "$0")/.."
. tools/wasm-env.sh
find_wasm_toolchain
if [ "$WASM_TOOLCHAIN" = rustup ]; then
    exec tools/page.sh cargo clippy --locked "$@" -- -D warnings
fi
cargo clippy --locked --bin process-lab --bin compiler --no-default-features --features page -- -D warnings
exec tools/page.sh cargo check --locked "$@"
