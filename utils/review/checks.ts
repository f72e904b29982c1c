/** Looking at an address again: opened by a person's press, read, sealed with this device's key, sent to the intake. */

import {
  type CheckInput,
  type CheckPage,
  type CheckProof,
  type CheckTask,
  type CheckView,
  checkFormat,
  type PageState,
  pageState,
} from "../contract/check.ts";
import type { Clock } from "../contract/files.ts";
import { fail, ok, type Result } from "../contract/result.ts";
import { askPage, extensionVersion } from "../core/browser.ts";
import { browserName } from "../core/browser-name.ts";
import { frontTab, visit } from "../core/browser-visit.ts";
import { nowMs, toInstant } from "../core/clock.ts";
import { readClock } from "../core/intake-clock.ts";
import { readKey } from "../core/keys.ts";
import { connection } from "../core/storage.ts";
import { checkAgainMs, checkAnswerMs } from "../core/waits.ts";
import { sealCheck } from "../seal/sealed-check.ts";
import { parseAddress } from "../subject/parse-address.ts";
import { callIntake } from "./call-intake.ts";

/** What a page showed, and when. */
export interface CheckReading {
  state: PageState;
  at: string;
  clock: Clock;
}

const pageRows = 50;
const loadMs = 20_000;

export function listChecks(after?: string): Promise<Result<CheckPage>> {
  return callIntake("listChecks", { query: { limit: pageRows, ...(after === undefined ? {} : { after }) } });
}

/** In the tab that was used before, else in the one in front, else in a new one: our own page stays where it is. */
export async function openCheck(
  address: string,
  { tabId, inFront }: { tabId?: number | undefined; inFront: boolean },
): Promise<Result<number>> {
  const known = inFront ? await frontTab() : tabId;
  const opened = await visit(address, known, loadMs);
  // Somebody closed the tab that was used before.
  const tab = opened ?? (known === undefined ? undefined : await visit(address, undefined, loadMs));
  return tab === undefined ? fail("capture-failed", "the tab is gone", "now") : ok(tab);
}

/** Problems: `check-elsewhere` when the tab shows another page, `capture-failed` when it cannot be read. */
export async function readCheck(task: CheckTask, tabId: number): Promise<Result<CheckReading>> {
  const answer = await askTwice(tabId);
  if (!answer) return fail("capture-failed", "no script in this tab", "now");
  if (!answer.ok) return answer;
  const read = pageState.safeParse(answer.value);
  if (!read.success) return fail("capture-failed", "no answer of ours", "now");
  if (!isAbout(read.data, task)) return fail("check-elsewhere", read.data.address.slice(0, 900));
  const clock = await readClock();
  return clock
    ? ok({ state: read.data, at: toInstant(nowMs()), clock })
    : fail("intake-unreachable", undefined, "later");
}

/**
 * A page that loads slowly gets our button's script late, and one that goes on elsewhere takes this one with it: Firefox
 * then answers nothing for ever.
 */
async function askTwice(tabId: number): Promise<Result<unknown> | undefined> {
  const ask = () =>
    Promise.race([askPage(tabId, "check.js") as Promise<Result<unknown> | undefined>, wait(checkAnswerMs)]);
  return (await ask()) ?? (await wait(checkAgainMs).then(ask));
}

async function wait(ms: number): Promise<undefined> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

/** A page that asks to sign in names nothing, and stands where the address should be. */
function isAbout({ site, names, signIn }: PageState, task: CheckTask): boolean {
  if (site !== task.site) return false;
  return (signIn && names.length === 0) || names.some((name) => isNamed(task, name));
}

const isNamed = ({ subject, names }: CheckTask, name: string) => name === subject || names.includes(name);

/** What is sent: sealed once, so that the same check can be sent again. */
export async function sealReading(task: CheckTask, reading: CheckReading): Promise<Result<CheckInput>> {
  const known = await connection.getValue();
  const key = known ? await readKey(known.keyName) : undefined;
  if (!key) return fail("not-enrolled");
  const seal = await sealCheck(proofOf(task, reading), key);
  return ok({ id: crypto.randomUUID(), seenFrom: "indonesia", seal });
}

export function proofOf(task: CheckTask, { state, at, clock }: CheckReading): CheckProof {
  const { itemId, subject, address, site, noPixels } = task;
  const { seen, source, title, recipeVersion } = state;
  return {
    ...{ format: checkFormat, itemId, subject, address, site, seen, source },
    shownAddress: noPixels ? plain(state.address) : state.address,
    ...(noPixels || title === "" ? {} : { title }),
    ...{ checkedAt: at, clock, recipeVersion },
    ...{ extensionVersion: extensionVersion(), browser: browserName() },
  };
}

/** Addresses can quote what must not be repeated. */
function plain(address: string): string {
  const parsed = parseAddress(address);
  return parsed.ok ? parsed.value.permalink : (address.split(/[?#]/)[0] ?? "");
}

export function addCheck(itemId: string, body: CheckInput): Promise<Result<CheckView>> {
  return callIntake("addCheck", { params: { id: itemId }, body });
}
