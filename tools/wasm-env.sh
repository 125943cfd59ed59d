# Sourced, not run: sets the environment in which cargo and trunk build the page for wasm.
#
# Two toolchains can do it, tried in this order:
#   rustup   the wasm32 target is part of the toolchain in use: nothing to set.
#   debian   Debian's rustc-web with the standard library's source: std is built along with the page.
# PROCESS_LAB_WASM=rustup|debian forces one. Sets WASM_TOOLCHAIN, empty if there is none.
# The page has its own target directory, so that native and wasm builds never wait for each other's lock.

. tools/versions

has_rustup_target() {
    command -v rustc >/dev/null 2>&1 || return 1
    ls "$(rustc --print sysroot)"/lib/rustlib/wasm32-unknown-unknown/lib/libstd-*.rlib >/dev/null 2>&1
}

has_debian_toolchain() {
    [ -x /usr/bin/rustc ] && [ -x /usr/bin/cargo ] && command -v "$DEBIAN_WASM_LD" >/dev/null 2>&1 &&
        [ -d "$(/usr/bin/rustc --print sysroot)/lib/rustlib/src/rust/library/std" ]
}

find_wasm_toolchain() {
    WASM_TOOLCHAIN=
    if [ "${PROCESS_LAB_WASM:-rustup}" = rustup ] && has_rustup_target; then
        WASM_TOOLCHAIN=rustup
    elif [ "${PROCESS_LAB_WASM:-debian}" = debian ] && has_debian_toolchain; then
        WASM_TOOLCHAIN=debian
    fi
}

use_wasm_toolchain() {
    export CARGO_TARGET_DIR="$PWD/target-wasm"
    export TRUNK_SKIP_VERSION_CHECK=true
    PATH="$PWD/.tools/bin:$PWD/node_modules/.bin:$PATH"
    if [ "$WASM_TOOLCHAIN" = debian ]; then
        PATH="/usr/bin:$PATH"
        # Tools that we installed stay ahead of the system's.
        PATH="$PWD/.tools/bin:$PWD/node_modules/.bin:$PATH"
        export RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort
        export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$DEBIAN_WASM_LD"
        export CARGO_TARGET_DIR="$PWD/target-wasm-debian"
    fi
    export PATH
}
