/** Pictures of posts that the view does not show whole, and parts that must never be in them. */

import type { Driver } from "../../scripts/dev/drivers/driver.ts";
import { openForm } from "../../scripts/dev/drivers/file-report.ts";
import { pixelsOf, readCaptured } from "../support/e2e/draft.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import {
  colourOf,
  expectStripes,
  isNear,
  leave,
  openStriped,
  placeOfCancel,
  post,
  press,
  pressHere,
  scrollOf,
  stripePx,
  untilProgress,
} from "../support/e2e/striped-post.ts";

let officer: Driver;
test.beforeAll(async ({ stage }) => {
  officer = await stage.person("officer", "Petugas Contoh");
  await officer.grantAllUrls();
});

test("takes a post that fits the view in one capture without scrolling", { tag: "@chromium" }, async () => {
  const page = await openStriped(officer, 4);
  await page.showHost(post);
  const before = await scrollOf(page);
  await openForm(page, post);
  const { evidence } = await readCaptured(page);
  expect(evidence.picture.state).toBe("taken");
  expect(evidence.picture).not.toHaveProperty("parts");
  expect(evidence.quality).toEqual([]);
  expect(await scrollOf(page)).toBe(before);
  await leave(page);
});

test("scrolls a post that is half outside into view and restores the scroll position", {
  tag: "@firefox-picture",
}, async () => {
  const page = await openStriped(officer, 5);
  await page.evaluate((subject) => {
    const host = document.querySelector(`lapor-kominfo[data-subject="${subject}"]`);
    host?.scrollIntoView({ block: "start", behavior: "instant" });
    scrollBy({ top: -200, behavior: "instant" });
  }, post);
  const before = await scrollOf(page);
  await pressHere(page);
  const { evidence } = await readCaptured(page);
  expect(evidence.picture).not.toHaveProperty("parts");
  expect(evidence.quality).toEqual([]);
  await expectStripes(page, 5);
  expect(await scrollOf(page)).toBe(before);
  await leave(page);
});

test("takes a post higher than the view whole and restores the scroll position", {
  tag: "@firefox-picture",
}, async () => {
  const page = await openStriped(officer, 60);
  await page.showHost(post);
  const before = await scrollOf(page);
  await pressHere(page);
  const { evidence } = await readCaptured(page);
  if (evidence.picture.state !== "taken") throw new Error(evidence.picture.reason);
  expect(evidence.picture.parts).toBeGreaterThanOrEqual(3);
  expect(evidence.picture.file.height).toBeGreaterThan(60 * stripePx);
  expect(evidence.quality).toEqual([]);
  await expectStripes(page, 60);
  expect(await scrollOf(page)).toBe(before);
  await leave(page);
});

test("keeps the form out of the picture when the keys are pressed again between parts", {
  tag: "@firefox-picture",
}, async () => {
  const page = await openStriped(officer, 60);
  // Narrow enough for the form to cover the post.
  await page.resize({ width: 640, height: 900 });
  await page.showHost(post);
  await press(page);
  await untilProgress(page);
  await officer.pressKeys();
  await page.form.waitFor("preview");
  await expectStripes(page, 60);
  await leave(page);
});

const ratios = [
  [1.25, "@firefox-picture"],
  [1.5, "@chromium"],
] as const;
for (const [pixelRatio, tag] of ratios)
  test(`joins the parts without seams at ${pixelRatio} device pixels per pixel`, { tag }, async ({
    stage,
  }) => {
    const other = await stage.person("officer", `Petugas ${pixelRatio}`, {
      pixelRatio,
      size: { width: 1024, height: 700 },
    });
    await other.grantAllUrls();
    const page = await openStriped(other, 50);
    expect(await page.evaluate(() => devicePixelRatio)).toBe(pixelRatio);
    await page.showHost(post);
    await pressHere(page);
    const { evidence } = await readCaptured(page);
    expect(evidence.picture).toMatchObject({ state: "taken", parts: expect.any(Number) });
    expect(evidence.quality).toEqual([]);
    await expectStripes(page, 50, pixelRatio);
    await other.close();
  });

test("“Batal” keeps the parts taken so far and opens the form", { tag: "@chromium" }, async () => {
  const page = await openStriped(officer, 100);
  await page.showHost(post);
  const before = await scrollOf(page);
  await press(page);
  const { x, y } = await placeOfCancel(page);
  await page.clickAt(x, y);
  await page.form.waitFor("preview");
  const { evidence } = await readCaptured(page);
  if (evidence.picture.state !== "taken") throw new Error(evidence.picture.reason);
  expect(evidence.picture.file.height).toBeLessThan(100 * stripePx);
  expect(evidence.quality).toEqual(["partly-outside"]);
  expect(await scrollOf(page)).toBe(before);
  expect(await page.evaluate(() => document.querySelector("lapor-kominfo-progress"))).toBeNull();
  await leave(page);
});

test("Esc before the first part opens the form without a picture", { tag: "@chromium" }, async () => {
  const page = await openStriped(officer, 100);
  // Images that never load keep the page from settling.
  await page.evaluate(() => {
    for (const stripe of document.querySelectorAll(".stripe")) {
      const image = document.createElement("img");
      image.src = "/never.svg";
      image.width = 5;
      Object.defineProperty(image, "complete", { value: false });
      stripe.append(image);
    }
  });
  await page.showHost(post);
  await press(page);
  await untilProgress(page);
  await page.press("Escape");
  await page.form.waitFor("preview");
  const { evidence } = await readCaptured(page);
  if (evidence.picture.state === "none") expect(evidence.picture.reason).toBe("cancelled");
  else expect(evidence.quality).toEqual(["partly-outside"]);
  await leave(page);
});

test("shows the visible part of a post that a pinch gesture enlarged", { tag: "@chromium" }, async () => {
  const scale = 1.5;
  const page = await openStriped(officer, 5);
  await page.evaluate(() => document.querySelectorAll(".stripe")[2]?.scrollIntoView({ block: "center" }));
  const gestures = await page.playwright?.context().newCDPSession(page.playwright);
  await gestures?.send("Emulation.setPageScaleFactor", { pageScaleFactor: scale });
  await expect.poll(() => page.evaluate(() => visualViewport?.scale)).toBe(scale);
  const seen = await page.evaluate((subject) => {
    const article = document.querySelector(`lapor-kominfo[data-subject="${subject}"]`)?.closest("article");
    article?.setAttribute("tabindex", "0");
    article?.focus({ preventScroll: true });
    const { left = 0 } = article?.getBoundingClientRect() ?? {};
    const stripe = document.querySelector(".stripe")?.getBoundingClientRect();
    const { offsetLeft = 0, width = 0 } = visualViewport ?? {};
    return { x: (stripe?.left ?? 0) + 9 - left, width: offsetLeft + width - left };
  }, post);
  await officer.pressKeys();
  await page.form.waitFor("preview");
  const { evidence, files } = await readCaptured(page);
  if (evidence.picture.state !== "taken") throw new Error(evidence.picture.reason);
  const { sha256, width, height } = evidence.picture.file;
  expect(width).toBeCloseTo(seen.width * scale, -1);
  expect(evidence.quality).toEqual(["partly-outside"]);
  const column = Array.from({ length: height }, (_, y) => ({ x: Math.floor(seen.x * scale), y }));
  const colours = await pixelsOf(page, files[sha256] ?? "", column);
  const rowsOf = (stripe: number) =>
    colours.filter((colour) => isNear(colour.split(",").map(Number), colourOf(stripe))).length;
  for (const stripe of [1, 2]) expect(Math.abs(rowsOf(stripe) - stripePx * scale)).toBeLessThan(6);
  await leave(page);
});

test("paints over the person's own field in the post's box and lists the redaction", {
  tag: "@firefox-picture",
}, async () => {
  const page = await openStriped(officer, 5);
  const own = await page.evaluate((subject) => {
    const article = document
      .querySelector(`lapor-kominfo[data-subject="${subject}"]`)
      ?.closest<HTMLElement>("article");
    const field = document.createElement("div");
    field.setAttribute("role", "textbox");
    field.style.cssText = "height:30px;width:200px;background:rgb(0,255,0)";
    article?.prepend(field);
    const box = article?.getBoundingClientRect();
    const { top, height } = field.getBoundingClientRect();
    return { top: top - (box?.top ?? 0), height };
  }, post);
  await openForm(page, post);
  const { evidence, files } = await readCaptured(page);
  const [redaction] = evidence.redactions;
  if (redaction?.what !== "own" || evidence.picture.state !== "taken")
    throw new Error("nothing painted over");
  const { sha256, width } = evidence.picture.file;
  // The whole width: the person's avatar is beside the field.
  expect(redaction).toMatchObject({ file: "picture", box: { x: 0, y: 0, width } });
  expect(redaction.box.height).toBeGreaterThanOrEqual(own.top + own.height);
  const places = [5, 100, width - 5].map((x) => ({ x, y: Math.round(own.top + own.height / 2) }));
  for (const colour of await pixelsOf(page, files[sha256] ?? "", places)) {
    const channels = colour.split(",").map(Number);
    for (const [at, grey] of [138, 144, 153].entries())
      expect(Math.abs((channels[at] ?? 0) - grey)).toBeLessThan(12);
  }
  await leave(page);
});

const crowds = [
  [60, "all of them are painted over"],
  [120, "there is no picture, because one may stay unpainted"],
] as const;
for (const [fields, result] of crowds)
  test(`with ${fields} fields of the person in the post's box, ${result}`, { tag: "@chromium" }, async () => {
    const page = await openStriped(officer, 8);
    await page.showHost(post);
    await page.evaluate(
      ({ subject, fields }) => {
        const article = document
          .querySelector(`lapor-kominfo[data-subject="${subject}"]`)
          ?.closest<HTMLElement>("article");
        for (let at = 0; at < fields; at++) {
          const field = document.createElement("div");
          field.setAttribute("role", "textbox");
          field.style.cssText = `position:absolute;height:2px;width:9px;top:${at * 2}px`;
          article?.append(field);
        }
        article?.style.setProperty("position", "relative");
      },
      { subject: post, fields },
    );
    await openForm(page, post);
    const { evidence } = await readCaptured(page);
    const painted = evidence.redactions.filter(({ what }) => what === "own").length;
    if (fields > 100) expect(evidence.picture).toEqual({ state: "none", reason: "failed" });
    else expect(evidence.picture.state).toBe("taken");
    expect(painted).toBe(fields > 100 ? 0 : fields);
    await leave(page);
  });

test("paints over a chat window at the side of a post, and warns that the post is partly covered", {
  tag: "@firefox-picture",
}, async () => {
  const page = await officer.open("https://www.facebook.com/?obrolan");
  await page.bringToFront();
  const hosts = async () => (await page.hosts()).filter(({ state }) => state === "idle");
  await expect.poll(async () => (await hosts()).length, "idle buttons").toBeGreaterThan(0);
  await openForm(page, (await hosts())[0]?.subject ?? "");
  const { evidence, files } = await readCaptured(page);
  expect(evidence.quality).toContain("partly-covered");
  const chat = evidence.redactions.find((redaction) => redaction.what === "own" && redaction.box.height > 50);
  if (chat?.what !== "own" || evidence.picture.state !== "taken") throw new Error("nothing painted over");
  const { sha256, width, height } = evidence.picture.file;
  const { box } = chat;
  // Only the side that the chat covers.
  expect(box.x).toBeGreaterThan(width / 2);
  expect(box.x + box.width).toBe(width);
  const places = [0.1, 0.5, 0.9].flatMap((down) =>
    [0.1, 0.9].map((across) => ({
      x: Math.floor(box.x + box.width * across),
      y: Math.min(height - 1, Math.floor(box.y + box.height * down)),
    })),
  );
  for (const colour of await pixelsOf(page, files[sha256] ?? "", places)) {
    const channels = colour.split(",").map(Number);
    for (const [at, grey] of [138, 144, 153].entries())
      expect(Math.abs((channels[at] ?? 0) - grey)).toBeLessThan(12);
  }
  await leave(page);
});

test("refuses a post that changes while its picture is taken", { tag: "@chromium" }, async () => {
  const page = await openStriped(officer, 100);
  await page.showHost(post);
  await press(page);
  await untilProgress(page);
  await page.evaluate((subject) => {
    const article = document.querySelector(`lapor-kominfo[data-subject="${subject}"]`)?.closest("article");
    const text = article?.querySelector('[data-testid="tweetText"]')?.firstChild;
    if (text) text.textContent = "Kalimat yang sama sekali lain.";
  }, post);
  await page.form.waitFor("problem", 60_000);
  expect(await page.form.attribute("problem", "data-code")).toBe("post-changed");
  await page.close();
});

test("takes the video frame of the timecode without permission for pictures, and none of an advertisement", {
  tag: "@firefox-picture",
}, async ({ stage }) => {
  const visitor = await stage.person("officer", "Tanpa Izin");
  const page = await visitor.open("https://www.youtube.com/watch?v=S4y0rL0d3h1");
  const video = "youtube:video:S4y0rL0d3h1";
  await page.waitForState(video, "idle");
  await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1_600, height: 900 });
    const context = canvas.getContext("2d");
    const paint = () => {
      if (!context) return;
      context.fillStyle = "rgb(200,30,30)";
      context.fillRect(0, 0, 800, 900);
      context.fillStyle = "rgb(30,30,200)";
      context.fillRect(800, 0, 800, 900);
    };
    paint();
    setInterval(paint, 50);
    const player = document.querySelector<HTMLVideoElement>("#movie_player video");
    if (!player) throw new Error("no player");
    player.muted = true;
    player.srcObject = canvas.captureStream(20);
    await player.play();
  });
  await openForm(page, video);
  const { evidence, files } = await readCaptured(page);
  expect(evidence.picture).toEqual({ state: "none", reason: "permission" });
  if (evidence.frame?.state !== "taken") throw new Error(JSON.stringify(evidence.frame));
  const { sha256, type, width, height } = evidence.frame.file;
  expect({ type, width, height }).toEqual({ type: "image/webp", width: 1_280, height: 720 });
  const places = [300, 1_000].map((x) => ({ x, y: 300 }));
  const [left = "", right = ""] = await pixelsOf(page, files[sha256] ?? "", places);
  expect(isNear(left.split(",").map(Number), [200, 30, 30])).toBe(true);
  expect(isNear(right.split(",").map(Number), [30, 30, 200])).toBe(true);
  expect(evidence.fields.timecodeSeconds?.value).toBeGreaterThan(0);
  await leave(page);

  const advertisement = await visitor.open("https://www.youtube.com/watch?v=S4y0rL0d3h1");
  await advertisement.waitForState(video, "idle");
  await advertisement.evaluate(() => document.querySelector("#movie_player")?.classList.add("ad-showing"));
  await openForm(advertisement, video);
  const shown = await readCaptured(advertisement);
  expect(shown.evidence.fields).not.toHaveProperty("timecodeSeconds");
  expect(shown.evidence.frame).toEqual({ state: "none", reason: "out-of-view" });
  await visitor.close();
});
