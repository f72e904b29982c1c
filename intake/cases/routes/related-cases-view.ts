/** Related cases as the contract shows them. */

import type {
  CaseRow,
  CaseView,
  DecidedCase,
  PossibleDuplicate,
  SimilarCase,
} from "../../../utils/shared/contract/case.ts";
import { type CaseRecord, omitNulls } from "../../db/rows.ts";
import type { GroupedCase, Groups } from "../store/groups.ts";
import type { MaybeSameRow, RelatedCases, SimilarCaseRow } from "../store/related-cases.ts";

/** Omitted if no other case in the viewer's scope is in the group. */
export function toGroupView(row: GroupedCase, groups: Groups): Pick<CaseRow, "group"> {
  const group = row.groupId === null ? undefined : groups.get(row.groupId);
  // A case alone in its group has no similar cases; the others were taken out.
  if (row.groupId === null || !group || group.cases < 2) return {};
  const { why, ...counted } = group;
  return {
    group: {
      id: row.groupId,
      why: row.groupWhy ?? why,
      ...counted,
      ...omitNulls({ distance: row.groupDistance }),
    },
  };
}

type RelatedCasesView = Pick<CaseView, "comparing" | "similar" | "merged" | "maybeSame" | "history">;

export function toRelatedCases(kin: RelatedCases, personId: string | undefined): RelatedCasesView {
  return {
    ...(kin.maybeSame.length > 0
      ? { maybeSame: kin.maybeSame.map((candidate) => toMaybeSameView(candidate, personId)) }
      : {}),
    similar: kin.similar.map(toSimilarView),
    ...(kin.comparing ? { comparing: true } : {}),
    merged: kin.merged.map((merged) => ({
      caseId: merged.caseId,
      subject: merged.subject,
      ...toWordsView(merged),
    })),
    history: kin.history.flatMap(({ id, subject, category, state, decidedAt }): DecidedCase[] =>
      decidedAt === null ? [] : [{ caseId: id, subject, category, state, at: decidedAt.toISOString() }],
    ),
  };
}

function toMaybeSameView({ row, agreedBy }: MaybeSameRow, personId: string | undefined): PossibleDuplicate {
  const { id, subject, state } = row;
  const agreed = agreedBy === null ? "nobody" : agreedBy === personId ? "own" : "other";
  return { caseId: id, subject, state, agreed, ...toWordsView(row) };
}

/** Author and first words. Nothing in the no-pixels lane. */
export function toWordsView({
  withheld,
  author,
  excerpt,
}: Pick<CaseRecord, "withheld" | "author" | "excerpt">) {
  return withheld ? {} : omitNulls({ author, excerpt });
}

export function toSimilarView({ row, near }: SimilarCaseRow): SimilarCase {
  const { id, subject, category, state, author, excerpt } = row;
  return { caseId: id, subject, category, state, ...near, ...omitNulls({ author, excerpt }) };
}
