/** Watched posts: the list, and people's looks. */

import type { z } from "zod";
import { address } from "../../../utils/shared/contract/ids.ts";
import type { watchView } from "../../../utils/shared/contract/referral.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import { readInvolving } from "../../cases/store/case-reads.ts";
import type { Caller } from "../../core/caller.ts";
import type { Handler } from "../../core/handler.ts";
import { notFound } from "../../core/problems.ts";
import { decodeTimeCursor, invalidCursor, toPage } from "../../db/paging.ts";
import { omitNulls } from "../../db/rows.ts";
import type { Db } from "../../db/store.ts";
import { readInviteTies } from "../../people/store/inviters.ts";
import {
  dueTimeOf,
  type ListedWatch,
  listWatches as list,
  lookAtWatch as look,
  readWatch,
} from "../store/watches.ts";

export const listWatches: Handler<"listWatches"> = async ({ store: { db } }, { caller, scope, query }) => {
  const { limit, caseId, after: cursor, ...filter } = query;
  const after = cursor === undefined ? undefined : decodeTimeCursor(cursor);
  if (cursor !== undefined && !after) return invalidCursor();
  const listed = await list(db, { ...filter, scope, caseId: caseId?.toLowerCase(), after, limit });
  const { rows, next } = toPage(listed, limit, ({ watch }) => {
    const sortTime = query.state === "open" ? dueTimeOf(watch) : watch.since;
    return `${sortTime.toISOString()}|${watch.id}`;
  });
  const barred = await barredFrom(db, caller, rows);
  return ok({ watches: rows.map((row) => toView(row, barred)), ...(next ? { next } : {}) });
};

export const lookAtWatch: Handler<"lookAtWatch"> = async (intake, { caller, scope, params, body, at }) => {
  const { db } = intake.store;
  const ref = { id: params.id, scope };
  const saved = await look(db, ref, { ...body, id: body.id.toLowerCase() }, { actor: caller, at });
  if (!saved.ok) return saved;
  const watch = await readWatch(db, ref);
  return watch ? ok(toView(watch, await barredFrom(db, caller, [watch]))) : notFound();
};

/** Cases that the caller may not look at, and people whose watches the caller may not end. */
interface Barred {
  cases: ReadonlySet<string>;
  proposers: ReadonlySet<string>;
}

async function barredFrom(db: Db, caller: Caller, rows: readonly ListedWatch[]): Promise<Barred> {
  if (caller.kind !== "person" || rows.length === 0) return { cases: new Set(), proposers: new Set() };
  const { personId } = caller;
  const caseIds = rows.map(({ watch }) => watch.caseId);
  return {
    cases: await readInvolving(db, personId, caseIds),
    proposers: new Set([personId, ...(await readInviteTies(db, [personId]))]),
  };
}

function toView(
  { watch, withheld, proposer, looks }: ListedWatch,
  barred: Barred,
): z.input<typeof watchView> {
  const { id, caseId, decisionId, subject, permalink, category, state, since, lookAt, outcome, endedAt } =
    watch;
  return {
    id,
    caseId,
    decisionId,
    subject,
    category,
    state,
    since: since.toISOString(),
    looks: looks.map(({ look: { id: lookId, at, seen, note }, by }) => ({
      id: lookId,
      at: at.toISOString(),
      by,
      seen,
      ...(note === null || withheld ? {} : { note }),
    })),
    ...(permalink !== null && address.safeParse(permalink).success ? { address: permalink } : {}),
    ...(barred.proposers.has(proposer) ? { proposed: true as const } : {}),
    ...(barred.cases.has(caseId) ? { reported: true as const } : {}),
    ...omitNulls({
      lookAt: lookAt?.toISOString() ?? null,
      outcome,
      endedAt: endedAt?.toISOString() ?? null,
    }),
  };
}
