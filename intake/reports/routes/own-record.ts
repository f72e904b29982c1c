/** The caller's own record, and reports whose contents devices must delete. */

import { ok } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { readForgotten } from "../store/own-reports.ts";
import { readRecord } from "../store/reporter-records.ts";

export const getRecord: Handler<"getRecord"> = async (intake, { scope }) =>
  ok(await readRecord(intake.store.db, scope));

/** A decision's time precedes its commit, so the next query overlaps by more than that takes. */
const overlapMs = 10 * 60_000;

export const listForgotten: Handler<"listForgotten"> = async (intake, { scope, query, at }) => {
  const after = query.after === undefined ? undefined : new Date(query.after);
  const stores = await intake.allStores();
  const pages = await Promise.all(stores.map(({ db }) => readForgotten(db, scope, after)));
  return ok({ reports: pages.flat(), until: new Date(at.getTime() - overlapMs).toISOString() });
};
