/** Takes the place of `text.ts` in the extension's pages: texts of one language, loaded by group. */

import { files } from "virtual:text-files";
import type { Language } from "../../shared/contract/site.ts";
import { fill } from "../../shared/i18n/fill-placeholders.ts";
import type { TextKey, Values } from "../../shared/i18n/text.ts";
import type { TextGroup } from "../../shared/i18n/text-groups.ts";

export const texts: Record<Language, Partial<Record<TextKey, string>>> = { id: {}, en: {} };

const wanted = new Set<TextGroup>();
const loading = new Map<string, Promise<void>>();

/** Loads the groups, and after a change of the language all groups that the page has. */
export async function loadTexts(language: Language, ...groups: TextGroup[]): Promise<void> {
  for (const group of groups) wanted.add(group);
  await Promise.all([...wanted].map((group) => loadGroup(language, group)));
}

function loadGroup(language: Language, group: TextGroup): Promise<void> {
  const name = `${language}/${group}` as const;
  const running = loading.get(name) ?? readFile(language, group);
  loading.set(name, running);
  return running;
}

async function readFile(language: Language, group: TextGroup): Promise<void> {
  const file = await files[`${language}/${group}`]?.();
  Object.assign(texts[language], file?.words);
}

export function text<K extends TextKey>(language: Language, key: K, ...[values]: Values<K>): string {
  return fill(texts[language][key] ?? key, values ?? {});
}
