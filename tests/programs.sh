#!/usr/bin/env bash
# Runs golden programs: programs.sh native|qemu [--write] NAME-PREFIX...   (default: all)
# native: the host's gcc. qemu: our C library, compiled by gcc for riscv32, under qemu-riscv32. --write records native output.
# A program's folder: main.c, expect.txt; maybe args.txt (one argument a line), stdin.txt, status.txt (exit status, 128+signal),
# noqemu.txt (why qemu-riscv32 cannot run it).
set -u
here="$(cd "$(dirname "$0")" && pwd)"
how="$1"; shift
write=0; [ "${1:-}" = --write ] && { write=1; shift; }
work="$(mktemp -d)"; trap 'rm -rf "$work"' EXIT
bad=0; all=0
[ $# -eq 0 ] && set -- ""
for prefix in "$@"; do
  for dir in "$here"/programs/"$prefix"*/; do
    [ "$how" = qemu ] && [ -e "$dir/noqemu.txt" ] && continue
    name="$(basename "$dir")"; all=$((all + 1))
    args=(); [ -e "$dir/args.txt" ] && mapfile -t args < "$dir/args.txt"
    input=/dev/null; [ -e "$dir/stdin.txt" ] && input="$dir/stdin.txt"
    want=0; [ -e "$dir/status.txt" ] && want="$(cat "$dir/status.txt")"
    mkdir -p "$work/$name"
    if [ "$how" = native ]; then
      gcc -std=gnu11 -w -O1 -D_GNU_SOURCE -pthread -funsigned-char -o "$work/$name/main" "$dir/main.c" -lm -lrt || { bad=$((bad + 1)); continue; }
      run=("$work/$name/main")
    else
      "$here/../src/libc/gcc/build.sh" "$work/$name/main" -D_GNU_SOURCE "$dir/main.c" || { bad=$((bad + 1)); echo "FAIL $name: does not build"; continue; }
      run=(qemu-riscv32 "$work/$name/main")
    fi
    (cd "$work/$name" && timeout 20 "${run[@]}" ${args[@]+"${args[@]}"} < "$input" > "$work/out" 2> "$work/err")
    got=$?
    if [ $write = 1 ]; then
      cp "$work/out" "$dir/expect.txt"
      if [ $got -ne 0 ]; then echo $got > "$dir/status.txt"; else rm -f "$dir/status.txt"; fi
    elif ! cmp -s "$work/out" "$dir/expect.txt" || [ $got != "$want" ]; then
      bad=$((bad + 1)); echo "FAIL $name (status $got, expected $want)"
      diff "$dir/expect.txt" "$work/out" | head -8; head -4 "$work/err"
    fi
  done
done
echo "$how: $((all - bad)) of $all"
[ $bad = 0 ]
