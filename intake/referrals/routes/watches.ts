/** Watched posts: the list, and people's looks. */

import type { z } from "zod";
import { address } from "../../../utils/shared/contract/ids.ts";
import type { watchView } from "../../../utils/shared/contract/referral.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { notFound } from "../../core/problems.ts";
import { decodeTimeCursor, invalidCursor, toPage } from "../../db/paging.ts";
import { omitNulls } from "../../db/rows.ts";
import { type ListedWatch, listWatches as list, lookAtWatch as look, readWatch } from "../store/watches.ts";

export const listWatches: Handler<"listWatches"> = async ({ store: { db } }, { scope, query }) => {
  const { limit, caseId, after: cursor, ...filter } = query;
  const after = cursor === undefined ? undefined : decodeTimeCursor(cursor);
  if (cursor !== undefined && !after) return invalidCursor();
  const listed = await list(db, { ...filter, scope, caseId: caseId?.toLowerCase(), after, limit });
  const { rows, next } = toPage(listed, limit, ({ watch: { id, lookAt, since } }) => {
    const sortTime = query.state === "open" ? (lookAt ?? since) : since;
    return `${sortTime.toISOString()}|${id}`;
  });
  return ok({ watches: rows.map(toView), ...(next ? { next } : {}) });
};

export const lookAtWatch: Handler<"lookAtWatch"> = async (intake, { caller, scope, params, body, at }) => {
  const { db } = intake.store;
  const ref = { id: params.id, scope };
  const saved = await look(db, ref, { ...body, id: body.id.toLowerCase() }, { actor: caller, at });
  if (!saved.ok) return saved;
  const watch = await readWatch(db, ref);
  return watch ? ok(toView(watch)) : notFound();
};

function toView({ watch, withheld, looks }: ListedWatch): z.input<typeof watchView> {
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
    ...omitNulls({
      lookAt: lookAt?.toISOString() ?? null,
      outcome,
      endedAt: endedAt?.toISOString() ?? null,
    }),
  };
}
