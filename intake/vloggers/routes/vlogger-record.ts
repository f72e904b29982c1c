/** A vlogger's own record in the programme. */

import { ok } from "../../../utils/shared/contract/result.ts";
import type {
  PauseView,
  ReviewedCase,
  VloggerRecord,
} from "../../../utils/shared/contract/vlogger-record.ts";
import type { Handler } from "../../core/handler.ts";
import { omitNulls } from "../../db/rows.ts";
import { isRight, verdictOfState } from "../golden-rules.ts";
import { groupsOf, type ReviewGrade, shareOf } from "../review-grades.ts";
import { levelThresholds, type ReviewerStatus, refresherOf } from "../reviewer-level.ts";
import { type ReviewedRow, readVloggerRecord } from "../store/vloggers.ts";

export const getVloggerRecord: Handler<"getVloggerRecord"> = async (intake, { scope }) => {
  const { rung, rankedAt, pauseReason, marks, reviewed } = await readVloggerRecord(intake.store.db, scope);
  return ok({
    rank: rung.rank,
    ...omitNulls({ rankedAt: rankedAt?.toISOString() ?? null }),
    ...pauseIn(rung, pauseReason, marks),
    all: shareOf(marks),
    groups: groupsOf(marks),
    ...nextAfter(rung),
    reviews: reviewed.map(toReviewed),
  });
};

function nextAfter({ rank }: ReviewerStatus): Pick<VloggerRecord, "next"> {
  if (rank === "trusted") return {};
  const next = rank === "participant" ? "reviewer" : "trusted";
  return { next: { rank: next, ...levelThresholds[next] } };
}

function pauseIn(
  rung: ReviewerStatus,
  reason: string | null,
  marks: readonly ReviewGrade[],
): { pause?: PauseView } {
  const { pausedAt, pausedFor, pausedGroup } = rung;
  if (!pausedAt) return {};
  const pause = {
    at: pausedAt.toISOString(),
    for: pausedFor ?? "person",
    refresher: {
      ...refresherOf(rung, marks),
      needed: levelThresholds.back.marks,
      neededLower: levelThresholds.back.lower,
    },
    ...omitNulls({ group: pausedGroup, reason: pausedFor === "person" ? reason : null }),
  };
  return { pause };
}

function toReviewed({ review, row, mark, golden }: ReviewedRow): ReviewedCase {
  const { subject, category, title, permalink, withheld } = row;
  return {
    id: review.id,
    at: review.at.toISOString(),
    verdict: review.verdict,
    subject,
    category,
    ...(withheld ? {} : omitNulls({ title, permalink })),
    ...foundIn({ review, row, mark, golden }),
  };
}

/** A golden case's finding is shown only for a marked verdict; otherwise it would be free to learn. */
function foundIn({ review, row, mark, golden }: ReviewedRow): Pick<ReviewedCase, "found"> {
  const isTrial = review.trial;
  const violates = mark?.violates ?? (isTrial ? undefined : verdictOfState(row.state));
  if (violates === undefined) return {};
  const right = isRight(review.verdict, violates);
  const tells = isTrial && !row.withheld && golden?.violates === violates;
  const why = tells ? golden.why : null;
  return { found: { violates, golden: isTrial, ...omitNulls({ right: right ?? null, why }) } };
}
