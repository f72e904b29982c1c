/**
 * What can be pressed stays where it was first shown, while the intake answers late: a press must never meet another
 * control. In Chromium, whose driver can delay the page's requests; the positions come from the same layout in Firefox.
 */

import type { Driver, Page } from "../../scripts/dev/drivers/driver.ts";
import { fileReport } from "../../scripts/dev/drivers/file-report.ts";
import { fillDesk } from "../../scripts/dev/drivers/fill-desk.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { insertRequests } from "../support/e2e/insert-requests.ts";
import { type JumpWatch, watchJumps } from "../support/e2e/jumps.ts";
import { reportVideos } from "../support/e2e/videos.ts";

const popupSize = { width: 400, height: 600 };
const deskSize = { width: 1280, height: 900 };
/** The first request is answered first, or last. */
const delays = [
  [100, 300, 500, 700],
  [700, 500, 300, 100],
];
/** Longer than a list waits for what is above it. */
const slowMs = [2_600, 2_400];

interface Watched extends JumpWatch {
  page: Page;
  /** Loads a page of the extension. */
  load(path: string): Promise<void>;
}

async function open(driver: Driver, size: typeof popupSize, delaysMs: readonly number[]): Promise<Watched> {
  // A page of the extension without requests to the intake.
  const page = await driver.extensionPage("licences.txt", size);
  if (!page.playwright) throw new Error("jumps are watched in Chromium");
  const watch = await watchJumps(page.playwright, delaysMs);
  const base = await page.address();
  return {
    ...watch,
    page,
    async load(path) {
      // Another hash alone would load nothing.
      await page.goto("about:blank");
      await page.goto(new URL(path, base).href);
      await page.bringToFront();
    },
  };
}

for (const [name, size] of [
  ["desk", deskSize],
  ["popup", popupSize],
] as const)
  test(`a supervisor's queue, case and board do not jump in the ${name}`, { tag: "@chromium" }, async ({
    openStage,
  }) => {
    test.setTimeout(300_000);
    const { device, person } = await openStage();
    await fillDesk(await device("officer", "Petugas Contoh"), { count: 6, alike: 2 });
    const supervisor = await person("supervisor", "Penyelia Contoh");
    const found: Record<string, string[]> = {};
    for (const delaysMs of delays) {
      const { page, load, jumps } = await open(supervisor, size, delaysMs);
      const note = async (screen: string) => {
        const moved = await jumps();
        if (moved.length > 0) found[`${screen} ${delaysMs[0]}`] = moved;
      };
      // Twice: the second time it shows the remembered list first.
      for (const time of ["first", "again"]) {
        await load(`${name}.html#/cases`);
        await page.waitFor("case-row");
        await note(`queue, ${time}`);
      }
      await page.click('case-row[data-state="open"]');
      await page.waitFor("decide-more");
      await note("case");
      const id = await page.attribute("case-view", "data-case");
      await load(`${name}.html#/cases/${id}`);
      await page.waitFor("decide-more");
      await note("case by its address");
      await load(`${name}.html#/board`);
      await page.waitFor("commitment");
      await note("board");
      await page.close();
    }
    const { page, load, jumps } = await open(supervisor, size, slowMs);
    await load(`${name}.html#/cases`);
    await page.waitFor("case-row");
    expect(await jumps(), "queue, slow").toEqual([]);
    expect(found).toEqual({});
  });

test("a supervisor's requests do not jump", { tag: "@chromium" }, async ({ openStage }) => {
  const { device, person, onStore } = await openStage();
  await fillDesk(await device("officer", "Petugas Contoh"), { count: 6, alike: 2 });
  const supervisor = await person("supervisor", "Penyelia Contoh");
  await onStore(insertRequests);
  const found: Record<string, string[]> = {};
  for (const delaysMs of delays) {
    const { page, load, jumps } = await open(supervisor, deskSize, delaysMs);
    await load("desk.html#/requests");
    await page.waitFor("request-row");
    found[`list ${delaysMs[0]}`] = await jumps();
    await page.click("request-row");
    await page.waitFor("letter-open-request");
    found[`request ${delaysMs[0]}`] = await jumps();
    await page.close();
  }
  expect(Object.entries(found).filter(([, moved]) => moved.length > 0)).toEqual([]);
});

test("an officer's own reports do not jump", { tag: "@chromium" }, async ({ stage }) => {
  const officer = await stage.person("officer", "Petugas Contoh");
  const home = await officer.open("https://x.com/home");
  for (const subject of ["x:post:1993210000000000102", "x:post:1993210000000000103"]) {
    await home.waitForState(subject, "idle");
    await fileReport(home, subject, "JUDI");
    await home.waitForState(subject, "sent", 30_000);
  }
  const found: Record<string, string[]> = {};
  for (const [name, size] of [
    ["desk", deskSize],
    ["popup", popupSize],
  ] as const)
    for (const delaysMs of delays) {
      const { page, load, jumps } = await open(officer, size, delaysMs);
      for (const time of ["first", "again"]) {
        await load(`${name}.html`);
        await page.waitFor("report-row");
        const moved = await jumps();
        if (moved.length > 0) found[`${name} ${delaysMs[0]}, ${time}`] = moved;
      }
      await page.close();
    }
  expect(found).toEqual({});
});

test("a vlogger's tasks and an administrator's queue, alerts and settings do not jump", {
  tag: "@chromium",
}, async ({ openStage }) => {
  const { device, person, certify } = await openStage();
  await reportVideos(await device("officer", "Petugas Contoh"), [
    { id: "S4y0rL0d3h1", title: "Titip dana di sini, dan uang Anda kembali dua kali", category: "PENIPUAN" },
  ]);
  for (const name of ["Peninjau Dua", "Peninjau Tiga"]) await device("vlogger", name);
  await device("supervisor", "Penyelia Contoh");
  const vlogger = await person("vlogger", "Vlogger Contoh");
  await certify();
  const admin = await person("admin", "Pengelola Contoh");
  const found: Record<string, string[]> = {};
  for (const delaysMs of delays)
    for (const [driver, path, target] of [
      // Above its list is a line about the panel, which cannot be formed here.
      [admin, "desk.html#/cases", "case-row"],
      [admin, "desk.html#/cases", "case-row"],
      [vlogger, "desk.html#/tasks", "own-channels"],
      [admin, "desk.html#/alerts", "shift-from"],
      [admin, "options.html", "save-alerts"],
    ] as const) {
      const { page, load, jumps } = await open(driver, deskSize, delaysMs);
      await load(path);
      await page.waitFor(target);
      const moved = await jumps();
      if (moved.length > 0) found[`${path} ${delaysMs[0]}`] = moved;
      await page.close();
    }
  expect(found).toEqual({});
});
