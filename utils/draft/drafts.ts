/** Drafts in memory: from the capture until the person sends or cancels; never on disk. */

import { type DraftPost, type Dropped, draft, type LinkQuestion } from "../contract/draft.ts";
import type { Problem } from "../contract/problem.ts";
import { fail, ok, type Result } from "../contract/result.ts";
import type { Subject } from "../contract/site.ts";
import { session } from "../core/storage.ts";

/** The frame that the draft came from: only it is told what becomes of the form. */
export interface Origin {
  tabId: number;
  frameId: number;
  windowId: number;
}

/** What was reported before is looked up when the draft is shown. */
export interface StoredPost extends Omit<DraftPost, "reportedAt" | "maybeReported"> {
  /** Over the evidence as it stands; made anew after each change. */
  seal: string;
  /** As it was captured, while parts of it are unreadable; never leaves the background, and goes with the draft. */
  original?: Omit<StoredPost, "original">;
}

export type StoredDraft = { id: string; origin: Origin } & (
  | ({ state: "captured" } & StoredPost)
  | { state: "set"; posts: StoredPost[]; dropped: Dropped[] }
  | { state: "link-needed"; question: LinkQuestion; profileLink?: string | undefined }
  | { state: "refused"; problem: Problem }
);

const key = (draftId: string) => `draft:${draftId}`;
const longestWaitMs = 5_000;

/** Until when forms wait for drafts that take longer. */
const longerUntilMs = new Map<string, number>();

/** The picture of a post is being taken part by part: its form waits on. */
export function awaitLonger(draftId: string): void {
  longerUntilMs.set(draftId, Date.now() + longestWaitMs);
}

/** The form loads while the post is still being captured; these are forms that asked too early. */
const waiting = new Map<string, Set<(draft: StoredDraft) => void>>();

export async function writeDraft(draft: StoredDraft): Promise<void> {
  await session.write(key(draft.id), draft);
  for (const wake of waiting.get(draft.id) ?? []) wake(draft);
  waiting.delete(draft.id);
  longerUntilMs.delete(draft.id);
}

/** Gives the draft, waiting for it a moment; `draft-gone` when the browser was restarted or the form left open too long. */
export async function readDraft(draftId: string): Promise<Result<StoredDraft>> {
  // Waiting starts before looking, else a draft written in between would be missed.
  const arriving = waitForDraft(draftId);
  const known = await session.read<StoredDraft>(key(draftId));
  if (known) return draft.safeParse(known).success && known.origin ? ok(known) : fail("draft-gone");
  const late = await arriving;
  return late ? ok(late) : fail("draft-gone");
}

/** Whether it is there already, without waiting for it. */
export async function hasDraft(draftId: string): Promise<boolean> {
  return (await session.read(key(draftId))) !== null;
}

/** Of all forms that were neither sent nor closed. */
export async function listDrafts(): Promise<StoredDraft[]> {
  const all = await session.readAll();
  return Object.entries(all).flatMap(([name, value]) =>
    name.startsWith(key("")) ? [value as StoredDraft] : [],
  );
}

/** The same by their ids, whatever became of what lies under them. */
export async function listDraftIds(): Promise<string[]> {
  const names = Object.keys(await session.readAll());
  return names.filter((name) => name.startsWith(key(""))).map((name) => name.slice(key("").length));
}

/** What was captured of these posts goes: the whole draft, or of a set only theirs. */
export async function removePosts(subjects: readonly Subject[]): Promise<void> {
  for (const one of await listDrafts()) {
    const posts = one.state === "set" ? one.posts : one.state === "captured" ? [one] : [];
    const kept = posts.filter(({ evidence }) => !subjects.includes(evidence.subject));
    if (kept.length === posts.length) continue;
    if (one.state === "set" && kept.length > 0) await writeDraft({ ...one, posts: kept });
    else await removeDraft(one.id);
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
      const leftMs = (longerUntilMs.get(draftId) ?? 0) - Date.now();
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
