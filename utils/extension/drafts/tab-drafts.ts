/** Assigns drafts to tabs, and each draft to the first form in that tab that asked for it. */

import type { MessageSender } from "../browser/browser.ts";
import { runExclusive, session } from "../browser/storage.ts";
import type { FormOwnership } from "../messages/answer-messages.ts";
import { type DraftOrigin, hasDraft, readDraft, removeDraft } from "./drafts.ts";

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
    const known = owned.find((one) => one.draftId === draftId);
    if (known) return known.frameId === frameId;
    if (await hasDraft(draftId)) return false;
    for (const one of owned) if (one.frameId === frameId) await removeDraft(one.draftId);
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
    const isKnown = (await draftsOfTab(tabId)).some((one) => one.draftId === id);
    const draft = isKnown ? undefined : await readDraft(id);
    if (draft && !draft.ok) return "gone";
  }
  return runExclusive(tabKey(tabId), async () => {
    const owned = await draftsOfTab(tabId);
    const own = owned.find((one) => one.draftId === id);
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
