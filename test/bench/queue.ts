/** Measures the queue with 100,000 cases: opening in the popup, searching, and going from a decision to the next case. */

import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext } from "@playwright/test";
import { openPostgres } from "../../intake/db/open.ts";
import { launchChromium } from "../../scripts/dev/drivers/chromium.ts";
import { enrolBrowser } from "../../scripts/dev/drivers/enrol.ts";
import { type IntakeProcess, startIntakeProcess } from "../../scripts/dev/drivers/intake-process.ts";
import { type IntakeKit, startKit, type TestDevice } from "../../scripts/dev/kits/intake-kit.ts";
import { startPractice } from "../../scripts/dev/practice/practice.ts";
import { type BenchBrowser, chromiumPath, openChromium } from "./chromium.ts";
import { alternate, type Figure, figure, median, rounds } from "./figure.ts";
import { untilIdle } from "./other-load.ts";
import { ourBuild } from "./our-build.ts";
import { type SeededStores, seedStores } from "./queue-stores.ts";

/** Typical searches: frequent words, rare words, prefixes, several words, no match. */
const searches = [
  "slot gampang",
  "deposit",
  "bonus 777",
  "rekaan",
  "akun rekaan 1234",
  "pinjaman cair",
  "ker",
  "undian mobil pajak",
  "kelompok rekaan angkatan",
  "tidak ada sama sekali",
  "a",
  "x:post:123",
  "mawar zeus",
];
const searchRounds = 20;
const nextRounds = 60;
const mostSearchMs = 200;
const mostNextMs = 150;

/** Separate from the browser part, which needs a build, so that figures appear early. */
export async function queueServer(): Promise<Figure[]> {
  const { full } = await seedStores();
  return withKit(full, async (kit, supervisor) => [await search(supervisor), await next(kit, supervisor)]);
}

export const queueFirst = async (): Promise<Figure[]> => [await first(await seedStores())];

async function withKit<T>(
  address: string,
  run: (kit: IntakeKit, device: TestDevice) => Promise<T>,
): Promise<T> {
  const store = await openPostgres(address);
  const kit = await startKit(store);
  kit.clock.ms = Date.now();
  try {
    return await run(kit, await kit.enrolled("supervisor", "Bench"));
  } finally {
    await kit.close();
    await store.close();
  }
}

/** 95th percentile of signed requests, each sent twice before it counts. */
async function search(supervisor: TestDevice): Promise<Figure> {
  const taken: number[] = [];
  for (let round = -2; round < searchRounds; round++) {
    for (const q of searches) {
      const query = new URLSearchParams({ q, limit: "50", ...(round % 2 === 0 ? { state: "pending" } : {}) });
      const ms = await time(() => get(supervisor, `/v1/cases?${query}`));
      if (round >= 0) taken.push(ms);
    }
  }
  const p95 = [...taken].sort((a, b) => a - b)[Math.floor(taken.length * 0.95)] ?? 0;
  const limit = { unit: "ms", vs: mostSearchMs, against: "the limit" };
  return figure({ name: "queue.search", value: p95, ...limit });
}

/** From the decision's press to the next case: the decision, the queue's first page, the case. */
async function next(kit: IntakeKit, supervisor: TestDevice): Promise<Figure> {
  const taken: number[] = [];
  const page = "/v1/cases?state=open&limit=50";
  let open = (await get(supervisor, page)).cases[0];
  for (let round = -5; round < nextRounds; round++) {
    const decision = { id: randomUUID(), act: "reject", why: "other", reason: "Tidak melanggar." };
    const ms = await time(async () => {
      const body = { ...decision, caseVersion: open.version };
      const answer = await supervisor.call("POST", `/v1/cases/${open.id}/decisions`, { body });
      if (answer.status !== 200) throw new Error(`decide: ${answer.problem}`);
      open = (await get(supervisor, page)).cases[0];
      await get(supervisor, `/v1/cases/${open.id}`);
    });
    kit.clock.ms = Date.now();
    if (round >= 0) taken.push(ms);
  }
  const limit = { unit: "ms", vs: mostNextMs, against: "the limit" };
  return figure({ name: "queue.next", value: median(taken), ...limit });
}

async function get(device: TestDevice, path: string) {
  const answer = await device.call("GET", path);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.problem}`);
  return answer.body;
}

async function time(act: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await act();
  return performance.now() - startMs;
}

/** Opens the popup's page repeatedly in a warm browser, until the first case is rendered. */
const first = ({ full, small }: SeededStores): Promise<Figure> =>
  withSupervisors({ full, small }, async (browsers) => {
    const taken = await alternate(
      rounds,
      () => firstRow(browsers.full, "popup.html"),
      () => firstRow(browsers.small, "popup.html"),
    );
    const against = { vs: taken.yardstick, against: "the same with ten cases" };
    return figure({ name: "queue.first", value: taken.ours, unit: "ms", ...against });
  });

/** A supervisor's browser for each database address, each with an intake of its own. */
export async function withSupervisors<Name extends string, T>(
  addresses: Record<Name, string>,
  run: (browsers: Record<Name, BenchBrowser>) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "lapor-bench-queue-"));
  const practice = await startPractice();
  const intakes: IntakeProcess[] = [];
  const browsers = {} as Record<Name, BenchBrowser>;
  try {
    for (const [name, address] of Object.entries(addresses) as [Name, string][]) {
      const env = { DATABASE_URL: address };
      const intake = await startIntakeProcess({ dataDir: join(folder, name), env });
      intakes.push(intake);
      const profile = join(folder, `${name}-profile`);
      const { proxyPort } = practice;
      const driver = await launchChromium({
        executable: chromiumPath(),
        extension: ourBuild(),
        proxyPort,
        profile,
      });
      await enrolBrowser(driver, intake.address, () => intake.enrol("supervisor", "Bench"));
      await driver.close();
      browsers[name] = await openChromium(ourBuild(), proxyPort, profile);
    }
    await untilIdle();
    return await run(browsers);
  } finally {
    await Promise.allSettled(Object.values<BenchBrowser>(browsers).map((browser) => browser.close()));
    await Promise.allSettled(intakes.map((intake) => intake.stop()));
    await practice.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function extensionAddress(context: BrowserContext, path: string): Promise<string> {
  const [worker = await context.waitForEvent("serviceworker")] = context.serviceWorkers();
  return new URL(path, worker.url()).href;
}

/** Milliseconds from the start of a new page to the frame that shows its first case. */
export async function firstRow({ context }: BenchBrowser, path: "popup.html" | "desk.html"): Promise<number> {
  const page = await context.newPage();
  if (path === "popup.html") await page.setViewportSize({ width: 400, height: 600 });
  await page.addInitScript(noteFirstRow);
  await page.goto(await extensionAddress(context, path));
  const ms = await page.evaluate(() => (window as unknown as { firstRowMs: Promise<number> }).firstRowMs);
  await page.close();
  return ms;
}

/** Runs in the page before its own code: milliseconds from its start to the frame that shows the first case. */
function noteFirstRow(): void {
  const marks = window as unknown as { firstRowMs: Promise<number> };
  marks.firstRowMs = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector('[data-testid="case-row"]')) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now()));
    });
    observer.observe(document, { childList: true, subtree: true });
  });
}
