/** Collects the facts behind a letter from its decisions, under the locks of their cases. */

import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { FrozenPost } from "../../../utils/shared/contract/decision.ts";
import { type LetterItem, letter as letterShape } from "../../../utils/shared/contract/letter.ts";
import type { PreviewInput } from "../../../utils/shared/contract/request.ts";
import type { RequestKind } from "../../../utils/shared/contract/request-state.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { isPlatformRequest } from "../../../utils/shared/policy/platform-requests.ts";
import { findCase } from "../../cases/store/case-reads.ts";
import { lockCases } from "../../cases/store/case-writes.ts";
import { newReference } from "../../core/reference.ts";
import type { CaseScope } from "../../core/scope.ts";
import type { CaseRecord, DecisionRecord } from "../../db/rows.ts";
import { decisions, files, reports, requestItems, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { readFrozenPost } from "../../decisions/store/frozen.ts";
import type { ItemFacts } from "../compose-letter.ts";

export interface RequestFacts {
  kind: RequestKind;
  /** Set for a restoration: the order that it takes back. */
  order?: typeof requests.$inferSelect;
  items: ItemFacts[];
}

/**
 * Locks the cases in the order of ids. Problems: `not-found` for a case out of scope; `not-decided` for a
 * decision that is not in force or asks nothing of a platform; `case-changed` for a decision now in another
 * case; `request-made` if a letter already names it.
 */
export async function readRequestFacts(
  tx: Db,
  asked: PreviewInput["items"],
  scope: CaseScope,
): Promise<Result<RequestFacts>> {
  const ids = asked.map(({ decisionId }) => decisionId.toLowerCase());
  if (new Set(ids).size < ids.length) return fail("invalid-input", "a decision is named twice");
  const cases = await lockAsked(tx, asked, scope);
  if (!cases.ok) return cases;
  if (await isInLetter(tx, ids)) return fail("request-made");
  const chosen = await readChosen(tx, ids, cases.value);
  if (!chosen.ok) return chosen;
  const takenBack = await readReversedOrders(tx, chosen.value);
  if (!takenBack.ok) return takenBack;
  const { order, approvals } = takenBack.value;
  const items: ItemFacts[] = [];
  for (const { row, decision } of chosen.value) {
    const approval = approvals?.get(decision.id) ?? decision;
    if (!isRequestable(decision, approval) || row.state !== (order ? "rejected" : "approved"))
      return fail("not-decided", decision.id);
    items.push({
      itemId: randomUUID(),
      reference: newReference(),
      case: row,
      decision,
      approval,
      ...(await readPost(tx, row, approval, order)),
    });
  }
  return ok({ kind: order ? "restore" : "order", ...(order ? { order } : {}), items });
}

/** By id. */
type Cases = ReadonlyMap<string, CaseRecord>;

async function lockAsked(tx: Db, asked: PreviewInput["items"], scope: CaseScope): Promise<Result<Cases>> {
  const ids = new Set<string>();
  for (const { caseId } of asked) {
    const row = await findCase(tx, { id: caseId.toLowerCase(), scope });
    if (!row) return fail("not-found");
    ids.add(row.id);
  }
  const rows = await lockCases(tx, [...ids]);
  return ok(new Map(rows.map((row) => [row.id, row])));
}

async function isInLetter(tx: Db, decisionIds: string[]): Promise<boolean> {
  const live = and(inArray(requestItems.decisionId, decisionIds), eq(requestItems.isVoid, false));
  const rows = await tx.select({ id: requestItems.id }).from(requestItems).where(live).limit(1);
  return rows.length > 0;
}

interface Chosen {
  row: CaseRecord;
  decision: DecisionRecord;
}

/** In the order of the ids. */
async function readChosen(tx: Db, ids: string[], cases: Cases): Promise<Result<Chosen[]>> {
  const rows = await tx.select().from(decisions).where(inArray(decisions.id, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const chosen: Chosen[] = [];
  for (const id of ids) {
    const decision = byId.get(id);
    if (!decision) return fail("not-decided", id);
    const row = cases.get(decision.caseId);
    // The case was merged or split during the search.
    if (!row) return fail("case-changed", id);
    chosen.push({ row, decision });
  }
  // A merge of two decided cases leaves two decisions; a letter names the case once.
  const isTwice = new Set(chosen.map(({ row }) => row.id)).size < chosen.length;
  return isTwice ? fail("invalid-input", "a case is named twice") : ok(chosen);
}

/** An order needs an approval in force; a restoration needs a reversal in force. */
function isRequestable(decision: DecisionRecord, approval: DecisionRecord): boolean {
  if (decision.state !== "confirmed" || decision.reversedAt !== null) return false;
  if (approval.act !== "approve" || approval.action === null) return false;
  return isPlatformRequest(approval.action);
}

/** If all decisions reverse approvals of one sent letter, returns that letter and the approval of each. */
async function readReversedOrders(
  tx: Db,
  chosen: readonly Chosen[],
): Promise<Result<{ order?: typeof requests.$inferSelect; approvals?: Map<string, DecisionRecord> }>> {
  const reversing = chosen.filter(({ decision }) => decision.act === "reject" && decision.reverses !== null);
  if (reversing.length === 0) return ok({});
  if (reversing.length < chosen.length) return fail("not-one-letter");
  // Looked up by case, because after a merge a reversal names only one of the decisions that it took back.
  const ids = reversing.map(({ decision }) => decision.caseId);
  const sent = await tx
    .select({ request: requests, approval: decisions })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .where(
      and(
        inArray(requestItems.caseId, ids),
        eq(requestItems.isVoid, false),
        isNotNull(decisions.reversedAt),
        eq(requests.kind, "order"),
        inArray(requests.state, ["sent", "answered"]),
      ),
    );
  const [first] = sent;
  const byCase = new Map(sent.map(({ approval }) => [approval.caseId, approval]));
  if (!first || byCase.size < ids.length) return fail("not-decided", "no platform was asked");
  if (sent.some(({ request }) => request.id !== first.request.id)) return fail("not-one-letter");
  const approvals = new Map(
    reversing.flatMap(({ decision }) => {
      const approval = byCase.get(decision.caseId);
      return approval ? [[decision.id, approval] as const] : [];
    }),
  );
  return ok({ order: first.request, approvals });
}

/** The post as frozen at the decision; in a restoration, as the order named it. */
async function readPost(
  tx: Db,
  row: CaseRecord,
  approval: DecisionRecord,
  order: RequestFacts["order"],
): Promise<Pick<ItemFacts, "post" | "evidence">> {
  const frozen = await readFrozenPost(tx, row, approval);
  const letter = letterShape.safeParse(order?.letter);
  const ordered = letter.data?.items.find(({ decisionId }) => decisionId === approval.id);
  const post = ordered ? withOrderedAddress(frozen, ordered) : frozen;
  const reportId = post.evidence?.reportId;
  if (reportId === undefined || row.reports === 0) return { post };
  const [report] = await tx
    .select({
      evidence: reports.evidence,
      deletedAt: reports.evidenceDeletedAt,
      category: reports.category,
    })
    .from(reports)
    .where(eq(reports.id, reportId));
  if (!report) return { post };
  const { evidence, deletedAt, category } = report;
  const arrived = await tx.select({ sha256: files.sha256 }).from(files).where(eq(files.reportId, reportId));
  const received = arrived.map(({ sha256 }) => sha256);
  return { post, evidence: { reportId, evidence, category, received, deleted: deletedAt !== null } };
}

function withOrderedAddress(
  frozen: FrozenPost,
  { subject, aliases, address, author, authorId }: LetterItem,
): FrozenPost {
  const { author: _author, authorId: _authorId, ...rest } = frozen;
  return {
    ...rest,
    subject,
    aliases,
    address,
    ...(author === undefined ? {} : { author }),
    ...(authorId === undefined ? {} : { authorId }),
  };
}
