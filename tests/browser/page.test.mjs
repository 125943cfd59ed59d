// The page as a whole: it opens, keeps its security policy, is accessible, and says what is wrong when it cannot start.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { assertAccessible, assertNoSidewaysScroll, DIST, finish, launch, open } from "./browser.mjs";
import { serve } from "./server.mjs";

/** The addresses a visitor can reach without doing anything. */
const ROUTES = ["#/", "#/lesson/fork", "#/lesson/fork/6", "#/play", "#/nowhere"];

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

test("the page opens on its title without a complaint of the browser", async () => {
  const page = await open(browser, server.url);
  assert.match(await page.title(), /Process Lab/);
  assert.ok((await page.locator("h1").count()) >= 1);
  await finish(page);
});

test("the page works under any path of a host", async () => {
  const deep = await serve(DIST, { prefix: "/~someone/os course/lab/" });
  const page = await open(browser, deep.url);
  assert.ok((await page.locator("h1").count()) >= 1);
  await finish(page);
  await deep.close();
});

test("everything is loaded once and from the page's own host", async () => {
  const page = await open(browser, "about:blank", { waitForStart: false });
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(server.url, { waitUntil: "networkidle" });
  assert.deepEqual(requests.filter((url) => !url.startsWith(server.url) && !url.startsWith("data:")), []);
  const wasm = requests.filter((url) => url.endsWith(".wasm"));
  assert.equal(wasm.length, 1, wasm.join("\n"));
  await finish(page);
});

test("the security policy stands before anything it governs, and there is no inline code", () => {
  const html = readFileSync(`${DIST}/index.html`, "utf8");
  const policy = html.indexOf("Content-Security-Policy");
  assert.ok(policy > 0 && policy < html.search(/<script|<link/), "the policy comes first");
  assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)[^>]*>/);
  assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=/);
});

test("the security policy refuses inline scripts, inline styles, strings as HTML and other hosts", async () => {
  const page = await open(browser, server.url);
  const refused = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.append("window.ranInline = true");
    let scriptRefused = false;
    try { document.head.append(script); } catch { scriptRefused = true; }
    const box = document.createElement("div");
    box.setAttribute("style", "color: red");
    let htmlRefused = false;
    try { box.innerHTML = "<b>x</b>"; } catch { htmlRefused = true; }
    let fetchRefused = false;
    try { await fetch("http://127.0.0.2:1/"); } catch { fetchRefused = true; }
    return { script: scriptRefused || !window.ranInline, style: box.style.color === "", html: htmlRefused, fetch: fetchRefused };
  });
  assert.deepEqual(refused, { script: true, style: true, html: true, fetch: true });
  await page.context().close();
});

test("the same policy sent as a header changes nothing", async () => {
  const html = readFileSync(`${DIST}/index.html`, "utf8");
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)[1];
  const strict = await serve(DIST, { headers: { "content-security-policy": policy } });
  const page = await open(browser, strict.url);
  await finish(page);
  await strict.close();
});

for (const route of ROUTES) {
  for (const [what, options] of Object.entries({
    light: { colorScheme: "light" },
    dark: { colorScheme: "dark" },
    "320 px wide": { width: 320, height: 640 },
    "forced colours": { forcedColors: "active" },
    "reduced motion": { reducedMotion: "reduce" },
  })) {
    test(`${route} is accessible: ${what}`, async () => {
      const page = await open(browser, server.url + route, options);
      await page.locator("h1").first().waitFor();
      await page.locator('[data-moving="true"]').waitFor({ state: "detached" });
      await assertAccessible(page, `${route} ${what}`);
      await assertNoSidewaysScroll(page, `${route} ${what}`);
      await finish(page);
    });
  }
}

test("a page whose computer cannot be loaded says so", async () => {
  const broken = await serve(DIST, {
    replace: (path) => (path.endsWith(".wasm") ? { status: 404, type: "text/plain", body: "gone" } : undefined),
  });
  const page = await open(browser, broken.url, { waitForStart: false });
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /could not start/);
  await page.context().close();
  await broken.close();
});
