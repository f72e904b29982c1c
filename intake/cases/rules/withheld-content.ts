/**
 * Limits what may be read of a case reported as child sexual abuse material: identity and times, no content.
 */

import type { ReportView } from "../../../utils/shared/contract/case.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { Report } from "../../../utils/shared/contract/report.ts";
import type { CaseReview, ReviewView } from "../../../utils/shared/contract/review.ts";
import { keptFields, stripForNoPixels } from "../../../utils/shared/policy/no-pixels.ts";
import type { CaseRecord } from "../../db/rows.ts";

/** A report in the lane is quarantined on its own until two people have decided otherwise. */
export function isQuarantined(
  { decidedCategory, withheld }: Pick<CaseRecord, "decidedCategory" | "withheld">,
  category: CategoryCode,
): boolean {
  return withheld || (category === "PORNO_ANAK" && decidedCategory === null);
}

export function withholdReport(view: ReportView): ReportView {
  const { subReason: _sub, note: _note, notPublicReason: _why, withdrawnReason: _withdrawn, ...rest } = view;
  return { ...rest, evidence: stripForNoPixels(view.evidence), filesHere: [] };
}

/**
 * A report for exports. Unlike in a view, it keeps the digests of its files, because the seal covers them and
 * they reveal nothing more.
 */
export function withholdSealed({ evidence, ...whole }: Report): Report {
  const { subReason: _sub, note: _note, notPublicReason: _why, ...rest } = whole;
  const { page: _page, fields, ...sealed } = evidence;
  const kept = Object.fromEntries(keptFields.flatMap((name) => (fields[name] ? [[name, fields[name]]] : [])));
  return { ...rest, evidence: { ...sealed, fields: kept } };
}

/** Returns whether a person wrote words into an event's detail, at any depth. */
export function hasWords(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, one]) => isWords(name) || hasWords(one));
}

/** Leaves out people's words, at any depth. */
export function withoutWords(detail: Record<string, unknown>): Record<string, unknown> {
  const rest = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rest);
    return typeof value === "object" && value !== null ? withoutWords(value as typeof detail) : value;
  };
  return Object.fromEntries(
    Object.entries(detail).flatMap(([name, value]) => (isWords(name) ? [] : [[name, rest(value)]])),
  );
}

function isWords(name: string): boolean {
  return name === "note" || name === "reason";
}

/** The verdict stays; words, elements and timecodes describe what was seen. */
export function withholdReview<V extends ReviewView | CaseReview>(view: V): V {
  const { elements: _elements, localContext: _context, ...rest } = view;
  return { ...rest, reason: "", timecodes: [] } as unknown as V;
}
