/** A decision as data that may leave the desk: roles in place of names, no account, address or subject. */

import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { DecisionData } from "../../../utils/shared/contract/decision-list.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Role } from "../../../utils/shared/contract/site.ts";
import { groundsOf } from "../../../utils/shared/policy/decision-elements.ts";
import { type DecisionRecord, omitNulls } from "../../db/rows.ts";
import type { ListedDecision } from "../store/list-decisions.ts";

/** In the no-pixels lane the reasons stay in the case: no text about the content leaves it. */
export function toDecisionData({ decision, votes, row, followUp }: ListedDecision): DecisionData {
  const { id, caseId, act, category, subReason, action, basis, elements, exceptions, why, agency, bulkId } =
    decision;
  const { state, at, answeredAt, settledAt, reverses, reversedAt, reason, answerReason } = decision;
  const isWithheld = row.withheld || (category ?? row.category) === "PORNO_ANAK";
  const votesFor = (side: "uphold" | "overturn") => votes.filter(({ vote }) => vote.vote === side).length;
  return {
    id,
    caseId,
    site: row.site,
    kind: row.kind,
    caseCategory: row.category,
    act,
    basis,
    elements,
    exceptions,
    state,
    at: at.toISOString(),
    roles: rolesOf(decision),
    ...omitNulls({ category, subReason, action, why, agency, bulkId, reverses }),
    ...omitNulls({
      answeredAt: isoOf(answeredAt),
      settledAt: isoOf(settledAt),
      reversedAt: isoOf(reversedAt),
    }),
    ...followUp,
    ...reviewOf(decision),
    ...(votes.length > 0 ? { panel: { uphold: votesFor("uphold"), overturn: votesFor("overturn") } } : {}),
    ...(isWithheld ? { withheld: true as const } : omitNulls({ reason, answerReason })),
  };
}

/** The panel's review of a drawn approval. */
export function reviewOf({
  review,
  draw,
  drawShare,
  reviewedAt,
}: DecisionRecord): Pick<DecisionData, "review"> {
  if (review === null || draw === null || drawShare === null) return {};
  const at = omitNulls({ at: reviewedAt?.toISOString() ?? null });
  return { review: { state: review, draw, share: drawShare, ...at } };
}

function isoOf(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}

/**
 * Only supervisors propose and answer, only panelists vote. A person's present role does not tell, because it
 * may have changed. A dispute that its proposer took back was settled by a supervisor.
 */
function rolesOf({ state, answeredAt, settledAt }: DecisionRecord): DecisionData["roles"] {
  const settled: Role = state === "undone" ? "supervisor" : "panelist";
  return {
    proposed: "supervisor",
    ...(answeredAt === null ? {} : { answered: "supervisor" }),
    ...(settledAt === null ? {} : { settled }),
  };
}

interface CheckedGrounds {
  category: CategoryCode;
  elements: readonly string[];
  exceptions: readonly string[];
}

/**
 * Checks that an approval names everything to be examined: the category's elements and the exceptions that
 * protect speech. Problems: `elements-missing` or `exceptions-unchecked` unless exactly the category's are
 * named.
 */
export function checkGrounds({ category, elements, exceptions }: CheckedGrounds): Result<undefined> {
  const needed = groundsOf(category);
  const wrongElement = firstWrong(needed.elements, elements);
  if (wrongElement !== undefined) return fail("elements-missing", wrongElement);
  const wrongException = firstWrong(needed.exceptions, exceptions);
  return wrongException === undefined ? ok(undefined) : fail("exceptions-unchecked", wrongException);
}

/** Returns an id that is missing or does not belong. */
function firstWrong(needed: readonly string[], named: readonly string[]): string | undefined {
  return needed.find((id) => !named.includes(id)) ?? named.find((id) => !needed.includes(id));
}
