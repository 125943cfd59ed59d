// The size budgets: what a first visit loads, and the compiler that the first program loads, compressed with brotli as a
// good web host does. The first visit counts dist/index.html, every file it names, and every file its stylesheets name.
// Fails above SIZE_BUDGET or COMPILER_BUDGET of tools/versions.

import { existsSync, readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const versions = readFileSync("tools/versions", "utf8");
const limit = (name) => Number(new RegExp(`^${name}=(\\d+)$`, "m").exec(versions)[1]);
const named = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);
const local = (name) => !/^(?:[a-z]+:|#|\/\/)/i.test(name);

const html = readFileSync("dist/index.html", "utf8");
const fromHtml = named(html, /(?:href|src|data-js|data-wasm)="([^"]+)"/g).filter(local);
const files = new Set(["index.html"]);
for (const name of fromHtml) files.add(name.replace(/^\.\//, ""));
for (const name of [...files].filter((name) => name.endsWith(".css"))) {
  const css = readFileSync(`dist/${name}`, "utf8");
  for (const url of named(css, /url\(["']?([^"')]+)["']?\)/g).filter(local)) {
    files.add(new URL(url, `http://x/${name}`).pathname.slice(1));
  }
}

const brotli = (data) =>
  brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: data.length } }).length;

/** Prints the files with their sizes, compares their sum with a budget, and returns whether it holds. */
function holds(what, files, budget) {
  let total = 0;
  let missing = 0;
  for (const name of files) {
    if (!existsSync(`dist/${name}`)) {
      console.log(`${name}: named by the page but not in dist/`);
      missing += 1;
      continue;
    }
    const data = readFileSync(`dist/${name}`);
    const compressed = brotli(data);
    total += compressed;
    console.log(`${String(data.length).padStart(9)} B ${String(compressed).padStart(8)} B br  ${name}`);
  }
  const isOver = total > budget;
  console.log(`${what}: ${(total / 1000).toFixed(1)} kB brotli of ${(budget / 1000).toFixed(0)} kB${isOver ? ": too much" : ""}\n`);
  return !isOver && missing === 0;
}

const results = [
  holds("first load", files, limit("SIZE_BUDGET")),
  holds("compiler, loaded with the first program", ["compiler.js", "compiler_bg.wasm"], limit("COMPILER_BUDGET")),
];
if (results.includes(false)) console.log("find what grew (node tools/wasm-size.mjs), or argue for a larger budget in tools/versions");
process.exit(results.includes(false) ? 1 : 0);
