/** Finished days of the log, with their timestamps, for administrators. */

import { ok } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { decodeCursor, invalidCursor, toPage } from "../../db/paging.ts";
import { readDays } from "../timestamps.ts";

export const listDays: Handler<"listDays"> = async ({ store: { db } }, { query }) => {
  const { limit, after, from, to } = query;
  const before = after === undefined ? undefined : decodeCursor(after, /^\d{4}-\d\d-\d\d$/);
  if (after !== undefined && before === undefined) return invalidCursor();
  const rows = await readDays(db, { from, to, before, limit: limit + 1 });
  const page = toPage(rows, limit, ({ day }) => day);
  return ok({
    days: page.rows.map(({ day, root, at, authority, timestamp }) => ({
      day,
      root,
      ...(at === null || authority === null || timestamp === null
        ? {}
        : { stamp: { at: at.toISOString(), authority, response: timestamp } }),
    })),
    ...(page.next === undefined ? {} : { next: page.next }),
  });
};
