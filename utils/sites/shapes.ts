/** What the contract accepts of each field; a value beyond it counts as not found, never as a shortened one. */

import type { FieldName } from "../contract/evidence.ts";
import { limits } from "../contract/limits.ts";

type Shape = (value: unknown) => boolean;

const chars =
  (most: number): Shape =>
  (value) =>
    typeof value === "string" && value.length > 0 && value.length <= most && !value.includes("\0");
const isTrue: Shape = (value) => value === true;
const isObject: Shape = (value) => typeof value === "object";

export const shapes: Record<FieldName, Shape> = {
  permalink: chars(limits.addressChars),
  title: chars(limits.titleChars),
  text: chars(limits.textChars),
  truncated: isTrue,
  authorName: chars(limits.nameChars),
  authorHandle: chars(limits.nameChars),
  authorLink: chars(limits.addressChars),
  authorId: chars(100),
  publishedRaw: chars(200),
  publishedAt: chars(40),
  media: chars(limits.addressChars),
  links: isObject,
  counts: isObject,
  language: chars(35),
  audience: chars(20),
  promoted: isTrue,
  context: isObject,
  timecodeSeconds: (value) => typeof value === "number" && value >= 0 && value <= 1_000_000,
  unavailable: chars(20),
};

/** Lists are read to their end and joined; every other field takes the first reading that yields something. */
export const lists: Partial<Record<FieldName, number>> = {
  media: limits.mediaCount,
  links: limits.linkCount,
  counts: 50,
};
