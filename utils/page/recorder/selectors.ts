/** Collects the selectors of a recipe, and the attributes and classes that they mention. */

import { knownAttributes, knownClasses, referenceAttributes } from "./hidden-inputs.ts";

const keys = new Set(
  "at closest beside has skip find foreign picture from stop before without sole dark own page context".split(
    " ",
  ),
);

/** Returns all distinct selectors in any part of a recipe. */
export function selectorsIn(value: unknown, key = ""): string[] {
  if (typeof value === "string") return keys.has(key) && !/^[/*]/.test(value) ? [value] : [];
  if (Array.isArray(value)) return [...new Set(value.flatMap((entry) => selectorsIn(entry, key)))];
  if (typeof value !== "object" || value === null) return [];
  return [...new Set(Object.entries(value).flatMap(([name, inner]) => selectorsIn(inner, name)))];
}

/** Returns the selectors inside `:has(…)`. Their matches must be kept, or the outer element no longer matches. */
export function innerSelectorsOf(selector: string): string[] {
  const selectors: string[] = [];
  for (let start = selector.indexOf(":has("); start >= 0; start = selector.indexOf(":has(", start + 1)) {
    let depth = 1;
    let end = start + ":has(".length;
    for (; end < selector.length && depth > 0; end++) {
      if (selector[end] === "(") depth++;
      else if (selector[end] === ")") depth--;
    }
    selectors.push(selector.slice(start + ":has(".length, end - 1));
  }
  return selectors;
}

export interface MentionedMarkup {
  attributes: ReadonlySet<string>;
  classes: ReadonlySet<string>;
  /** Attribute values, or parts of them, that a selector requires. */
  values: readonly string[];
}

/** Attributes that affect visible text, independent of the selectors. */
const seeing = ["alt", "hidden", "aria-hidden", "role", "lang", "dir", ...knownAttributes];

export function mentionedMarkup(selectors: readonly string[], recipe: unknown): MentionedMarkup {
  const all = selectors.join(" ");
  const read = [...JSON.stringify(recipe).matchAll(/attr:([a-z][a-z\d-]*)/g)].map(
    ([, name]) => name as string,
  );
  const asked = [...all.matchAll(/\[([a-z][\w-]*)/gi)].map(([, name]) => name as string);
  return {
    attributes: new Set([
      ...seeing,
      ...read,
      ...asked,
      ...(/#[a-z]/i.test(all) || referenceAttributes.some((name) => read.includes(name)) ? ["id"] : []),
    ]),
    classes: new Set([
      ...knownClasses,
      ...[...all.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name]) => name as string),
    ]),
    values: [...all.matchAll(/[*^$~|]?=\s*(["']?)([^"'\]]+)\1/g)]
      .map(([, , value]) => value as string)
      .toSorted((a, b) => b.length - a.length),
  };
}
