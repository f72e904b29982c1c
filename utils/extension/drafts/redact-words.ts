/** Replaces words with blocks everywhere in the evidence, except in the identity of post and author. */

import type { ContextEntry, Evidence, Fields, Redaction } from "../../shared/contract/evidence.ts";
import { blocks } from "../../shared/policy/redaction.ts";

export interface Redacted<T> {
  value: T;
  /** Number of replaced or removed occurrences. */
  count: number;
}

type RedactedField = Extract<Redaction, { what: "words" }>["in"][number];

/** Matches any of the words, ignoring case and the amount of white space. Undefined if there are none. */
export function patternOf(words: readonly string[]): RegExp | undefined {
  const parts = words.map((word) => word.trim()).filter((word) => word !== "");
  // Longest first, so that a part of a name does not prevent a match of the whole name.
  const sources = parts
    .toSorted((one, other) => other.length - one.length)
    .map((word) => word.split(/\s+/u).map(escaped).join("\\s*"));
  return sources.length > 0 ? new RegExp(sources.join("|"), "giu") : undefined;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

export function redactText(text: string, words: RegExp): Redacted<string> {
  let count = 0;
  const value = text.replace(words, () => {
    count += 1;
    return blocks;
  });
  return { value, count };
}

/** Covers everything except permalink, author, subject and aliases, which a report requires. */
export function redactEvidence(
  evidence: Evidence,
  words: RegExp,
): Redacted<Pick<Evidence, "fields" | "page">> & { places: RedactedField[] } {
  const places: RedactedField[] = [];
  let count = 0;
  const note = <T>(place: RedactedField, hidden: Redacted<T>): T => {
    count += hidden.count;
    if (hidden.count > 0) places.push(place);
    return hidden.value;
  };
  const fields: Fields = { ...evidence.fields };
  const { title, text, media, links, context } = fields;
  if (title) fields.title = { ...title, value: note("title", redactText(title.value, words)) };
  if (text) fields.text = { ...text, value: note("text", redactText(text.value, words)) };
  if (media) {
    const value = note(
      "media",
      removeMatching(media.value, (one) => addressContains(one, words)),
    );
    if (value.length > 0) fields.media = { ...media, value };
    else delete fields.media;
  }
  if (links) {
    const left = removeMatching(links.value, ({ address }) => addressContains(address, words));
    const value = note(
      "links",
      redactEach(left, (one) => redactProperties(one, ["shown"], words)),
    );
    if (value.length > 0) fields.links = { ...links, value };
    else delete fields.links;
  }
  if (context) {
    const value = note(
      "context",
      redactEach({ value: context.value, count: 0 }, (one) => redactContextEntry(one, words)),
    );
    // An entry that now has only a relation carries no information.
    const told = value.filter((entry) => Object.keys(entry).length > 1);
    if (told.length > 0) fields.context = { ...context, value: told };
    else delete fields.context;
  }
  const { page } = evidence;
  return {
    value: { fields, ...(page ? { page: note("page", redactPage(page, words)) } : {}) },
    count,
    places,
  };
}

function redactPage(
  page: NonNullable<Evidence["page"]>,
  words: RegExp,
): Redacted<NonNullable<Evidence["page"]>> {
  const { value, count } = redactProperties(page, ["title"], words);
  if (!addressContains(page.address, words)) return { value, count };
  return { value: { ...value, address: `${new URL(page.address).origin}/` }, count: count + 1 };
}

function redactContextEntry(entry: ContextEntry, words: RegExp): Redacted<ContextEntry> {
  const { value, count } = redactProperties(entry, ["name", "text"], words);
  const left = { ...value };
  let taken = 0;
  for (const part of ["address", "subject"] as const) {
    const said = left[part];
    // If a name is hidden, its address must go too, because it may contain the name.
    if (said === undefined || !(left.name !== entry.name || addressContains(said, words))) continue;
    delete left[part];
    taken += 1;
  }
  return { value: left, count: count + taken };
}

function redactProperties<T extends object>(
  value: T,
  parts: readonly (keyof T)[],
  words: RegExp,
): Redacted<T> {
  const copy = { ...value };
  let count = 0;
  for (const part of parts) {
    const said = copy[part];
    if (typeof said !== "string") continue;
    const hidden = redactText(said, words);
    copy[part] = hidden.value as T[typeof part];
    count += hidden.count;
  }
  return { value: copy, count };
}

function removeMatching<T>(values: readonly T[], goes: (value: T) => boolean): Redacted<T[]> {
  const value = values.filter((one) => !goes(one));
  return { value, count: values.length - value.length };
}

function redactEach<T>({ value, count }: Redacted<T[]>, hide: (one: T) => Redacted<T>): Redacted<T[]> {
  const hidden = value.map(hide);
  return {
    value: hidden.map((one) => one.value),
    count: hidden.reduce((sum, one) => sum + one.count, count),
  };
}

/** Addresses that contain a word are removed completely, because replacing a part would break them. */
function addressContains(address: string, words: RegExp): boolean {
  return [address, decoded(address)].some((text) => text.search(words) >= 0);
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address.replaceAll("+", " "));
  } catch {
    return address;
  }
}
