/** How one's own reports fared, and which of them devices forget. */

import { ok } from "../../utils/contract/result.ts";
import type { Handler } from "../http/mount.ts";
import { readForgotten } from "../store/own-reports.ts";
import { readRecord } from "../store/records.ts";

export const getRecord: Handler<"getRecord"> = async (intake, { scope }) =>
  ok(await readRecord(intake.store.db, scope));

/** A decision is dated before it is committed: what a device asks for next time overlaps by more than that takes. */
const overlapMs = 10 * 60_000;

export const listForgotten: Handler<"listForgotten"> = async (intake, { scope, query, at }) => {
  const after = query.after === undefined ? undefined : new Date(query.after);
  const reports = await readForgotten(intake.store.db, scope, after);
  return ok({ reports, until: new Date(at.getTime() - overlapMs).toISOString() });
};
