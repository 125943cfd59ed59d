#!/usr/bin/env bash
# Writes tests/disk/*.txt on Linux: what dash and the GNU programs print for *.sh. The programs that talk are our own,
# compiled by gcc. Advice on usage, which the GNU programs add, is left out.
set -euo pipefail
export LC_ALL=C TZ=UTC
here="$(cd "$(dirname "$0")" && pwd)"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin"
ln -s "$(command -v dash)" "$scratch/bin/sh"
for name in squares echo_server httpd http chat kvdb kvweb nc; do
  gcc -std=gnu11 -w -o "$scratch/bin/$name" "$here/../../static/programs/bin/$name.c"
done
for name in shell script files text process network; do
  mkdir "$scratch/$name"
  cp "$here"/*.sh "$scratch/$name/.." 
  runner=(../run.sh "../$name.sh")
  [ "$name" = script ] && runner=(../script.sh)
  (cd "$scratch/$name" && PATH="$scratch/bin:$PATH" sh "${runner[@]}" 2>&1 < /dev/null || true) |
    grep -v -e "^Try '" -e '^Usage: ' | sed 's#^/usr/bin/##' > "$here/$name.txt"
done
