/** Interprets readings: raw strings from the places a recipe names, each with where it was read. */

import type { FieldName, Fields } from "../contract/evidence.ts";
import { limits } from "../contract/limits.ts";
import type { Subject } from "../contract/site.ts";
import { addressOf } from "../subject/address-of.ts";
import { readingsOf } from "./fields.ts";
import type { Identity } from "./identity.ts";
import { describe, locate } from "./locate.ts";
import type { Page } from "./page.ts";
import { foreignSelector } from "./select.ts";
import type { PostRecipe, Reading } from "./site.ts";
import { readText } from "./text.ts";
import { transform } from "./transforms.ts";

export interface Read {
  value: unknown;
  /** Such as `attr:datetime time[datetime]`. */
  source: string;
  element?: Element;
  /** The text was longer than we carry. */
  clipped?: true;
}

export interface ReadPost {
  fields: Fields;
  /** Looked for and not found. */
  missing: FieldName[];
}

type Shape = (value: unknown) => boolean;
const chars =
  (most: number): Shape =>
  (value) =>
    typeof value === "string" && value.length > 0 && value.length <= most && !value.includes("\0");

/** What the contract accepts of each field; a value beyond it counts as not found, never as a shortened one. */
const shapes: Record<FieldName, Shape> = {
  permalink: chars(limits.addressChars),
  title: chars(limits.titleChars),
  text: chars(limits.textChars),
  truncated: (value) => value === true,
  authorName: chars(limits.nameChars),
  authorHandle: chars(limits.nameChars),
  authorLink: chars(limits.addressChars),
  authorId: chars(100),
  publishedRaw: chars(200),
  publishedAt: chars(40),
  media: chars(limits.addressChars),
  links: (value) => typeof value === "object",
  counts: (value) => typeof value === "object",
  language: chars(35),
  audience: chars(20),
  timecodeSeconds: (value) => typeof value === "number" && value >= 0 && value <= 1_000_000,
};

/** Lists are read to their end and joined; every other field takes the first reading that yields something. */
const lists: Partial<Record<FieldName, number>> = {
  media: limits.mediaCount,
  links: limits.linkCount,
  counts: 50,
};

/** Reads every field of a post's recipe; the permalink is the address that its identity was read from. */
export function readPost(post: Element, recipe: PostRecipe, page: Page, identity?: Identity): ReadPost {
  const { channelId: _, ...readings } = readingsOf(recipe);
  const fields: Partial<Record<FieldName, { value: unknown; source: string }>> = {};
  const missing: FieldName[] = [];
  let clipped: Read | undefined;
  for (const [name, ordered] of Object.entries(readings) as [FieldName, readonly Reading[]][]) {
    const found = take(name, ordered, post, recipe, page, identity?.subject);
    const [first] = found;
    if (first) {
      fields[name] = { value: joined(name, found), source: sourceOf(found) };
      clipped ??= found.find((read) => read.clipped);
    } else if (name !== "truncated") missing.push(name);
  }
  if (identity && !fields.permalink) addPermalink(fields, missing, identity);
  if (clipped && !fields.truncated)
    fields.truncated = { value: true, source: `limit:${limits.textChars} ${clipped.source}`.slice(0, 300) };
  return { fields: fields as Fields, missing };
}

/** Where the recipe has no reading of its own: the address that named the post, or the one that its name stands for. */
function addPermalink(fields: Record<string, unknown>, missing: FieldName[], identity: Identity): void {
  const address = identity.permalink ?? addressOf(identity.subject);
  const at = missing.indexOf("permalink");
  if (address && at >= 0) missing.splice(at, 1);
  if (!address && at < 0) missing.push("permalink");
  const source = identity.reading ? describe(identity.reading) : "link pasted and checked";
  if (address) fields.permalink = { value: address, source };
}

function take(
  name: FieldName,
  readings: readonly Reading[],
  post: Element,
  recipe: PostRecipe,
  page: Page,
  subject?: Subject,
): Read[] {
  const most = lists[name] ?? 1;
  const found: Read[] = [];
  const seen = new Set<string>();
  for (const reading of readings) {
    for (const read of readAll(reading, post, recipe, page, subject)) {
      const key =
        typeof read.value === "string"
          ? read.value
          : JSON.stringify((read.value as { address?: string }).address ?? read.value);
      if (!shapes[name](read.value) || seen.has(key)) continue;
      seen.add(key);
      found.push(read);
      if (found.length === most) return found;
    }
  }
  return found;
}

function joined(name: FieldName, found: Read[]): unknown {
  if (name === "counts") return Object.assign({}, ...found.toReversed().map((read) => read.value));
  return lists[name] ? found.map((read) => read.value) : found[0]?.value;
}

function sourceOf(found: Read[]): string {
  return [...new Set(found.map((read) => read.source))].join("; ").slice(0, 300);
}

/** Every value one reading yields, in the order of the page; at most one without `all`. */
export function readAll(
  reading: Reading,
  post: Element,
  recipe: PostRecipe,
  page: Page,
  subject?: Subject,
): Read[] {
  const source = describe(reading);
  if (reading.in === "address") {
    const value = reading.as ? transform(reading.as, page.address, { page }) : page.address;
    return value === undefined ? [] : [{ value, source }];
  }
  return locate(reading, post, recipe, page).flatMap((element): Read[] => {
    const raw = rawOf(reading, element, recipe);
    if (raw === undefined || raw.value === "") return [];
    const value =
      typeof raw.value === "string" && reading.as
        ? transform(reading.as, raw.value, { element, page, ...(subject ? { subject } : {}) })
        : raw.value;
    return value === undefined ? [] : [{ value, source, element, ...(raw.clipped ? { clipped: true } : {}) }];
  });
}

function rawOf({ read, as, foreign }: Reading, element: Element, recipe: PostRecipe) {
  if (read === "present") return { value: as ? "present" : true };
  if (read === "prop:currentTime") return { value: (element as HTMLVideoElement).currentTime };
  if (read === "text") {
    const { text, clipped } = readText(element, limits.textChars, foreign ? "" : foreignSelector(recipe));
    return { value: text, clipped };
  }
  const value = element.getAttribute(read.slice("attr:".length));
  return value === null ? undefined : { value };
}

/** Telegram's numeric channel id, where the recipe knows one. */
export function readChannelId(post: Element, recipe: PostRecipe, page: Page): string | undefined {
  for (const reading of readingsOf(recipe).channelId ?? []) {
    for (const { value } of readAll(reading, post, recipe, page)) {
      if (typeof value === "string" && /^\d{1,20}$/.test(value)) return value;
    }
  }
  return undefined;
}
