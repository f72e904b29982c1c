/** Which cases a person may see, computed from the stored rows without the product's own rules. */

import type { Model } from "./model.ts";
import { type Rows, rootOf } from "./rows.ts";
import type { ModelPerson } from "./world.ts";

/** A case's own category counts, and that of each report which is not withdrawn. */
export function seesCase({ model }: { model: Model }, rows: Rows, by: ModelPerson, caseId: string): boolean {
  const id = rootOf(rows, caseId);
  if (by.role === "admin") return true;
  if (by.role === "panelist") return wasDisputed(model, rows, id);
  if (by.role !== "supervisor") return false;
  const { unit } = by;
  const row = rows.cases.find((caseRow) => caseRow.id === id);
  if (!row) return false;
  if (unit?.sites && !unit.sites.some((site) => site === row.site)) return false;
  if (!unit?.categories) return true;
  const live = rows.reports
    .filter((report) => report.caseId === id && !report.withdrawn)
    .map(({ category }) => category);
  const own = [...live, row.decidedCategory, ...(live.length === 0 ? [row.reportedCategory] : [])];
  return unit.categories.some((category) => own.includes(category));
}

function wasDisputed({ decisions }: Model, rows: Rows, caseId: string): boolean {
  return rows.decisions.some(
    (row) =>
      row.caseId === caseId &&
      (row.state === "disputed" || row.review !== null || (decisions.get(row.id)?.votes.length ?? 0) > 0),
  );
}
