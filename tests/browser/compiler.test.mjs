// The C compiler's own wasm module: fetched only when asked for, and then once; answers every text.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { DIST, finish, launch, open } from "./browser.mjs";
import { serve } from "./server.mjs";

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await serve(DIST);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Compiles in the page; the ELF file as an array of numbers. */
const compile = (page, name, text) =>
  page.evaluate(async ([name, text]) => {
    const { elf, image, diagnostics } = await globalThis.processLabCompile(name, text);
    return { elf: [...elf], image, diagnostics: JSON.parse(diagnostics) };
  }, [name, text]);

test("the list of lessons does not load the compiler; the first program does, once", async () => {
  const page = await open(browser, "about:blank", { waitForStart: false });
  const requests = [];
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  await page.goto(server.url, { waitUntil: "networkidle" });
  const compilers = () => requests.filter((path) => path.includes("compiler")).sort();
  assert.deepEqual(compilers(), []);
  await compile(page, "a.c", "int main(void) { return 0; }");
  await compile(page, "b.c", "int main(void) { return 1; }");
  assert.deepEqual(compilers(), ["/compiler.js", "/compiler_bg.wasm"]);
  await finish(page);
});

test("the lesson's program compiles to a RISC-V executable with its tables", async () => {
  const page = await open(browser, server.url);
  const { elf, image, diagnostics } = await compile(page, "fork.c", readFileSync(`${DIST}/programs/fork.c`, "utf8"));
  assert.deepEqual(diagnostics, []);
  assert.deepEqual(elf.slice(0, 5), [0x7f, 0x45, 0x4c, 0x46, 1], "ELF32");
  assert.equal(elf[18] | (elf[19] << 8), 243, "RISC-V");
  assert.ok(JSON.parse(image).debug.lines.length > 10);
  await finish(page);
});

test("a wrong program comes back as its errors, all of them", async () => {
  const page = await open(browser, server.url);
  const { elf, image, diagnostics } = await compile(page, "wrong.c", "int main(void) {\n  first();\n  return second;\n}\nint x = ;\n");
  assert.deepEqual([elf, image], [[], ""]);
  const lines = diagnostics.filter(({ severity }) => severity === "Error").map(({ span }) => span.line);
  assert.ok(lines.length >= 2, JSON.stringify(diagnostics));
  assert.ok(diagnostics.every(({ span, title }) => span.file === "wrong.c" && title.length > 5));
  await finish(page);
});

test("a compiler that could not be fetched is fetched anew the next time", async () => {
  let isGone = true;
  const flaky = await serve(DIST, {
    replace: (path) => (isGone && path.endsWith("compiler_bg.wasm") ? { status: 503, type: "text/plain", body: "busy" } : undefined),
  });
  const page = await open(browser, flaky.url);
  const text = "int main(void) { return 0; }";
  await assert.rejects(compile(page, "a.c", text));
  isGone = false;
  assert.ok((await compile(page, "a.c", text)).elf.length > 0);
  await page.context().close();
  await flaky.close();
});
