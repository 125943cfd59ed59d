// Screenshots of the built page for looking at: `node tests/browser/shots.mjs [ROUTE…]`, as in `'#/lesson/fork'`.
// Three widths, light and dark, into /tmp/process-lab-shots (or $SHOTS). `KEYS="ArrowRight ArrowRight"` presses keys first.
// `PICTURE=docs/screenshot.png` instead takes the one picture of the README.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DIST, launch, open } from "./browser.mjs";
import { serve } from "./server.mjs";

const WIDTHS = { 390: 844, 1280: 800, 1920: 1080 };
const folder = process.env.SHOTS ?? "/tmp/process-lab-shots";
const keys = (process.env.KEYS ?? "").split(" ").filter(Boolean);
const routes = process.argv.length > 2 ? process.argv.slice(2) : ["#/"];

async function shoot(browser, base, route, file, options) {
  const url = route.includes("://") ? route : base + route;
  const page = await open(browser, url, options);
  await page.waitForLoadState("networkidle");
  for (const key of keys) await page.keyboard.press(key);
  await page.waitForTimeout(900);
  await page.screenshot({ path: file, fullPage: options.fullPage ?? false });
  for (const complaint of page.complaints) console.log(`  ${complaint}`);
  await page.context().close();
  console.log(file);
}

mkdirSync(folder, { recursive: true });
const server = await serve(DIST);
const browser = await launch();
try {
  if (process.env.PICTURE) {
    await shoot(browser, server.url, routes[0], process.env.PICTURE, { width: 1280, height: 800, colorScheme: "light" });
  } else {
    for (const route of routes) {
      const name = route.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "home";
      for (const colorScheme of ["light", "dark"]) {
        for (const [width, height] of Object.entries(WIDTHS)) {
          const file = join(folder, `${name}-${width}-${colorScheme}.png`);
          await shoot(browser, server.url, route, file, { width: Number(width), height, colorScheme, fullPage: Number(width) < 500 });
        }
      }
    }
  }
} finally {
  await browser.close();
  await server.close();
}
