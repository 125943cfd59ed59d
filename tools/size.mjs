// The size budget: what a first visit loads, compressed with brotli as a good web host does.
// Counts dist/index.html, every file it names, and every file its stylesheets name. Fails above SIZE_BUDGET.

import { existsSync, readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const budget = Number(/^SIZE_BUDGET=(\d+)$/m.exec(readFileSync("tools/versions", "utf8"))[1]);
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
console.log(`first load: ${(total / 1000).toFixed(1)} kB brotli of ${(budget / 1000).toFixed(0)} kB`);
if (total > budget) console.log("over the budget: find what grew, or argue for a larger SIZE_BUDGET in tools/versions");
process.exit(total > budget || missing > 0 ? 1 : 0);
