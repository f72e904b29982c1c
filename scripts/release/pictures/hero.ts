/** The moving picture of the README: a report from the flag to its receipt, in light and in dark. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page as PlaywrightPage } from "@playwright/test";
import sharp from "sharp";
import { findBrowsers } from "../../dev/browsers.ts";
import { type Driver, defaultSize, formPath, hostSelector, selectorOf } from "../../dev/drivers/driver.ts";
import { openForm, overrideWarnings, untilReady } from "../../dev/drivers/file-report.ts";
import { openEnvironment } from "../../dev/drivers/test-environment.ts";

export const colorSchemes = ["light", "dark"] as const;
type ColorScheme = (typeof colorSchemes)[number];
export const heroFile = (folder: string, scheme: ColorScheme) =>
  join(folder, scheme === "dark" ? "hero-dark.webp" : "hero.webp");

const subject = "x:post:1993210000000000102";
const home = { light: "https://x.com/home", dark: "https://x.com/home?theme=dark" };
const pixelRatio = 2;
/** The column of posts, the form beside it, and the notice that it leaves. */
const clip = { x: defaultSize.width - 896, y: 140, width: 896, height: defaultSize.height - 140 };
/** Width of the moving picture, in device pixels. */
const width = 1_350;
const mostBytes = 1_500_000;

interface Frame {
  png: Buffer;
  ms: number;
}

/** Writes both pictures into `folder`. */
export async function writeHeroes(folder: string, env: { FONTCONFIG_FILE: string }): Promise<void> {
  const { chromium } = findBrowsers(["chromium"]);
  const stage = await openEnvironment({
    browser: "chromium",
    executable: chromium,
    launchOptions: { pixelRatio, env },
  });
  try {
    for (const colorScheme of colorSchemes) {
      const officer = await stage.person("officer", `Petugas ${colorScheme}`, { colorScheme });
      await officer.grantAllUrls();
      const bytes = await animate(await framesOf(officer, home[colorScheme]));
      if (bytes.length > mostBytes) throw new Error(`the ${colorScheme} hero has ${bytes.length} bytes`);
      writeFileSync(heroFile(folder, colorScheme), bytes);
    }
  } finally {
    await stage.close();
  }
}

async function framesOf(officer: Driver, address: string): Promise<Frame[]> {
  const page = await officer.open(address);
  if (!page.playwright) throw new Error("the hero is made in Chromium");
  const browserPage = page.playwright;
  const frames: Frame[] = [];
  const shoot = async (ms: number, at?: { x: number; y: number }) =>
    frames.push({ png: await withPointer(await browserPage.screenshot({ clip }), at), ms });
  await page.waitForState(subject, "idle");
  await page.showHost(subject);
  const flag = await middleOf(browserPage.locator(hostSelector(subject)).first());
  await shoot(2_000);
  await browserPage.mouse.move(flag.x, flag.y);
  await shoot(1_000, flag);
  await openForm(page, subject);
  await shoot(1_500, flag);
  await page.form.click("category-JUDI");
  await shoot(1_500, await middleInForm(browserPage, "category-JUDI"));
  await overrideWarnings(page);
  await untilReady(page);
  const send = await middleInForm(browserPage, "send");
  await shoot(1_200, send);
  await page.form.click("send");
  await page.form.waitFor("receipt");
  await shoot(2_800, send);
  await page.waitForState(subject, "sent");
  await page.close();
  return frames;
}

async function middleOf(locator: ReturnType<PlaywrightPage["locator"]>): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error("nothing there to point at");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function middleInForm(page: PlaywrightPage, target: string) {
  const frame = page.frames().find((candidate) => candidate.url().includes(`${formPath}?`));
  if (!frame) throw new Error("the form is not open");
  return middleOf(frame.locator(selectorOf(target)).first());
}

/** Headless browsers draw no pointer. */
async function withPointer(png: Buffer, at: { x: number; y: number } | undefined): Promise<Buffer> {
  if (!at) return png;
  const arrow = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="44" height="60"><path d="M4 4v44l11-10 8 18 8-4-8-17h15z" fill="#111" stroke="#fff" stroke-width="3" stroke-linejoin="round"/></svg>',
  );
  const left = Math.round((at.x - clip.x) * pixelRatio);
  const top = Math.round((at.y - clip.y) * pixelRatio);
  return sharp(png)
    .composite([{ input: arrow, left, top }])
    .png()
    .toBuffer();
}

async function animate(frames: readonly Frame[]): Promise<Buffer> {
  const small = await Promise.all(frames.map(({ png }) => sharp(png).resize({ width }).png().toBuffer()));
  return sharp(small, { join: { animated: true } })
    .webp({ quality: 82, effort: 5, delay: frames.map(({ ms }) => ms), loop: 0 })
    .toBuffer();
}

/** The frames below each other, as pixels. */
export function pixelsOf(file: string) {
  return sharp(readFileSync(file), { pages: -1 }).removeAlpha().raw().toBuffer({ resolveWithObject: true });
}
