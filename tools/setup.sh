#!/bin/sh
# Installs what is missing, and says so. Quick when nothing is.
#   tools/setup.sh page    what building the page needs
#   tools/setup.sh test    that, and what the checks need
# Installs into .tools/ and node_modules/ here, and with apt-get (as root or by sudo) system-wide.
# A fitting tool that is already on PATH is used. Without apt-get (macOS, Fedora…) it says what to install.
set -eu
cd "$(dirname "$0")/.."
. tools/wasm-env.sh

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }
fail() { printf '\033[1m==> missing:\033[0m %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_apt() {
    have apt-get && { [ "$(id -u)" = 0 ] || { have sudo && sudo -n true 2>/dev/null; }; }
}

# apt_install WHY PACKAGE…: true if the packages are installed afterwards.
apt_install() {
    why=$1; shift
    can_apt || return 1
    say "Installing $* with apt-get ($why)…"
    if [ ! -e .tools/apt-updated ]; then
        as_root apt-get update -qq || true
        : > .tools/apt-updated
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >.tools/apt.log 2>&1 ||
        { tail -5 .tools/apt.log >&2; return 1; }
}

# at_least WANTED FOUND: compares dotted version numbers.
at_least() {
    [ "$(printf '%s\n%s\n' "$1" "$2" | sort -t. -k1,1n -k2,2n -k3,3n | head -n 1)" = "$1" ]
}

version_of() { "$@" --version 2>/dev/null | grep -Eo '[0-9]+(\.[0-9]+)*' | head -n 1; }

need_rust() {
    have cc || apt_install 'the linker that Rust uses' gcc libc6-dev || fail 'a C compiler (cc): Rust links with it.'
    # shellcheck disable=SC2086 # a list of packages
    { have cargo && have rustc; } || apt_install 'Rust' $DEBIAN_RUST_PACKAGES ||
        fail 'Rust. Install it as https://www.rust-lang.org/tools/install says, then run this again.'
    wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
    at_least "$wanted" "$(version_of rustc)" || fail "Rust $wanted or newer (found $(version_of rustc)); try \`rustup update\`."
}

# The normal way to the wasm32 target. Where its server cannot be reached rustup waits very long, so it gets
# RUSTUP_PATIENCE seconds, and a failure is remembered.
add_rustup_target() {
    have rustup || return 1
    [ ! -e .tools/rustup-target-failed ] || return 1
    say "Adding the wasm32-unknown-unknown target with rustup (giving up after ${RUSTUP_PATIENCE} s)…"
    rustup target add wasm32-unknown-unknown & adding=$!
    waited=0
    while kill -0 "$adding" 2>/dev/null; do
        if [ "$waited" -ge "$RUSTUP_PATIENCE" ]; then kill "$adding" 2>/dev/null || true; break; fi
        sleep 1; waited=$((waited + 1))
    done
    wait "$adding" 2>/dev/null && return
    say 'rustup could not; not trying again (rm .tools/rustup-target-failed to retry).'
    : > .tools/rustup-target-failed
    return 1
}

need_wasm_toolchain() {
    find_wasm_toolchain
    if [ -z "$WASM_TOOLCHAIN" ] && [ "${PROCESS_LAB_WASM:-rustup}" = rustup ]; then
        add_rustup_target || true
        find_wasm_toolchain
    fi
    if [ -z "$WASM_TOOLCHAIN" ] && [ "${PROCESS_LAB_WASM:-debian}" = debian ]; then
        # shellcheck disable=SC2086 # a list of packages
        apt_install 'a Rust toolchain that can build wasm' $DEBIAN_RUST_PACKAGES || true
        find_wasm_toolchain
    fi
    [ -n "$WASM_TOOLCHAIN" ] ||
        fail 'the wasm32 target. Run `rustup target add wasm32-unknown-unknown`, or on Debian install' "$DEBIAN_RUST_PACKAGES."
}

need_node() {
    have node && have npm || apt_install 'wasm-opt and the browser tests run on it' nodejs npm ||
        fail 'Node.js 20 or newer, with npm.'
    at_least 20 "$(version_of node)" || fail "Node.js 20 or newer (found $(version_of node))."
    [ node_modules/.package-lock.json -nt package-lock.json ] && return
    say 'Installing wasm-opt and the browser-test libraries with npm…'
    npm ci --silent --no-audit --no-fund 2>.tools/npm.log || { cat .tools/npm.log >&2; fail 'the npm packages of package-lock.json.'; }
    touch node_modules/.package-lock.json
}

# cargo_install CRATE VERSION [OPTION…]: a quick build, since tools need not be fast.
cargo_install() {
    crate=$1 version=$2; shift 2
    say "Installing $crate $version into .tools/ (a few minutes, once)…"
    CARGO_TARGET_DIR="$PWD/.tools/build" CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off \
        CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 CARGO_PROFILE_RELEASE_DEBUG=0 \
        cargo install --root .tools "$crate" --version "$version" "$@" || fail "$crate $version"
}

need_trunk() {
    found=$(version_of trunk || true)
    [ -n "$found" ] && at_least "$TRUNK_VERSION" "$found" && return
    cargo_install trunk "$TRUNK_VERSION" --locked
}

need_wasm_bindgen() {
    wanted=$(grep -A 1 '^name = "wasm-bindgen"$' Cargo.lock | sed -n 's/^version = "\(.*\)"/\1/p')
    [ "$(version_of wasm-bindgen || true)" = "$wanted" ] && return
    cargo_install wasm-bindgen-cli "$wanted"
}

# need_command COMMAND WHY PACKAGE…
need_command() {
    command=$1 why=$2; shift 2
    have "$command" || apt_install "$why" "$@" || fail "$command ($why; Debian: $*)."
}

need_test_tools() {
    have cargo-clippy && have cargo-fmt || { have rustup && rustup component add clippy rustfmt; } ||
        fail 'clippy and rustfmt.'
    have "${CHROME:-chromium}" || have google-chrome || [ -x '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' ] ||
        need_command chromium 'browser tests' chromium fonts-liberation
    need_command gcc 'programs are compared with gcc' gcc libc6-dev
    [ "$(uname)" = Linux ] || { say 'Not Linux: comparisons with qemu-riscv32 are left out.'; return; }
    need_command qemu-riscv32 'programs are compared with Linux' qemu-user
    need_command riscv64-unknown-elf-gcc 'instructions are compared with gcc' gcc-riscv64-unknown-elf
}

mkdir -p .tools
PATH="$PWD/.tools/bin:$PATH"
need_rust
need_wasm_toolchain
need_node
need_trunk
need_wasm_bindgen
rm -rf .tools/build
[ "${1:-page}" = page ] || need_test_tools
