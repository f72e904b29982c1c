/** Opaque cursors that mark where the next page of a list starts. */

import { fail, type Result } from "../../utils/shared/contract/result.ts";
import type { HttpProblem } from "../core/problems.ts";

export interface Page<T> {
  rows: T[];
  next?: string;
}

/** Expects one row more than the limit if there is a next page. */
export function toPage<T>(rows: T[], limit: number, cursorOf: (last: T) => string): Page<T> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return rows.length > limit && last !== undefined
    ? { rows: kept, next: encodeCursor(cursorOf(last)) }
    : { rows: kept };
}

export function encodeCursor(cursor: string): string {
  return Buffer.from(cursor).toString("base64url");
}

/** Returns undefined if the cursor does not have this shape. */
export function decodeCursor(cursor: string, shape: RegExp): string | undefined {
  const text = Buffer.from(cursor, "base64url").toString();
  return shape.test(text) ? text : undefined;
}

/** Cursor of a list sorted newest first: time and id. */
export function decodeTimeCursor(cursor: string): { at: Date; id: string } | undefined {
  const text = decodeCursor(cursor, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\|[0-9a-f-]{36}$/);
  const [at, id] = text?.split("|") ?? [];
  return at && id && !Number.isNaN(Date.parse(at)) ? { at: new Date(at), id } : undefined;
}

/** Stands for no due time in cursors of lists that are sorted by it. */
export const neverDue = new Date("9999-12-31T00:00:00Z");

/** Cursor of the task list: whether a review was asked for, time, place at that time, and id. */
export function decodeTaskCursor(
  cursor: string,
): { asked: boolean; at: Date; place: number; id: string } | undefined {
  const shape = /^(true|false)\|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\|\d{1,9}\|[0-9a-f-]{36}$/;
  const [asked, at, place, id] = decodeCursor(cursor, shape)?.split("|") ?? [];
  return at && place && id && !Number.isNaN(Date.parse(at))
    ? { asked: asked === "true", at: new Date(at), place: Number(place), id }
    : undefined;
}

export function invalidCursor(): { ok: false; problem: HttpProblem } {
  const { problem }: Result<never> & { ok: false } = fail("invalid-input");
  return {
    ok: false,
    problem: { ...problem, fields: [{ path: "after", message: "is not a page of this list" }] },
  };
}
