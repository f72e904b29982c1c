/** Opaque cursors that mark where the next page of a list starts. */

import { fail, type Result } from "../../utils/shared/contract/result.ts";
import type { HttpProblem } from "../core/problems.ts";

export interface Page<T> {
  rows: T[];
  next?: string;
}

/** Expects one row more than the limit if there is a next page. */
export function pageOf<T>(rows: T[], limit: number, markOf: (last: T) => string): Page<T> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return rows.length > limit && last !== undefined
    ? { rows: kept, next: encodeMark(markOf(last)) }
    : { rows: kept };
}

export function encodeMark(mark: string): string {
  return Buffer.from(mark).toString("base64url");
}

/** Returns undefined if the cursor does not have this shape. */
export function decodeMark(mark: string, shape: RegExp): string | undefined {
  const text = Buffer.from(mark, "base64url").toString();
  return shape.test(text) ? text : undefined;
}

/** Cursor of a list sorted newest first: time and id. */
export function decodeTimeMark(mark: string): { at: Date; id: string } | undefined {
  const text = decodeMark(mark, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\|[0-9a-f-]{36}$/);
  const [at, id] = text?.split("|") ?? [];
  return at && id && !Number.isNaN(Date.parse(at)) ? { at: new Date(at), id } : undefined;
}

/** Cursor of the task list: whether a review was asked for, time, place at that time, and id. */
export function decodeTaskMark(
  mark: string,
): { asked: boolean; at: Date; place: number; id: string } | undefined {
  const shape = /^(true|false)\|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\|\d{1,9}\|[0-9a-f-]{36}$/;
  const [asked, at, place, id] = decodeMark(mark, shape)?.split("|") ?? [];
  return at && place && id && !Number.isNaN(Date.parse(at))
    ? { asked: asked === "true", at: new Date(at), place: Number(place), id }
    : undefined;
}

export function wrongMark(): { ok: false; problem: HttpProblem } {
  const { problem }: Result<never> & { ok: false } = fail("invalid-input");
  return {
    ok: false,
    problem: { ...problem, fields: [{ path: "after", message: "is not a page of this list" }] },
  };
}
