/** What of a page is read as text, so that all of it has to stay. */

import { type Reader, readAll } from "../sites/reading.ts";
import type { Reading } from "../sites/site.ts";
import { naming } from "./known.ts";

interface TextPlace {
  /** Absent: the post itself. */
  at?: string;
  closest?: string;
}

/** Where something is read as text: all of it stays. `inside`: where what the post stands in relation to is read. */
export function textsOf(value: unknown, inside: TextPlace = {}): TextPlace[] {
  if (Array.isArray(value)) return value.flatMap((one) => textsOf(one, inside));
  if (typeof value !== "object" || value === null) return [];
  const { in: place, read, at, closest: up, relation } = value as Record<string, string | undefined>;
  const here = at === undefined ? inside : { at, ...(up ? { closest: up } : {}) };
  const isText = place !== "address" && (read === "text" || (read === "present" && here.at !== undefined));
  return [
    ...(isText ? [here] : []),
    ...Object.values(value).flatMap((one) => textsOf(one, relation ? here : inside)),
  ];
}

/** What really is read as text, wherever it stands, and what an attribute that is read names: all of it stays. */
export function readBy(value: unknown, reader: Reader): Element[] {
  if (Array.isArray(value)) return value.flatMap((one) => readBy(one, reader));
  if (typeof value !== "object" || value === null || "relation" in value) return [];
  if (!("read" in value)) return Object.values(value).flatMap((one) => readBy(one, reader));
  const reading = value as Reading;
  const found = readAll(reading, reader).flatMap(({ element }) => element ?? []);
  // That the post is there at all.
  if (reading.read === "present" && reading.at === undefined) return [];
  if (reading.read === "text" || reading.read === "present") return found;
  const name = reading.read.slice("attr:".length);
  if (!naming.includes(name)) return [];
  const ids = found.map((element) => element.getAttribute(name)?.trim().split(/\s+/)[0] ?? "");
  return ids.flatMap((id) => reader.page.document.getElementById(id) ?? []);
}
