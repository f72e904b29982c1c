/** Evidence of an item for the platform that has the letter: by the address in it, until its time is over. */

import { and, eq } from "drizzle-orm";
import { fail, ok } from "../../utils/contract/result.ts";
import { openHanded } from "../../utils/seal/handed.ts";
import { handOut } from "../evidence/export/hand-out.ts";
import { readExport } from "../evidence/export/read-export.ts";
import type { Handler } from "../http/mount.ts";
import { decisions, requestItems, requests } from "../store/schema/index.ts";
import { everything } from "../store/scope.ts";

/** `not-found` also for an address whose time is over, and for what is asked no more. */
export const getHanded: Handler<"getHanded"> = async (intake, { params, query, at, origin }) => {
  const opened = await openHanded(params.token, intake.key.publicKey);
  if (!opened.ok || Date.parse(opened.value.until) < at.getTime()) return fail("not-found");
  const { request, item } = opened.value;
  const [found] = await intake.store.db
    .select({
      caseId: requestItems.caseId,
      isVoid: requestItems.isVoid,
      site: requests.site,
      decision: decisions,
    })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .where(and(eq(requestItems.id, item), eq(requestItems.requestId, request)));
  if (!found || found.isVoid || found.decision.reversedAt) return fail("not-found");
  const by = `platform ${found.site}`;
  const ref = { id: found.caseId, scope: everything };
  const read = await readExport(intake, { ref, asker: undefined, by, at });
  if (!read.ok) return read;
  const detail = { request, item };
  return ok(
    await handOut(intake, read.value, {
      ...{ format: params.format, language: query.language, origin, at, by, detail },
    }),
  );
};
