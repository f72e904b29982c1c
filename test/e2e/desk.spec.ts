/** Two supervisors decide and confirm ten cases by keyboard alone. */

import { eq } from "drizzle-orm";
import { claims, people } from "../../intake/db/schema/index.ts";
import { clearDesk } from "../../scripts/dev/drivers/clear-desk.ts";
import { fillDesk } from "../../scripts/dev/drivers/fill-desk.ts";
import { apiReader } from "../support/e2e/api-reader.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { shoot } from "../support/e2e/shoot.ts";

const cases = { count: 10, alike: 4 };

/** Runs in the page: records every vertical position of the button, from its first frame on. */
function recordPlaces(testId: string): void {
  const places: number[] = [];
  Object.assign(window, { places });
  const look = () => {
    const top = document.querySelector(`[data-testid="${testId}"]`)?.getBoundingClientRect().top;
    if (top !== undefined && places.at(-1) !== top) places.push(top);
    requestAnimationFrame(look);
  };
  look();
}

test("decides and confirms ten cases by keyboard, near-duplicates as one group", {
  tag: "@chromium",
}, async ({ stage }) => {
  test.setTimeout(180_000);
  const { intake } = stage;
  const device = await stage.device("officer", "Petugas Contoh");
  await fillDesk(device, cases);
  const read = await apiReader(intake);
  const states = async (): Promise<string[]> => {
    const answer: { cases: { state: string }[] } = await read("/v1/cases?limit=100");
    return answer.cases.map(({ state }) => state);
  };

  const first = await stage.person("supervisor", "Penyelia Satu");
  const desk = await first.extensionPage("desk.html");
  await desk.waitFor("case-row");
  // The answer to the claim must not move a button that a person is about to press.
  await desk.evaluate(recordPlaces, "decide-approve");
  await desk.click("case-row");
  await desk.waitFor("claim");
  expect(await desk.evaluate(() => (window as never as { places: number[] }).places)).toHaveLength(1);
  await desk.press("Escape");
  const decided = await clearDesk(desk, "approve");
  expect(decided.cases).toBe(cases.count);
  expect(await states()).toEqual(Array(cases.count).fill("proposed"));
  // Three presses per case or group, and a few to move between them.
  expect(decided.presses).toBeLessThanOrEqual(3 * (cases.count - cases.alike + 1) + 5);

  const second = await stage.person("supervisor", "Penyelia Dua");
  const popup = await second.extensionPage("popup.html", { width: 400, height: 600 });
  const confirmed = await clearDesk(popup, "confirm");
  expect(confirmed.cases).toBe(cases.count);
  expect(await states()).toEqual(Array(cases.count).fill("approved"));
});

/** Runs in the page: names of columns of which a cell begins or ends elsewhere. */
function misalignedColumns(): string[] {
  const sidesOf = (cell: Element) => {
    const { left, right } = cell.getBoundingClientRect();
    return [Math.round(left), Math.round(right)];
  };
  const cellsOf = (row: Element) => [...row.querySelectorAll('[role="columnheader"], [role="gridcell"]')];
  const [head, ...rows] = [...document.querySelectorAll('.queue [role="row"]')].map(cellsOf);
  return (head ?? []).flatMap((name, at) => {
    const sides = String(sidesOf(name));
    const isOff = rows.some((cells) => !cells[at] || String(sidesOf(cells[at])) !== sides);
    return isOff ? [name.textContent] : [];
  });
}

test("lines up the columns of a wide queue, and assigns a selection by keyboard", {
  tag: "@chromium",
}, async ({ stage }) => {
  const device = await stage.device("officer", "Petugas Kolom");
  await fillDesk(device, { count: 4, alike: 2 });
  await stage.describeReports();
  const supervisor = await stage.person("supervisor", "Penyelia Kolom");
  const desk = await supervisor.extensionPage("desk.html", { width: 1280, height: 800 });
  await desk.waitFor("case-row");
  expect(await desk.evaluate(misalignedColumns)).toEqual([]);
  const counted = async (view: string) => Number(/\d+/.exec(await desk.text(`queue-${view}`))?.[0]);
  await expect.poll(() => counted("mine")).toBe(0);
  await desk.press("ArrowDown");
  await desk.press("x");
  await desk.press("Shift+ArrowDown");
  await desk.waitFor("selection-me");
  const selected = async () =>
    (await desk.count('case-row[aria-selected="true"]')) +
    (await desk.count('group-row[aria-selected="true"]'));
  await expect.poll(selected, "selected rows").toBe(2);
  await desk.click("selection-me");
  await desk.waitFor("selection-outcome");
  await expect.poll(() => counted("mine")).toBeGreaterThanOrEqual(2);
  await desk.press("Escape");
  await desk.close();
});

test("lets the open case go when the desk is closed", { tag: "@chromium" }, async ({ stage }) => {
  const device = await stage.device("officer", "Petugas Lain");
  await fillDesk(device, { count: 1, alike: 0 });
  const supervisor = await stage.person("supervisor", "Penyelia Tiga");
  // Desks of earlier tests are still open, and their claims end by themselves.
  const held = async () => {
    let count = 0;
    await stage.onStore(async (db) => {
      const [person] = await db.select().from(people).where(eq(people.name, "Penyelia Tiga"));
      count = await db.$count(claims, eq(claims.personId, person?.id ?? ""));
    });
    return count;
  };
  const desk = await supervisor.extensionPage("desk.html");
  await desk.click('case-row[data-state="open"]');
  await desk.waitFor('claim[data-state="own"]');
  expect(await held()).toBe(1);
  await desk.close();
  await expect.poll(held, "claims of this supervisor").toBe(0);
});

/** Runs in the page: what the list's age lies over, or that it lies outside the list. */
function underAge(): string[] {
  const age = document.querySelector('[data-testid="queue-age"]')?.getBoundingClientRect();
  const queue = document.querySelector(".queue")?.getBoundingClientRect();
  if (!age || !queue) return ["there is no age"];
  const parts = [...document.querySelectorAll('.queue [role="row"], [data-testid="problem"]')];
  const covered = parts.filter((part) => {
    const { left, right, top, bottom } = part.getBoundingClientRect();
    return left < age.right && right > age.left && top < age.bottom && bottom > age.top;
  });
  const isOutside = age.left < queue.left || age.right > queue.right;
  return [...covered.map(({ textContent }) => textContent), ...(isOutside ? ["outside the list"] : [])];
}

test("the age of a list that cannot be read again covers no row", { tag: "@chromium" }, async ({
  openStage,
}) => {
  const { device, person } = await openStage();
  await fillDesk(await device("officer", "Petugas Contoh"), { count: 2, alike: 0 });
  const supervisor = await person("supervisor", "Penyelia Contoh");
  const desk = await supervisor.extensionPage("desk.html");
  await desk.waitFor("case-row");
  await desk.playwright?.route(/\/v1\//, (route) => route.abort());
  await desk.playwright?.reload();
  await desk.waitFor("problem");
  for (const width of [400, 1280]) {
    await desk.resize({ width, height: 800 });
    await expect.poll(() => desk.evaluate(underAge), `at ${width} px`).toEqual([]);
  }
  await desk.playwright?.unrouteAll({ behavior: "ignoreErrors" });
});

for (const path of ["popup.html", "sidepanel.html"])
  test(`${path} says that the background does not answer, not that the browser is not enrolled`, {
    tag: "@chromium",
  }, async ({ stage }) => {
    const vlogger = await stage.person("vlogger", "Vlogger Contoh");
    const page = await vlogger.extensionPage("licences.txt", { width: 400, height: 600 });
    await page.playwright?.addInitScript(() => {
      const { chrome } = globalThis as unknown as {
        chrome: { runtime: { sendMessage(...input: unknown[]): Promise<unknown> } };
      };
      const { sendMessage } = chrome.runtime;
      // The page was never opened before, so no settings are remembered.
      localStorage.clear();
      chrome.runtime.sendMessage = () => Promise.reject(new Error("the background ended"));
      addEventListener("click", () => Object.assign(chrome.runtime, { sendMessage }), true);
    });
    await page.goto(new URL(path, await page.address()).href);
    expect(await page.attribute("problem", "data-code")).toBe("internal");
    expect(await page.count("not-enrolled")).toBe(0);
    await shoot(page, `no-background-${path}`);
    await page.click("retry");
    await page.waitFor('problem[data-code="certificate-needed"]');
  });
