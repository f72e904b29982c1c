/** Redacts one post's evidence: boxes on its pictures, and words in all texts. */

import { fromDataAddress, toDataAddress } from "../../page/capture/data-address.ts";
import type { AskedRedaction } from "../../shared/contract/draft.ts";
import type { ContextEntry, Evidence, Fields, Redaction } from "../../shared/contract/evidence.ts";
import { filesOf } from "../../shared/contract/files.ts";
import { blocks } from "../../shared/policy/redaction.ts";
import { digestHex } from "../../shared/seal/digest.ts";
import type { StoredPost, UnsealedPost } from "./drafts.ts";
import type { paintBoxes } from "./paint-boxes.ts";

const noCopy = { state: "none", reason: "redacted" } as const;

/** Starts from the first capture each time, because repeated encoding would reduce the picture's quality. */
export async function paintFiles(
  post: StoredPost,
  { boxes }: AskedRedaction,
  paint: typeof paintBoxes,
): Promise<UnsealedPost> {
  let { evidence, files } = post;
  const first = post.original?.evidence ?? evidence;
  for (const name of ["picture", "frame"] as const) {
    const asked = boxes.filter(({ file }) => file === name).map(({ box }) => box);
    const [now, before] = [evidence[name], first[name]];
    if (asked.length === 0 || now?.state !== "taken" || before?.state !== "taken") continue;
    const address = post.original?.files[before.file.sha256] ?? post.files[before.file.sha256];
    if (address === undefined) continue;
    const earlier = evidence.redactions.flatMap((redaction) =>
      redaction.what === "box" && redaction.file === name ? [redaction.box] : [],
    );
    const taken = await paint(address, [...earlier, ...asked]);
    const listed = asked.map((box): Redaction => ({ what: "box", file: name, box }));
    evidence = {
      ...evidence,
      [name]: { ...now, file: taken.file },
      redactions: [...evidence.redactions, ...listed],
    };
    files = { ...files, [taken.file.sha256]: toDataAddress(taken) };
  }
  return boxes.length > 0 ? withoutOriginals({ evidence, files }) : { evidence, files };
}

/** Removes the pictures' addresses, and the markup copy, whose pictures and descriptions would show the parts. */
function withoutOriginals({ evidence, files }: UnsealedPost): UnsealedPost {
  const { media, ...fields } = evidence.fields;
  const remaining: Evidence = {
    ...evidence,
    fields,
    ...(evidence.snapshot?.state === "taken" && { snapshot: noCopy }),
  };
  return listWords({ evidence: remaining, files }, ["media"], media?.value.length);
}

interface Redacted<T> {
  value: T;
  /** Number of replaced or removed occurrences. */
  count: number;
}

type RedactedField = Extract<Redaction, { what: "words" }>["in"][number];

/**
 * Matches any of the words, ignoring case, the amount of white space, and invisible characters. Undefined if there
 * are none.
 */
export function patternOf(words: readonly string[]): RegExp | undefined {
  const parts = words.map((word) => word.replace(/\p{Cf}/gu, "").trim()).filter(Boolean);
  // Longest first, so that a part of a name does not prevent a match of the whole name.
  const sources = parts
    .toSorted((one, other) => other.length - one.length)
    .map((word) => word.split(/\s+/u).map(sourceOf).join("[\\s\\p{Cf}]*"));
  return sources.length > 0 ? new RegExp(sources.join("|"), "giu") : undefined;
}

function sourceOf(text: string): string {
  return [...text].map((one) => one.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&")).join("\\p{Cf}*");
}

function redactText(text: string, words: RegExp, by = blocks): Redacted<string> {
  let count = 0;
  const value = text.replace(words, () => {
    count += 1;
    return by;
  });
  return { value, count };
}

/** Covers everything except permalink, author, subject and aliases, which a report requires. */
function redactEvidence(
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
      removeMatching(media.value, (address) => addressContains(address, words)),
    );
    if (value.length > 0) fields.media = { ...media, value };
    else delete fields.media;
  }
  if (links) {
    const keptLinks = removeMatching(links.value, ({ address }) => addressContains(address, words));
    const value = note(
      "links",
      redactEach(keptLinks, (link) => redactProperties(link, ["shown"], words)),
    );
    if (value.length > 0) fields.links = { ...links, value };
    else delete fields.links;
  }
  if (context) {
    const value = note(
      "context",
      redactEach({ value: context.value, count: 0 }, (entry) => redactContextEntry(entry, words)),
    );
    // An entry that now has only a relation carries no information.
    const remaining = value.filter((entry) => Object.keys(entry).length > 1);
    if (remaining.length > 0) fields.context = { ...context, value: remaining };
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
  const remaining = { ...value };
  let taken = 0;
  for (const part of ["address", "subject"] as const) {
    const address = remaining[part];
    // If a name is hidden, its address must go too, because it may contain the name.
    if (address === undefined || !(remaining.name !== entry.name || addressContains(address, words)))
      continue;
    delete remaining[part];
    taken += 1;
  }
  return { value: remaining, count: count + taken };
}

function redactProperties<T extends object>(
  value: T,
  parts: readonly (keyof T)[],
  words: RegExp,
): Redacted<T> {
  const copy = { ...value };
  let count = 0;
  for (const part of parts) {
    const original = copy[part];
    if (typeof original !== "string") continue;
    const hidden = redactText(original, words);
    copy[part] = hidden.value as T[typeof part];
    count += hidden.count;
  }
  return { value: copy, count };
}

function removeMatching<T>(values: readonly T[], goes: (value: T) => boolean): Redacted<T[]> {
  const kept = values.filter((value) => !goes(value));
  return { value: kept, count: values.length - kept.length };
}

function redactEach<T>({ value, count }: Redacted<T[]>, hide: (one: T) => Redacted<T>): Redacted<T[]> {
  const hidden = value.map(hide);
  return {
    value: hidden.map((entry) => entry.value),
    count: hidden.reduce((sum, entry) => sum + entry.count, count),
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

/** Adds the replacements to the counts of earlier ones. */
export async function hideWords(
  { evidence, files }: UnsealedPost,
  words: readonly string[],
): Promise<UnsealedPost> {
  const pattern = patternOf(words);
  if (!pattern) return { evidence, files };
  const { value, count, places } = redactEvidence(evidence, pattern);
  const copy = await hideInSnapshot({ evidence, files }, pattern, places.join());
  if (copy.count > 0) places.push("snapshot");
  return count + copy.count === 0
    ? { evidence, files }
    : listWords(
        { evidence: { ...copy.value.evidence, ...value }, files: copy.value.files },
        places,
        count + copy.count,
      );
}

function listWords(
  { evidence, files }: UnsealedPost,
  places: readonly RedactedField[],
  count = 0,
): UnsealedPost {
  const before = evidence.redactions.find((redaction) => redaction.what === "words");
  const listed: Redaction = {
    what: "words",
    in: [...new Set([...(before?.in ?? []), ...places])],
    count: count + (before?.count ?? 0),
  };
  const redactions = [...evidence.redactions.filter((redaction) => redaction !== before), listed];
  const wanted = filesOf(evidence).map(({ sha256 }) => sha256);
  return { evidence: count ? { ...evidence, redactions } : evidence, files: pick(files, wanted) };
}

interface Piece {
  raw: string;
  /** Visible text; absent for a tag. */
  text?: string;
}

/**
 * `html`: a copy as `utils/page/capture` writes it, with all special characters escaped and all attributes
 * in double quotes. Head and styles stay unchanged.
 */
export function hideInMarkup(html: string, words: RegExp): Redacted<string> {
  const body = Math.max(0, html.indexOf("<body"));
  const pieces = [...html.slice(body).matchAll(/<(?:"[^"]*"|[^">])*>|[^<]+|</g)].map(
    ([raw]): Piece => (raw.startsWith("<") ? { raw } : { raw, text: unescaped(raw) }),
  );
  const inText = hideInTexts(
    pieces.flatMap(({ text }) => text ?? []),
    words,
  );
  let count = inText.count;
  const written = pieces.map(({ raw, text }) => {
    if (text !== undefined) return escaped(inText.value.shift() ?? "");
    const tag = hideInTag(raw, words);
    count += tag.count;
    return tag.value;
  });
  return { value: html.slice(0, body) + written.join(""), count };
}

/** Treats the texts as one. The blocks replace the start of each word. */
function hideInTexts(texts: readonly string[], words: RegExp): Redacted<string[]> {
  const matches = [...texts.join("").matchAll(words)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  let start = 0;
  let next = 0;
  const value = texts.map((text) => {
    const end = start + text.length;
    let hidden = "";
    let at = start;
    for (let index = next; index < matches.length; index++) {
      const { from, to } = matches[index] as { from: number; to: number };
      if (from >= end) break;
      hidden += text.slice(at - start, Math.max(at, from) - start);
      if (from >= start) hidden += blocks;
      at = Math.min(to, end);
      if (to <= end) next = index + 1;
    }
    hidden += text.slice(at - start);
    start = end;
    return hidden;
  });
  return { value, count: matches.length };
}

/** Skips pictures and styles, which contain no words. */
function hideInTag(tag: string, words: RegExp): Redacted<string> {
  let count = 0;
  const value = tag.replace(/ ([a-z-]+)="([^"]*)"/g, (whole, name: string, raw: string) => {
    if (name === "style" || raw.startsWith("data:")) return whole;
    const hidden = redactText(unescaped(raw), words);
    count += hidden.count;
    return ` ${name}="${escaped(hidden.value)}"`;
  });
  return { value, count };
}

const special: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};

function unescaped(raw: string): string {
  return raw.replace(
    /&[^;]+;/g,
    (entity) => Object.keys(special).find((character) => special[character] === entity) ?? entity,
  );
}

function escaped(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => special[character] as string);
}

/** `places`: where else the words were found. */
async function hideInSnapshot(
  { evidence, files }: UnsealedPost,
  pattern: RegExp,
  places: string,
): Promise<Redacted<UnsealedPost>> {
  const { snapshot } = evidence;
  const address = snapshot?.state === "taken" ? files[snapshot.file.sha256] : undefined;
  if (address === undefined) return { value: { evidence, files }, count: 0 };
  const hidden = hideInMarkup(new TextDecoder().decode(fromDataAddress(address)), pattern);
  // Words of text or title. A picture between the letters, for example, hides them from the search.
  if (!hidden.count && /\bt/.test(places))
    return { value: { evidence: { ...evidence, snapshot: noCopy }, files }, count: 1 };
  if (!hidden.count && !places) return { value: { evidence, files }, count: 0 };
  // The address of a hidden name may contain it in another spelling.
  const { value, count } = redactText(hidden.value, / title="http[^"]*"/g, "");
  const bytes = new TextEncoder().encode(value);
  const file = { sha256: await digestHex(bytes), type: "text/html", bytes: bytes.length } as const;
  return {
    value: {
      evidence: { ...evidence, snapshot: { state: "taken", file } },
      files: { ...files, [file.sha256]: toDataAddress({ file, bytes }) },
    },
    count: hidden.count + count,
  };
}

export function pick(files: StoredPost["files"], wanted: readonly string[]): StoredPost["files"] {
  return Object.fromEntries(Object.entries(files).filter(([sha256]) => wanted.includes(sha256)));
}
