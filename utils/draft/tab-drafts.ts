/** Which drafts are a tab's, and which framed form may speak of each: the first that asked, in that very tab. */

import type { Opening } from "../contract/draft.ts";
import { done, fail, type Result } from "../contract/result.ts";
import { tabExists } from "../core/browser.ts";
import { inTurn } from "../core/in-turn.ts";
import type { MessageSender } from "../core/message-sender.ts";
import { session } from "../core/storage.ts";
import type { Tie } from "../messages/answer.ts";
import { hasDraft, type Origin, readDraft, removeDraft } from "./drafts.ts";
import { openDraft } from "./open-draft.ts";

interface Owned {
  draftId: string;
  /** The frame that it was captured in, which holds its form. */
  frameId: number;
  form?: { frameId: number; documentId?: string };
}

/** Kept after the draft is gone, for "batalkan". */
const most = 50;
const key = (tabId: number) => `drafts-of-tab:${tabId}`;
const ownedBy = async (tabId: number) => (await session.read<Owned[]>(key(tabId))) ?? [];

/** The draft of what a page's script read; `draft-gone` where the id is another tab's or frame's. */
export async function openOwnDraft(
  draftId: string,
  opening: Opening,
  origin: Origin,
): Promise<Result<Record<string, never>>> {
  if (!(await ownDraft(draftId, origin))) return fail("draft-gone");
  await openDraft(draftId, opening, origin);
  // It may have closed while the picture was taken.
  if (!(await tabExists(origin.tabId))) await forgetDrafts(origin.tabId);
  return done;
}

/** Of one frame there is one draft: an earlier one that its page left open goes. False: it is another tab's. */
export function ownDraft(draftId: string, { tabId, frameId }: Origin): Promise<boolean> {
  return inTurn(key(tabId), async () => {
    const owned = await ownedBy(tabId);
    const known = owned.find((one) => one.draftId === draftId);
    if (known) return known.frameId === frameId;
    if (await hasDraft(draftId)) return false;
    for (const one of owned) if (one.frameId === frameId) await removeDraft(one.draftId);
    await session.write(key(tabId), [...owned, { draftId, frameId }].slice(-most));
    return true;
  });
}

/** A page that frames our form, or opens it in a tab, with an id that it guessed or read gets nothing. */
export async function tieOf(id: string, sender: MessageSender, early: boolean): Promise<Tie> {
  const { tabId = -1, frameId = 0, documentId } = sender;
  if (!early) {
    const isKnown = (await ownedBy(tabId)).some((one) => one.draftId === id);
    const draft = isKnown ? undefined : await readDraft(id);
    if (draft && !draft.ok) return "gone";
  }
  return inTurn(key(tabId), async () => {
    const owned = await ownedBy(tabId);
    const own = owned.find((one) => one.draftId === id);
    if (!own) return early && !(await hasDraft(id)) ? "gone" : "foreign";
    if (own.frameId === frameId) return "foreign";
    own.form ??= { frameId, ...(documentId === undefined ? {} : { documentId }) };
    const isForm = own.form.frameId === frameId && own.form.documentId === documentId;
    if (!isForm) return "foreign";
    await session.write(key(tabId), owned);
    return "own";
  });
}

/** The tab has closed: so have its forms. */
export async function forgetDrafts(tabId: number): Promise<void> {
  for (const { draftId } of await ownedBy(tabId)) await removeDraft(draftId);
  await session.remove(key(tabId));
}
