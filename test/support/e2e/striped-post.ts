/** A practice post extended by coloured stripes, so that its picture reveals misplaced rows. */

import type { Driver, SitePage } from "../../../scripts/dev/drivers/driver.ts";
import { untilClosed, untilInFront } from "../../../scripts/dev/drivers/file-report.ts";
import { pixelsOf, readCaptured } from "./draft.ts";
import { expect } from "./fixtures.ts";

export const post = "x:post:1993210000000000102";
export const stripePx = 40;

type Colour = [red: number, green: number, blue: number];

/** Odd stripes are light, so that each edge stays sharp in a lossy file. */
export const colourOf = (stripe: number): Colour => [
  (stripe % 8) * 25 + 60,
  stripe % 2 === 0 ? 20 : 150,
  (stripe >> 3) * 25 + 20,
];

/** Opens the page and appends the stripes, each in its own colour, to the post. */
export async function openStriped(driver: Driver, stripes: number): Promise<SitePage> {
  const page = await driver.open("https://x.com/home");
  await page.waitForState(post, "idle");
  await page.evaluate(
    ({ subject, colours, height }) => {
      const article = document.querySelector(`lapor-kominfo[data-subject="${subject}"]`)?.closest("article");
      const text = article?.querySelector('[data-testid="tweetText"]');
      for (const colour of colours) {
        const band = document.createElement("div");
        band.className = "stripe";
        band.style.cssText = `height:${height}px;background:rgb(${colour})`;
        text?.append(band);
      }
    },
    {
      subject: post,
      colours: Array.from({ length: stripes }, (_, stripe) => colourOf(stripe)),
      height: stripePx,
    },
  );
  return page;
}

/** Within the error of a lossy file. */
export function isNear(colour: readonly number[] | undefined, wanted: Colour): boolean {
  return wanted.every((value, channel) => Math.abs(value - (colour?.[channel] ?? -99)) <= 20);
}

/** Checks that the picture has all stripes once, in order, each row in place. `ratio`: device pixels per pixel. */
export async function expectStripes(page: SitePage, count: number, ratio = 1): Promise<void> {
  const { evidence, files } = await readCaptured(page);
  if (evidence.picture.state !== "taken") throw new Error(`no picture: ${evidence.picture.reason}`);
  const { sha256, width, height } = evidence.picture.file;
  const column = Array.from({ length: height }, (_, y) => ({ x: width >> 1, y }));
  const colours = (await pixelsOf(page, files[sha256] ?? "", column)).map((pixel) =>
    pixel.split(",").map(Number),
  );
  const first = colours.findIndex((colour) => isNear(colour, colourOf(0)));
  const stripeRows = stripePx * ratio;
  const wrong: string[] = [];
  for (let row = 0; row < count * stripeRows; row++) {
    const stripe = Math.floor(row / stripeRows);
    const toEdge = Math.min(row - stripe * stripeRows, (stripe + 1) * stripeRows - 1 - row);
    // Chroma has a lower resolution than rows, so the two rows at an edge may mix.
    if (toEdge >= 2 && !isNear(colours[first + row], colourOf(stripe)))
      wrong.push(`row ${row} of stripe ${stripe}: ${colours[first + row]}`);
  }
  expect(first).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
}

/** Clicks the post's button in its current position, without scrolling to it. */
export async function press(page: SitePage): Promise<void> {
  await page.bringToFront();
  const place = await page.evaluate((subject) => {
    const host = document.querySelector(`lapor-kominfo[data-subject="${subject}"]`);
    const { left, top, width, height } = host?.getBoundingClientRect() ?? new DOMRect();
    return { x: left + width / 2, y: top + height / 2 };
  }, post);
  await page.clickAt(place.x, place.y);
}

/** Presses the button and waits until the form shows the picture. */
export async function pressHere(page: SitePage): Promise<void> {
  await press(page);
  await expect.poll(() => page.formOpen(), "the form").toBe(true);
  await page.form.waitFor("preview", 60_000);
}

export const scrollOf = (page: SitePage) => page.evaluate(() => scrollY);

/** Polls often: the progress display is visible only briefly. */
const oftenMs = { intervals: [50] };

/** Waits until the progress display is in the page. */
export async function untilProgress(page: SitePage): Promise<void> {
  const isThere = () => page.evaluate(() => document.querySelector("lapor-kominfo-progress") !== null);
  await expect.poll(isThere, { message: "the progress", ...oftenMs }).toBe(true);
}

/** Waits until a second part is being taken and returns where "Batal" is. */
export async function placeOfCancel(page: SitePage): Promise<{ x: number; y: number }> {
  let shown: { part: number; cancel: string } | undefined;
  const part = async () => {
    shown = await page.evaluate(() => {
      const host = document.querySelector<HTMLElement>("lapor-kominfo-progress");
      if (host?.style.visibility !== "visible") return undefined;
      return { part: Number(host.dataset.picturePart), cancel: host.dataset.pictureCancel ?? "" };
    });
    return shown?.part ?? 0;
  };
  await expect.poll(part, { message: "the part being taken", ...oftenMs }).toBeGreaterThanOrEqual(2);
  const [x = 0, y = 0] = (shown?.cancel ?? "").split(" ").map(Number);
  return { x, y };
}

export async function leave(page: SitePage): Promise<void> {
  await untilInFront(page);
  await page.form.press("Escape");
  await untilClosed(page);
  await page.close();
}
