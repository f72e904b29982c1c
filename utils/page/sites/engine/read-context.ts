/** Reads a post's context: what it answers, quotes or shares, and its channel or group. */

import type { ContextEntry } from "../../../shared/contract/evidence.ts";
import { limits } from "../../../shared/contract/limits.ts";
import type { Subject } from "../../../shared/contract/site.ts";
import { addressOf, splitSubject } from "../../../shared/subject/address-of.ts";
import { parseAddress } from "../../../shared/subject/parse-address.ts";
import type { ContextReading, PostRecipe, Reading } from "../site.ts";
import { describe, locate } from "./locate.ts";
import { isOutside, type Reader, readAll } from "./reading.ts";
import { closest, partAround } from "./select.ts";

/** Maximum number of entries from outside the post, such as a thread's nearest parents. */
const mostOutside = 5;

/** Returns all entries with their sources. Undefined if there is no known context. */
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
    // Inside the post the only limit is the contract's: an album has up to ten parts.
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
  // Content that is foreign to the post belongs to the entry. A neighbouring post has foreign parts itself.
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
    // Never cuts a surrogate pair.
    .replace(/[\uD800-\uDBFF]$/, "");
  const known = raw === undefined ? undefined : named(raw, reader.page.address);
  // Never lists the post as its own context.
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

/** Parses a raw `site:kind:id` or address. A bare `#…` or `?…` refers to the current page. */
function named(raw: string, base: string): { subject: Subject; permalink?: string | undefined } | undefined {
  if (splitSubject(raw)) return { subject: raw, permalink: addressOf(raw) };
  const parsed = /^[#?]/.test(raw) ? undefined : parseAddress(raw, base);
  return parsed?.ok ? parsed.value : undefined;
}
