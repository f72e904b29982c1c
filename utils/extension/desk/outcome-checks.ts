/**
 * Outcome checks: opens an address on a person's request, reads it, seals the result with the device's key and
 * sends it.
 */

import { shortAddress } from "../../page/sites/engine/page.ts";
import type { Clock, NoPictureReason, Picture, PixelBox } from "../../shared/contract/files.ts";
import {
  type OutcomeCheckInput,
  type OutcomeCheckPage,
  type OutcomeCheckTask,
  type OutcomeCheckView,
  type OutcomeProof,
  outcomeCheckFormat,
  type PageState,
  pageState,
} from "../../shared/contract/outcome-check.ts";
import type { CheckLocation, ContentState } from "../../shared/contract/request-state.ts";
import { fail, ok, type Result } from "../../shared/contract/result.ts";
import { mayState } from "../../shared/policy/request-effect.ts";
import { sealOutcomeProof } from "../../shared/seal/signed-kinds.ts";
import { parseAddress } from "../../shared/subject/parse-address.ts";
import { callIntake } from "../api/call-intake.ts";
import { readKey } from "../api/device-keys.ts";
import { readServerClock } from "../api/intake-clock.ts";
import { askPage, extensionVersion } from "../browser/browser.ts";
import { browserName } from "../browser/browser-name.ts";
import { activeTab, tabAddress, visit, withTabInFront } from "../browser/browser-tabs.ts";
import { checkRetryMs, checkTimeoutMs, tabPaintMs } from "../browser/delays.ts";
import { pictureRight, pictureTab } from "../browser/pictures.ts";
import { connection } from "../browser/storage.ts";
import { cutPictures, type PictureCut } from "../drafts/cut-pictures.ts";

interface CheckedPicture {
  picture: Picture;
  /** Parts of the person's own interface that were painted over. */
  covered?: PixelBox[];
  /** Present if it was taken. In memory only, until the check is sent. */
  bytes?: Uint8Array<ArrayBuffer>;
}

/**
 * Takes the picture of an outcome check: of the post or the site's notice only, by the code that takes
 * evidence. A missing picture is never an error; the check records the reason.
 */
export async function takeCheckPicture(
  { noPixels }: Pick<OutcomeCheckTask, "noPixels">,
  tabId: number,
  state: PageState,
): Promise<CheckedPicture> {
  if (noPixels) return none("category");
  const right = await pictureRight();
  if (right === "policy") return none(right);
  if (!state.view) return none("out-of-view");
  const shot = await withTabInFront(tabId, tabPaintMs, pictureTab);
  if (!shot) return none(right === "allowed" ? "failed" : right);
  // The page may have moved on while its picture was taken.
  if (shortAddress((await tabAddress(tabId)) ?? "") !== state.address) return none("failed");
  const [cut] = await cutPictures(shot, [state.view]).catch(() => []);
  return cut ? toPicture(cut) : none("failed");
}

function toPicture(cut: PictureCut): CheckedPicture {
  if ("state" in cut) return none(cut.reason);
  const { file, bytes, own } = cut;
  return { picture: { state: "taken", file }, bytes, ...(own.length > 0 ? { covered: own } : {}) };
}

function none(reason: NoPictureReason): CheckedPicture {
  return { picture: { state: "none", reason } };
}

export interface OutcomeReading extends CheckedPicture {
  state: PageState;
  at: string;
  clock: Clock;
}

/** Facts about a check that the page cannot tell. */
export interface CheckStatement {
  seenFrom: CheckLocation;
  /** Only for a page that does not tell. */
  seen?: ContentState | undefined;
  /** The partner who states the location. Undefined: the person's own word. */
  partner?: string | undefined;
  note?: string | undefined;
}

const pageRows = 50;
const loadMs = 20_000;

export function listOutcomeChecks(after?: string): Promise<Result<OutcomeCheckPage>> {
  return callIntake("listChecks", { query: { limit: pageRows, ...(after === undefined ? {} : { after }) } });
}

/** Uses the tab of the last check, else the front tab, else a new one, so that our own page stays open. */
export async function openOutcomeCheck(
  address: string,
  { tabId, inFront }: { tabId?: number | undefined; inFront: boolean },
): Promise<Result<number>> {
  const lastTab = inFront ? await activeTab() : tabId;
  const opened = await visit(address, lastTab, loadMs);
  // The tab of the last check was closed.
  const tab = opened ?? (lastTab === undefined ? undefined : await visit(address, undefined, loadMs));
  return tab === undefined ? fail("capture-failed", "the tab was closed", "now") : ok(tab);
}

/** Problems: `check-elsewhere` if the tab shows another page; `capture-failed` if it cannot be read. */
export async function readOutcomeCheck(
  task: OutcomeCheckTask,
  tabId: number,
): Promise<Result<OutcomeReading>> {
  const answer = await readPageState(tabId);
  if (!answer) return fail("capture-failed", "no script in this tab", "now");
  if (!answer.ok) return answer;
  const read = pageState.safeParse(answer.value);
  if (!read.success) return fail("capture-failed", "the page returned an unexpected answer", "now");
  if (!namesTask(read.data, task)) return fail("check-elsewhere", read.data.address.slice(0, 900));
  const at = new Date().toISOString();
  const clock = await readServerClock();
  if (!clock) return fail("intake-unreachable", undefined, "later");
  return ok({ state: read.data, at, clock, ...(await takeCheckPicture(task, tabId, read.data)) });
}

/** On a slow page the script arrives late, and navigation removes it; Firefox then never answers. */
async function readPageState(tabId: number): Promise<Result<unknown> | undefined> {
  const ask = () =>
    Promise.race([askPage(tabId, "check.js") as Promise<Result<unknown> | undefined>, wait(checkTimeoutMs)]);
  return (await ask()) ?? (await wait(checkRetryMs).then(ask));
}

async function wait(ms: number): Promise<undefined> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

/** A sign-in page names no post and replaces the page at the address. */
function namesTask({ site, names, signIn }: PageState, task: OutcomeCheckTask): boolean {
  if (site !== task.site) return false;
  return (signIn && names.length === 0) || names.some((name) => isNamed(task, name));
}

const isNamed = ({ subject, names }: OutcomeCheckTask, name: string) =>
  name === subject || names.includes(name);

/** Seals once, so that the same check can be sent again. */
export async function sealOutcomeReading(
  task: OutcomeCheckTask,
  reading: OutcomeReading,
  statement: CheckStatement,
): Promise<Result<OutcomeCheckInput>> {
  const connected = await connection.getValue();
  const key = connected ? await readKey(connected.keyName) : undefined;
  if (!key) return fail("not-enrolled");
  const seal = await sealOutcomeProof(outcomeProofOf(task, reading, statement), key);
  const { seenFrom, note } = statement;
  return ok({ id: crypto.randomUUID(), seenFrom, seal, ...(note && !task.noPixels ? { note } : {}) });
}

export function outcomeProofOf(
  task: OutcomeCheckTask,
  { state, at, clock, picture, covered }: OutcomeReading,
  { seenFrom, seen: saw, partner }: CheckStatement = { seenFrom: "indonesia" },
): OutcomeProof {
  const { itemId, subject, address, site, noPixels } = task;
  const { source, title, recipeVersion } = state;
  const isStated = saw !== undefined && mayState(state);
  return {
    format: outcomeCheckFormat,
    itemId,
    subject,
    address,
    site,
    seen: isStated ? saw : state.seen,
    ...(isStated ? { stated: true } : {}),
    seenFrom,
    ...(partner ? { basis: "partner", partner } : { basis: "declared" }),
    source,
    shownAddress: noPixels ? withoutFragment(state.address) : state.address,
    ...(noPixels || title === "" ? {} : { title }),
    picture: noPixels ? { state: "none", reason: "category" } : picture,
    ...(noPixels || !covered ? {} : { covered }),
    checkedAt: at,
    clock,
    recipeVersion,
    extensionVersion: extensionVersion(),
    browser: browserName(),
  };
}

/** Addresses may quote the content. */
function withoutFragment(address: string): string {
  const parsed = parseAddress(address);
  return parsed.ok ? parsed.value.permalink : (address.split(/[?#]/)[0] ?? "");
}

/**
 * Sends the check, then the picture that it names. Both are idempotent, so that a failure is repaired by sending
 * again. A picture that the intake refuses for good leaves the check saved without it.
 */
export async function addOutcomeCheck(
  itemId: string,
  body: OutcomeCheckInput,
  picture?: Uint8Array<ArrayBuffer>,
): Promise<Result<OutcomeCheckView>> {
  const added = await callIntake("addCheck", { params: { id: itemId }, body });
  if (!added.ok || !picture) return added;
  const sent = await callIntake("sendCheckPicture", { params: { id: body.id }, body: picture });
  return sent.ok || sent.problem.retry === "never" ? added : sent;
}
