/** The list of decisions, and its files. */

import { csvLine } from "../../../utils/shared/contract/csv.ts";
import type {
  DecisionData,
  DecisionFileFormat,
  DecisionRow,
} from "../../../utils/shared/contract/decision-list.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import { bases, jakartaDay } from "../../../utils/shared/policy/legal-bases.ts";
import type { Person } from "../../core/caller.ts";
import type { Handler } from "../../core/handler.ts";
import { logLine } from "../../core/log.ts";
import type { CaseScope } from "../../core/scope.ts";
import { decodeTimeCursor, invalidCursor, toPage } from "../../db/paging.ts";
import { omitNulls } from "../../db/rows.ts";
import type { Db } from "../../db/store.ts";
import { toDecisionData } from "../rules/decision-data.ts";
import { type DecisionsFile, decisionsFormat } from "../rules/decisions-file.ts";
import {
  type DecisionListFilter,
  type ListedDecision,
  listDecisions as readList,
} from "../store/list-decisions.ts";
import { toDecisionView, type Viewer } from "./decision-view.ts";

export const listDecisions: Handler<"listDecisions"> = async (intake, { caller, scope, query }) => {
  const { limit, after: cursor, ...asked } = query;
  const after = cursor === undefined ? undefined : decodeTimeCursor(cursor);
  if (cursor !== undefined && !after) return invalidCursor();
  const asker = caller.kind === "person" ? caller : undefined;
  const list = await readList(intake.store.db, { scope, filter: filterOf(asked), after, limit });
  const page = toPage(list, limit, ({ decision: { at, id } }) => `${at.toISOString()}|${id}`);
  return ok({
    decisions: page.rows.map((row) => toRow(row, asker, intake.blindConfirm)),
    ...(page.next ? { next: page.next } : {}),
  });
};

function filterOf({ from, to, ...choices }: DecisionsFile["filter"]): DecisionListFilter {
  return {
    ...choices,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  };
}

/** Names and reasons as the case shows them to the same person; for another system without names. */
function toRow(row: ListedDecision, asker: Person | undefined, blind: boolean): DecisionRow {
  const viewer: Viewer = { asker, blind };
  const { by, answeredBy, own, reason, answerReason } = toDecisionView(row, viewer);
  const data = toDecisionData(row);
  if (!asker) return { ...data, subject: subjectOf(row), own };
  const { withheld: _withheld, ...shown } = data;
  return {
    ...shown,
    subject: subjectOf(row),
    own,
    reason,
    ...omitNulls({ answerReason: answerReason ?? null, by: by ?? null, answeredBy: answeredBy ?? null }),
  };
}

function subjectOf({ decision, row }: ListedDecision): string {
  return decision.frozen?.subject ?? row.subject;
}

const types: Record<DecisionFileFormat, string> = {
  csv: "text/csv; charset=utf-8",
  json: "application/json",
};

export const exportDecisions: Handler<"exportDecisions"> = async (
  intake,
  { caller, scope, params: { format }, query, at },
) => {
  const rows = await readAll(intake.store.db, scope, filterOf(query));
  // A file that silently ends somewhere would be taken for the whole.
  if (rows.length > limits.fileDecisions) return fail("decisions-many", String(limits.fileDecisions));
  const decisions = rows.map((row) => ({ ...toDecisionData(row), subject: subjectOf(row) }));
  logLine("decisions-exported", { detail: `${caller.personId} ${format} ${decisions.length}` });
  const file: DecisionsFile = {
    format: decisionsFormat,
    organisation: intake.organisation,
    madeAt: at.toISOString(),
    filter: query,
    decisions,
  };
  const text = format === "csv" ? toCsv(decisions) : `${JSON.stringify(file, null, 2)}\n`;
  const day = jakartaDay(at.toISOString());
  return ok({
    bytes: new TextEncoder().encode(text),
    type: types[format],
    name: `keputusan-${day}.${format}`,
  });
};

const rowsAtOnce = 500;

/** Returns more rows than the limit of a file if there are more. */
async function readAll(db: Db, scope: CaseScope, filter: DecisionListFilter): Promise<ListedDecision[]> {
  const all: ListedDecision[] = [];
  for (;;) {
    const last = all.at(-1)?.decision;
    const rows = await readList(db, { scope, filter, after: last, limit: rowsAtOnce });
    all.push(...rows.slice(0, rowsAtOnce));
    if (rows.length <= rowsAtOnce || all.length > limits.fileDecisions) return all;
  }
}

type FileRow = DecisionsFile["decisions"][number];

const columns: readonly (readonly [name: string, read: (row: FileRow) => string | number | undefined])[] = [
  ["id", (row) => row.id],
  ["case", (row) => row.caseId],
  ["site", (row) => row.site],
  ["kind", (row) => row.kind],
  ["subject", (row) => row.subject],
  ["case_category", (row) => row.caseCategory],
  ["act", (row) => row.act],
  ["category", (row) => row.category],
  ["sub_reason", (row) => row.subReason],
  ["action", (row) => row.action],
  ["basis", (row) => row.basis.map((id) => bases[id]?.text ?? id).join("; ")],
  ["elements", (row) => row.elements.join(" ")],
  ["exceptions", (row) => row.exceptions.join(" ")],
  ["why", (row) => row.why],
  ["agency", (row) => row.agency],
  ["reason", (row) => row.reason],
  ["state", (row) => row.state],
  ["proposed_by", (row) => row.roles.proposed],
  ["proposed_at", (row) => row.at],
  ["answered_by", (row) => row.roles.answered],
  ["answered_at", (row) => row.answeredAt],
  ["answer_reason", (row) => row.answerReason],
  ["settled_by", (row) => row.roles.settled],
  ["settled_at", (row) => row.settledAt],
  ["votes_uphold", (row) => row.panel?.uphold],
  ["votes_overturn", (row) => row.panel?.overturn],
  ["review", (row) => row.review?.state],
  ["reviewed_at", (row) => row.review?.at],
  ["reverses", (row) => row.reverses],
  ["reversed_at", (row) => row.reversedAt],
  ["bulk", (row) => row.bulkId],
  ["referred_to", (row) => row.referral?.partner],
  ["referral_state", (row) => row.referral?.state],
  ["referral_sent_at", (row) => row.referral?.sentAt],
  ["referral_answered_at", (row) => row.referral?.answeredAt],
  ["referral_outcome", (row) => row.referral?.outcome],
  ["watch_state", (row) => row.watch?.state],
  ["watch_outcome", (row) => row.watch?.outcome],
];

/** RFC 4180 with a byte order mark, which spreadsheets need for UTF-8. */
function toCsv(decisions: readonly (DecisionData & { subject: string })[]): string {
  const rows = decisions.map((decision) => columns.map(([, read]) => String(read(decision) ?? "")));
  return `\uFEFF${[columns.map(([name]) => name), ...rows].map(csvLine).join("")}`;
}
