/** Reads what a post stands in: what it answers, quotes or passes on, and the channel or group it lies in. */

import type { ContextEntry } from "../contract/evidence.ts";
import { limits } from "../contract/limits.ts";
import type { Subject } from "../contract/site.ts";
import { addressOf, splitSubject } from "../subject/address-of.ts";
import { parseAddress } from "../subject/parse-address.ts";
import { describe, locate } from "./locate.ts";
import { isOutside, type Reader, readAll } from "./reading.ts";
import { closest, partAround } from "./select.ts";
import type { ContextReading, PostRecipe, Reading } from "./site.ts";

/** Of what stands outside the post at most this many, such as a thread's nearest parents. */
const mostOutside = 5;

/** All entries with where they were found; undefined when the post stands in nothing we know. */
export function readContext(
  readings: readonly ContextReading[],
  reader: Reader,
): { value: ContextEntry[]; source: string } | undefined {
  const { guard } = reader.siteFields;
  const entries: ContextEntry[] = [];
  const sources = new Set<string>();
  const seen = new Set<string>();
  for (const reading of readings) {
    const places = locate(reading, reader.post, reader.recipe, reader.page)
      .filter((place) => !closest(place, guard.own) && (!isOutside(reading) || closest(place, guard.page)))
      .map((place) => (reading.part ? partAround(place, reader.post, reader.recipe) : place));
    // Inside it all that there is room for: an album has up to ten parts.
    const most = isOutside(reading) ? mostOutside : limits.contextCount;
    for (const place of places.slice(0, most)) {
      const entry = entryAt(place, reading, reader);
      const key = JSON.stringify(entry?.subject ? [entry.relation, entry.subject] : entry);
      if (!entry || seen.has(key) || entries.length === limits.contextCount) continue;
      seen.add(key);
      entries.push(entry);
      sources.add(describe({ ...reading, read: reading.relation }));
    }
  }
  return entries.length > 0 ? { value: entries, source: [...sources].join("; ").slice(0, 300) } : undefined;
}

function entryAt(place: Element, reading: ContextReading, reader: Reader): ContextEntry | undefined {
  // What is foreign to the post is this entry's own; another post has foreign parts itself.
  const recipe: PostRecipe = reading.in === "before" ? reader.recipe : { ...reader.recipe, foreign: [] };
  const first = (readings: readonly Reading[] | undefined, mostChars: number): string | undefined => {
    for (const inner of readings ?? []) {
      for (const { value } of readAll(inner, { ...reader, post: place, recipe })) {
        if (typeof value === "string" && value.length <= mostChars) return value;
      }
    }
    return undefined;
  };
  const raw = first(reading.address, limits.addressChars);
  const name = first(reading.name, limits.nameChars);
  const text = first(reading.text, limits.textChars)
    ?.slice(0, limits.contextTextChars)
    // Never half a character.
    .replace(/[\uD800-\uDBFF]$/, "");
  const known = raw === undefined ? undefined : named(raw, reader.page.address);
  // The post itself is not something it stands in.
  if (known && known.subject === reader.subject) return undefined;
  return known || name || text
    ? {
        relation: reading.relation,
        ...(known ? { subject: known.subject } : {}),
        ...(known?.permalink ? { address: known.permalink } : {}),
        ...(name ? { name } : {}),
        ...(text ? { text } : {}),
      }
    : undefined;
}

/** What a raw `site:kind:id` or address names; `#` and `?…` alone name the page they stand on. */
function named(raw: string, base: string): { subject: Subject; permalink?: string | undefined } | undefined {
  if (splitSubject(raw)) return { subject: raw, permalink: addressOf(raw) };
  const parsed = /^[#?]/.test(raw) ? undefined : parseAddress(raw, base);
  return parsed?.ok ? parsed.value : undefined;
}
