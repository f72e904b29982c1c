/** Compares counted figures with commitments. */

import type {
  Board,
  CommitmentRow,
  CommitmentVerdict,
  TrendPoint,
} from "../../utils/shared/contract/board.ts";
import type { Figures, MonthFigures } from "../../utils/shared/contract/figures.ts";
import { countOf, sumFigures } from "../../utils/shared/policy/add-figures.ts";
import { order } from "../../utils/shared/policy/categories.ts";
import { type Commitment, commitments, leastCount } from "../../utils/shared/policy/commitments.ts";
import { monthLater, monthsFrom, quarterOf } from "../../utils/shared/policy/jakarta-months.ts";
import { countSteps, medianOf } from "../../utils/shared/policy/time-histograms.ts";

const trendMonths = 12;
const earlierMonths = 12;

/** The oldest month that the board of one month needs. */
export function firstNeeded(month: string): string {
  return (
    [monthLater(month, 1 - trendMonths), monthLater(quarterOf(month), -earlierMonths)].sort()[0] ?? month
  );
}

export function judgeAll(month: string, counted: readonly MonthFigures[]): CommitmentRow[] {
  return commitments.map((commitment) => judge(commitment, month, counted));
}

/** Sub-reasons of the month's reports on all sites. */
export function subReasonsIn(month: MonthFigures | undefined): NonNullable<Board["subReasons"]> {
  return order.flatMap((category) => {
    const rows = month?.rows.filter((row) => row.category === category) ?? [];
    const figures = sumFigures(rows.map((row) => row.figures));
    const reasons = Object.entries(figures.subReasons ?? {}).map(([key, count]) => ({ key, count }));
    if (reasons.length === 0) return [];
    reasons.sort((one, other) => other.count - one.count || one.key.localeCompare(other.key));
    return [{ category, reports: countOf(figures, "reports"), reasons }];
  });
}

export function judge(
  commitment: Commitment,
  month: string,
  counted: readonly MonthFigures[],
): CommitmentRow {
  const { id, site, categories, measure } = commitment;
  const over = (months: readonly string[]) => measureOver(commitment, months, counted);
  const row = { id, site, kind: measure.kind, ...(categories ? { categories: [...categories] } : {}) };
  if (measure.kind === "none") return { ...row, now: { denominator: 0 }, verdict: "unknown", trend: [] };
  const trend = monthsFrom(monthLater(month, 1 - trendMonths), month).map(
    (trendMonth): TrendPoint => ({
      month: trendMonth,
      ...over([trendMonth]),
      isUncounted: !counted.some((row) => row.month === trendMonth),
    }),
  );
  if (measure.kind === "share") {
    const now = over([month]);
    return { ...row, now, goal: measure.goal, verdict: verdictOfShare(now, measure.goal), trend };
  }
  const quarter = quarterOf(month);
  const now = over(monthsFrom(quarter, month));
  const before = over(monthsFrom(monthLater(quarter, -earlierMonths), monthLater(quarter, -1)));
  return { ...row, now, before, verdict: verdictOfPace(now, before), trend };
}

type Measured = CommitmentRow["now"];

function measureOver(
  { site, categories, measure }: Commitment,
  months: readonly string[],
  counted: readonly MonthFigures[],
): Measured {
  const isMeant = (row: MonthFigures["rows"][number]) =>
    row.site === site && (categories === undefined || categories.includes(row.category));
  const figures = sumFigures(
    counted
      .filter(({ month }) => months.includes(month))
      .flatMap(({ rows }) => rows.filter(isMeant).map((row) => row.figures)),
  );
  return measure.kind === "share" ? shareIn(figures, measure) : medianIn(figures);
}

function shareIn(
  figures: Figures,
  { part, rest, proven }: Commitment["measure"] & { kind: "share" },
): Measured {
  const numerator = countOf(figures, ...part);
  const denominator = numerator + countOf(figures, ...rest);
  const share: Measured = { numerator, denominator };
  if (denominator > 0) share.value = numerator / denominator;
  if (proven) share.proven = countOf(figures, ...proven);
  return share;
}

function medianIn({ minutes }: Figures): Measured {
  const steps = minutes.action ?? {};
  const value = medianOf(steps);
  return { denominator: countSteps(steps), ...(value === undefined ? {} : { value }) };
}

function verdictOfShare(now: Measured, goal: number): CommitmentVerdict {
  if (now.value === undefined) return "unknown";
  if (now.denominator < leastCount) return "too-few";
  return now.value >= goal ? "kept" : "not-kept";
}

function verdictOfPace(now: Measured, before: Measured): CommitmentVerdict {
  if (now.value === undefined || before.value === undefined) return "unknown";
  if (Math.min(now.denominator, before.denominator) < leastCount) return "too-few";
  return now.value < before.value ? "kept" : "not-kept";
}
