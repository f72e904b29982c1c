/** Reads every field of a post. The first value that the contract accepts wins; its source is recorded. */

import type { FieldName, Fields } from "../../../shared/contract/evidence.ts";
import { limits } from "../../../shared/contract/limits.ts";
import { addressOf } from "../../../shared/subject/address-of.ts";
import type { FieldReadings, PostRecipe, Reading } from "../site.ts";
import type { Identity } from "./identity.ts";
import { describe } from "./locate.ts";
import { readContext } from "./read-context.ts";
import { type Read, type Reader, readAll, sourceOf } from "./reading.ts";
import { lists, shapes } from "./shapes.ts";

export interface ReadPost {
  fields: Fields;
  /** Fields that were looked for and not found. */
  missing: FieldName[];
}

/** Fields that are true on few posts only. Their absence is not reported as missing. */
export const seldom: readonly string[] = ["truncated", "promoted", "unavailable", "context"];

/** Only long articles have a title; a video always has one. */
const isSeldom = (name: FieldName, { kind }: PostRecipe) =>
  seldom.includes(name) || (name === "title" && kind === "post");

/** Reads every field of a recipe. The permalink is the address from which the identity was read. */
export function readPost(place: Reader, identity?: Identity): ReadPost {
  const reader: Reader = { ...place, subject: identity?.subject };
  const { channelId: _, context, ...plain } = fieldReadings(reader);
  const { audience: audiences } = reader.siteFields;
  // By the identity's kind first: recipes may list the post under another kind.
  const audience = (identity && audiences[identity.kind]) ?? audiences[reader.recipe.kind] ?? [];
  const fields: Partial<Record<FieldName, { value: unknown; source: string }>> = {};
  const missing: FieldName[] = [];
  let clipped: Read | undefined;
  for (const [name, ordered] of Object.entries({ ...plain, audience }) as [FieldName, readonly Reading[]][]) {
    const found = take(name, ordered, reader);
    const [first] = found;
    if (first) {
      fields[name] = { value: joined(name, found), source: sourceOf(found) };
      clipped ??= found.find((read) => read.clipped);
    } else if (!isSeldom(name, reader.recipe)) missing.push(name);
  }
  const related = readContext(context ?? [], reader);
  if (related) fields.context = related;
  if (identity && !fields.permalink) addPermalink(fields, missing, identity);
  if (clipped && !fields.truncated)
    fields.truncated = { value: true, source: `limit:${limits.textChars} ${clipped.source}`.slice(0, 300) };
  return { fields: fields as Fields, missing };
}

function fieldReadings({ site, siteFields, recipe }: Reader): FieldReadings {
  return siteFields.fields[site.posts.indexOf(recipe)] ?? {};
}

/** Fallback for recipes without a permalink reading: the identity's address, or one built from its subject. */
function addPermalink(fields: Record<string, unknown>, missing: FieldName[], identity: Identity): void {
  const address = identity.permalink ?? addressOf(identity.subject);
  const at = missing.indexOf("permalink");
  if (address && at >= 0) missing.splice(at, 1);
  if (!address && at < 0) missing.push("permalink");
  const { reading } = identity;
  const source = typeof reading === "string" ? reading : describe(reading);
  if (address) fields.permalink = { value: address, source };
}

function take(name: FieldName, readings: readonly Reading[], reader: Reader): Read[] {
  const most = lists[name] ?? 1;
  const found: Read[] = [];
  const seen = new Set<string>();
  for (const reading of readings) {
    for (const read of readAll(reading, reader)) {
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

/** Returns Telegram's numeric channel id, if the recipe has a reading for it. */
export function readChannelId(reader: Reader): string | undefined {
  for (const reading of fieldReadings(reader).channelId ?? []) {
    for (const { value } of readAll(reading, reader)) {
      if (typeof value === "string" && /^\d{1,20}$/.test(value)) return value;
    }
  }
  return undefined;
}
