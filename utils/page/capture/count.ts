/** Counts how many of the recipe's fields a capture read. Numbers only. */

import { send } from "../../extension/messages/send.ts";
import type { CaptureCount } from "../../shared/contract/canary.ts";
import type { Captured } from "../../shared/contract/draft.ts";
import type { FieldName } from "../../shared/contract/evidence.ts";
import type { Result } from "../../shared/contract/result.ts";
import type { Clicked } from "../sites/engine/clicked.ts";
import { seldom } from "../sites/engine/read.ts";

/** Counts a captured post, or one whose capture failed because the page did not reveal its identity. */
export function countCapture(clicked: Clicked, answer: Result<Captured>): void {
  const count = captureCount(clicked, answer);
  if (count) void send("count-capture", count);
}

/** Returns undefined if the answer says nothing about the recipe: the post is gone or has changed. */
export function captureCount({ site, recipe }: Clicked, answer: Result<Captured>): CaptureCount | undefined {
  const kind = site.posts[recipe]?.kind;
  if (!kind) return undefined;
  const counted = { site: site.id, kind, recipeVersion: site.version };
  if (answer.ok) {
    const { fields, missing } = answer.value;
    const read = (Object.keys(fields) as FieldName[]).filter(isUsual).length;
    const expected = read + missing.filter(isUsual).length;
    return { ...counted, fields: { found: read, expected }, permalink: fields.permalink !== undefined };
  }
  const unnamed = answer.problem.code === "subject-unknown";
  return unnamed ? { ...counted, fields: { found: 0, expected: 0 }, permalink: false } : undefined;
}

function isUsual(name: FieldName): boolean {
  return name !== "permalink" && !seldom.includes(name);
}
