/** Reads every field of a post: the first reading that yields something the contract accepts, with where it was read. */

import type { FieldName, Fields } from "../contract/evidence.ts";
import { limits } from "../contract/limits.ts";
import { addressOf } from "../subject/address-of.ts";
import type { Identity } from "./identity.ts";
import { describe } from "./locate.ts";
import { readContext } from "./read-context.ts";
import { type Read, type Reader, readAll, sourceOf } from "./reading.ts";
import { lists, shapes } from "./shapes.ts";
import type { FieldReadings, PostRecipe, Reading } from "./site.ts";

export interface ReadPost {
  fields: Fields;
  /** Looked for and not found. */
  missing: FieldName[];
}

/** True on few posts: not finding them is no finding. */
export const seldom: readonly string[] = ["truncated", "promoted", "unavailable", "context"];

/** A post has a title only when it is a long article; a video always has one. */
const isSeldom = (name: FieldName, { kind }: PostRecipe) =>
  seldom.includes(name) || (name === "title" && kind === "post");

/** Reads every field of a post's recipe; the permalink is the address that its identity was read from. */
export function readPost(place: Reader, identity?: Identity): ReadPost {
  const reader: Reader = { ...place, subject: identity?.subject };
  const { channelId: _, context, ...plain } = fieldReadings(reader);
  const { audience: audiences } = reader.siteFields;
  // By what it is: a recipe that calls its posts something else is asked the same.
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

/** Where the recipe has no reading of its own: the address that named the post, or the one that its name stands for. */
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

/** Telegram's numeric channel id, where the recipe knows one. */
export function readChannelId(reader: Reader): string | undefined {
  for (const reading of fieldReadings(reader).channelId ?? []) {
    for (const { value } of readAll(reading, reader)) {
      if (typeof value === "string" && /^\d{1,20}$/.test(value)) return value;
    }
  }
  return undefined;
}
