import { expect, test } from "vitest";
import { pixelsOf, readCaptured } from "./draft.ts";
import { type Driver, type SitePage, until } from "./drivers/driver.ts";
import { openForm, untilClosed } from "./file-report.ts";
import { stageForTest } from "./stage-for-test.ts";

/** Pictures of posts that the view does not show whole, and what never is in them. */
const stage = await stageForTest();
const officer = await stage.person("officer", "Petugas Contoh");
await officer.grantAllUrls();

const home = "https://x.com/home";
const post = "x:post:1993210000000000102";
const stripePx = 40;

/** Makes the post high: stripes whose colours say which one each is. */
async function openStriped(driver: Driver, stripes: number): Promise<SitePage> {
  const page = await driver.open(home);
  await page.waitForState(post, "idle");
  await page.evaluate(
    ({ subject, colours, height }) => {
      const article = document.querySelector(`lapor-kominfo[data-subject="${subject}"]`)?.closest("article");
      const text = article?.querySelector('[data-testid="tweetText"]');
      for (let stripe = 0; stripe < colours.length; stripe++) {
        const band = document.createElement("div");
        band.className = "stripe";
        band.style.cssText = `height:${height}px;background:rgb(${colours[stripe]})`;
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

/** Opens the form by a click on the post's button, with the page scrolled to where the button is. */
async function capture(page: SitePage) {
  await openForm(page, post);
  return readCaptured(page);
}

type Colour = [red: number, green: number, blue: number];

/** Odd ones are light, so that each edge is sharp whatever a lossy file does to colours. */
const colourOf = (stripe: number): Colour => [
  (stripe % 8) * 25 + 60,
  stripe % 2 === 0 ? 20 : 150,
  (stripe >> 3) * 25 + 20,
];

function isNear(colour: readonly number[] | undefined, wanted: Colour): boolean {
  return wanted.every((value, channel) => Math.abs(value - (colour?.[channel] ?? -99)) <= 20);
}

/** All stripes once and in order, each row by row where it belongs: rows that show something else are told. */
async function expectStripes(page: SitePage, count: number, ratio = 1): Promise<void> {
  const { evidence, files } = await readCaptured(page);
  if (evidence.picture.state !== "taken") throw new Error(`no picture: ${evidence.picture.reason}`);
  const { sha256, width, height } = evidence.picture.file;
  const column = Array.from({ length: height }, (_, y) => ({ x: width >> 1, y }));
  const colours = (await pixelsOf(page, files[sha256] ?? "", column)).map((one) =>
    one.split(",").map(Number),
  );
  const first = colours.findIndex((colour) => isNear(colour, colourOf(0)));
  const stripeRows = stripePx * ratio;
  const wrong: string[] = [];
  for (let row = 0; row < count * stripeRows; row++) {
    const stripe = Math.floor(row / stripeRows);
    const toEdge = Math.min(row - stripe * stripeRows, (stripe + 1) * stripeRows - 1 - row);
    // Chroma is coarser than rows are.
    if (toEdge >= 2 && !isNear(colours[first + row], colourOf(stripe)))
      wrong.push(`row ${row} of stripe ${stripe}: ${colours[first + row]}`);
  }
  expect(first).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
}

async function leave(page: SitePage): Promise<void> {
  await page.form.press("Escape");
  await untilClosed(page);
  await page.close();
}

test("a post that fits the view costs one capture, and the page does not move", async () => {
  const page = await openStriped(officer, 4);
  const { evidence } = await capture(page);
  expect(evidence.picture.state).toBe("taken");
  expect(evidence.picture).not.toHaveProperty("parts");
  expect(evidence.quality).toEqual([]);
  await leave(page);
});

test("a post that fits but stands half outside is scrolled into view, and the page put back", async () => {
  const page = await openStriped(officer, 5);
  await page.evaluate((subject) => {
    const host = document.querySelector(`lapor-kominfo[data-subject="${subject}"]`);
    host?.scrollIntoView({ block: "start", behavior: "instant" });
    scrollBy({ top: -200, behavior: "instant" });
  }, post);
  const before = await page.evaluate(() => scrollY);
  await pressHere(page);
  const { evidence } = await readCaptured(page);
  expect(evidence.picture).not.toHaveProperty("parts");
  expect(evidence.quality).toEqual([]);
  await expectStripes(page, 5);
  expect(await page.evaluate(() => scrollY)).toBe(before);
  await leave(page);
});

test("a post that is higher than the view comes out whole, and the page is put back", async () => {
  const page = await openStriped(officer, 60);
  await page.showHost(post);
  const before = await page.evaluate(() => scrollY);
  await pressHere(page);
  const { evidence } = await readCaptured(page);
  if (evidence.picture.state !== "taken") throw new Error(evidence.picture.reason);
  expect(evidence.picture.parts).toBeGreaterThanOrEqual(3);
  expect(evidence.picture.file.height).toBeGreaterThan(60 * stripePx);
  expect(evidence.quality).toEqual([]);
  await expectStripes(page, 60);
  expect(await page.evaluate(() => scrollY)).toBe(before);
  await leave(page);
});

/** A click where the button is now, without scrolling to it. */
async function pressHere(page: SitePage): Promise<void> {
  await page.bringToFront();
  const place = await page.evaluate((subject) => {
    const host = document.querySelector(`lapor-kominfo[data-subject="${subject}"]`);
    const { left, top, width, height } = host?.getBoundingClientRect() ?? new DOMRect();
    return { x: left + width / 2, y: top + height / 2 };
  }, post);
  await page.clickAt(place.x, place.y);
  await until("the form", async () => (await page.formOpen()) || undefined);
  await page.form.waitFor("preview", 60_000);
}
