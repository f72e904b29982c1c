/**
 * What a person wrote in a form that was closed or removed before sending. In memory only. Deleted when a report of the
 * post is sent, when the no-pixels lane is chosen, and when the tab closes.
 */

import type { KeptWords } from "../../shared/contract/draft.ts";
import type { Subject } from "../../shared/contract/site.ts";
import { tabExists } from "../browser/browser.ts";
import { session } from "../browser/session-storage.ts";
import { runExclusive } from "../browser/storage.ts";

interface Entry {
  tabId: number;
  /** Subjects of the form's posts. */
  subjects: readonly Subject[];
  words: KeptWords;
}

const key = "kept-words";
const maxEntries = 20;

const readEntries = async () => (await session.read<Entry[]>(key)) ?? [];

/** Writes nothing where nothing was kept, as for most reports. */
function change(next: (old: Entry[]) => Entry[]): Promise<void> {
  return runExclusive(key, async () => {
    const old = await readEntries();
    const changed = next(old).slice(-maxEntries);
    if (old.length + changed.length > 0) await session.write(key, changed);
  });
}

const isOf = ({ subjects }: Entry, wanted: readonly Subject[]) =>
  subjects.length === wanted.length && subjects.every((subject) => wanted.includes(subject));

/** Replaces the words about the posts in this tab. `words`: undefined if nothing is left to keep. */
export async function keepWords(
  tabId: number,
  subjects: readonly Subject[],
  words: KeptWords | undefined,
): Promise<void> {
  await change((old) => [
    ...old.filter((entry) => entry.tabId !== tabId || !isOf(entry, subjects)),
    ...(words ? [{ tabId, subjects, words }] : []),
  ]);
  // The tab may have closed meanwhile.
  if (!(await tabExists(tabId))) await forgetWordsOfTab(tabId);
}

/** Returns the words that were written in this tab about exactly these posts. */
export async function recallWords(
  tabId: number,
  subjects: readonly Subject[],
): Promise<KeptWords | undefined> {
  const entries = await readEntries();
  return entries.find((entry) => entry.tabId === tabId && isOf(entry, subjects))?.words;
}

/** Deletes all words about any of the posts, in every tab. */
export function forgetWords(subjects: readonly Subject[]): Promise<void> {
  return change((old) =>
    old.filter((entry) => !entry.subjects.some((subject) => subjects.includes(subject))),
  );
}

export function forgetWordsOfTab(tabId: number): Promise<void> {
  return change((old) => old.filter((entry) => entry.tabId !== tabId));
}
