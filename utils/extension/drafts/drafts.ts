/**
 * Drafts in memory, from the capture until the person sends or cancels. Never written to disk. Each belongs to a tab, and
 * to the first form in that tab that asked for it.
 */

import { type DraftPost, draft, type ExcludedPost, type LinkQuestion } from "../../shared/contract/draft.ts";
import type { Evidence } from "../../shared/contract/evidence.ts";
import type { Clock, QualityCode } from "../../shared/contract/files.ts";
import { limits } from "../../shared/contract/limits.ts";
import type { Problem } from "../../shared/contract/problem.ts";
import { fail, ok, type Result } from "../../shared/contract/result.ts";
import type { Subject } from "../../shared/contract/site.ts";
import { sealEvidence } from "../../shared/seal/seal.ts";
import { type DeviceKey, readKey } from "../api/device-keys.ts";
import { readServerClock } from "../api/intake-clock.ts";
import type { MessageSender } from "../browser/browser.ts";
import { session } from "../browser/session-storage.ts";
import { connection, runExclusive } from "../browser/storage.ts";
import type { FormOwnership } from "../messages/answer-messages.ts";

/** The frame of the draft's page, which is the only one to receive notices about the form. */
export interface DraftOrigin {
  tabId: number;
  frameId: number;
  windowId: number;
}

/** Earlier reports are looked up when the draft is shown. */
export interface StoredPost extends Omit<DraftPost, "reportedAt" | "maybeReported"> {
  /** Seal over the current evidence, renewed after each change. */
  seal: string;
  /** The original capture while parts are redacted. Stays in the background and is deleted with the draft. */
  original?: Omit<StoredPost, "original">;
}

export type DraftContent =
  | ({ state: "captured" } & StoredPost)
  | { state: "set"; posts: StoredPost[]; dropped: ExcludedPost[] }
  | { state: "link-needed"; question: LinkQuestion; profileLink?: string | undefined }
  | { state: "refused"; problem: Problem };

export type StoredDraft = { id: string; origin: DraftOrigin } & DraftContent;

const key = (draftId: string) => `draft:${draftId}`;
const longestWaitMs = 5_000;

/** Extended deadlines for forms that wait for slow drafts. */
const extendedUntilMs = new Map<string, number>();

/** The post is being captured in parts, so its form must wait longer. */
export function extendWait(draftId: string): void {
  extendedUntilMs.set(draftId, Date.now() + longestWaitMs);
}

/** The form loads while the post is still being captured. These forms asked before the draft existed. */
const waiting = new Map<string, Set<(draft: StoredDraft) => void>>();

export async function writeDraft(draft: StoredDraft): Promise<void> {
  await session.write(key(draft.id), draft);
  for (const wake of waiting.get(draft.id) ?? []) wake(draft);
  waiting.delete(draft.id);
  extendedUntilMs.delete(draft.id);
}

/**
 * Returns the draft, after a short wait if necessary. `draft-gone` if the browser was restarted or the form
 * stayed open too long.
 */
export async function readDraft(draftId: string): Promise<Result<StoredDraft>> {
  // Starts waiting before reading; otherwise a draft written in between would be missed.
  const arriving = waitForDraft(draftId);
  const stored = await session.read<StoredDraft>(key(draftId));
  if (stored) return draft.safeParse(stored).success && stored.origin ? ok(stored) : fail("draft-gone");
  const late = await arriving;
  return late ? ok(late) : fail("draft-gone");
}

/** True if the draft shows posts. Does not wait for it. */
export async function hasPosts(draftId: string): Promise<boolean> {
  return /captured|set/.test((await session.read<StoredDraft>(key(draftId)))?.state ?? "");
}

/** Drafts whose form waits for a new capture. */
export const recapturing = new Set<string>();

/** Does not wait for the draft. */
export async function hasDraft(draftId: string): Promise<boolean> {
  return (await session.read(key(draftId))) !== null;
}

/** Returns the drafts of all forms that were neither sent nor closed. */
export async function listDrafts(): Promise<StoredDraft[]> {
  const all = await session.readAll();
  return Object.entries(all).flatMap(([name, value]) =>
    name.startsWith(key("")) ? [value as StoredDraft] : [],
  );
}

/** Returns the ids of all stored drafts, including invalid ones. */
export async function listDraftIds(): Promise<string[]> {
  const names = Object.keys(await session.readAll());
  return names.filter((name) => name.startsWith(key(""))).map((name) => name.slice(key("").length));
}

/** Deletes the captures of these posts: the whole draft, or their entries in a set. */
export async function removePosts(subjects: readonly Subject[]): Promise<void> {
  for (const id of await listDraftIds()) {
    await runExclusive(id, async () => {
      const draft = await session.read<StoredDraft>(key(id));
      const posts = draft?.state === "set" ? draft.posts : draft?.state === "captured" ? [draft] : [];
      const kept = posts.filter(({ evidence }) => !subjects.includes(evidence.subject));
      if (kept.length === posts.length) return;
      if (draft?.state === "set" && kept.length > 0) await writeDraft({ ...draft, posts: kept });
      else await removeDraft(id);
    });
  }
}

export async function removeDraft(draftId: string): Promise<void> {
  await session.remove(key(draftId));
}

function waitForDraft(draftId: string): Promise<StoredDraft | undefined> {
  return new Promise((resolve) => {
    const wakers = waiting.get(draftId) ?? new Set();
    waiting.set(draftId, wakers.add(resolve));
    const giveUp = () => {
      const leftMs = (extendedUntilMs.get(draftId) ?? 0) - Date.now();
      if (leftMs > 0 && wakers.has(resolve)) {
        setTimeout(giveUp, leftMs);
        return;
      }
      wakers.delete(resolve);
      resolve(undefined);
    };
    setTimeout(giveUp, longestWaitMs);
  });
}

interface TabDraft {
  draftId: string;
  /** The frame of the capture, which contains the form. */
  frameId: number;
  form?: { frameId: number; documentId?: string };
}

/** Entries stay after the draft is gone, for "batalkan". */
const maxDrafts = 50;
const tabKey = (tabId: number) => `drafts-of-tab:${tabId}`;
const draftsOfTab = async (tabId: number) => (await session.read<TabDraft[]>(tabKey(tabId))) ?? [];

/**
 * One draft per frame: an earlier one that the page abandoned is deleted. Returns false if the id belongs to
 * another tab.
 */
export function claimDraft(draftId: string, { tabId, frameId }: DraftOrigin): Promise<boolean> {
  return runExclusive(tabKey(tabId), async () => {
    const owned = await draftsOfTab(tabId);
    const ownership = owned.find((entry) => entry.draftId === draftId);
    if (ownership) return ownership.frameId === frameId;
    if (await hasDraft(draftId)) return false;
    for (const entry of owned) if (entry.frameId === frameId) await removeDraft(entry.draftId);
    await session.write(tabKey(tabId), [...owned, { draftId, frameId }].slice(-maxDrafts));
    return true;
  });
}

/** Rejects pages that frame our form, or open it in a tab, with a guessed or stolen id. */
export async function formOwnershipOf(
  id: string,
  sender: MessageSender,
  early: boolean,
): Promise<FormOwnership> {
  const { tabId = -1, frameId = 0, documentId } = sender;
  if (!early) {
    const isKnown = (await draftsOfTab(tabId)).some((entry) => entry.draftId === id);
    const draft = isKnown ? undefined : await readDraft(id);
    if (draft && !draft.ok) return "gone";
  }
  return runExclusive(tabKey(tabId), async () => {
    const owned = await draftsOfTab(tabId);
    const own = owned.find((entry) => entry.draftId === id);
    if (!own) return early && !(await hasDraft(id)) ? "gone" : "foreign";
    if (own.frameId === frameId) return "foreign";
    own.form ??= { frameId, ...(documentId === undefined ? {} : { documentId }) };
    const isForm = own.form.frameId === frameId && own.form.documentId === documentId;
    if (!isForm) return "foreign";
    await session.write(tabKey(tabId), owned);
    return "own";
  });
}

export async function forgetDrafts(tabId: number): Promise<void> {
  for (const { draftId } of await draftsOfTab(tabId)) await removeDraft(draftId);
  await session.remove(tabKey(tabId));
}

/** Complete evidence with known files that is unsealed, or changed since sealing. */
export type UnsealedPost = Omit<StoredPost, "seal">;

/** Adds the intake's clock and a seal to each, all or none. `not-enrolled` if the device has no valid key. */
export async function sealPosts(posts: readonly UnsealedPost[]): Promise<Result<StoredPost[]>> {
  const connected = await connection.getValue();
  const key = connected ? await readKey(connected.keyName) : undefined;
  if (!key) return fail("not-enrolled");
  const clock = await readServerClock();
  return ok(await Promise.all(posts.map((post) => seal(post, key, clock))));
}

/** Seals one post. Also used after changes; the clock then stays that of the capture. */
export async function sealPost(post: UnsealedPost): Promise<Result<StoredPost>> {
  const sealed = await sealPosts([post]);
  if (!sealed.ok) return sealed;
  const [first] = sealed.value;
  return first ? ok(first) : fail("draft-gone");
}

async function seal({ evidence, files }: UnsealedPost, key: DeviceKey, heard?: Clock): Promise<StoredPost> {
  const timed = withClock(evidence, evidence.clock ?? heard);
  return { evidence: timed, files, seal: await sealEvidence(timed, key) };
}

function withClock(evidence: Evidence, clock: Clock | undefined): Evidence {
  if (!clock) return evidence;
  const off: QualityCode[] = isClockOff(clock, evidence.capturedAt) ? ["clock-off"] : [];
  return { ...evidence, clock, quality: [...new Set([...evidence.quality, ...off])] };
}

/** The device's clock differs from the intake's, or was set back between the last response and the capture. */
function isClockOff({ offsetMs, heardAt }: Clock, capturedAt: string): boolean {
  const backMs = Date.parse(heardAt) - Date.parse(capturedAt);
  return Math.abs(offsetMs) > limits.clockOffMs || backMs > limits.clockOffMs;
}
