// A whole lesson in a real browser, by keyboard alone: forwards, backwards, played, by link; and what the page says when
// something is wrong. Everything is read from the page as a learner sees it: terminal, RAM grid, narrator, titles.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { DIST, finish, launch, open } from "./browser.mjs";
import { serve } from "./server.mjs";

const LESSON = "#/lesson/fork";

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

const lab = (page) => page.getByTestId("lab");

/** Waits until the machine rests, the pictures with it, and, if given, step `step` is reached. */
async function atRest(page, step) {
  const wanted = step === undefined ? "" : `[data-step="${step}"]`;
  await page.locator(`[data-testid="lab"]${wanted}[data-moving="false"]`).waitFor();
}

/** What a learner can read off the page now. Panels that this step does not show are null. */
function read(page) {
  return page.evaluate(() => {
    const at = (id) => document.querySelector(`[data-testid="${id}"]`);
    const text = (id) => at(id)?.textContent ?? null;
    const grid = at("ram-grid");
    const frame = ({ dataset }) => ({
      frame: Number(dataset.frame),
      owners: dataset.owners,
      references: Number(dataset.references),
      copyOnWrite: dataset.cow === "true",
    });
    return {
      step: Number(at("lab").dataset.step),
      cycle: Number(at("lab").dataset.now),
      title: text("step-title"),
      terminal: text("terminal"),
      ram: grid && [...grid.querySelectorAll("[data-frame]")].map(frame),
    };
  });
}

/** What was read at each step, from the first to the last, going by one key. */
async function walk(page, key, from, to) {
  const read_ = [await read(page)];
  const direction = Math.sign(to - from);
  for (let step = from + direction; step !== to + direction; step += direction) {
    await page.keyboard.press(key);
    await atRest(page, step);
    read_.push(await read(page));
  }
  return read_;
}

const stepCount = (page) => page.getByRole("navigation", { name: "Steps" }).getByRole("button").count();

async function openLesson(options = {}, route = LESSON) {
  const page = await open(browser, server.url + route, { reducedMotion: "reduce", ...options });
  await atRest(page);
  return page;
}

test("the first lesson plays forwards, backwards and forwards again by keyboard, and back is exact", async () => {
  const page = await openLesson();
  const count = await stepCount(page);
  assert.ok(count >= 8, `${count} steps`);

  const forwards = await walk(page, "ArrowRight", 1, count);
  assert.equal(new Set(forwards.map(({ title }) => title)).size, count, "every step has its own title");
  for (let i = 1; i < count; i++) assert.ok(forwards[i].cycle >= forwards[i - 1].cycle, "time goes forwards");
  assert.ok(forwards[count - 1].cycle > forwards[0].cycle);

  const backwards = await walk(page, "ArrowLeft", count, 1);
  assert.deepEqual(backwards.reverse(), forwards);

  const again = await walk(page, "ArrowRight", 1, count);
  assert.deepEqual(again, forwards);
  await finish(page);
});

test("the terminal shows what the C program prints", async () => {
  const page = await openLesson();
  const count = await stepCount(page);
  await page.keyboard.press("End");
  await atRest(page, count);
  const { terminal } = await read(page);
  assert.match(terminal, /^child: 2 at 0x[0-9a-f]+\nparent: 1, child exited with 7\n?$/);
  await finish(page);
});

test("after fork frames have two owners and are copy-on-write; a write takes one of them apart", async () => {
  const page = await openLesson();
  const steps = (await walk(page, "ArrowRight", 1, await stepCount(page))).filter(({ ram }) => ram);
  for (const { ram } of steps) assert.equal(ram.length, 64);
  const shared = ({ ram }) => ram.filter(({ references, copyOnWrite }) => references === 2 && copyOnWrite).length;
  const used = ({ ram }) => ram.filter(({ references }) => references > 0).length;

  const forked = steps.findIndex((step) => shared(step) > 0);
  assert.ok(forked > 0, "some step shows shared frames, and not the first");
  const owners = steps[forked].ram.find(({ references, copyOnWrite }) => references === 2 && copyOnWrite).owners;
  assert.equal(owners.split(" ").length, 2, `owners: ${owners}`);

  const written = steps.slice(forked + 1).find((step) => shared(step) < shared(steps[forked]) && used(step) > used(steps[forked]));
  assert.ok(written, "a later step has fewer shared frames and more frames in use: the copy");
  await finish(page);
});

test("Home and End go to the ends, and a link opens any step", async () => {
  const page = await openLesson();
  const first = await read(page);
  const count = await stepCount(page);
  await page.keyboard.press("End");
  await atRest(page, count);
  const last = await read(page);
  await page.keyboard.press("Home");
  await atRest(page, 1);
  assert.deepEqual(await read(page), first);
  await finish(page);

  const linked = await openLesson({}, `${LESSON}/${count}`);
  await atRest(linked, count);
  assert.deepEqual(await read(linked), last);
  await finish(linked);
});

test("space plays and pauses, with motion", async () => {
  const page = await openLesson({ reducedMotion: "no-preference" });
  await page.keyboard.press("Space");
  await page.locator('[data-testid="lab"][data-step="3"]').waitFor();
  await page.keyboard.press("Space");
  await atRest(page);
  const paused = await read(page);
  await page.waitForTimeout(1500);
  assert.deepEqual(await read(page), paused, "nothing moves while it is paused");
  await finish(page);
});

test("the scrubber reaches any moment of the past by keyboard", async () => {
  const page = await openLesson();
  await page.keyboard.press("End");
  await atRest(page, await stepCount(page));
  const scrubber = page.getByRole("slider", { name: "Moment" });
  const before_ = await read(page);
  await scrubber.focus();
  await page.keyboard.press("Home");
  await atRest(page);
  assert.ok((await read(page)).cycle < before_.cycle);
  await page.keyboard.press("End");
  await atRest(page);
  assert.equal((await read(page)).cycle, before_.cycle);
  await finish(page);
});

test("a prediction is judged by the machine", async () => {
  const page = await openLesson({}, `${LESSON}/2`);
  const choices = page.getByTestId("question").getByRole("button");
  const verdicts = [];
  for (let i = 0; i < (await choices.count()); i++) {
    await choices.nth(i).click();
    verdicts.push(await page.getByTestId("verdict").innerText());
  }
  assert.equal(verdicts.filter((words) => words.startsWith("✓")).length, 1, verdicts.join("\n"));
  assert.equal(verdicts.filter((words) => words.startsWith("✗")).length, verdicts.length - 1);
  await finish(page);
});

test("each step is told in words", async () => {
  const page = await openLesson();
  const count = await stepCount(page);
  for (let step = 2; step <= count; step++) {
    await page.keyboard.press("ArrowRight");
    await atRest(page, step);
    const words = (await page.getByTestId("narrator").innerText()).trim();
    assert.match(words, /^\S.{10,}[.!?]$/s, `step ${step}: “${words}”`);
  }
  await finish(page);
});

test("the lesson fits a phone", async () => {
  const page = await openLesson({ width: 390, height: 844, hasTouch: true });
  await page.getByTestId("next").click();
  await atRest(page, 2);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("button, a, select, input")]
      .filter((element) => element.checkVisibility() && !element.closest("p, li"))
      .map((element) => ({ name: element.textContent || element.ariaLabel, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 24 || box.height < 24)
      .map(({ name, box }) => `${name} ${box.width}×${box.height}`),
  );
  assert.deepEqual(small, [], "targets are at least 24 by 24 pixels");
  await finish(page);
});

const lessons = readdirSync(`${DIST}/lessons`).filter((name) => name.endsWith(".md")).map((name) => name.slice(0, -3));

test("the course lists every lesson", async () => {
  const page = await open(browser, server.url);
  assert.ok(lessons.length > 0);
  for (const id of lessons) await page.locator(`a[href^="#/lesson/${id}"]`).first().waitFor();
  await finish(page);
});

for (const id of lessons) {
  test(`every step of ${id} opens, forwards and backwards`, async () => {
    const page = await openLesson({}, `#/lesson/${id}`);
    const count = await stepCount(page);
    const forwards = await walk(page, "ArrowRight", 1, count);
    const backwards = await walk(page, "ArrowLeft", count, 1);
    assert.deepEqual(backwards.reverse(), forwards);
    await finish(page);
  });
}

test("a wrong address gets an answer, and Back loses nothing", async () => {
  const page = await openLesson({}, `${LESSON}/3`);
  await atRest(page, 3);
  const there = await read(page);
  for (const wrong of ["#/nowhere", "#/lesson/no-such-lesson", "#/lesson/fork/999", "#/lesson/fork/x", "#/lesson/../../x", "#/%00%ff"]) {
    await page.evaluate((hash) => { location.hash = hash; }, wrong);
    const problem = page.getByTestId("problem");
    await problem.waitFor();
    assert.ok((await problem.innerText()).length > 30, wrong);
    assert.ok((await problem.getByRole("link").count()) >= 1, `${wrong}: a way on`);
    await page.goBack();
    await atRest(page, 3);
    assert.deepEqual(await read(page), there, wrong);
  }
  await finish(page);
});

/** A server whose file `name` reads otherwise. */
function serveChanged(name, change) {
  const body = change(readFileSync(`${DIST}/${name}`, "utf8"));
  return serve(DIST, {
    replace: (path) => (path === `/${name}` ? { status: 200, type: "text/plain; charset=utf-8", body } : undefined),
  });
}

test("a lesson with errors is shown as its errors, with file, line and help", async () => {
  const broken = await serveChanged("lessons/fork.md", (text) => text.replace("ram_frames = 64", "ram_frams = 64"));
  const page = await open(browser, broken.url + LESSON);
  const problem = page.getByTestId("problem");
  await problem.waitFor();
  assert.match(await problem.innerText(), /fork\.md:\d+/);
  assert.match(await problem.innerText(), /ram_frams/);
  await finish(page);
  await broken.close();
});

test("a program that does not compile is shown as its errors, with file, line and help", async () => {
  const broken = await serveChanged("programs/fork.c", (text) => text.replace("shared_looking = 2;", "shared_looking = two;"));
  const page = await open(browser, broken.url + LESSON);
  const problem = page.getByTestId("problem");
  await problem.waitFor();
  assert.match(await problem.innerText(), /fork\.c:\d+/);
  assert.match(await problem.innerText(), /two/);
  await finish(page);
  await broken.close();
});

test("a lesson that the host has lost is named", async () => {
  const broken = await serve(DIST, {
    replace: (path) => (path.endsWith("fork.md") ? { status: 404, type: "text/plain", body: "gone" } : undefined),
  });
  const page = await open(browser, broken.url + LESSON);
  await page.getByTestId("problem").waitFor();
  // The browser itself reports the 404; that is not the page's complaint.
  page.complaints = page.complaints.filter((words) => !words.includes("404"));
  await finish(page);
  await broken.close();
});
