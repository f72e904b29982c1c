/** Acts of administrators: asking, answering, and the list of all. */

import type { AdminActResult } from "../../../utils/shared/contract/administration.ts";
import { ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { logLine } from "../../core/log.ts";
import { decodeTimeCursor, invalidCursor, toPage } from "../../db/paging.ts";
import type { Db } from "../../db/store.ts";
import { type Administrator, answerAct, askAct } from "../ask-act.ts";
import type { Done } from "../perform-act.ts";
import { readAdminActs, toActView } from "../store/admin-acts.ts";
import { testChannel } from "../test-channel.ts";

export const askAdminAct: Handler<"askAdminAct"> = async (intake, { caller, body, at, origin }) => {
  const { id, act, reason = null } = body;
  const { db } = intake.store;
  const done =
    act.act === "test-channel"
      ? await testChannel(intake, { id, act, reason }, { caller, at })
      : await askAct(db, { id, act, reason }, { caller, at, origin, retentionFile: intake.retentionFile });
  return withView(db, done, { id, caller, at });
};

export const answerAdminAct: Handler<"answerAdminAct"> = async (
  intake,
  { caller, params, body, at, origin },
) => {
  const { db } = intake.store;
  const id = params.id.toLowerCase();
  const done = await answerAct(db, id, body, { caller, at, origin, retentionFile: intake.retentionFile });
  return withView(db, done, { id, caller, at });
};

async function withView(
  db: Db,
  done: Result<Done>,
  { id, caller, at }: { id: string; caller: Administrator; at: Date },
): Promise<Result<AdminActResult>> {
  if (!done.ok) return done;
  const [row] = await readAdminActs(db, at, { id, limit: 1 });
  if (!row) throw new Error(`act ${id} is missing after it was written`);
  const act = toActView(row, caller.personId, at);
  logLine("administered", { detail: `${act.act.act} ${id} ${act.state} by:${caller.personId}` });
  return ok({ act, ...(done.value.made ? { made: done.value.made } : {}) });
}

export const listAdminActs: Handler<"listAdminActs"> = async (intake, { caller, query, at }) => {
  const after = query.after === undefined ? undefined : decodeTimeCursor(query.after);
  if (query.after !== undefined && !after) return invalidCursor();
  const { db } = intake.store;
  const { limit, state } = query;
  const rows = await readAdminActs(db, at, { state, after, limit: limit + 1 });
  const page = toPage(rows, limit, ({ row }) => `${row.askedAt.toISOString()}|${row.id}`);
  return ok({
    acts: page.rows.map((row) => toActView(row, caller.personId, at)),
    ...(page.next === undefined ? {} : { next: page.next }),
  });
};
