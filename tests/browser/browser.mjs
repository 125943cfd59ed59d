// Opens the built page in a real browser (Chromium) for the tests, and watches what the browser complains about.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/** The built page; `DIST` in the environment names another. */
export const DIST = process.env.DIST ?? join(dirname(fileURLToPath(import.meta.url)), "../../dist");

const CANDIDATES = [
  process.env.CHROME,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the browser. The caller closes it. */
export function launch() {
  const executablePath = CANDIDATES.find((path) => path && existsSync(path));
  assert.ok(executablePath, "no Chromium found; set CHROME to one");
  return chromium.launch({ executablePath, args: FLAGS });
}

/**
 * Opens `url` in a fresh context and waits until the page has replaced its loading message.
 * Returns the page; `page.complaints` lists every console error, uncaught exception and failed request so far.
 */
export async function open(browser, url, { width = 1280, height = 800, waitForStart = true, ...emulate } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, ...emulate });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.complaints = [];
  page.on("console", (message) => {
    if (message.type() === "error") page.complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => page.complaints.push(`uncaught: ${error.message}`));
  page.on("requestfailed", (request) => {
    // A request that a navigation cut off is not a complaint.
    const why = request.failure()?.errorText ?? "";
    if (why !== "net::ERR_ABORTED") page.complaints.push(`request: ${request.url()} ${why}`);
  });
  await page.goto(url, { waitUntil: "load" });
  if (waitForStart) await page.waitForSelector("#boot-message", { state: "detached" });
  return page;
}

/** Asserts that the browser had nothing to complain about, and closes the page's context. */
export async function finish(page) {
  assert.deepEqual(page.complaints, []);
  await page.context().close();
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Asserts that axe-core finds no violation of WCAG 2.2 A and AA, and no clear breach of good practice. */
export async function assertAccessible(page, what) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() =>
    // eslint-disable-next-line no-undef -- the line above defined it
    axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
      resultTypes: ["violations"],
    }),
  );
  const report = violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 5).map(({ target, failureSummary }) => `${id}: ${help}\n  at ${target.join(" ")}\n  ${failureSummary}`),
  );
  assert.equal(report.length, 0, `${what}:\n${report.join("\n")}`);
}

/** Asserts that nothing but a box that scrolls by itself is wider than the window. */
export async function assertNoSidewaysScroll(page, what) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(content <= window, `${what}: the page is ${content} px wide in a window of ${window} px`);
}
