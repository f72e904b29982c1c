/** The list of decisions, and its files. */

import { csvLine } from "../../../utils/shared/contract/csv.ts";
import {
  type DecisionData,
  type DecisionFileFormat,
  type DecisionRow,
  type DecisionsFile,
  decisionsFormat,
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
  const found = await readList(intake.store.db, { scope, filter: filterOf(asked), after, limit });
  const page = toPage(found, limit, ({ decision: { at, id } }) => `${at.toISOString()}|${id}`);
  return ok({
    decisions: page.rows.map((one) => toRow(one, asker, intake.blindConfirm)),
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
function toRow(one: ListedDecision, asker: Person | undefined, blind: boolean): DecisionRow {
  const viewer: Viewer = { asker, blind };
  const { by, answeredBy, own, reason, answerReason } = toDecisionView(one, viewer);
  const data = toDecisionData(one);
  if (!asker) return { ...data, subject: subjectOf(one), own };
  const { withheld: _withheld, ...shown } = data;
  return {
    ...shown,
    subject: subjectOf(one),
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
  const found = await readAll(intake.store.db, scope, filterOf(query));
  // A file that silently ends somewhere would be taken for the whole.
  if (found.length > limits.fileDecisions) return fail("decisions-many", String(limits.fileDecisions));
  const decisions = found.map((one) => ({ ...toDecisionData(one), subject: subjectOf(one) }));
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

const columns: readonly (readonly [name: string, read: (one: FileRow) => string | number | undefined])[] = [
  ["id", (one) => one.id],
  ["case", (one) => one.caseId],
  ["site", (one) => one.site],
  ["kind", (one) => one.kind],
  ["subject", (one) => one.subject],
  ["case_category", (one) => one.caseCategory],
  ["act", (one) => one.act],
  ["category", (one) => one.category],
  ["sub_reason", (one) => one.subReason],
  ["action", (one) => one.action],
  ["basis", (one) => one.basis.map((id) => bases[id]?.text ?? id).join("; ")],
  ["elements", (one) => one.elements.join(" ")],
  ["exceptions", (one) => one.exceptions.join(" ")],
  ["why", (one) => one.why],
  ["agency", (one) => one.agency],
  ["reason", (one) => one.reason],
  ["state", (one) => one.state],
  ["proposed_by", (one) => one.roles.proposed],
  ["proposed_at", (one) => one.at],
  ["answered_by", (one) => one.roles.answered],
  ["answered_at", (one) => one.answeredAt],
  ["answer_reason", (one) => one.answerReason],
  ["settled_by", (one) => one.roles.settled],
  ["settled_at", (one) => one.settledAt],
  ["votes_uphold", (one) => one.panel?.uphold],
  ["votes_overturn", (one) => one.panel?.overturn],
  ["review", (one) => one.review?.state],
  ["reviewed_at", (one) => one.review?.at],
  ["reverses", (one) => one.reverses],
  ["reversed_at", (one) => one.reversedAt],
  ["bulk", (one) => one.bulkId],
  ["referred_to", (one) => one.referral?.partner],
  ["referral_state", (one) => one.referral?.state],
  ["referral_sent_at", (one) => one.referral?.sentAt],
  ["referral_answered_at", (one) => one.referral?.answeredAt],
  ["referral_outcome", (one) => one.referral?.outcome],
  ["watch_state", (one) => one.watch?.state],
  ["watch_outcome", (one) => one.watch?.outcome],
];

/** RFC 4180 with a byte order mark, which spreadsheets need for UTF-8. */
function toCsv(decisions: readonly (DecisionData & { subject: string })[]): string {
  const rows = decisions.map((one) => columns.map(([, read]) => String(read(one) ?? "")));
  return `\uFEFF${[columns.map(([name]) => name), ...rows].map(csvLine).join("")}`;
}
