import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import { strictness } from "../../../utils/shared/policy/categories.ts";
import { decisions } from "../../db/schema/index.ts";

const strictest = sql.join(
  strictness.map((code) => sql`${code}`),
  sql`, `,
);

/**
 * A column of decisions: the category that the case of a rejection had when it was confirmed. Later reports and
 * decisions do not change it. `stays` leaves out decisions and reports that a split would part from it.
 */
export function rejectedCategory(
  stays = (_table: "earlier" | "report"): SQL => sql`true`,
  decision: Record<"caseId" | "settledAt" | "answeredAt", SQLWrapper> = decisions,
): SQL<CategoryCode> {
  const confirmedAt = sql`coalesce(${decision.settledAt}, ${decision.answeredAt})`;
  return sql`coalesce((
  select earlier.category from decisions earlier
  where earlier.case_id = ${decision.caseId} and earlier.state = 'confirmed' and earlier.category is not null
    and coalesce(earlier.settled_at, earlier.answered_at) < ${confirmedAt} and ${stays("earlier")}
  order by coalesce(earlier.settled_at, earlier.answered_at) desc limit 1
), (
  select report.category from reports report where report.case_id = ${decision.caseId} and ${stays("report")}
  order by report.received_at > ${confirmedAt}, coalesce(report.withdrawn_at <= ${confirmedAt}, false),
    array_position(array[${strictest}], report.category) limit 1
))`;
}
