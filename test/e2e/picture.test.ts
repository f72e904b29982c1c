import { expect, test } from "vitest";
import { pixelsOf, readCaptured } from "./draft.ts";
import { type Driver, type SitePage, until } from "./drivers/driver.ts";
import { openForm, untilClosed, untilInFront } from "./file-report.ts";
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

/** A click where the button is now, without scrolling to it. */
async function press(page: SitePage): Promise<void> {
  await page.bringToFront();
  const place = await page.evaluate((subject) => {
    const host = document.querySelector(`lapor-kominfo[data-subject="${subject}"]`);
    const { left, top, width, height } = host?.getBoundingClientRect() ?? new DOMRect();
    return { x: left + width / 2, y: top + height / 2 };
  }, post);
  await page.clickAt(place.x, place.y);
}

async function pressHere(page: SitePage): Promise<void> {
  await press(page);
  await until("the form", async () => (await page.formOpen()) || undefined);
  await page.form.waitFor("preview", 60_000);
}

async function leave(page: SitePage): Promise<void> {
  await untilInFront(page);
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

test("the keys, pressed again while parts are taken, bring no form into the picture", async () => {
  const page = await openStriped(officer, 60);
  // So narrow that the form lies over the post.
  await page.resize({ width: 640, height: 900 });
  await page.showHost(post);
  await press(page);
  await until("the progress", async () =>
    page.evaluate(() => document.querySelector("lapor-kominfo-progress") !== null || undefined),
  );
  await officer.pressKeys();
  await page.form.waitFor("preview");
  await expectStripes(page, 60);
  await leave(page);
});

test.each([1.25, 1.5])("no seams at %s device pixels per pixel", async (pixelRatio) => {
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

test("“Batal” ends it: what was captured so far counts, and the form opens", async () => {
  const page = await openStriped(officer, 100);
  await page.showHost(post);
  const before = await page.evaluate(() => scrollY);
  await press(page);
  const progress = await until("the second part", async () =>
    page.evaluate(() => {
      const host = document.querySelector<HTMLElement>("lapor-kominfo-progress");
      const isShown = host?.style.visibility === "visible";
      return isShown && Number(host.dataset.picturePart) >= 2 ? { ...host.dataset } : undefined;
    }),
  );
  const [x = 0, y = 0] = (progress.pictureCancel ?? "").split(" ").map(Number);
  await page.clickAt(x, y);
  await page.form.waitFor("preview");
  const { evidence } = await readCaptured(page);
  if (evidence.picture.state !== "taken") throw new Error(evidence.picture.reason);
  expect(evidence.picture.file.height).toBeLessThan(100 * stripePx);
  expect(evidence.quality).toEqual(["partly-outside"]);
  expect(await page.evaluate(() => scrollY)).toBe(before);
  expect(await page.evaluate(() => document.querySelector("lapor-kominfo-progress"))).toBeNull();
  await leave(page);
});

test("Esc before the first part: no picture, and the form opens all the same", async () => {
  const page = await openStriped(officer, 100);
  // A picture that never comes keeps the page from settling.
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
  await until("the progress", async () =>
    page.evaluate(() => document.querySelector("lapor-kominfo-progress") !== null || undefined),
  );
  await page.press("Escape");
  await page.form.waitFor("preview");
  const { evidence } = await readCaptured(page);
  if (evidence.picture.state === "none") expect(evidence.picture.reason).toBe("cancelled");
  else expect(evidence.quality).toEqual(["partly-outside"]);
  await leave(page);
});

test("what is the person's own in the post's box is painted over and listed", async () => {
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
  const { evidence, files } = await capture(page);
  const [redaction] = evidence.redactions;
  if (redaction?.what !== "own" || evidence.picture.state !== "taken")
    throw new Error("nothing painted over");
  const { sha256, width } = evidence.picture.file;
  // The whole band: beside a box to write in stands the face of the person.
  expect(redaction).toMatchObject({ file: "picture", box: { x: 0, y: 0, width } });
  expect(redaction.box.height).toBeGreaterThanOrEqual(own.top + own.height);
  const places = [5, 100, width - 5].map((x) => ({ x, y: Math.round(own.top + own.height / 2) }));
  for (const colour of await pixelsOf(page, files[sha256] ?? "", places)) {
    const [red = 0, green = 0, blue = 0] = colour.split(",").map(Number);
    expect([red, green, blue].every((value, at) => Math.abs(value - ([138, 144, 153][at] ?? 0)) < 12)).toBe(
      true,
    );
  }
  await leave(page);
});

test("a post that changes while its picture is taken is refused", async () => {
  const page = await openStriped(officer, 100);
  await page.showHost(post);
  await press(page);
  await until("the progress", async () =>
    page.evaluate(() => document.querySelector("lapor-kominfo-progress") !== null || undefined),
  );
  await page.evaluate((subject) => {
    const article = document.querySelector(`lapor-kominfo[data-subject="${subject}"]`)?.closest("article");
    const text = article?.querySelector('[data-testid="tweetText"]')?.firstChild;
    if (text) text.textContent = "Kalimat yang sama sekali lain.";
  }, post);
  await page.form.waitFor("problem", 60_000);
  expect(await page.form.attribute("problem", "data-code")).toBe("post-changed");
  await page.close();
});

test("a video's frame is that of its timecode, without any permission for pixels", async () => {
  const visitor = await stage.person("officer", "Tanpa Izin");
  const page = await visitor.open("https://www.youtube.com/watch?v=S4y0rL0d3h1");
  const video = "youtube:video:S4y0rL0d3h1";
  await page.waitForState(video, "idle");
  await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    canvas.width = 1_600;
    canvas.height = 900;
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
  const places = [
    { x: 300, y: 300 },
    { x: 1_000, y: 300 },
  ];
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
  expect(shown.evidence.frame).toEqual({ state: "none", reason: "out-of-view" });
  expect(shown.evidence.fields).not.toHaveProperty("timecodeSeconds");
  await visitor.close();
});
