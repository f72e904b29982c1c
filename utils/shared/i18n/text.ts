/** All texts of the extension in both languages, looked up by keys that the compiler checks. */

import type { Language } from "../contract/site.ts";
import { fill } from "./fill-placeholders.ts";
import { type TextGroup, type TextTable, textTables } from "./text-groups.ts";

type KeysOf<T> = T extends { id: infer Texts } ? keyof Texts & string : never;
type PatternOf<K, T> = T extends { id: infer Texts } ? (K extends keyof Texts ? Texts[K] : never) : never;

export type TextKey = KeysOf<TextTable>;

const textsIn = (language: Language): Record<TextKey, string> =>
  Object.assign({}, ...textTables.map((table) => table[language]));

export const texts: Record<Language, Record<TextKey, string>> = { id: textsIn("id"), en: textsIn("en") };

type Holes<T> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Holes<Rest> : never;

/** The values that a text needs; none for a text without placeholders. */
export type Values<K extends TextKey> = [Holes<PatternOf<K, TextTable>>] extends [never]
  ? []
  : [values: Record<Holes<PatternOf<K, TextTable>>, string | number>];

/** Keys of texts without placeholders. */
export type PlainTextKey = { [K in TextKey]: Values<K> extends [] ? K : never }[TextKey];

/** Does nothing here. In the extension's pages, `loaded-text.ts` takes the place of this file and loads the groups. */
export async function loadTexts(_language: Language, ..._groups: TextGroup[]): Promise<void> {}

/** Returns a text with its placeholders filled from `values`. */
export function text<K extends TextKey>(language: Language, key: K, ...[values]: Values<K>): string {
  return fill(texts[language][key], values ?? {});
}
