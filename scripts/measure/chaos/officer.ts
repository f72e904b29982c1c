/** One officer at work: reports posts of the practice feed in sets of up to fifty and singly, and undoes some. */

import { type SitePage, type Surface, until } from "../../dev/drivers/driver.ts";
import { openForm, overrideWarnings, untilInFront } from "../../dev/drivers/file-report.ts";
import { pressBar, untilMarked } from "../../dev/drivers/selection-bar.ts";
import { readOutbox } from "./device.ts";
import { type Ledger, noteRow } from "./ledger.ts";
import type { Random } from "./random.ts";
import type { RestartableBrowser } from "./restartable-browser.ts";

export interface OfficerContext {
  life: RestartableBrowser;
  ledger: Ledger;
  random: Random;
  /** Returns an unused post number, with `count` unused numbers from there on. */
  nextPost(count: number): number;
  /** By SHA-256: texts of reports on their way to the intake. */
  sent: ReadonlyMap<string, string>;
}

const mostInSet = 50;
const openMs = 6_000;
const [singleShare, undoShare] = [0.25, 0.06];
const subjectOf = (post: number) => `x:post:${post}`;

const maxMs = 25_000;
const pressAgainMs = 2_500;
const undoMs = 8_000;

/** Presses "Kirim", again if the form reports a failure, and returns the receipt numbers. */
async function pressSend(form: Surface): Promise<string[]> {
  let pressedMs = 0;
  return until(
    "the receipt",
    async () => {
      const numbers = await readNumbers(form);
      if (numbers.length > 0) return numbers;
      if (performance.now() - pressedMs < pressAgainMs || !(await acceptsSend(form))) return undefined;
      pressedMs = performance.now();
      await form.click("send").catch(() => undefined);
      return undefined;
    },
    maxMs,
  );
}

/** Undoes the reports. If the form does not confirm it, the device's state decides in the end. */
async function undo(form: Surface, numbers: readonly string[], ledger: Ledger): Promise<void> {
  if ((await form.count("undo")) === 0) return;
  for (const number of numbers) {
    ledger.acknowledged.delete(number);
    ledger.unsure.add(number);
  }
  await form.click("undo");
  await form.waitFor("undone", undoMs);
  for (const number of numbers) {
    ledger.unsure.delete(number);
    ledger.undone.add(number);
  }
}

async function readNumbers(form: Surface): Promise<string[]> {
  if ((await form.count("receipt")) === 0) return [];
  return (await form.text("receipt")).match(/LK-[A-Z\d]{5}-[A-Z\d]{5}/g) ?? [];
}

async function acceptsSend(form: Surface): Promise<boolean> {
  if ((await form.count("send")) === 0) return false;
  return (await form.attribute("send", "aria-disabled")) === "false";
}

/** Opens a feed of unreported posts and reports once, at most `most` posts. */
export async function reportOnce(work: OfficerContext, most: number): Promise<void> {
  const { life, random } = work;
  const alone = random.next() < singleShare || most < 2;
  const takesBack = random.next() < undoShare;
  const count = alone ? 1 : Math.min(most, random.between(Math.ceil(mostInSet * 0.6), mostInSet));
  const from = work.nextPost(count);
  const subjects = Array.from({ length: count }, (_, index) => subjectOf(from + index));
  await life.whenUp();
  await life.during(async () => {
    const page = await life.driver.open(`https://x.com/bench?from=${from}&count=${count}`);
    try {
      await page.bringToFront();
      await page.waitForState(subjects.at(-1) ?? "", "idle");
      if (alone) await openForm(page, subjectOf(from));
      else await openSet(page, subjects);
      // If the background dies now, the form has no draft and the person closes it.
      await page.form.waitFor("category-JUDI", openMs);
      await page.form.click("category-JUDI");
      await overrideWarnings(page);
      const numbers = await pressSend(page.form);
      for (const number of numbers) work.ledger.acknowledged.add(number);
      if (takesBack) await undo(page.form, numbers, work.ledger);
    } finally {
      await page.close().catch(() => undefined);
    }
    for (const row of await readOutbox(life.driver, subjects)) noteRow(work.ledger, row, work.sent);
  });
}

/** Marks the first post and, with Shift, all up to the last. */
async function openSet(page: SitePage, subjects: readonly string[]): Promise<void> {
  await page.clickHost(subjects[0] ?? "", "Shift");
  await untilMarked(page, 1);
  await page.clickHost(subjects.at(-1) ?? "", "Shift");
  await untilMarked(page, subjects.length);
  await pressBar(page, "report");
  await untilInFront(page);
}
