/** Acts of administrators: asking, answering, and the list of all. */

import type { AdminAct, AdminActResult } from "../../../utils/shared/contract/administration.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { jakartaDay } from "../../../utils/shared/policy/legal-bases.ts";
import type { Handler } from "../../core/handler.ts";
import { logLine } from "../../core/log.ts";
import { notFound } from "../../core/problems.ts";
import { decodeTimeCursor, invalidCursor, toPage } from "../../db/paging.ts";
import type { Db } from "../../db/store.ts";
import type { Intake } from "../../intake.ts";
import { type Administrator, answerAct, askAct, checkConfirmation } from "../ask-act.ts";
import type { Done } from "../perform-act.ts";
import { runPersonalDataCommand } from "../personal-data.ts";
import { confirmAndPublish, isRecipeAct, type RecipeAct, requirePublisher } from "../recipe-acts.ts";
import { type ListedAct, logAdminAct, readActViews, readAdminActs } from "../store/admin-acts.ts";
import { testChannel } from "../test-channel.ts";

export const askAdminAct: Handler<"askAdminAct"> = async (intake, { caller, body, at, origin }) => {
  const { id, act, reason = null } = body;
  const { store, retentionFile, signOn } = intake;
  const { db } = store;
  const ready = isRecipeAct(act) ? requirePublisher(intake, act) : ok({});
  if (!ready.ok) return ready;
  const done =
    act.act === "test-channel"
      ? await testChannel(intake, { id, act, reason }, { caller, at })
      : await askAct(db, { id, act, reason }, { caller, at, origin, retentionFile, signOn });
  return withView(db, done, { id, caller, at });
};

export const answerAdminAct: Handler<"answerAdminAct"> = async (
  intake,
  { caller, params, body, at, origin },
) => {
  const { db } = intake.store;
  const id = params.id.toLowerCase();
  const [asked] = body.answer === "confirm" ? await readAdminActs(db, at, { id, limit: 1 }) : [];
  const done =
    asked && isRecipeAct(asked.row.act)
      ? await confirmRecipeAct(intake, asked, { caller, at })
      : await answerAct(db, id, body, { caller, at, origin, retentionFile: intake.retentionFile });
  return withView(db, done, { id, caller, at });
};

async function confirmRecipeAct(
  intake: Intake,
  { row, asked }: Pick<ListedAct, "row" | "asked">,
  { caller, at }: { caller: Administrator; at: Date },
): Promise<Result<Done>> {
  const act = row.act as RecipeAct;
  const allowed = await checkConfirmation(intake.store.db, row, { caller, at });
  if (!allowed.ok) return allowed;
  const ready = requirePublisher(intake, act);
  if (!ready.ok) return ready;
  return confirmAndPublish(intake, { id: row.id, act, reason: row.reason, asked, caller }, at);
}

async function withView(
  db: Db,
  done: Result<Done>,
  { id, caller, at }: { id: string; caller: Administrator; at: Date },
): Promise<Result<AdminActResult>> {
  if (!done.ok) return done;
  const [act] = await readActViews(db, await readAdminActs(db, at, { id, limit: 1 }), caller.personId, at);
  if (!act) throw new Error(`act ${id} is missing after it was written`);
  logLine("administered", { detail: `${act.act.act} ${id} ${act.state} by:${caller.personId}` });
  return ok({ act, ...(done.value.made ? { made: done.value.made } : {}) });
}

/**
 * Problems: `not-found` if the act is no export, or another administrator asked for it; `act-over` if it waits, was
 * refused or is older than `limits.exportHours`.
 */
export const getActFile: Handler<"getActFile"> = async ({ store }, { caller, params, at }) => {
  const id = params.id.toLowerCase();
  const [row] = await readAdminActs(store.db, at, { id, limit: 1 });
  if (row?.row.askedBy !== caller.personId) return notFound();
  const { act, state, askedAt, answeredAt } = row.row;
  if (act.act !== "export-person" && act.act !== "export-breach") return notFound();
  const until = (answeredAt ?? askedAt).getTime() + limits.exportHours * 3_600_000;
  if (state !== "done" || at.getTime() >= until) return fail("act-over");
  // Before the file is made, so that no download is without an entry.
  await store.db.transaction((tx) => logAdminAct(tx, { id, act: "downloaded" }, { at, by: caller.name }));
  logLine("administered", { detail: `${act.act} ${id} downloaded by:${caller.personId}` });
  // Reads the whole log, which takes longer than other requests may.
  const content = await readExport(store.jobsDb, act, at);
  return ok({
    bytes: new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`),
    type: "application/json",
    name: `lapor-${act.act}-${jakartaDay(at.toISOString())}.json`,
  });
};

function readExport(db: Db, act: Extract<AdminAct, { act: "export-person" | "export-breach" }>, at: Date) {
  if (act.act === "export-person")
    return runPersonalDataCommand(db, { command: "about", name: act.name }, at);
  const { of, device, since } = act;
  const whose = device === undefined ? { person: of } : { device };
  const from = since === undefined ? {} : { since: new Date(`${since}T00:00:00+07:00`) };
  return runPersonalDataCommand(db, { command: "taken", ...whose, ...from }, at);
}

export const listAdminActs: Handler<"listAdminActs"> = async (intake, { caller, query, at }) => {
  const after = query.after === undefined ? undefined : decodeTimeCursor(query.after);
  if (query.after !== undefined && !after) return invalidCursor();
  const { db } = intake.store;
  const { limit, state } = query;
  const rows = await readAdminActs(db, at, { state, after, limit: limit + 1 });
  const page = toPage(rows, limit, ({ row }) => `${row.askedAt.toISOString()}|${row.id}`);
  return ok({
    acts: await readActViews(db, page.rows, caller.personId, at),
    ...(page.next === undefined ? {} : { next: page.next }),
  });
};
