import { expect, test } from "vitest";
import { pressBar, readBar, untilMarked } from "./bar.ts";
import { type SitePage, until } from "./drivers/driver.ts";
import { untilClosed, untilInFront, untilReady } from "./file-report.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();
const officer = await stage.person("officer", "Petugas Contoh");
const key = await stage.intake.apiKey();

const watch = "https://www.youtube.com/watch?v=S4y0rL0d3h1";
const comment = (number: number) => `youtube:comment:UgzDapurLodeh0000000000${number}AaABAg`;

async function openWatch(): Promise<SitePage> {
  const page = await officer.open(watch);
  await page.waitForState(comment(1), "idle");
  await page.waitForState(comment(6), "idle");
  return page;
}

/** Puts the keyboard on a post's button, as Tab would from the site's own button before it. */
async function focusHost(page: SitePage, subject: string): Promise<void> {
  await page.showHost(subject);
  await page.evaluate((wanted) => {
    const host = document.querySelector(`lapor-kominfo[data-subject="${wanted}"]`);
    host?.parentElement?.querySelector<HTMLElement>("#reply-button-end button")?.focus();
  }, subject);
  await page.press("Tab");
}

/** Reports what is marked, with the keyboard on a post's button. */
async function pressBarByKey(page: SitePage, subject: string): Promise<void> {
  await focusHost(page, subject);
  await page.press("Control+Enter");
}

async function read(path: string) {
  const headers = { Authorization: `Bearer ${key}` };
  return (await fetch(stage.intake.address + path, { headers })).json();
}

async function reportsOn(subject: string) {
  const { cases } = await read("/v1/cases");
  const found = cases.find((row: { subject: string }) => row.subject === subject);
  return found ? (await read(`/v1/cases/${found.id}`)).reportList : [];
}

const marked = async (page: SitePage) =>
  (await page.hosts()).filter(({ state }) => state === "selected").map(({ subject }) => subject);

test("marks by mouse and keyboard, leaves by Esc and by the bar", async () => {
  const page = await openWatch();
  await page.clickHost(comment(1), "Shift");
  await untilMarked(page, 1);
  expect(await page.hostState(comment(1))).toBe("selected");
  // In the mode a plain press marks too, and a second one takes the mark away.
  await page.clickHost(comment(2));
  await untilMarked(page, 2);
  await page.clickHost(comment(2));
  await untilMarked(page, 1);
  expect(await page.hostState(comment(2))).toBe("idle");
  // With Shift everything in between, in page order, as in a list of files.
  await page.clickHost(comment(4), "Shift");
  const between = (await page.hosts()).map(({ subject }) => subject);
  const wanted = between.slice(between.indexOf(comment(1)), between.indexOf(comment(4)) + 1);
  expect(await marked(page)).toEqual(wanted.filter((subject) => subject.startsWith("youtube:comment:")));
  expect(await page.evaluate(() => String(getSelection()))).toBe("");
  await pressBar(page, "cancel");
  await until("the bar to go", async () => ((await readBar(page)) ? undefined : true));
  expect(await marked(page)).toEqual([]);

  await focusHost(page, comment(5));
  await page.press("Shift+Enter");
  await untilMarked(page, 1);
  await focusHost(page, comment(6));
  await page.press(" ");
  await untilMarked(page, 2);
  await page.press(" ");
  await untilMarked(page, 1);
  await page.press("Shift+ ");
  await untilMarked(page, 2);
  await page.press("Escape");
  await until("the bar to go", async () => ((await readBar(page)) ? undefined : true));
  expect(await marked(page)).toEqual([]);
  await page.close();
});

test("starts from the popup and from the menu too, with nothing marked yet", async () => {
  const popup = await officer.extensionPage("popup.html", { width: 400, height: 600 });
  const page = await openWatch();
  await page.bringToFront();
  await popup.evaluate(() => location.reload());
  await popup.waitFor("choose-several");
  await popup.click("choose-several");
  await untilMarked(page, 0);
  await page.clickHost(comment(1));
  await untilMarked(page, 1);
  expect(await marked(page)).toEqual([comment(1)]);
  await page.press("Escape");
  await until("the bar to go", async () => ((await readBar(page)) ? undefined : true));

  await page.openMenu("#content-text");
  // A menu takes a moment to open.
  await until("the menu's entry", () =>
    officer.chooseInMenu("Pilih beberapa kiriman").then(
      () => true,
      () => undefined,
    ),
  );
  await untilMarked(page, 0);
  await pressBar(page, "cancel");
  await until("the bar to go", async () => ((await readBar(page)) ? undefined : true));
  await page.close();
});

test("a mark on a recycled node goes, and its post is still reported as it was seen", async () => {
  const page = await openWatch();
  await page.clickHost(comment(2), "Shift");
  await untilMarked(page, 1);
  await page.evaluate((subject) => {
    const host = document.querySelector(`lapor-kominfo[data-subject="${subject}"]`);
    const link = host?.closest("ytd-comment-view-model")?.querySelector<HTMLAnchorElement>('a[href*="lc="]');
    if (link) link.href = link.href.replace(/lc=[^&]+/, "lc=UgzKomentarLain0000000001AaABAg");
  }, comment(2));
  await page.waitForState("youtube:comment:UgzKomentarLain0000000001AaABAg", "idle");
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await marked(page)).toEqual([]);
  await untilMarked(page, 1);
  await pressBar(page, "report");
  await untilInFront(page);
  expect(await page.form.attribute("set-post", "data-subject")).toBe(comment(2));
  await page.form.press("Escape");
  await untilClosed(page);
  await untilMarked(page, 1);
  await page.close();
});

test("a post that changed since it was marked is left out, and the form says so", async () => {
  const page = await openWatch();
  await page.clickHost(comment(1), "Shift");
  await page.clickHost(comment(2));
  await untilMarked(page, 2);
  await page.evaluate((subject) => {
    const host = document.querySelector(`lapor-kominfo[data-subject="${subject}"]`);
    const text = host?.closest("ytd-comment-view-model")?.querySelector("#content-text");
    if (text) text.textContent = "Kalimat yang sama sekali lain.";
  }, comment(2));
  await pressBar(page, "report");
  await untilInFront(page);
  expect(await page.form.count("set-post")).toBe(1);
  expect(await page.form.text("set-dropped")).toContain("1 kiriman tidak ikut");
  await page.close();
});

test("undo takes a whole set back; sent again, each post is its own case with the same set", async () => {
  const page = await openWatch();
  const chosen = [comment(3), comment(4), comment(5)];
  await page.clickHost(comment(3), "Shift");
  await page.clickHost(comment(4));
  await focusHost(page, comment(5));
  await page.press("Shift+Enter");
  await until("three marked posts", async () => ((await readBar(page))?.count ?? 0) >= 3 || undefined);
  const all = await marked(page);
  expect(all).toEqual(expect.arrayContaining(chosen));

  await page.press("Control+Enter");
  await untilInFront(page);
  await page.form.press("3");
  await untilReady(page);
  await page.form.type("note", "Banjir komentar promosi judi.");
  await page.form.click("send");
  await page.form.waitFor("receipt");
  await page.form.click("undo");
  await page.form.waitFor("undone");
  await untilClosed(page);
  await untilMarked(page, all.length);

  await pressBar(page, "report");
  await untilInFront(page);
  expect(await page.form.count("set-post")).toBe(all.length);
  await page.form.click("category-JUDI");
  await untilReady(page);
  await page.form.click("send");
  expect(await page.form.text("receipt")).toContain(`${all.length} laporan tersimpan`);
  expect(await page.form.count("receipt-row")).toBe(all.length);
  for (const subject of all) await page.waitForState(subject, "sent", 30_000);
  expect(await readBar(page)).toBeUndefined();
  await page.close();

  const numbers = new Set<string>();
  for (const subject of all) {
    const reports = await reportsOn(subject);
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject({ category: "JUDI", sentWith: all.length - 1 });
    expect(reports[0].evidence.subject).toBe(subject);
    expect(reports[0].note).toBeUndefined();
    numbers.add(reports[0].number);
  }
  expect(numbers.size).toBe(all.length);
});

test("the page cannot mark a post, nor press the bar", async () => {
  const page = await openWatch();
  await page.evaluate((subject) => {
    const host = document.querySelector(`lapor-kominfo[data-subject="${subject}"]`);
    host?.dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: true }));
  }, comment(1));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await readBar(page)).toBeUndefined();
  await page.clickHost(comment(1), "Shift");
  await untilMarked(page, 1);
  const seen = await page.evaluate((subject) => {
    const bar = document.querySelector<HTMLElement>("lapor-kominfo-bar");
    bar?.click();
    bar?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }));
    bar?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    document.querySelector<HTMLElement>(`lapor-kominfo[data-subject="${subject}"]`)?.click();
    return bar?.shadowRoot ?? null;
  }, comment(1));
  expect(seen).toBeNull();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await page.formOpen()).toBe(false);
  await untilMarked(page, 1);
  await page.close();
});

test("posts in view get their picture, cut from one of the tab; the others say that they were out of view", async () => {
  await officer.grantAllUrls();
  const page = await openWatch();
  await page.clickHost(comment(1), "Shift");
  await page.clickHost(comment(6));
  await untilMarked(page, 2);
  await page.resize({ width: 1280, height: 300 });
  await page.showHost(comment(6));
  await pressBarByKey(page, comment(6));
  await untilInFront(page);
  await page.form.click("set-details");
  expect(await page.form.text("panel-back")).toContain("Kembali");
  expect(await page.form.evaluate(() => document.querySelector(".panel img"))).toBeNull();
  await page.form.press("Escape");
  await page.form.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-testid="set-details"]')].at(-1)?.click(),
  );
  const size = await until("the picture", async () =>
    page.form.evaluate(() => {
      const image = document.querySelector<HTMLImageElement>(".panel img");
      return image?.complete ? [image.naturalWidth, image.naturalHeight] : undefined;
    }),
  );
  expect(size[0]).toBeGreaterThan(300);
  expect(size[1]).toBeGreaterThan(40);
  await page.close();
});
