/** Finds the parts of a page that are read as text and must be kept completely. */

import { type Reader, readAll } from "../sites/engine/reading.ts";
import type { Reading } from "../sites/site.ts";
import { naming } from "./known.ts";

interface TextPlace {
  /** Absent: the post itself. */
  at?: string;
  closest?: string;
}

/** Returns the places that are read as text. `inside`: the place of the surrounding context reading. */
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

/** Returns all elements that are read as text, and those referenced by an attribute that is read. */
export function readBy(value: unknown, reader: Reader): Element[] {
  if (Array.isArray(value)) return value.flatMap((one) => readBy(one, reader));
  if (typeof value !== "object" || value === null || "relation" in value) return [];
  if (!("read" in value)) return Object.values(value).flatMap((one) => readBy(one, reader));
  const reading = value as Reading;
  const found = readAll(reading, reader).flatMap(({ element }) => element ?? []);
  // Tests only that the post exists.
  if (reading.read === "present" && reading.at === undefined) return [];
  if (reading.read === "text" || reading.read === "present") return found;
  const name = reading.read.slice("attr:".length);
  if (!naming.includes(name)) return [];
  const ids = found.map((element) => element.getAttribute(name)?.trim().split(/\s+/)[0] ?? "");
  return ids.flatMap((id) => reader.page.document.getElementById(id) ?? []);
}
