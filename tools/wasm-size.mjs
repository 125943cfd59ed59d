// What takes the room in the page's wasm: bytes of code by crate and module, and the largest functions.
// `node tools/wasm-size.mjs [FILE] [COUNT]` reads the names that cargo leaves in (wasm-opt drops them); without FILE the
// last `make build`. Data (texts, tables) is one figure: names do not reach into it.

import { existsSync, readFileSync } from "node:fs";

const built = ["target-wasm", "target-wasm-debian"].map((folder) => `${folder}/wasm32-unknown-unknown/page/process-lab.wasm`);
const file = process.argv[2] ?? built.find((path) => existsSync(path));
if (!file) throw new Error("nothing built: run `make build` first");
const bytes = readFileSync(file);
let at = 8;

function number() {
  let [value, scale] = [0, 1];
  for (;;) {
    const byte = bytes[at++];
    value += (byte & 127) * scale;
    scale *= 128;
    if (byte < 128) return value;
  }
}

function name() {
  const length = number();
  at += length;
  return bytes.toString("utf8", at - length, at);
}

function limits() {
  const flags = number();
  number();
  if (flags & 1) number();
}

/** Passes over an import; true if it is a function. */
function isFunctionImport() {
  name();
  name();
  const kind = bytes[at++];
  if (kind === 0) number();
  else if (kind === 1) { at++; limits(); }
  else if (kind === 2) limits();
  else at += 2;
  return kind === 0;
}

let imported = 0;
let data = 0;
const sizes = [];
const names = new Map();
while (at < bytes.length) {
  const section = bytes[at++];
  const length = number();
  const end = at + length;
  if (section === 2) for (let left = number(); left > 0; left--) imported += isFunctionImport();
  if (section === 10) for (let left = number(); left > 0; left--) { const size = number(); sizes.push(size); at += size; }
  if (section === 11) data = length;
  if (section === 0 && name() === "name") {
    while (at < end) {
      const kind = bytes[at++];
      const part = number() + at;
      if (kind === 1) for (let left = number(); left > 0; left--) { const index = number(); names.set(index, name()); }
      at = part;
    }
  }
  at = end;
}

/** The crate of a mangled name, and for our own code the module. A generic counts where it is defined. */
function owner(mangled) {
  const own = /11process_lab(\d+)([a-z_]+)/.exec(mangled) ?? /process_lab\.\.()([a-z_]+)/.exec(mangled);
  if (own) return `process_lab::${own[1] ? own[2].slice(0, Number(own[1])) : own[2]}`;
  const crate = /^_ZN\d+([a-z][a-z_0-9]*?)(?=\d+[a-zA-Z_$])|\.\.([a-z_]+)|([a-z]\w+)\.\.|Cs\w+_\d+([a-z_]+)/.exec(mangled);
  return crate?.slice(1).find(Boolean) ?? "other";
}

const functions = sizes.map((size, index) => ({ size, name: names.get(imported + index) ?? "" })).sort((a, b) => b.size - a.size);
const totals = new Map();
for (const { size, name } of functions) totals.set(owner(name), (totals.get(owner(name)) ?? 0) + size);
const line = (size, what) => console.log(`${String(size).padStart(9)}  ${what}`);
console.log(`${file}\n`);
line(sizes.reduce((a, b) => a + b, 0), `code, ${sizes.length} functions`);
line(data, "data\n");
for (const [what, size] of [...totals].sort((a, b) => b[1] - a[1]).slice(0, 25)) line(size, what);
console.log();
for (const { size, name } of functions.slice(0, Number(process.argv[3] ?? 25))) line(size, name.slice(0, 140));
