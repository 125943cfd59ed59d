// Runs every check, each in turn whatever the others did, and ends with one line: `N passed, N failed`.
// A stage that runs tests counts its tests; any other stage counts as one. A stage that fails without a failed test
// (it did not compile, it crashed, it said nothing) counts as one failure, so that nothing can be lost silently.
// `node tools/check.mjs tidy browser` runs only the stages with those names.

import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);

/** How long one stage may take. A stage that hangs must not hang the rest. */
const PATIENCE_MINUTES = 20;

const colour = process.stdout.isTTY;
const plain = (text) => text.replace(/\x1b\[[0-9;]*m/g, "");
const sum = (text, pattern) => [...text.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);

/** Counts of `cargo test`: one result line for each test binary. */
const cargoCounts = (text) => ({
  passed: sum(text, /^test result: .*?(\d+) passed/gm),
  failed: sum(text, /^test result: .*?(\d+) failed/gm),
});

/** Counts of `node --test`. A cancelled test did not pass. */
const nodeCounts = (text) => ({
  passed: sum(text, /^(?:#|ℹ) pass (\d+)/gm),
  failed: sum(text, /^(?:#|ℹ) fail (\d+)/gm) + sum(text, /^(?:#|ℹ) cancelled (\d+)/gm),
});

/** Counts of a command that ends with our own kind of line. */
const ownCounts = (text) => ({
  passed: sum(text, /^(\d+) passed, \d+ failed$/gm),
  failed: sum(text, /^\d+ passed, (\d+) failed$/gm),
});

const wasm = ["--target", "wasm32-unknown-unknown", "--bin", "process-lab", "--bin", "compiler", "--no-default-features", "--features", "page"];
const browserTests = () =>
  readdirSync("tests/browser").filter((name) => name.endsWith(".test.mjs")).map((name) => `tests/browser/${name}`);
const pageIsBuilt = () => existsSync("dist/index.html");

/** Every stage: its name, its command, how it counts (default: as one), and what must hold before it can run. */
const stages = [
  { name: "format", run: ["cargo", "fmt", "--check", "--", "-l"] },
  { name: "clippy", run: ["cargo", "clippy", "--locked", "--all-targets", "--", "-D", "warnings"] },
  { name: "clippy-page", run: ["tools/clippy-page.sh", ...wasm] },
  { name: "tests", run: ["cargo", "test", "--locked", "--no-fail-fast"], count: cargoCounts },
  { name: "lessons", run: ["cargo", "run", "--locked", "--quiet", "--bin", "lab", "--", "check"], count: ownCounts },
  { name: "page", run: ["tools/page.sh", "trunk", "build", "--release"] },
  { name: "size", run: ["node", "tools/size.mjs"], needs: pageIsBuilt },
  {
    name: "browser",
    run: ["node", "--test", "--test-reporter=spec", "--test-concurrency=1", ...browserTests()],
    count: nodeCounts,
    needs: pageIsBuilt,
  },
];

/** Stops a command with all it started; each runs in a process group of its own. */
const stop = (child) => { try { process.kill(-child.pid, "SIGKILL"); } catch { /* it has ended */ } };

let running;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => { if (running) stop(running); process.exit(130); });
}

/** Runs a command, showing its output as it comes; resolves to its exit status and all it printed. */
function run([command, ...args]) {
  return new Promise((resolve) => {
    let text = "";
    const env = { ...process.env, CARGO_TERM_COLOR: colour ? "always" : "never" };
    const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    running = child;
    const timer = setTimeout(() => { console.log(`\nstopped after ${PATIENCE_MINUTES} minutes`); stop(child); }, PATIENCE_MINUTES * 60_000);
    const tee = (from, to) => from.on("data", (chunk) => { text += chunk; to.write(chunk); });
    tee(child.stdout, process.stdout);
    tee(child.stderr, process.stderr);
    const end = (status) => { clearTimeout(timer); running = undefined; resolve({ status, text: plain(text) }); };
    child.on("error", (error) => { text += `\n${error.message}`; console.log(error.message); end(127); });
    child.on("close", (status, signal) => end(signal ? 128 : status));
  });
}

/** Runs one stage and says what it came to. */
async function judge(stage) {
  const started = Date.now();
  console.log(`\n==> ${stage.name}: ${stage.run.join(" ")}`);
  if (stage.needs && !stage.needs()) {
    console.log("not run: the page did not build");
    return { name: stage.name, passed: 0, failed: 1, seconds: 0, note: "not run" };
  }
  const { status, text } = await run(stage.run);
  let { passed, failed } = stage.count?.(text) ?? { passed: status === 0 ? 1 : 0, failed: 0 };
  let note = "";
  if (status !== 0 && failed === 0) {
    failed += 1;
    note = `exit status ${status}`;
  }
  if (status === 0 && passed + failed === 0) {
    failed += 1;
    note = "it checked nothing";
  }
  return { name: stage.name, passed, failed, seconds: Math.round((Date.now() - started) / 1000), note };
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`No stage ${unknown.join(", ")}. Stages: ${stages.map((stage) => stage.name).join(", ")}`);
  process.exit(2);
}

const results = [];
for (const stage of stages) {
  if (wanted.length === 0 || wanted.includes(stage.name)) results.push(await judge(stage));
}

console.log("\n==> summary");
for (const { name, passed, failed, seconds, note } of results) {
  console.log(`  ${failed ? "✗" : "✓"} ${name.padEnd(12)} ${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed ${String(seconds).padStart(5)} s  ${note}`);
}
const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
console.log(`${total("passed")} passed, ${total("failed")} failed`);
process.exit(total("failed") > 0 ? 1 : 0);
