/** Reads every field of a post. The first value that the contract accepts wins; its source is recorded. */

import type { ContextEntry, FieldName, Fields } from "../../../shared/contract/evidence.ts";
import { captureLimits } from "../../../shared/contract/limits.ts";
import type { Subject } from "../../../shared/contract/site.ts";
import { addressOf, splitSubject } from "../../../shared/subject/address-of.ts";
import { parseAddress } from "../../../shared/subject/parse-address.ts";
import type { ContextReading, FieldReadings, Identity, PostRecipe, Reading } from "../site.ts";
import { describeSource, locate } from "./locate.ts";
import { isOutside, type Reader, type ReadValue, readAll, sourceOf } from "./reading.ts";
import { lists, shapes } from "./reading-shapes.ts";
import { closest, partAround } from "./select.ts";

export interface ReadPost {
  fields: Fields;
  /** Fields that were looked for and not found. */
  missing: FieldName[];
}

/** Fields that are true on few posts only. Their absence is not reported as missing. */
export const rareFields: readonly string[] = ["truncated", "promoted", "unavailable", "context"];

/** Only long articles have a title; a video always has one. */
const isRareField = (name: FieldName, { kind }: PostRecipe) =>
  rareFields.includes(name) || (name === "title" && kind === "post");

/** Maximum number of entries from outside the post, such as a thread's nearest parents. */
const maxContextEntries = 5;

/**
 * Reads a post's context: what it answers, quotes or shares, and its channel or group. Returns all entries
 * with their sources. Undefined if there is no known context.
 */
function readContext(
  readings: readonly ContextReading[],
  alternatives: readonly ContextReading[],
  reader: Reader,
): { value: ContextEntry[]; source: string } | undefined {
  const entries: ContextEntry[] = [];
  const sources = new Set<string>();
  const seen = new Set<string>();
  // An alternative reads only relations that were not found before it.
  const isOpen = (reading: ContextReading) =>
    !alternatives.includes(reading) || entries.every(({ relation }) => relation !== reading.relation);
  for (const reading of [...readings, ...alternatives]) {
    const places = isOpen(reading) ? placesOf(reading, reader) : [];
    // Inside the post the only limit is the contract's: an album has up to ten parts.
    const most = isOutside(reading) ? maxContextEntries : captureLimits.contextCount;
    for (const element of places.slice(0, most)) {
      const entry = entryAt(element, reading, reader);
      const key = JSON.stringify(entry?.subject ? [entry.relation, entry.subject] : entry);
      if (!entry || seen.has(key) || entries.length === captureLimits.contextCount) continue;
      seen.add(key);
      entries.push(entry);
      sources.add(describeSource({ ...reading, read: reading.relation }));
    }
  }
  return entries.length > 0 ? { value: entries, source: [...sources].join("; ").slice(0, 300) } : undefined;
}

function placesOf(reading: ContextReading, { post, recipe, page, siteFields }: Reader): Element[] {
  const { guard } = siteFields;
  return locate(reading, post, recipe, page)
    .filter(
      (element) => !closest(element, guard.own) && (!isOutside(reading) || closest(element, guard.page)),
    )
    .map((element) => (reading.part ? partAround(element, post, recipe) : element));
}

function entryAt(place: Element, reading: ContextReading, reader: Reader): ContextEntry | undefined {
  // Content that is foreign to the post belongs to the entry. A neighbouring post has foreign parts itself.
  const recipe: PostRecipe = reading.in === "before" ? reader.recipe : { ...reader.recipe, foreign: [] };
  const first = (readings: readonly Reading[] | undefined, mostChars: number): string | undefined => {
    for (const inner of readings ?? []) {
      for (const { value } of readAll(inner, { ...reader, whole: reader.post, post: place, recipe })) {
        if (typeof value === "string" && value.length <= mostChars) return value;
      }
    }
    return undefined;
  };
  const raw = first(reading.address, captureLimits.addressChars);
  const name = first(reading.name, captureLimits.nameChars);
  const text = first(reading.text, captureLimits.textChars)
    ?.slice(0, captureLimits.contextTextChars)
    // Never cuts a surrogate pair.
    .replace(/[\uD800-\uDBFF]$/, "");
  const parsed = raw === undefined ? undefined : parsedName(raw, reader.page.address);
  // Never lists the post as its own context.
  if (parsed && parsed.subject === reader.subject) return undefined;
  return parsed || name || text
    ? {
        relation: reading.relation,
        ...(parsed ? { subject: parsed.subject } : {}),
        ...(parsed?.permalink ? { address: parsed.permalink } : {}),
        ...(name ? { name } : {}),
        ...(text ? { text } : {}),
      }
    : undefined;
}

/** Parses a raw `site:kind:id` or address. A bare `#…` or `?…` refers to the current page. */
function parsedName(
  raw: string,
  base: string,
): { subject: Subject; permalink?: string | undefined } | undefined {
  if (splitSubject(raw)) return { subject: raw, permalink: addressOf(raw) };
  const parsed = /^[#?]/.test(raw) ? undefined : parseAddress(raw, base);
  return parsed?.ok ? parsed.value : undefined;
}

/** Reads every field of a recipe. The permalink is the address from which the identity was read. */
export function readPost(place: Reader, identity?: Identity): ReadPost {
  const reader: Reader = { ...place, subject: identity?.subject };
  const { channelId: _, context, ...plain } = fieldReadings(reader);
  const { audience: audiences } = reader.siteFields;
  // By the identity's kind first: recipes may list the post under another kind.
  const audience = (identity && audiences[identity.kind]) ?? audiences[reader.recipe.kind] ?? [];
  const fields: Partial<Record<FieldName, { value: unknown; source: string }>> = {};
  const missing: FieldName[] = [];
  let clipped: ReadValue | undefined;
  for (const [name, ordered] of Object.entries({ ...plain, audience }) as [FieldName, readonly Reading[]][]) {
    const reading = readField(name, ordered, reader);
    const [first] = reading;
    if (first) {
      fields[name] = { value: joinValues(name, reading), source: sourceOf(reading) };
      clipped ??= reading.find((read) => read.clipped);
    } else if (!isRareField(name, reader.recipe)) missing.push(name);
  }
  const others = reader.siteFields.alternatives?.[indexOf(reader)]?.context ?? [];
  const related = readContext(context ?? [], others, reader);
  if (related) fields.context = related;
  if (identity && !fields.permalink) addPermalink(fields, missing, identity);
  if (clipped && !fields.truncated)
    fields.truncated = {
      value: true,
      source: `limit:${captureLimits.textChars} ${clipped.source}`.slice(0, 300),
    };
  return { fields: fields as Fields, missing };
}

function indexOf({ site, recipe }: Reader): number {
  return recipe.like ?? site.posts.indexOf(recipe);
}

/** The recipe's readings, each followed by its alternatives. Those of the context are separate. */
function fieldReadings(reader: Reader): FieldReadings {
  const { fields, alternatives } = reader.siteFields;
  const own = fields[indexOf(reader)] ?? {};
  const { context: _, ...others } = alternatives?.[indexOf(reader)] ?? {};
  const both = Object.entries(others).map(([name, more]) => [
    name,
    [...((own as Record<string, readonly Reading[]>)[name] ?? []), ...more],
  ]);
  return { ...own, ...Object.fromEntries(both) };
}

/** Fallback for recipes without a permalink reading: the identity's address, or one built from its subject. */
function addPermalink(fields: Record<string, unknown>, missing: FieldName[], identity: Identity): void {
  const address = identity.permalink ?? addressOf(identity.subject);
  const index = missing.indexOf("permalink");
  if (address && index >= 0) missing.splice(index, 1);
  if (!address && index < 0) missing.push("permalink");
  const { reading } = identity;
  const source = typeof reading === "string" ? reading : describeSource(reading);
  if (address) fields.permalink = { value: address, source };
}

function readField(name: FieldName, readings: readonly Reading[], reader: Reader): ReadValue[] {
  const most = lists[name] ?? 1;
  const values: ReadValue[] = [];
  const seen = new Set<string>();
  for (const reading of readings) {
    for (const read of readAll(reading, reader)) {
      const key =
        typeof read.value === "string"
          ? read.value
          : JSON.stringify((read.value as { address?: string }).address ?? read.value);
      if (!shapes[name](read.value) || seen.has(key)) continue;
      seen.add(key);
      values.push(read);
      if (values.length === most) return values;
    }
  }
  return values;
}

function joinValues(name: FieldName, found: ReadValue[]): unknown {
  if (name === "counts") return Object.assign({}, ...found.toReversed().map((read) => read.value));
  return lists[name] ? found.map((read) => read.value) : found[0]?.value;
}

/** Returns Telegram's numeric channel id, if the recipe has a reading for it. */
export function readChannelId(reader: Reader): string | undefined {
  for (const reading of fieldReadings(reader).channelId ?? []) {
    for (const { value } of readAll(reading, reader)) {
      if (typeof value === "string" && /^\d{1,20}$/.test(value)) return value;
    }
  }
  return undefined;
}
