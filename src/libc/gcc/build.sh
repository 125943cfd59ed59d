#!/usr/bin/env bash
# Builds a program with gcc against our library: build.sh OUT FILE.c... The library is compiled once into target/libc-gcc.
# (Our own compiler needs none of this; it exists to compare the two, and to test the library before the compiler.)
set -euo pipefail
here="$(cd "$(dirname "$0")/.." && pwd)"
cache="${LIBC_GCC_CACHE:-$here/../../target/libc-gcc}"
flags=(-march=rv32imafd -mabi=ilp32d -O1 -std=gnu11 -fno-builtin -fno-math-errno -ffp-contract=off -nostdinc -ffunction-sections -fdata-sections
  -ftls-model=local-exec -fno-pic -fno-stack-protector -w -isystem "$here/include" -I "$here")
mkdir -p "$cache"
out="$1"; shift
if [ ! -e "$cache/libc.a" ] || [ -n "$(find "$here" \( -name '*.[chS]' \) -newer "$cache/libc.a" -print -quit)" ]; then
  rm -f "$cache"/*.o "$cache/libc.a"
  find "$here/src" -name '*.c' | while read -r f; do
    n="$(echo "${f#"$here/src/"}" | tr / _)"
    echo "$f $cache/${n%.c}.o"
  done | xargs -P2 -L1 bash -c 'riscv64-unknown-elf-gcc '"$(printf '%q ' "${flags[@]}")"' ${LIBC_WARN:-} -c "$0" -o "$1" || exit 255'
  riscv64-unknown-elf-gcc "${flags[@]}" -c "$here/gcc/crt.S" -o "$cache/crt.o"
  riscv64-unknown-elf-ar rcs "$cache/libc.a" "$cache"/*.o
fi
riscv64-unknown-elf-gcc "${flags[@]}" -nostdlib -static -T "$here/gcc/link.ld" -Wl,--gc-sections -Wl,--no-warn-rwx-segments \
  -o "$out" "$cache/crt.o" "$@" "$cache/libc.a" ${LIBC_EXTRA:-}
