/** The contract's shape of each field. A value outside it counts as not found; it is never truncated. */

import type { FieldName } from "../../../shared/contract/evidence.ts";
import { captureLimits } from "../../../shared/contract/limits.ts";

type Shape = (value: unknown) => boolean;

const chars =
  (most: number): Shape =>
  (value) =>
    typeof value === "string" && value.length > 0 && value.length <= most && !value.includes("\0");
const isTrue: Shape = (value) => value === true;
const isObject: Shape = (value) => typeof value === "object";

export const shapes: Record<FieldName, Shape> = {
  permalink: chars(captureLimits.addressChars),
  title: chars(captureLimits.titleChars),
  text: chars(captureLimits.textChars),
  truncated: isTrue,
  authorName: chars(captureLimits.nameChars),
  authorHandle: chars(captureLimits.nameChars),
  authorLink: chars(captureLimits.addressChars),
  authorId: chars(100),
  publishedRaw: chars(200),
  publishedAt: chars(40),
  media: chars(captureLimits.addressChars),
  links: isObject,
  counts: isObject,
  language: chars(35),
  audience: chars(20),
  promoted: isTrue,
  context: isObject,
  timecodeSeconds: (value) => typeof value === "number" && value >= 0 && value <= 1_000_000,
  unavailable: chars(20),
};

/** Lists combine all readings. Every other field takes the first reading with a value. */
export const lists: Partial<Record<FieldName, number>> = {
  media: captureLimits.mediaCount,
  links: captureLimits.linkCount,
  counts: 50,
};
